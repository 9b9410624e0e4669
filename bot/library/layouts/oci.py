"""Layout of an Organized Crime Index country profile: a panel of scores, then prose under capital headings."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.library.layouts.blocks import Block, Layout, Paragraph, Row, blocks, join_page_breaks, lines

_HEADING = re.compile(r"[A-Z][A-Z&,'’\- ]+\Z")
_ROW = re.compile(r"(?P<name>[A-Z][A-Z&,'’\- ]*[A-Z])\s+(?P<value>\d{1,2}\.\d\d)\Z")
_RANK = re.compile(r"(?P<value>\d+)(?:st|nd|rd|th) of (?P<scope>.+)\Z")
_VALUE = re.compile(r"\d{1,2}\.\d\d\Z")
_FURNITURE = re.compile(r"(?:Funding provided|Funded by|ENACT is funded|This summary was funded)")
_ACTORS = "CRIMINAL ACTORS"
_MARKETS = "CRIMINAL MARKETS"
_SIDES = ("CRIMINALITY", "RESILIENCE")


def read(text: str) -> Layout:
    """The panel's lines become rows; prose keeps the path of its headings."""
    body = _narrative_start(text)
    rows, furniture, front = _panel(text[:body])
    section: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = []
    for block in blocks(text):
        if block.start < body:
            continue
        if _HEADING.match(block.text):
            section = _under(section, block.text)
        elif _FURNITURE.match(block.text):
            furniture.append(block)
        else:
            paragraphs.append(Paragraph(section, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), rows, tuple(furniture), front)


def _narrative_start(text: str) -> int:
    """Where the prose begins: at the heading of a side that the panel does not print as a score."""
    found = list(blocks(text))
    for block, following in pairwise(found):
        if block.text in _SIDES and _HEADING.match(following.text):
            return block.start
    return len(text)


def _panel(text: str) -> tuple[tuple[Row, ...], list[Block], tuple[Block, ...]]:
    rows: dict[str, Row] = {}
    furniture: list[Block] = []
    front: list[Block] = []
    section: tuple[str, ...] = ()
    total: Block | None = None
    for line in lines(text):
        if _VALUE.match(line.text):
            total = line
        elif total is not None and line.text.endswith(" SCORE"):
            section = (line.text.removesuffix(" SCORE"),)
            rows.setdefault(line.text, _row(section, text, total, line))
            total = None
        elif match := _ROW.match(line.text):
            if match["name"] in (_MARKETS, _ACTORS):
                section = (_SIDES[0], match["name"])
            rows.setdefault(match["name"], _row(section, text, line, line))
        elif _RANK.match(line.text):
            rows.setdefault(line.text, _row(section[:1], text, line, line))
        elif _FURNITURE.match(line.text):
            furniture.append(line)
        elif not any(line.text == other.text for other in front):
            front.append(line)
    return tuple(sorted(rows.values(), key=lambda row: row.start)), furniture, tuple(front)


def _row(section: tuple[str, ...], text: str, first: Block, last: Block) -> Row:
    words = first.text if first is last else f"{first.text} {last.text}"
    start = first.start
    while text[start] == "*":
        start += 1
    end = last.end
    while text[end - 1] == "*":
        end -= 1
    return Row(section, start, end, words)


def _under(section: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The path of a heading: two sides; markets, actors or themes below; single markets below the markets."""
    if heading in _SIDES:
        return (heading,)
    if section[:1] == _SIDES[:1] and heading not in (_MARKETS, _ACTORS) and len(section) > 1:
        return (*section[:2], heading)
    return (*section[:1], heading)
