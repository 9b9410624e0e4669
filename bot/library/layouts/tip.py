"""Layout of a Trafficking in Persons narrative: a country heading with its tier, then headed prose."""

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
    blocks_split_at,
    is_capitals,
    is_marked,
    is_prose,
    is_title,
    join_page_breaks,
    unmarked,
)
from bot.library.layouts.chrome import ends_page, is_chrome, is_footer, page_tail

#: A tier as a heading or a sentence prints it.
TIER: Final = (
    r"(?:tier\s*+(?:[-:]\s*+)?(?:[123]|i{1,3}|one|two|three)\b"
    r"(?:\s*+\(watch\s*+(?:-\s*+)?list\)|\s*+(?:\)\s*+)?(?:[-–—:,/]\s*+)?watch\s*+(?:-\s*+)?list\b)?"
    r"|special\s++cases?\b)"
)
_COUNTRY = re.compile(
    rf"(?P<name>[^\W\d_].{{1,80}}?)\s*+(?:[(\[:–—-]\s*+)?(?P<tier>{TIER})\s*+(?:[*†]\s*+)?(?:[)\]]\s*+)?[*†]?\Z", re.I
)
_TIER_FIRST = re.compile(rf"[(\[]?(?P<tier>{TIER})[)\]]?\s*+[:–—-]\s*+(?P<name>[^\W\d_].{{1,80}})\Z", re.I)
_TIER_LINE = re.compile(
    rf"[(\[]?(?:(?:tier\s+)?(?:ranking|placement|status)\s*+[:–—-]\s*+)?(?P<tier>{TIER})[)\]]?\Z", re.I
)
_FRONT = re.compile(
    r"trafficking in persons report|office to monitor|released by|department of state|country narratives?"
    r"|^(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
_KNOWN = (
    r"(?:prioriti[sz]ed\s+recommendations?|recommendations?(?:\s+(?:for|to)\s+(?:the\s+)?[^.:;]{2,60})?"
    r"|prosecution|protection|prevention|law\s+enforcement|trafficking\s+profile|country\s+profile|profile"
    r"|scope\s+and\s+magnitude|overview|background|summary|tier\s+justification|government\s+efforts"
    r"|(?:prosecution|protection|prevention|law\s+enforcement|victim\s+protection|protection\s+and\s+assistance)"
    r"(?:\s+(?:efforts|measures|of\s+\w+|to\s+victims|and\s+\w+))?"
    r"|assistance\s+to\s+victims|victim\s+(?:protection|assistance)|partnerships?|punishment|special\s+cases?)"
)
_SECTION = re.compile(rf"{_KNOWN}\Z", re.I)
_RUN_IN = re.compile(
    r"(?P<name>(?:Prosecution|Protection|Prevention|Law Enforcement|Trafficking Profile|Scope and Magnitude"
    r"|(?:Prioriti[sz]ed )?Recommendations(?: for (?:the )?[^.:;]{1,59}[^.:;\s])?"
    r"|PROSECUTION|PROTECTION|PREVENTION|LAW ENFORCEMENT|TRAFFICKING PROFILE|SCOPE AND MAGNITUDE"
    r"|(?:PRIORITI[SZ]ED )?RECOMMENDATIONS(?: FOR (?:THE )?[^.:;]{1,59}[^.:;\s])?))(?:\.|:|\s*+[–—]|\s++-)\s++(?=\S)"
)
_BULLET = re.compile(r"(?:[•▪◦‣·*–—-]|\(?\d{1,2}[.)])\s")


def country_heading(text: str) -> re.Match[str] | None:
    """A heading that names a country and its tier, in either order; groups `name` and `tier`."""
    if len(text) > HEADING_LIMIT:
        return None
    match = _COUNTRY.match(text) or _TIER_FIRST.match(text)
    if not match or not is_title(match["name"].strip(" ,:;–—-")) or _FRONT.search(match["name"]):
        return None
    return match


def tier_line(text: str) -> re.Match[str] | None:
    """A line that holds a tier and nothing else; group `tier`."""
    return _TIER_LINE.match(text) if len(text) <= HEADING_LIMIT else None


def read(text: str) -> Layout:
    """Prose begins at the country's heading, or with the first prose, and ends where the page's own matter begins."""
    found = blocks_split_at(text, _stands_alone)
    start, tail = _start(found, text), page_tail(found, text, _belongs)
    last = max((i for i, block in enumerate(found) if _belongs(text[block.start : block.end])), default=-1)
    section: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    furniture: list[Block] = []
    front: list[Block] = []
    ended = False
    for i, block in enumerate(found):
        raw = text[block.start : block.end]
        ended = ended or i >= tail or (i > max(last, start) and ends_page(block.text))
        if ended or is_footer(raw):
            furniture.append(block)
        elif i < start:
            front.append(block)
        elif (name := _heading(raw)) is not None:
            if not tier_line(name) or not section:
                section = (name,)
            headings.append(Heading(section, block.start, block.end, name))
        elif _FRONT.search(block.text) and not is_prose(block.text) and len(block.text) < HEADING_LIMIT:
            front.append(block)
        else:
            if run_in := _RUN_IN.match(block.text):
                section = (run_in["name"],)
                headings.append(Heading(section, block.start, block.start + len(run_in["name"]), run_in["name"]))
            paragraphs.append(Paragraph(section, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), (), tuple(furniture), tuple(front), tuple(headings))


def _stands_alone(raw: str) -> bool:
    words = unmarked(raw).rstrip(" :.")
    known = is_marked(raw) or _SECTION.match(words) or country_heading(words) or tier_line(words)
    return bool(known) or is_chrome(raw)


def _belongs(raw: str) -> bool:
    """Whether a line is the heading of a section that such narratives have, or an item of a list."""
    known = _SECTION.match(unmarked(raw).rstrip(" :.")) or _BULLET.match(raw)
    return len(raw) <= HEADING_LIMIT and known is not None


def _heading(raw: str) -> str | None:
    """The words of a heading, without its marks and colon; None for anything else."""
    if len(raw) > HEADING_LIMIT or "\n" in raw.strip() or _BULLET.match(raw.strip()) or is_chrome(raw):
        return None
    words = unmarked(raw)
    bare = words.rstrip(" :")
    if country_heading(bare) or tier_line(bare):
        return bare
    if _FRONT.search(words):
        return None
    if _SECTION.match(bare.rstrip(".")):
        return bare.rstrip(".")
    if is_marked(raw) or is_capitals(words) or (is_title(bare) and len(bare.split()) <= 8 and not is_prose(words)):
        return bare
    return None


def _start(found: Sequence[Block], text: str) -> int:
    """Where the narrative begins: its country's heading, else a heading or prose that is the report's own."""
    raws = [text[block.start : block.end] for block in found]
    prose = next((i for i, block in enumerate(found) if is_prose(block.text) and not is_chrome(raws[i])), len(found))
    for i, raw in enumerate(raws[: prose + 1]):
        if (name := _heading(raw)) and country_heading(name):
            later = [j for j in range(i, prose) if (other := _heading(raws[j])) and country_heading(other)]
            return later[-1]
    first = prose
    while first > 0 and _heading(raws[first - 1]) is not None:
        first -= 1
    return first
