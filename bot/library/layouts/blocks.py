"""Blocks of a text file, and the paragraphs that they make once page breaks are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.library.folding import printed

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_CONTINUED = re.compile(r"[a-z(,;]")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between blank lines; `start` and `end` are offsets in the file, without outer blanks."""

    start: int
    end: int
    text: str  # blanks collapsed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of prose under its headings; it may hold a page break."""

    section: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a printed panel: an indicator, an aggregate or a rank."""

    section: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What a report's text is made of, in reading order."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[Row, ...]
    furniture: tuple[Block, ...]
    front: tuple[Block, ...]  # title, byline, date


def blocks(text: str) -> Iterator[Block]:
    """The blocks of `text`, in order."""
    for match in _BLOCK.finditer(text):
        yield from _trimmed(text, match.start(), match.end())


def lines(text: str) -> Iterator[Block]:
    """The lines of `text` that are not blank, each as a block."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield from _trimmed(text, at, at + len(line))
        at += len(line)


def join_page_breaks(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """
    Join what a page break cut: a paragraph that does not end, and the next, which begins in lower case.

    Only paragraphs of one section are joined.
    """
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        last = joined[-1] if joined else None
        if (
            last
            and last.section == paragraph.section
            and not _ENDED.search(last.text)
            and _CONTINUED.match(paragraph.text)
        ):
            text = f"{last.text} {paragraph.text}"
            joined[-1] = Paragraph(last.section, last.start, paragraph.end, text)
        else:
            joined.append(paragraph)
    return tuple(joined)


def _trimmed(text: str, start: int, end: int) -> Iterator[Block]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Block(start, end, printed(text[start:end]))
