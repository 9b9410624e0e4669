"""Layout of a press article: a title, a byline, prose that may have headings of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.library.layouts.blocks import (
    Block,
    Heading,
    Layout,
    Paragraph,
    blocks,
    ends_like_a_sentence,
    is_marked,
    is_prose,
    join_page_breaks,
    unmarked,
)
from bot.library.layouts.chrome import ends_page, is_chrome, is_footer, page_tail

_BYLINE = re.compile(r"(?:By|BY|Author|Written by|Words by)(?:\s*+:)?\s++[A-ZÀ-Þ]")
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|updated|last updated|date|source|outlet|publisher)\b"
    r"|(?:\w+ \d{1,2}, |\d{1,2} \w+ )(?:19|20)\d\d\b"
    r"|(?:19|20)\d\d-\d\d-\d\d)",
    re.I,
)
_LINE = 120  # characters; a longer block is prose even above the byline


def read(text: str) -> Layout:
    """Prose begins after the byline; without one, at the first block that ends like a sentence."""
    found = list(blocks(text))
    first = _first(found, text)
    tail = page_tail(found, text, lambda _: False)
    front = [block for block in found[:first] if not _is_menu(block, found[:first], text)]
    furniture = [block for block in found[:first] if block not in front]
    section: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    ended = False
    for i, block in enumerate(found[first:], first):
        raw = text[block.start : block.end]
        ended = ended or i >= tail or (ends_page(block.text) and bool(paragraphs))
        if ended or is_footer(raw):
            furniture.append(block)
        elif not paragraphs and _DATE_LINE.match(block.text) and len(block.text) < _LINE and not is_prose(block.text):
            front.append(block)
        elif is_marked(raw):
            section = (unmarked(raw).rstrip(" :"),)
            headings.append(Heading(section, block.start, block.end, section[0]))
        else:
            paragraphs.append(Paragraph(section, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), (), tuple(furniture), tuple(front), tuple(headings))


def _first(found: Sequence[Block], text: str) -> int:
    for i, block in enumerate(found):
        lines = [unmarked(line) for line in text[block.start : block.end].splitlines()]
        if len(block.text) <= 3 * _LINE and any(_BYLINE.match(line) for line in lines):
            return i + 1
    for i, block in enumerate(found):
        if (
            ends_like_a_sentence(block.text)
            and not is_chrome(block.text)
            and not is_marked(text[block.start : block.end])
        ):
            return i
    return len(found)


def _is_menu(block: Block, front: Sequence[Block], text: str) -> bool:
    """Of the lines before the byline the last is the title; those above it are the site's menu."""
    kept = [
        other
        for other in front
        if not _BYLINE.match(unmarked(other.text))
        and not _DATE_LINE.match(unmarked(other.text))
        and not is_footer(text[other.start : other.end])
    ]
    if block in kept:
        marked = [other for other in kept if is_marked(text[other.start : other.end])]
        return block is not (marked[-1] if marked else kept[-1])
    return is_footer(text[block.start : block.end])
