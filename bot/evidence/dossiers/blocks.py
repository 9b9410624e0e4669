"""A document before it is Markdown or Word: headings, paragraphs, quotes, list items, people's own notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.evidence.dossiers.spans import Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in one of four dresses."""

    kind: Literal["plain", "quote", "bullet", "subtle"]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person wrote, line by line; it is shown as plain text whatever it holds."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Remark
