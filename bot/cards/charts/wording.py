"""What a chart shows, in words: a short description and the whole of it, a line for each value."""

from __future__ import annotations

from decimal import Decimal

from bot.cards.charts.picture import description
from bot.cards.charts.specs import BarChart, BarGroup, Pair, PairChart, Range, RangeChart


def plain_number(value: Decimal) -> str:
    """`10.00` as `10`, `1.50` as `1.5`; for the ends of a scale."""
    return f"{value.normalize():f}"


def bars_alt(chart: BarChart) -> str:
    """A description of a bar chart; the indicator that is set off comes first."""
    group = chart.group
    lead = f"Bar chart: {_titled(chart)}, {chart.about}, {_scale(chart)}, {group.direction}, {_whole(group)}."
    chosen = [bar for bar in group.bars if bar.chosen]
    ordered = (*chosen, *(bar for bar in group.bars if not bar.chosen))
    return description(lead, [f"{bar.name} {bar.value:.2f}" for bar in ordered])


def bars_text(chart: BarChart) -> str:
    """Every value of a bar chart, a line each."""
    group = chart.group
    lines = [f"{chart.title} · {chart.about} · {_scale(chart)}", f"{group.name}, {group.direction}, {_whole(group)}"]
    lines += [f"- {bar.name} {bar.value:.2f}" for bar in group.bars]
    lines += [f"{chart.left_out} more values are not drawn."] if chart.left_out else []
    return "\n".join([*lines, *chart.notes])


def pairs_alt(chart: PairChart) -> str:
    """A description of a comparison of two editions, what changed most first."""
    changed = [pair for pair in chart.group.parts if pair.first is not None and pair.second is not None]
    changed.sort(key=lambda pair: -abs((pair.second or Decimal(0)) - (pair.first or Decimal(0))))
    caution = " Not like for like." if chart.caution else ""
    lead = f"Scores in {chart.first} and {chart.second}.{caution}"
    return description(lead, [_pair(pair, chart) for pair in (chart.group.whole, *changed)])


def pairs_text(chart: PairChart) -> str:
    """Every pair of a comparison, a line each."""
    lines = [f"{chart.title} · {chart.about} · {_scale(chart)}", *((chart.caution,) if chart.caution else ())]
    lines.append(f"{_pair(chart.group.whole, chart)} ({chart.group.direction})")
    lines += [f"- {_pair(pair, chart)}" for pair in chart.group.parts]
    return "\n".join([*lines, *chart.notes])


def ranges_alt(chart: RangeChart) -> str:
    """A description of the figures of one measure."""
    caution = " Not one count." if chart.caution else ""
    return description(f"Figures by date: {chart.title}.{caution}", [_figure(one) for one in chart.ranges])


def ranges_text(chart: RangeChart) -> str:
    """Every figure of one measure, a line each."""
    lines = [chart.title, chart.counts, *(f"- {_figure(one)}" for one in chart.ranges)]
    lines += [f"{chart.left_out} more figures are not drawn."] if chart.left_out else []
    return "\n".join([*lines, *((chart.caution,) if chart.caution else ())])


def pair_values(pair: Pair, chart: PairChart) -> str:
    """Both values, or which edition does not have it."""
    if pair.first is None:
        return f"not in {chart.first}, {pair.second:.2f}"
    if pair.second is None:
        return f"{pair.first:.2f}, not in {chart.second}"
    return f"{pair.first:.2f} → {pair.second:.2f}"


def whole_label(group: BarGroup) -> str:
    """What a group's own value is called: a mean where it is the mean of what is drawn."""
    return f"{'mean' if group.mean else 'score'} {group.value:.2f}"


def _scale(chart: BarChart | PairChart) -> str:
    return f"scale {plain_number(chart.low)}–{plain_number(chart.high)}"


def _whole(group: BarGroup) -> str:
    return f"{group.name.lower()} {whole_label(group)}"


def _titled(chart: BarChart) -> str:
    named = chart.group.name
    return chart.title if chart.title == named else f"{chart.title} among {named.lower()}"


def _pair(pair: Pair, chart: PairChart) -> str:
    return f"{pair.name} {pair_values(pair, chart)}"


def _figure(one: Range) -> str:
    words = "" if one.drawn else ", in words only"
    return f"{one.date}: {one.amount}{words}, {one.says}"
