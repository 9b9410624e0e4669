"""Layout of a Human Rights Report: an executive summary, numbered sections, lettered parts, run-in headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.library.layouts.blocks import (
    HEADING_LIMIT,
    Block,
    Heading,
    Layout,
    Paragraph,
    blocks_split_at,
    ends_like_a_sentence,
    is_capitals,
    is_marked,
    is_prose,
    is_title,
    join_page_breaks,
    unmarked,
)
from bot.library.layouts.chrome import ends_page, is_chrome, is_footer, page_tail

_SUMMARY = re.compile(r"executive\s+summary\Z", re.I)
SECTION = re.compile(r"section\s+(?P<number>\d{1,2})\s*[.:–—-]?(?:\s+(?P<title>\S.*))?\Z", re.I)
LETTER = re.compile(r"(?P<letter>[A-Za-z])[.)]\s+(?P<title>[^\W\d_].*)\Z")
_RUN_IN = re.compile(r"(?P<name>[A-Z][^.:]{3,140}): (?=[A-Z])")
_FRONT = re.compile(r"human rights (?:practices|reports?)\b|released by|bureau of democracy|department of state", re.I)


def read(text: str) -> Layout:
    """Prose begins at the summary, a section or the first prose of the report, and ends at the page's own matter."""
    found = blocks_split_at(text, _stands_alone)
    start, tail = _start(found, text), page_tail(found, text, _is_heading)
    last = max((i for i, block in enumerate(found) if _opens(_words(text, block))), default=-1)
    section: tuple[str, ...] = ()
    run_in: str | None = None
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    furniture: list[Block] = []
    front: list[Block] = []
    ended = False
    for i, block in enumerate(found):
        raw = text[block.start : block.end]
        ended = ended or i >= tail or (i > max(last, start) and ends_page(block.text))
        level = _level(raw) if i >= start else 0
        if ended or is_footer(raw):
            furniture.append(block)
        elif i < start:
            (front if is_title(block.text) or _FRONT.search(block.text) else furniture).append(block)
        elif level:
            section, run_in = _under(section, level, unmarked(raw).rstrip(" :")), None
            headings.append(Heading(section, block.start, block.end, section[-1]))
        else:
            if (match := _RUN_IN.match(block.text)) and is_title(match["name"]):
                run_in = match["name"]
                path = (*section, run_in)
                headings.append(Heading(path, block.start, block.start + len(run_in), run_in))
            path = (*section, run_in) if run_in else section
            paragraphs.append(Paragraph(path, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), (), tuple(furniture), tuple(front), tuple(headings))


def _is_heading(raw: str) -> bool:
    words = unmarked(raw).rstrip(" :")
    return _opens(words) or _is_part(words)


def _words(text: str, block: Block) -> str:
    return unmarked(text[block.start : block.end]).rstrip(" :")


def _opens(words: str) -> bool:
    """Whether a line begins the summary or a numbered section."""
    if len(words) > HEADING_LIMIT or words[-1:] in ".!?;,":
        return bool(re.fullmatch(r"section\s+\d{1,2}\.", words, re.I))
    match = SECTION.match(words)
    return bool(_SUMMARY.match(words)) or bool(match and is_title(match["title"] or "Section"))


def _stands_alone(raw: str) -> bool:
    words = unmarked(raw).rstrip(" :")
    return bool(words) and (_opens(words) or _is_part(words) or is_marked(raw) or is_chrome(raw))


def _is_part(words: str) -> bool:
    match = LETTER.match(words)
    return bool(match and len(words) <= HEADING_LIMIT and is_title(match["title"]))


def _level(raw: str) -> int:
    """1 for the summary and numbered sections, 2 for lettered parts, 3 for titles below them, 0 for prose."""
    words = unmarked(raw).rstrip(" :")
    if not words or len(words) > HEADING_LIMIT or "\n" in raw.strip():
        return 0
    if _opens(words):
        return 1
    if _is_part(words):
        return 2
    title = not ends_like_a_sentence(words) and (is_title(words) or is_capitals(words) or is_marked(raw))
    return 3 if title else 0


def _under(section: tuple[str, ...], level: int, words: str) -> tuple[str, ...]:
    """The path of a heading: a title stands under the lettered part, or under the section that has none."""
    if level == 1:
        return (words,)
    top = section[:1] if section and not _is_part(section[0]) else ()
    if level == 2:
        return (*top, words)
    part = next((name for name in section if _is_part(name)), None)
    return (*top, part, words) if part else (*top, words)


def _start(found: Sequence[Block], text: str) -> int:
    """Where the report begins: the first summary, section or lettered part, or prose that comes before them."""
    prose = next(
        (i for i, block in enumerate(found) if is_prose(block.text) and not is_chrome(text[block.start : block.end])),
        len(found),
    )
    opens = (i for i, block in enumerate(found) if _is_heading(text[block.start : block.end]))
    return min(next(opens, len(found)), prose)
