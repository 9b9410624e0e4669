"""A dossier as plain data: entries in the order in which they were kept, notes numbered from 1, each source once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.citing.passages import Citable
from bot.citing.styles import Style
from bot.evidence.answers import FigureLine, ScoreLine, StatementLine
from bot.evidence.dossiers.spans import Span
from bot.evidence.marking import Marked
from bot.library.model import Brief, Measure


class Item(Protocol):
    """One thing that was kept: the typed key of a passage or the id of a brief, and what the person wrote on it."""

    @property
    def key(self) -> str: ...

    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of one measure; why they are not one count travels with the measure."""

    measure: Measure
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage in full, with the figures that briefs read from it."""

    passage: Marked
    figures: tuple[Counted, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BriefEntry:
    """A brief; every mark is the number of a note, `further` are its passages that no line rests on."""

    brief: Brief
    statements: tuple[StatementLine, ...]
    differs: tuple[StatementLine, ...]
    figures: tuple[Counted, ...]
    scores: tuple[ScoreLine, ...]
    further: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class MissingEntry:
    """Something that the library no longer has; what the person wrote on it is kept."""

    key: str
    note: str


Entry = PassageEntry | BriefEntry | MissingEntry


@dataclass(frozen=True, slots=True)
class Note:
    """Where a mark leads: the words, their citation, and a link that opens at them, where there is an address."""

    passage: Marked
    citation: tuple[Span, ...]
    link: str | None
    quoted: bool  # whether an entry shows the words in full already

    @property
    def number(self) -> int:
        return self.passage.number


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was kept, ready to be written; `warnings` say of each source what a citation cannot take from it."""

    title: str
    style: Style
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]
    references: tuple[tuple[Span, ...], ...]
    warnings: tuple[str, ...]
    citables: tuple[Citable, ...]
