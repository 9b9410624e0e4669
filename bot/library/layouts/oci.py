"""Layout of an Organized Crime Index country profile: a panel of scores, then prose under capital headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.library.layouts.blocks import (
    HEADING_LIMIT,
    Block,
    Heading,
    Layout,
    Paragraph,
    Row,
    blocks_split_at,
    ends_like_a_sentence,
    is_capitals,
    is_marked,
    join_page_breaks,
    unmarked,
)
from bot.library.layouts.chrome import ends_page, is_chrome, is_footer
from bot.library.layouts.oci_panel import ACTORS, CRIMINALITY, MARKETS, RESILIENCE, Entry, Kind, entries

_FURNITURE = re.compile(
    r"(?:funding provided|funded by|enact is funded|this (?:summary|profile|paper) was funded)", re.I
)
_SIDES: Final = ("CRIMINALITY", "RESILIENCE")
_PARENTS: Final = {
    CRIMINALITY: ("CRIMINALITY",),
    MARKETS: ("CRIMINALITY", MARKETS),
    ACTORS: ("CRIMINALITY", ACTORS),
    RESILIENCE: ("RESILIENCE",),
}
_MIXED = frozenset(
    """criminality|resilience|criminal markets|criminal actors|people|trade|environment|drugs|cyber-dependent crimes
    |financial crimes|leadership and governance|criminal justice and security|economic and financial environment
    |civil society and social protection""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_PROSE_WORDS = 20


def read(text: str) -> Layout:
    """The panel's lines become rows; prose keeps the path of its headings."""
    found = blocks_split_at(text, lambda raw: _heading(raw) is not None)
    body = narrative_start(text)
    rows, furniture, front = _panel(text[:body])
    section: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    for block in found:
        if block.start < body:
            continue
        raw = text[block.start : block.end]
        if _is_furniture(raw):
            furniture.append(block)
        elif name := _heading(raw):
            section = _under(section, name)
            headings.append(Heading(section, block.start, block.end, name))
        elif headings and not ends_like_a_sentence(block.text) and len(block.text.split()) <= 3:
            furniture.append(block)
        else:
            paragraphs.append(Paragraph(section, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), rows, tuple(furniture), front, tuple(headings))


def narrative_start(text: str) -> int:
    """Where the prose begins: at the headings above its first paragraph; the text's length where there is none."""
    found = blocks_split_at(text, lambda raw: _heading(raw) is not None)
    for i, block in enumerate(found):
        raw = text[block.start : block.end]
        if len(block.text.split()) >= _PROSE_WORDS and not _is_furniture(raw) and not _holds_scores(raw):
            return _first_heading(found[:i], text, block).start
    return len(text)


def _first_heading(before: Sequence[Block], text: str, prose: Block) -> Block:
    first = prose
    for block in reversed(before):
        name = _heading(text[block.start : block.end])
        if name is None or name.upper().endswith(" SCORE"):
            break
        first = block
        if name.upper() in _SIDES:
            break
    return first


def _holds_scores(raw: str) -> bool:
    return any(entry.kind in (Kind.SCORE, Kind.RANK) for entry in entries(raw))


def _is_furniture(raw: str) -> bool:
    return bool(_FURNITURE.match(raw.strip())) or ends_page(raw) or (is_footer(raw) and _heading(raw) is None)


def _heading(raw: str) -> str | None:
    """The words of a heading, without marks; None for anything else."""
    words = unmarked(raw).rstrip(" :")
    if len(words) > HEADING_LIMIT or "\n" in raw.strip() or any(char.isdigit() for char in words):
        return None
    known = words.casefold() in _MIXED or is_capitals(words) or is_marked(raw)
    return words if known and not ends_like_a_sentence(words) else None


def _panel(text: str) -> tuple[tuple[Row, ...], list[Block], tuple[Block, ...]]:
    rows: dict[str, Row] = {}
    furniture: list[Block] = []
    front: list[Block] = []
    section: tuple[str, ...] = ()
    for entry in entries(text):
        if entry.kind is Kind.SCORE:
            section = _PARENTS.get(entry.name, section)
            rows.setdefault(entry.name, _row(section, text, entry))
        elif entry.kind is Kind.RANK:
            rows.setdefault(entry.first.text, _row(section[:1], text, entry))
        elif entry.kind is Kind.OTHER and (_FURNITURE.match(entry.first.text) or is_chrome(entry.first.text)):
            furniture.append(entry.first)
        elif entry.kind is Kind.OTHER and not any(entry.first.text == other.text for other in front):
            front.append(entry.first)
    return tuple(sorted(rows.values(), key=lambda row: row.start)), furniture, tuple(front)


def _row(section: tuple[str, ...], text: str, entry: Entry) -> Row:
    first, last = entry.first, entry.last
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
    if heading.upper() in _SIDES:
        return (heading,)
    on_crime = section[:1] and section[0].upper() == _SIDES[0]
    if on_crime and heading.upper() not in (MARKETS, ACTORS) and len(section) > 1:
        return (*section[:2], heading)
    return (*section[:1], heading)
