"""Layout of a Human Rights Report: an executive summary, numbered sections, lettered parts, run-in headings."""

from __future__ import annotations

import re

from bot.library.layouts.blocks import Block, Layout, Paragraph, blocks, join_page_breaks

_SUMMARY = "Executive Summary"
_SECTION = re.compile(r"Section \d+\. ")
_LETTER = re.compile(r"[a-z]\. [A-Z]")
_RUN_IN = re.compile(r"(?P<name>[A-Z][^.:]{3,140}): (?=[A-Z])")
_SENTENCE = re.compile(r"[.!?:;,][\"”’)]*$")
_END = re.compile(r"(?:Human Rights Reports\b|Edit Your Custom Report|In this section|Tags\b)", re.I)
_SMALL = frozenset("a an and against by for from in of on or outside the to with".split())


def read(text: str) -> Layout:
    """Prose begins at the executive summary (or the first section) and ends at the report picker."""
    section: tuple[str, ...] = ()
    run_in: str | None = None
    paragraphs: list[Paragraph] = []
    furniture: list[Block] = []
    front: list[Block] = []
    ended = False
    for block in blocks(text):
        level = _level(block.text) if section or _opens(block.text) else 0
        if ended or (section and _END.match(block.text)):
            ended = True
            furniture.append(block)
        elif level:
            section, run_in = (*section[: level - 1], block.text), None
        elif not section:
            (front if _is_title(block.text) else furniture).append(block)
        else:
            if (match := _RUN_IN.match(block.text)) and _is_title(match["name"]):
                run_in = match["name"]
            path = (*section, run_in) if run_in else section
            paragraphs.append(Paragraph(path, block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), (), tuple(furniture), tuple(front))


def _opens(text: str) -> bool:
    return text == _SUMMARY or bool(_SECTION.match(text))


def _level(text: str) -> int:
    """1 for the summary and numbered sections, 2 for lettered parts, 3 for titles below them, 0 for prose."""
    if _opens(text):
        return 1
    if _LETTER.match(text) and not _SENTENCE.search(text):
        return 2
    return 3 if _is_title(text) else 0


def _is_title(text: str) -> bool:
    words = re.findall(r"[A-Za-z][\w’'-]*", text)
    return (
        0 < len(words) <= 20
        and not _SENTENCE.search(text)
        and all(word[0].isupper() or word.lower() in _SMALL for word in words)
    )
