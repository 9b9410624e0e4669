"""Layout of a Trafficking in Persons narrative: a country heading with its tier, then headed prose."""

from __future__ import annotations

import re

from bot.library.layouts.blocks import Block, Layout, Paragraph, blocks, join_page_breaks

_COUNTRY = re.compile(r"(?:#+\s*)?(?P<name>[^a-z*]*[A-Z][^*]*?\((?:TIER|Tier)[^)]*\))\Z")
_HEADING = re.compile(
    r"(?:\*\*)?(?P<name>(?:PRIORITIZED |TRAFFICKING |[A-Z]+ )?[A-Z]{4,}|Prosecution|Protection|Prevention):?(?:\*\*)?\Z"
)
_BREADCRUMB = re.compile(r"(?:\[.*\]\(.*\)|IN THIS SECTION|-{3,})")
_SUBLINE = re.compile(r"[A-Z][A-Z ]+:?\Z")
_END = "TAGS"


def read(text: str) -> Layout:
    """Prose begins after the country's heading and ends at the tags of the page."""
    section: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = []
    furniture: list[Block] = []
    front: list[Block] = []
    ended = False
    for block in blocks(text):
        name = _heading(block.text)
        if ended or block.text == _END:
            ended = True
            furniture.append(block)
        elif _BREADCRUMB.match(block.text):
            furniture.append(block)
        elif name is not None:
            section = (name,)
        elif not section:
            front.append(block)
        else:
            paragraphs.append(Paragraph(section, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), (), tuple(furniture), tuple(front))


def _heading(text: str) -> str | None:
    if match := _COUNTRY.match(text):
        return match["name"].strip()
    if match := _HEADING.match(text):
        return match["name"].strip()
    return None
