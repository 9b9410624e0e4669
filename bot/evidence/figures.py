"""Figures: those of a brief, and every figure of one measure across sources and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from rapidfuzz import fuzz

from bot.evidence.amounts import amount, bounded, when
from bot.evidence.answers import FigureGroup, FigureLine, FiguresAnswer, MeasureChoices
from bot.evidence.marking import Marker, newest_first, originator_of
from bot.library.model import Brief, Figure, Measure
from bot.library.snapshot import Library

CLOSE: Final = 60.0  # similarity 0–100 from which a measure is offered for words typed
CLEAR: Final = 12.0  # lead over the next measure from which it is taken as meant
_OFFERED: Final = 10


def brief_figures(brief: Brief, marker: Marker, only: Collection[str] | None = None) -> tuple[FigureGroup, ...]:
    """The figures of `brief` by measure, in the brief's order; `only` keeps those that rest on these quotes."""
    groups: dict[str, list[Figure]] = {}
    for figure in brief.figures:
        if only is None or figure.quote in only:
            groups.setdefault(figure.measure, []).append(figure)
    measures = marker.library.measures
    return tuple(
        FigureGroup(
            measures[measure], _newest_first([_line(brief, figure, measures[measure], marker) for figure in found])
        )
        for measure, found in groups.items()
    )


def figures_answer(library: Library, measure: Measure) -> FiguresAnswer:
    """Every figure of `measure` in the library, one for each place in a source, newest source first."""
    marker = Marker(library)
    seen: set[tuple[str, int, str]] = set()
    lines = []
    for brief in library.briefs.values():
        for figure in brief.figures:
            quote = library.quotes.get((brief.id, figure.quote))
            if figure.measure != measure.id or quote is None:
                continue
            place = (quote.source, quote.passage.start, figure.printed.casefold())
            if place not in seen:
                seen.add(place)
                marker.brief = brief
                lines.append(_line(brief, figure, measure, marker))
    return FiguresAnswer(measure, _newest_first(lines), tuple(marker.marked), marker.basis())


def counted_measures(library: Library) -> tuple[Measure, ...]:
    """The measures that some brief gives a figure of, those with most figures first, ties by title."""
    counts = Counter(figure.measure for brief in library.briefs.values() for figure in brief.figures)
    used = [measure for measure in library.measures.values() if measure.id in counts]
    return tuple(sorted(used, key=lambda measure: (-counts[measure.id], measure.title)))


def find_measure(library: Library, text: str) -> Measure | MeasureChoices:
    """The measure that `text` names by id or title, else those that it may mean, best first."""
    wanted = " ".join(text.casefold().split())
    measures = counted_measures(library)
    for measure in measures:
        if wanted in (measure.id, measure.title.casefold()):
            return measure
    ranked = sorted(
        ((_nearness(wanted, measure), measure) for measure in measures), key=lambda one: (-one[0], one[1].title)
    )
    close = [(similarity, measure) for similarity, measure in ranked if similarity >= CLOSE]
    if close and (len(close) == 1 or close[0][0] - close[1][0] >= CLEAR):
        return close[0][1]
    return MeasureChoices(text, tuple(measure for _, measure in close[:_OFFERED]))


def _nearness(wanted: str, measure: Measure) -> float:
    if not wanted:
        return 0.0
    return max(fuzz.token_set_ratio(wanted[:100], measure.title.casefold()), fuzz.ratio(wanted[:100], measure.id))


def _line(brief: Brief, figure: Figure, measure: Measure, marker: Marker) -> FigureLine:
    quote = marker.library.quotes[brief.id, figure.quote]
    low, high = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
    return FigureLine(
        amount=amount(figure, measure),
        printed=figure.printed,
        qualifier=figure.qualifier,
        bound=bounded(figure),
        as_of=when(figure.as_of) if figure.as_of and figure.as_of_basis != "report-year" else None,
        as_of_inferred=figure.as_of_basis == "inferred",
        source=marker.library.sources[quote.source],
        originator=figure.originator or originator_of(brief, figure.quote),
        mark=marker.quote(figure.quote),
        brief=brief.id,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
    )


def _newest_first(lines: list[FigureLine]) -> tuple[FigureLine, ...]:
    return tuple(sorted(lines, key=lambda line: newest_first(line.source)))
