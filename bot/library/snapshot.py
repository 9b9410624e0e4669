"""The library as it is served: immutable, whole, with every quote located."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.library.model import (
    Brief,
    ClaimWordings,
    Indicator,
    Measure,
    Place,
    Sheet,
    Source,
    Synonyms,
    Translation,
    Uncovered,
)  # fmt: skip
from bot.library.packing import Packed
from bot.library.passages import Passage, SourceText
from bot.library.problems import Problem, Severity
from bot.library.remembering import Remembered


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words at their place; `start` and `end` are offsets in the source file, half-open."""

    id: str
    brief: str
    source: str
    passage: Passage
    start: int
    end: int
    text: str  # as printed, blanks collapsed

    @property
    def key(self) -> str:
        """The typed key of the passage that holds it: `tip-2024:12`."""
        return self.passage.key


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An indicator of a sheet joined to the brief that tells of it; `passage` is None for a record-only sheet."""

    sheet: str
    group: str
    indicator: Indicator
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Library:
    """
    Everything that answers draw on. Mappings are in display order: sources as recorded, briefs by title.

    `version` is a digest of all files, the same for the same files. Treat the mappings as read-only.
    """

    version: str
    sources: Mapping[str, Source]
    texts: Mapping[str, SourceText]
    briefs: Mapping[str, Brief]
    quotes: Mapping[tuple[str, str], Quote]  # (brief id, quote id) → quote
    measures: Mapping[str, Measure]
    sheets: Mapping[str, Sheet]
    synonyms: tuple[Synonyms, ...]
    lexicon: tuple[Translation, ...]
    uncovered: Mapping[str, Uncovered]
    places: tuple[Place, ...]
    wordings: Packed[ClaimWordings]  # of claims, for the claim check
    problems: tuple[Problem, ...]
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)  # for the next load
    _rows: tuple[ScoreRow, ...] = field(init=False, repr=False, compare=False)
    _rows_of: Mapping[str, tuple[ScoreRow, ...]] = field(init=False, repr=False, compare=False)
    _named: Mapping[str, str] = field(init=False, repr=False, compare=False)  # folded name or id → brief id

    def __post_init__(self) -> None:
        rows = self._joined_rows()
        rows_of: dict[str, tuple[ScoreRow, ...]] = {}
        for row in rows:
            if row.indicator.brief is not None:
                rows_of[row.indicator.brief] = (*rows_of.get(row.indicator.brief, ()), row)
        named: dict[str, str] = {}
        for brief in self.briefs.values():
            named[brief.id] = brief.id
            named[_folded(brief.title)] = brief.id
        for brief in self.briefs.values():
            for name in brief.names:
                named.setdefault(_folded(name), brief.id)
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "_rows_of", rows_of)
        object.__setattr__(self, "_named", named)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def quotes_of(self, brief: Brief) -> tuple[Quote, ...]:
        """The quotes of `brief`, in the order a reader wants them."""
        return tuple(self.quotes[brief.id, name] for name in brief.quotes)

    def passage(self, key: str) -> Passage | None:
        """The passage of a typed key such as `tip-2024:12`, `tip-2024:¶12` or `oci-2023:heroin-trade`."""
        source, _, name = key.strip().partition(":")
        text = self.texts.get(source.strip().lower())
        if text is None:
            return None
        wanted = name.strip().lower().removeprefix("¶").strip()
        return next((passage for passage in text.passages if passage.name == wanted), None)

    def score_rows(self, brief: str) -> tuple[ScoreRow, ...]:
        """The indicators that name `brief`, newest sheet first."""
        return self._rows_of.get(brief, ())

    def all_score_rows(self) -> tuple[ScoreRow, ...]:
        """Every indicator of every sheet, newest edition first, in printed order."""
        return self._rows

    def named(self, words: str) -> Brief | None:
        """The brief whose id, title or other name this is, in any case."""
        id_ = self._named.get(_folded(words))
        return self.briefs[id_] if id_ is not None else None

    def _joined_rows(self) -> tuple[ScoreRow, ...]:
        rows = []
        for sheet in sorted(self.sheets.values(), key=lambda sheet: (sheet.edition, sheet.id), reverse=True):
            for group in sheet.groups:
                for indicator in group.indicators:
                    passage = None if sheet.record_only else self.row(sheet.source, indicator.name)
                    rows.append(ScoreRow(sheet.id, group.id, indicator, passage))
        return tuple(rows)

    def row(self, source: str, name: str) -> Passage | None:
        """The printed row of `source` whose name is `name`."""
        text = self.texts.get(source)
        if text is None:
            return None
        wanted = name.casefold()
        return next((row for row in text.rows if row.text.casefold().rstrip("0123456789. ") == wanted), None)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
