"""The typeface of charts: where it is, how wide words are, where lines break."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from bot.errors import BriefbotError

SCALE = 2  # pixels for each point, so that a phone's screen shows sharp edges
_FILES = {False: "SourceSansPro-Regular.ttf", True: "SourceSansPro-Semibold.ttf"}


class ChartError(BriefbotError):
    """A chart cannot be drawn on this machine. Shown to the operator."""


@lru_cache(maxsize=32)
def font(size: float, strong: bool) -> ImageFont.FreeTypeFont:
    """
    The typeface at `size` points.

    Raises:
        ChartError: the package that ships it is not installed.
    """
    # Found without importing it: its own code lists every file that it has.
    package = importlib.util.find_spec("font_source_sans_pro")
    if package is None or not package.submodule_search_locations:
        raise ChartError("Charts need the package font-source-sans-pro: run  pip install font-source-sans-pro")
    file = Path(package.submodule_search_locations[0]) / "files" / _FILES[strong]
    # The plain layout engine gives the same pixels whether or not the machine has a shaping library.
    return ImageFont.truetype(str(file), round(size * SCALE), layout_engine=ImageFont.Layout.BASIC)


def width_of(words: str, size: float, *, strong: bool = False) -> float:
    """How many points wide the words are."""
    return font(size, strong).getlength(words) / SCALE


def wrapped(words: str, size: float, room: float, *, strong: bool = False) -> list[str]:
    """The words in lines of at most `room` points; a word that is wider is broken, nothing is left out."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, strong=strong) <= room:
            lines[-1] = longer
            continue
        *whole, last = _broken(word, size, room, strong)
        lines += [*whole, last]
    return lines


def _broken(word: str, size: float, room: float, strong: bool) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width_of(pieces[-1] + char, size, strong=strong) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces
