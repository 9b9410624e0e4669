"""From an answer to its picture, each content drawn once and kept for as long as it is asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.cards.charts.picture import Picture
from bot.cards.charts.reading import bar_chart, pair_charts, range_chart
from bot.cards.charts.specs import BarChart, PairChart, RangeChart
from bot.cards.charts.wording import bars_alt, bars_text, pairs_alt, pairs_text, ranges_alt, ranges_text
from bot.evidence.answers import FiguresAnswer, GroupScore, IndicatorScore
from bot.evidence.comparing import SheetComparison

KEPT: Final = 64  # pictures in the cache, about 50 kB each


def score_bars(answer: GroupScore | IndicatorScore) -> Picture | None:
    """
    The values of a group as bars, highest first, with the value of the group; one indicator among its group.

    None when there is no value below the group's own, so that a bar chart would say nothing.

    Raises:
        ChartError: the typeface is not installed.
    """
    chart = bar_chart(answer)
    return _bars(chart) if chart.group.bars else None


def sheet_comparison(comparison: SheetComparison) -> tuple[Picture | None, ...]:
    """
    Two editions of a sheet beside each other, a picture for each group, with what is not like for like.

    None for a group without parts, which would be a picture of one line.

    Raises:
        ChartError: the typeface is not installed.
    """
    return tuple(_pairs(chart) if chart.group.parts else None for chart in pair_charts(comparison))


def figure_ranges(answer: FiguresAnswer) -> Picture | None:
    """
    The figures of one measure by date, newest source first, as dots and lines; those in words stand beside.

    None when every figure is in words, so that there is nothing to draw.

    Raises:
        ChartError: the typeface is not installed.
    """
    chart = range_chart(answer)
    return _ranges(chart) if any(one.drawn for one in chart.ranges) else None


@lru_cache(maxsize=KEPT)
def _bars(chart: BarChart) -> Picture:
    from bot.cards.charts.bars import lay_out_bars  # late: Pillow
    from bot.cards.charts.painting import paint

    png, width, height = paint(lay_out_bars(chart))
    return Picture(png, bars_alt(chart), bars_text(chart), width, height)


@lru_cache(maxsize=KEPT)
def _pairs(chart: PairChart) -> Picture:
    from bot.cards.charts.painting import paint
    from bot.cards.charts.pairs import lay_out_pairs  # late: Pillow

    png, width, height = paint(lay_out_pairs(chart))
    return Picture(png, pairs_alt(chart), pairs_text(chart), width, height)


@lru_cache(maxsize=KEPT)
def _ranges(chart: RangeChart) -> Picture:
    from bot.cards.charts.painting import paint
    from bot.cards.charts.ranges import lay_out_ranges  # late: Pillow

    png, width, height = paint(lay_out_ranges(chart))
    return Picture(png, ranges_alt(chart), ranges_text(chart), width, height)
