"""Runs of text in one dress, and the reading of citations and of people's own words into them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"(?P<url>https?://\S+)|\\(?P<plain>.)|(?P<turn>\*)|(?P<text>[^\\*h]+|h)", re.S)
#: Controls that turn the direction of what follows, which could make a note read as something else.
_TURNING = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNWRITABLE = frozenset(f"{_TURNING}\ufffe\uffff")  # the last two may not stand in XML


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `link` is an address of ours, never one from a person's note; `mark` is a reference to a note."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: bool = False
    link: str | None = None


def cited_spans(markdown: str) -> tuple[Span, ...]:
    """The spans of a citation that bot.citing made with `markup="markdown"`: italics, escapes, whole addresses."""
    spans: list[Span] = []
    italic = False
    for token in _TOKEN.finditer(markdown):
        if token["turn"]:
            italic = not italic
        elif token["url"]:
            spans.append(Span(token["url"], italic=italic))
        else:
            text = token["plain"] or token["text"]
            if spans and spans[-1].italic is italic and not spans[-1].text.startswith(("http://", "https://")):
                spans[-1] = Span(spans[-1].text + text, italic=italic)
            else:
                spans.append(Span(text, italic=italic))
    return tuple(spans)


def marks(numbers: Iterable[int]) -> Span:
    """`[1][3]`."""
    return Span("".join(f"[{number}]" for number in numbers), mark=True)


def written_lines(note: str) -> tuple[str, ...]:
    """A person's words, line by line, without what no page can show or what would turn their direction."""
    return tuple(line for raw in note.splitlines() if (line := one_line(raw)))


def one_line(text: str) -> str:
    """Text on one line without control characters, lone surrogates and turns of direction."""
    kept = (
        " " if unicodedata.category(char) == "Cc" else char
        for char in text
        if char not in _UNWRITABLE and unicodedata.category(char) != "Cs"
    )
    return " ".join("".join(kept).split())
