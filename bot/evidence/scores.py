"""Published scores: one indicator, a group, a whole sheet, or why there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz

from bot.evidence.answers import (
    GroupScore,
    IndicatorScore,
    NoScores,
    ScoreAnswer,
    ScoreChoices,
    ScoreLine,
    SheetScores,
)
from bot.evidence.marking import Marked, Marker
from bot.evidence.sources import find_source
from bot.library.model import Group, Indicator, Sheet
from bot.library.passages import Passage
from bot.library.snapshot import Library
from bot.search.engine import Engine
from bot.search.outcomes import Answer, Ask

MEANT: Final = 88.0  # similarity 0–100 of a name from which it is taken as meant
_OFFERED: Final = 5


def sheets_by_edition(library: Library) -> tuple[Sheet, ...]:
    """The sheets, newest edition first."""
    return tuple(sorted(library.sheets.values(), key=lambda sheet: (sheet.edition, sheet.id), reverse=True))


def score_answer(engine: Engine, indicator: str | None = None, sheet: str | None = None) -> ScoreAnswer:
    """
    The score of an indicator or group, by id, printed name, or words that a lookup understands.

    Args:
        indicator: None asks for the whole sheet.
        sheet: An id, title or edition; the newest sheet when None.
    """
    library = engine.library
    chosen = find_sheet(library, sheet) if sheet else next(iter(sheets_by_edition(library)), None)
    if chosen is None:
        source = find_source(library, sheet or "")
        return NoScores(indicator or sheet or "", source, sheets_by_edition(library))
    if not indicator or not indicator.strip():
        return sheet_scores(library, chosen)
    named = _named(chosen, indicator) or _found(engine, chosen, indicator)
    match named:
        case Indicator():
            return indicator_score(library, chosen, named)
        case Group():
            return group_score(library, chosen, named)
        case ScoreChoices():
            return named
        case None:
            return NoScores(indicator, find_source(library, indicator), sheets_by_edition(library))


def find_sheet(library: Library, text: str) -> Sheet | None:
    """The sheet of an id, a title, or an edition's year."""
    wanted = " ".join(text.casefold().split())
    for sheet in sheets_by_edition(library):
        if wanted in (sheet.id, sheet.title.casefold(), sheet.edition.casefold()):
            return sheet
    source = find_source(library, text)
    return next((sheet for sheet in sheets_by_edition(library) if source and sheet.source == source.id), None)


def indicator_score(library: Library, sheet: Sheet, indicator: Indicator) -> IndicatorScore:
    """One indicator with its row, the paragraphs that explain it, its place in the group, and other editions."""
    group = next(group for group in sheet.groups if indicator in group.indicators)
    marker = Marker(library)
    row = _mark(marker, None if sheet.record_only else library.row(sheet.source, indicator.name))
    explained = tuple(
        marked for key in indicator.explained_by if (marked := _mark(marker, library.passage(key))) is not None
    )
    values = [one.value for one in group.indicators]
    others = tuple(
        ScoreLine(other, library.sources[other.source], same, other_group.higher_is, None)
        for other in sheets_by_edition(library)
        if other.id != sheet.id and other.country == sheet.country
        for other_group in other.groups
        for same in other_group.indicators
        if same.id == indicator.id
    )
    brief = library.briefs.get(indicator.brief) if indicator.brief else None
    place = 1 + sum(value > indicator.value for value in values)
    ties = values.count(indicator.value) - 1
    source = library.sources[sheet.source]
    return IndicatorScore(sheet, source, group, indicator, row, explained, brief, place, ties, others)


def group_score(library: Library, sheet: Sheet, group: Group) -> GroupScore:
    """A group, its indicators highest first (ties as printed), and its ranks."""
    row = None if sheet.record_only else library.row(sheet.source, group.name)
    if row is None and not sheet.record_only and (text := library.texts.get(sheet.source)) is not None:
        row = next((one for one in text.rows if one.text == f"{group.value:.2f} {group.name}"), None)
    parts = tuple(one for one in sheet.groups if one.id in group.of)
    ranks = tuple(rank for rank in sheet.ranks if rank.of == group.id)
    ordered = tuple(sorted(group.indicators, key=lambda one: -one.value))
    marked = _mark(Marker(library), row)
    return GroupScore(sheet, library.sources[sheet.source], group, ordered, parts, ranks, marked)


def sheet_scores(library: Library, sheet: Sheet) -> SheetScores:
    """Every group of a sheet, as printed."""
    groups = tuple(group_score(library, sheet, group) for group in sheet.groups)
    others = tuple(other for other in sheets_by_edition(library) if other.id != sheet.id)
    return SheetScores(sheet, library.sources[sheet.source], groups, others)


def mean_of(score: GroupScore) -> tuple[int, Decimal]:
    """How many parts a group's value is the mean of, and their sum."""
    values = [part.value for part in score.parts] or [one.value for one in score.indicators]
    return len(values), sum(values, Decimal(0))


def _named(sheet: Sheet, text: str) -> Indicator | Group | None:
    """The indicator or group whose id or name is, or is nearly, `text`."""
    wanted = " ".join(text.casefold().split())[:100]
    named: list[Indicator | Group] = [*sheet.groups, *(one for group in sheet.groups for one in group.indicators)]
    for one in named:
        if wanted in (one.id, one.name.casefold(), one.name.casefold().removesuffix(" score")):
            return one
    ranked = sorted(
        ((fuzz.token_sort_ratio(wanted, one.name.casefold()), i) for i, one in enumerate(named)), reverse=True
    )
    return named[ranked[0][1]] if ranked and ranked[0][0] >= MEANT else None


def _found(engine: Engine, sheet: Sheet, text: str) -> Indicator | Group | ScoreChoices | None:
    """What the briefs that a lookup finds are scored by on `sheet`."""
    match engine.look_up(text):
        case Answer(hits=hits, topics=topics):
            briefs = [hit.brief for hit in hits[:topics]]
        case Ask(hits=hits):
            briefs = [hit.brief for hit in hits[:_OFFERED]]
        case _:
            return None
    named: list[Indicator | Group] = [one for group in sheet.groups for one in group.indicators]
    named += sheet.groups
    scored = [one for brief in briefs for one in named if one.brief == brief]
    if len(scored) == 1:
        return scored[0]
    return ScoreChoices(text, sheet, tuple(scored[:_OFFERED])) if scored else None


def _mark(marker: Marker, passage: Passage | None) -> Marked | None:
    return None if passage is None else marker.marked[marker.words(passage, passage.text) - 1]
