"""What an answer is: plain frozen data for each kind of question, without limits, layout or Discord."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evidence.marking import Basis, Marked
from bot.library.model import Brief, Group, Indicator, Measure, Rank, Sheet, Source
from bot.library.passages import Passage


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One sentence of a brief with the numbers of the passages that it rests on."""

    text: str
    marks: tuple[int, ...]
    originator: str | None = None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A quantity as one source gives it; `amount` is None where the source uses words only."""

    amount: str | None
    printed: str  # verbatim
    qualifier: str | None  # verbatim
    bound: str | None  # "at least" or "at most", ours, for a one-sided figure without a qualifier
    as_of: str | None  # in words: November 2020
    as_of_inferred: bool
    source: Source
    originator: str | None
    mark: int
    brief: str
    low: float | None = None  # for charts; equal to `high` for a single value
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one measure, newest source first."""

    measure: Measure
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A published value that belongs to a brief's subject."""

    sheet: Sheet
    source: Source
    indicator: Indicator
    higher_is: str
    mark: int | None  # None for a sheet whose text is not in the library


@dataclass(frozen=True, slots=True)
class BriefAnswer:
    """
    A brief, or the part of it that answers a question.

    `lead` holds the passages that answer best, best first (empty when the whole brief was asked for); `passages` are
    all that the answer marks; `more` counts the statements and figures of the brief that were left for the whole;
    `beside` is the quote that led to the statement after the passages, which finds it again.
    """

    brief: Brief
    basis: Basis
    lead: tuple[Marked, ...]
    statements: tuple[StatementLine, ...]
    differs: tuple[StatementLine, ...]
    figures: tuple[FigureGroup, ...]
    scores: tuple[ScoreLine, ...]
    passages: tuple[Marked, ...]
    related: tuple[Brief, ...]
    more: int = 0
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Topics:
    """The answer to a query that spans topics: each brief with what answers, best first, and what matched in it."""

    query: str
    answers: tuple[BriefAnswer, ...]
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Several briefs could be meant."""

    query: str
    briefs: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing answers. `subject` names what these sources do not cover, where that is known."""

    query: str
    empty: bool
    subject: str | None
    nearest: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """One passage in full, with its neighbours' keys and the briefs that quote it."""

    marked: Marked
    before: str | None
    after: str | None
    briefs: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class NoSuchPassage:
    """A typed key whose source is known and whose passage is not."""

    key: str
    source: Source
    paragraphs: int
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """A source with its limits and sections; `sections` holds (section path, its passages)."""

    source: Source
    sections: tuple[tuple[tuple[str, ...], tuple[Passage, ...]], ...]
    paragraphs: int
    briefs: int
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class SourcesAnswer:
    """Every source, newest first, and how many briefs draw on each."""

    sources: tuple[tuple[Source, int], ...]


@dataclass(frozen=True, slots=True)
class TopicsAnswer:
    """Briefs by title, under one tag or all; `tags` are all tags with their number of briefs, most first."""

    tag: str | None
    briefs: tuple[Brief, ...]
    tags: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CitePassages:
    """Passages that say what was asked, best first."""

    query: str
    passages: tuple[Marked, ...]
    briefs: tuple[str, ...]  # the brief that each passage was found in


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one sheet with all that is needed to read it."""

    sheet: Sheet
    source: Source
    group: Group
    indicator: Indicator
    row: Marked | None
    explained: tuple[Marked, ...]
    brief: Brief | None
    place: int  # among the indicators of its group, highest first; ties share a place
    ties: int  # how many others have the same value
    others: tuple[ScoreLine, ...]  # the same indicator in other editions


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group with its indicators, highest first, and the arithmetic of its value."""

    sheet: Sheet
    source: Source
    group: Group
    indicators: tuple[Indicator, ...]
    parts: tuple[Group, ...]  # the groups that it is the mean of, if any
    ranks: tuple[Rank, ...]
    row: Marked | None


@dataclass(frozen=True, slots=True)
class SheetScores:
    """A whole sheet."""

    sheet: Sheet
    source: Source
    groups: tuple[GroupScore, ...]
    other_sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class ScoreChoices:
    """Several indicators could be meant: (sheet, indicator or group)."""

    query: str
    sheet: Sheet
    choices: tuple[Indicator | Group, ...]


@dataclass(frozen=True, slots=True)
class NoScores:
    """A score was asked for that nobody publishes here; `source` is set when a source without scores was named."""

    query: str
    source: Source | None
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class FiguresAnswer:
    """Every figure of one measure, newest first, with the passages that give them."""

    measure: Measure
    lines: tuple[FigureLine, ...]
    passages: tuple[Marked, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class MeasureChoices:
    """Several measures could be meant; none when `measures` is empty."""

    query: str
    measures: tuple[Measure, ...]


QuestionAnswer = Topics | Choices | Miss | PassageAnswer | NoSuchPassage | SourceAnswer
ScoreAnswer = IndicatorScore | GroupScore | SheetScores | ScoreChoices | NoScores
