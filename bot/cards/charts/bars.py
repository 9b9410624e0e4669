"""How a bar chart is laid out: name, bar and value in a row, a dashed line at the value of the group."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.cards.charts.fonts import wrapped
from bot.cards.charts.marks import CHOSEN, GROUND, INK, MARGIN, QUIET, TRACK, VALUE, WIDTH, Box, Scene, Text
from bot.cards.charts.page import BODY, SMALL, Page, baseline
from bot.cards.charts.specs import Bar, BarChart
from bot.cards.charts.wording import plain_number, whole_label

_NAMES: Final = 180.0  # points for a name; a longer one takes two lines
_LEFT: Final = MARGIN + _NAMES + 8
_RIGHT: Final = WIDTH - MARGIN - 50
_ROW: Final = 20.5
_NAME_LINE: Final = 15.0  # height of each line of a name of several lines
_NAME: Final = 14.0
_STUB: Final = 3.0  # the lowest value of a scale still shows that there is a bar


def lay_out_bars(chart: BarChart) -> Scene:
    """The chart on a page."""
    page = Page()
    group = chart.group
    scale = f"scale {plain_number(chart.low)} to {plain_number(chart.high)}"
    page.head(chart.title, f"{chart.about} · {scale}")
    page.y += 8
    line = baseline(page.y + BODY / 2, BODY)
    named = "" if chart.title == group.name else f"{group.name}, "
    words = f"{named}{group.direction}{', highest first' if len(group.bars) > 1 else ''}"
    page.add(
        Text(MARGIN, line, words, SMALL, False, QUIET),
        Text(WIDTH - MARGIN, line, whole_label(group), BODY, True, INK, "right"),
    )
    page.y += BODY * 1.3
    line = baseline(page.y + SMALL / 2, SMALL)
    page.add(
        Text(_LEFT, line, plain_number(chart.low), SMALL, False, QUIET),
        Text(_RIGHT, line, plain_number(chart.high), SMALL, False, QUIET, "right"),
    )
    page.y += SMALL * 1.25
    top = page.y
    for bar in group.bars:
        _bar(page, bar, chart)
    _dashes(page, _at(group.value, chart), top)
    left_out = (f"{chart.left_out} more values are not drawn.",) if chart.left_out else ()
    dashed = "the mean of the group" if group.mean else "the value of the group"
    read = f"Bars start at {plain_number(chart.low)}, the lowest value. Dashed line: {dashed}."
    return page.foot((" ".join((read, *left_out, " · ".join(chart.notes))),))


def _bar(page: Page, bar: Bar, chart: BarChart) -> None:
    rows = wrapped(bar.name, _NAME, _NAMES, strong=bar.chosen)
    height = max(_ROW, len(rows) * _NAME_LINE + 4)
    middle = page.y + height / 2
    first = middle - (len(rows) - 1) * _NAME_LINE / 2
    colour = CHOSEN if bar.chosen else VALUE
    for position, row in enumerate(rows):
        page.add(Text(MARGIN, baseline(first + position * _NAME_LINE, _NAME), row, _NAME, bar.chosen))
    end = max(_at(bar.value, chart), _LEFT + _STUB)
    page.add(
        Box(_LEFT, middle - 6, _RIGHT, middle + 6, TRACK),
        Box(_LEFT, middle - 6, end, middle + 6, colour),
        Text(WIDTH - MARGIN, baseline(middle, BODY), f"{bar.value:.2f}", BODY, True, INK, "right"),
    )
    page.y += height


def _dashes(page: Page, x: float, top: float) -> None:
    y = top
    while y < page.y:
        end = min(y + 5, page.y)
        page.add(Box(x - 1.5, y, x + 1.5, end, GROUND), Box(x - 0.5, y, x + 0.5, end, INK))
        y += 8


def _at(value: Decimal, chart: BarChart) -> float:
    share = float((value - chart.low) / (chart.high - chart.low))
    return _LEFT + min(max(share, 0.0), 1.0) * (_RIGHT - _LEFT)
