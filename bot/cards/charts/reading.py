"""From answers to what a chart shows: plain values, names as they are read, what must be said beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.cards.charts.specs import Bar, BarChart, BarGroup, Pair, PairChart, PairGroup, Range, RangeChart
from bot.evidence.answers import FigureLine, FiguresAnswer, GroupScore, IndicatorScore
from bot.evidence.comparing import SheetComparison
from bot.evidence.marking import year_of
from bot.evidence.scores import mean_of
from bot.library.model import Group, Indicator, Sheet, Source

MOST_BARS: Final = 60  # bars of one picture; the largest group here has 15
MOST_RANGES: Final = 12  # figures of one picture
_CENT: Final = Decimal("0.01")


def bar_chart(answer: GroupScore | IndicatorScore, most: int = MOST_BARS) -> BarChart:
    """The bars of a group; those of an indicator's group, with the indicator set off."""
    sheet = answer.sheet
    match answer:
        case GroupScore(group=group):
            score, title, chosen = answer, group.name, None
        case IndicatorScore(group=group, indicator=indicator):
            ordered = tuple(sorted(group.indicators, key=lambda one: -one.value))
            score = GroupScore(sheet, answer.source, group, ordered, (), (), None)
            title, chosen = indicator.name, indicator.id
    whole = _bar_group(score, chosen)
    left_out = max(0, len(whole.bars) - most)
    notes = (*_record(sheet), _source(answer.source))
    low, high = sheet.scale.low, sheet.scale.high
    return BarChart(
        _name(title), _line(sheet.title), low, high, replace(whole, bars=whole.bars[:most]), notes, left_out
    )


def pair_charts(comparison: SheetComparison) -> tuple[PairChart, ...]:
    """
    Two editions beside each other, a chart for each group in the order of the newer one.

    Groups and parts that only the older edition has come last.
    """
    first, second = comparison.first, comparison.second
    before, after = {one.id: one for one in first.groups}, {one.id: one for one in second.groups}
    notes = (*_record(first), *_record(second), f"Sources: {_line(first.title)}; {_line(second.title)}")
    charts = []
    for name in dict.fromkeys((*after, *before)):
        group = _pair_group(before.get(name), after.get(name))
        charts.append(
            PairChart(
                group.whole.name,
                _line(second.country),
                _line(first.edition),
                _line(second.edition),
                min(first.scale.low, second.scale.low),
                max(first.scale.high, second.scale.high),
                group,
                _not_alike(before.get(name), after.get(name), first.edition, second.edition),
                notes,
            )
        )
    return tuple(charts)


def range_chart(answer: FiguresAnswer, most: int = MOST_RANGES) -> RangeChart:
    """The figures of a measure, newest source first, and why they are not one count."""
    measure = answer.measure
    shown = tuple(_range(one) for one in answer.lines[:most])
    caution = "" if measure.comparable else _line(f"Not one count: {measure.why or ''}")
    left_out = len(answer.lines) - len(shown)
    return RangeChart(_line(measure.title), _line(measure.counts), _line(measure.unit), shown, caution, left_out)


def _bar_group(score: GroupScore, chosen: str | None) -> BarGroup:
    parts: tuple[Indicator | Group, ...] = (*score.parts, *score.indicators)
    members = sorted(parts, key=lambda one: -one.value)
    count, total = mean_of(score)
    mean = bool(count) and (total / count).quantize(_CENT, ROUND_HALF_UP) == score.group.value.quantize(_CENT)
    bars = tuple(Bar(_name(one.name), one.value, one.id == chosen) for one in members)
    return BarGroup(_name(score.group.name), score.group.value, mean, f"higher is {score.group.higher_is}", bars)


def _pair_group(before: Group | None, after: Group | None) -> PairGroup:
    groups = [group for group in (after, before) if group is not None]
    old = {one.id: one for one in before.indicators} if before else {}
    new = {one.id: one for one in after.indicators} if after else {}
    names = {one.id: one.name for group in reversed(groups) for one in group.indicators}
    parts = tuple(
        Pair(_name(names[key]), old[key].value if key in old else None, new[key].value if key in new else None)
        for key in dict.fromkeys((*new, *old))
    )
    whole = Pair(_name(groups[0].name), before.value if before else None, after.value if after else None)
    return PairGroup(whole, f"higher is {groups[0].higher_is}", parts)


def _not_alike(before: Group | None, after: Group | None, first: str, second: str) -> str:
    """A sentence on a group whose parts differ between the editions `first` and `second`; empty when they are alike."""
    if before is None or after is None:
        return ""
    if {one.id for one in before.indicators} == {one.id for one in after.indicators}:
        return ""
    parts = f"{len(before.indicators)} parts in {first}, {len(after.indicators)} in {second}"
    return _line(f"Not like for like: {parts}. Averages and ranks do not compare.")


def _range(line: FigureLine) -> Range:
    if line.as_of:
        date = f"As of {line.as_of}{' (inferred)' if line.as_of_inferred else ''}"
    else:
        year = year_of(line.source)
        date = f"Report of {year}" if year else "Undated"
    number = f"{line.bound} {line.amount}" if line.bound else line.amount
    amount = f"“{line.printed}”" if number is None or line.amount is None else number
    label = line.source.label
    source = f"{line.originator}, as cited in {label}" if line.originator else label
    hedge = (f"“{line.qualifier}”",) if line.qualifier else ()
    says = " · ".join((*hedge, source))
    return Range(_line(date), _line(amount), *_ends(line), _line(says))


def _ends(line: FigureLine) -> tuple[float | None, float | None]:
    # A figure in words may still carry a bound for sorting; a number that no source prints is never drawn.
    return (None, None) if line.amount is None else (line.low, line.high)


def _record(sheet: Sheet) -> tuple[str, ...]:
    return (f"{_line(sheet.edition)}: record only, its text is not in this library",) if sheet.record_only else ()


def _source(source: Source) -> str:
    inferred = " (year inferred, not printed)" if {"edition", "date"} & source.inferred else ""
    return f"Source: {_line(source.label)}{inferred}"


def _name(name: str) -> str:
    return _line(name).capitalize()


def _line(text: str) -> str:
    """Text on one line without control and direction characters, which a picture cannot show."""
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    kept: Iterable[str] = (
        " " if unicodedata.category(char) == "Cc" else char
        for char in text
        if unicodedata.category(char) not in ("Cf", "Cs")
    )
    return "".join(kept)
