"""Numbered passages: what the marks [1], [2] of an answer stand for, and from which sources an answer is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.evidence.remembering import PerBrief
from bot.library.model import Brief, Source
from bot.library.passages import Passage
from bot.library.snapshot import Library


@dataclass(frozen=True, slots=True)
class Marked:
    """Verbatim words at their place, under the number that an answer's lines name; numbers count from 1."""

    number: int
    text: str  # as printed
    passage: Passage
    source: Source
    originator: str | None = None  # who said it first, where the source only reports it
    quote: str | None = None  # the quote's id in its brief; None for a printed row or a whole passage
    sensitive: bool = False  # the brief that quotes it says that a server may want it behind a spoiler

    @property
    def place(self) -> str:
        """Where it stands, for a reader: `PROSECUTION, ¶3`."""
        section = self.passage.section[-1] if self.passage.section else ""
        if self.passage.paragraph is None:
            return section
        return f"{section}, {self.passage.label}" if section else self.passage.label


class Grounds(NamedTuple):
    """What a reader is told of the sources of an answer."""

    sources: int
    newest: str  # the label of the newest source; empty when there is none
    is_inferred: bool  # whether the year of the newest source is inferred
    years: str
    undated: tuple[str, ...]  # labels


@dataclass(frozen=True, slots=True)
class Basis:
    """The sources that an answer rests on, newest first; a source without any date comes last."""

    sources: tuple[Source, ...]
    _grounds: Grounds | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def grounds(self) -> Grounds:
        """What a reader is told of them, worked out once."""
        if self._grounds is None:
            newest = self.sources[0] if self.sources else None
            grounds = Grounds(
                len(self.sources),
                newest.label if newest else "",
                newest is not None and bool({"edition", "date"} & newest.inferred),
                self.years,
                tuple(one.label for one in self.undated),
            )
            object.__setattr__(self, "_grounds", grounds)
        assert self._grounds is not None
        return self._grounds

    @property
    def years(self) -> str:
        """The span of their years, `2007–2024`; empty when none is dated."""
        years = sorted({year_of(source) for source in self.sources} - {""})
        return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""

    @property
    def undated(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if not year_of(source))


@dataclass(slots=True)
class Marker:
    """Gives each quote or passage of an answer its number, in the order in which the answer names it."""

    library: Library
    brief: Brief | None = None
    marked: list[Marked] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def quote(self, name: str) -> int:
        """The number of the brief's quote `name`."""
        if self.brief is None:
            raise ValueError("only a brief has quotes")
        quote = self.library.quotes[self.brief.id, name]
        return self.words(quote.passage, quote.text, _originators.of(self.library, self.brief).get(name), name)

    def words(self, passage: Passage, text: str, originator: str | None = None, quote: str | None = None) -> int:
        """The number of these words of `passage`."""
        key = (passage.key, text)
        if key not in self._numbers:
            self._numbers[key] = len(self.marked) + 1
            source = self.library.sources[passage.source]
            sensitive = self.brief is not None and self.brief.sensitive
            self.marked.append(Marked(self._numbers[key], text, passage, source, originator, quote, sensitive))
        return self._numbers[key]

    def basis(self) -> Basis:
        """The sources of all that was marked."""
        return basis(one.source for one in self.marked)


def basis(sources: Iterable[Source]) -> Basis:
    """The sources without repetition, newest first; ties by label."""
    unique = {source.id: source for source in sources}
    return Basis(tuple(sorted(unique.values(), key=newest_first)))


def newest_first(source: Source) -> tuple[bool, int, str]:
    """A sort key: the newest source first, undated ones last, ties by label."""
    date = f"{source.date or source.edition or ''}".replace("-", "").ljust(8, "0")
    return not year_of(source), -int(date) if date.isdigit() else 0, source.label


def year_of(source: Source) -> str:
    """The year that a source is known by: its edition's, else its date's; empty when neither is given."""
    return source.edition or (source.date or "")[:4]


def originator_of(brief: Brief, quote: str) -> str | None:
    """Who said the words of `quote` first, as the brief's figures or statements record it."""
    return _originators_in(brief).get(quote)


def _originators_in(brief: Brief) -> Mapping[str, str]:
    """Who said each quote first: as the first figure that rests on it says, else the first statement about it."""
    found: dict[str, str] = {}
    for figure in brief.figures:
        if figure.originator:
            found.setdefault(figure.quote, figure.originator)
    for statement in brief.statements:
        if statement.originator:
            found.setdefault(statement.quotes[0], statement.originator)
    return found


_originators = PerBrief(lambda _, brief: _originators_in(brief))
