"""Blocks of a text file, and the paragraphs that they make once page breaks are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.library.folding import printed

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_CONTINUED = re.compile(r"[a-z(,;]")
_MARKS = re.compile(r"\A(?:#{1,6}\s+)?(?:\*\*|__|[*_])?(?P<words>.*?)(?:\*\*|__|[*_])?\s*#*\Z", re.S)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_SMALL: Final = frozenset("a an and against as at by for from in including of on or outside the to with".split())
HEADING_LIMIT: Final = 200  # characters; anything longer is prose, whatever it looks like
PROSE_WORDS: Final = 12  # a block of at least so many words that ends like a sentence is prose


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
class Heading:
    """A heading as printed, without marks; `path` ends with it."""

    path: tuple[str, ...]
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
    headings: tuple[Heading, ...] = ()


def blocks(text: str) -> Iterator[Block]:
    """The blocks of `text`, in order."""
    for match in _BLOCK.finditer(text):
        yield from _trimmed(text, match.start(), match.end())


def blocks_split_at(text: str, alone: Callable[[str], bool]) -> tuple[Block, ...]:
    """The blocks of `text`, in which a line that is `alone` (a heading, a menu entry) is a block of its own."""
    found: list[Block] = []
    for block in blocks(text):
        if "\n" not in text[block.start : block.end]:
            found.append(block)
            continue
        start: int | None = None
        end = block.start
        for line in lines(text[block.start : block.end]):
            if alone(text[block.start + line.start : block.start + line.end]):
                if start is not None:
                    found.extend(_trimmed(text, start, end))
                found.extend(_trimmed(text, block.start + line.start, block.start + line.end))
                start = None
            elif start is None:
                start = block.start + line.start
            end = block.start + line.end
        if start is not None:
            found.extend(_trimmed(text, start, end))
    return tuple(found)


def unmarked(raw: str) -> str:
    """A line without the marks that a text saved as Markdown puts around headings."""
    match = _MARKS.match(raw.strip()[: HEADING_LIMIT * 2])
    return printed(match["words"] if match else raw)


def is_marked(raw: str) -> bool:
    """Whether Markdown marks the whole line as a heading: `## Prevention`, `**Prevention**`."""
    line = raw.strip()
    bold = len(line) > 4 and line.startswith("**") and line.endswith("**") and line.count("**") == 2
    return len(line) <= HEADING_LIMIT and (bool(re.match(r"#{1,6}\s+\S", line)) or bold)


def is_title(text: str) -> bool:
    """Whether every word of a short line begins with a capital, small words aside."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text[: HEADING_LIMIT + 1])
    return (
        0 < len(words) <= 20
        and len(text) <= HEADING_LIMIT
        and text[-1] not in ".!?,;:…"
        and all(word[0].isupper() or word.lower() in _SMALL for word in words)
    )


def is_capitals(text: str) -> bool:
    """Whether a short line is set in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(text) <= HEADING_LIMIT and len(letters) >= 4 and all(char.isupper() for char in letters)


def ends_like_a_sentence(text: str) -> bool:
    """Whether `text` ends with the mark of a sentence, quotation marks and brackets aside."""
    return _SENTENCE_END.search(text[-8:]) is not None


def is_prose(text: str) -> bool:
    """Whether a block is long enough to be prose and ends like it."""
    return len(text.split()) >= PROSE_WORDS and ends_like_a_sentence(text)


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
