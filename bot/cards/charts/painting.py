"""Scenes painted into PNG, without any state that two threads could share."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from bot.cards.charts.fonts import SCALE, font
from bot.cards.charts.marks import EDGE, GROUND, Box, Dot, Mark, Scene, Text, Tip

_CORNER = 12.0  # points
_SMOOTH = 4  # round shapes are drawn this much larger and reduced, as Pillow's own edges are jagged
_ANCHORS = {"left": "ls", "right": "rs", "middle": "ms"}


def paint(scene: Scene) -> tuple[bytes, int, int]:
    """The scene as PNG with transparent corners, its width and height in pixels; the same bytes each time."""
    size = round(scene.width * SCALE), round(scene.height * SCALE)
    image = Image.new("RGB", size, GROUND)
    draw = ImageDraw.Draw(image)
    for mark in scene.marks:
        _paint(image, draw, mark)
    corners = _card(size, 0)
    rim = Image.new("RGB", size, EDGE)
    rim.paste(image, mask=_card(size, 1))
    rim.putalpha(corners)
    file = io.BytesIO()
    _with_palette(rim).save(file, "PNG", compress_level=6)
    return file.getvalue(), *size


def _with_palette(image: Image.Image) -> Image.Image:
    """The image in 256 colours: a quarter of the size in half the time, edges of letters change by a shade."""
    reduced = image.quantize(256, method=Image.Quantize.FASTOCTREE)
    palette = reduced.getpalette("RGBA") or []
    # The reduction makes what is opaque let one part in 255 through.
    palette[3::4] = [255 if clear == 254 else clear for clear in palette[3::4]]
    reduced.putpalette(palette, "RGBA")
    return reduced


def _paint(image: Image.Image, draw: ImageDraw.ImageDraw, mark: Mark) -> None:
    match mark:
        case Text():
            anchor = _ANCHORS[mark.align]
            at = (round(mark.x * SCALE), round(mark.y * SCALE))
            draw.text(at, mark.words, fill=mark.colour, font=font(mark.size, mark.strong), anchor=anchor)
        case Box():
            left, top, right, bottom = (round(side * SCALE) for side in (mark.left, mark.top, mark.right, mark.bottom))
            if right > left and bottom > top:
                draw.rectangle((left, top, right - 1, bottom - 1), fill=mark.colour)
        case Dot():
            side = round(2 * mark.radius * SCALE)
            at = (round(mark.x * SCALE - side / 2), round(mark.y * SCALE - side / 2))
            image.paste(mark.colour, (*at, at[0] + side, at[1] + side), _disc(side))
            if mark.hollow:
                inner = side - 4 * SCALE
                at = (at[0] + 2 * SCALE, at[1] + 2 * SCALE)
                image.paste(GROUND, (*at, at[0] + inner, at[1] + inner), _disc(inner))
        case Tip():
            side = round(mark.size * SCALE)
            left = round(mark.x * SCALE) - (0 if mark.leftward else side)
            top = round(mark.y * SCALE - side / 2)
            image.paste(mark.colour, (left, top, left + side, top + side), _tip(side, mark.leftward))


@lru_cache(maxsize=32)
def _disc(side: int) -> Image.Image:
    large = Image.new("L", (side * _SMOOTH, side * _SMOOTH))
    ImageDraw.Draw(large).ellipse((0, 0, side * _SMOOTH - 1, side * _SMOOTH - 1), fill=255)
    return large.reduce(_SMOOTH)


@lru_cache(maxsize=8)
def _tip(side: int, leftward: bool) -> Image.Image:
    end = side * _SMOOTH
    large = Image.new("L", (end, end))
    point, base = (0, end) if leftward else (end, 0)
    ImageDraw.Draw(large).polygon([(point, end // 2), (base, end // 6), (base, end - end // 6)], fill=255)
    return large.reduce(_SMOOTH)


def _card(size: tuple[int, int], rim: int) -> Image.Image:
    """A mask of the card's shape, `rim` points inside its edge; only the corners are drawn large."""
    inset, radius = rim * SCALE, round((_CORNER - rim) * SCALE)
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    right, bottom = size[0] - inset, size[1] - inset
    draw.rectangle((inset + radius, inset, right - radius - 1, bottom - 1), fill=255)
    draw.rectangle((inset, inset + radius, right - 1, bottom - radius - 1), fill=255)
    disc = _disc(2 * radius)
    for x, from_x in ((inset, 0), (right - radius, radius)):
        for y, from_y in ((inset, 0), (bottom - radius, radius)):
            mask.paste(disc.crop((from_x, from_y, from_x + radius, from_y + radius)), (x, y))
    return mask
