"""Figures: those of a brief, and every figure of one measure across sources and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Final

from rapidfuzz import fuzz

from bot.evidence.amounts import amount, bounded, when
from bot.evidence.answers import FigureGroup, FigureLine, FiguresAnswer, MeasureChoices
from bot.evidence.marking import Marker, newest_first, originator_of
from bot.evidence.remembering import PerBrief
from bot.library.model import Brief, Figure, Measure
from bot.library.snapshot import Library

CLOSE: Final = 60.0  # similarity 0–100 from which a measure is offered for words typed
CLEAR: Final = 12.0  # lead over the next measure from which it is taken as meant
_OFFERED: Final = 10


def brief_figures(brief: Brief, marker: Marker, only: Collection[str] | None = None) -> tuple[FigureGroup, ...]:
    """The figures of `brief` by measure, in the brief's order; `only` keeps those that rest on these quotes."""
    groups: dict[str, list[tuple[_Draft, FigureLine]]] = {}
    for draft in _drafts.of(marker.library, brief):
        if only is None or draft.quote in only:
            groups.setdefault(draft.measure.id, []).append((draft, draft.line(mark=marker.quote(draft.quote))))
    return tuple(
        FigureGroup(found[0][0].measure, tuple(line for _, line in sorted(found, key=lambda one: one[0].order)))
        for found in groups.values()
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
                lines.append(_draft(library, brief, figure).line(mark=marker.quote(figure.quote)))
    lines.sort(key=lambda one: newest_first(one.source))
    return FiguresAnswer(measure, tuple(lines), tuple(marker.marked), marker.basis())


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure of a brief as every answer gives it; only its mark differs."""

    quote: str
    measure: Measure
    order: tuple[bool, int, str]
    line: Callable[..., FigureLine]


def _draft(library: Library, brief: Brief, figure: Figure) -> _Draft:
    measure = library.measures[figure.measure]
    source = library.sources[library.quotes[brief.id, figure.quote].source]
    low, high = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
    line = partial(
        FigureLine,
        amount=amount(figure, measure),
        printed=figure.printed,
        qualifier=figure.qualifier,
        bound=bounded(figure),
        as_of=when(figure.as_of) if figure.as_of and figure.as_of_basis != "report-year" else None,
        as_of_inferred=figure.as_of_basis == "inferred",
        source=source,
        originator=figure.originator or originator_of(brief, figure.quote),
        brief=brief.id,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
    )
    return _Draft(figure.quote, measure, newest_first(source), line)


def _drafts_of(library: Library, brief: Brief) -> tuple[_Draft, ...]:
    return tuple(_draft(library, brief, figure) for figure in brief.figures)


_drafts = PerBrief(_drafts_of)
