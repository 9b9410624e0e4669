"""How a bar chart is laid out: name, bar and value in a row, a dashed line at the value of the group."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.cards.charts.fonts import width_of, wrapped
from bot.cards.charts.marks import CHOSEN, GROUND, INK, MARGIN, QUIET, TRACK, VALUE, WIDTH, Box, Scene, Text
from bot.cards.charts.page import BODY, HEADING, SMALL, Page, baseline
from bot.cards.charts.specs import Bar, BarChart, BarGroup
from bot.cards.charts.wording import plain_number, whole_label

_NAMES: Final = 172.0  # points for a name; a longer one takes two lines
_LEFT: Final = MARGIN + _NAMES + 8
_RIGHT: Final = WIDTH - MARGIN - 50
_ROW: Final = 26.0
_NAME_LINE: Final = 16.5  # height of each line of a name of several lines
_NAME: Final = 14.5
_STUB: Final = 3.0  # the lowest value of a scale still shows that there is a bar


def lay_out_bars(chart: BarChart) -> Scene:
    """The chart on a page."""
    page = Page()
    scale = f"scale {plain_number(chart.low)} to {plain_number(chart.high)}"
    page.head(chart.title, " · ".join(part for part in (chart.about, scale) if part))
    for group in chart.groups:
        _group(page, group, chart)
    left_out = (f"{chart.left_out} more values are not drawn.",) if chart.left_out else ()
    dashed = "the mean of the group" if all(group.mean for group in chart.groups) else "the value of the group"
    read = (f"Bars start at {plain_number(chart.low)}, the lowest value.", f"Dashed line: {dashed}.")
    return page.foot((*read, *left_out, *chart.notes))


def _group(page: Page, group: BarGroup, chart: BarChart) -> None:
    page.y += 14
    middle = page.y + HEADING / 2
    said = whole_label(group)
    page.add(Text(WIDTH - MARGIN, baseline(middle, BODY), said, BODY, True, INK, "right"))
    named = chart.title != group.name  # the title of a chart of one group is its name
    if named:
        room = WIDTH - 2 * MARGIN - width_of(said, BODY, strong=True) - 12
        for row in wrapped(group.name, HEADING, room, strong=True):
            page.add(Text(MARGIN, baseline(page.y + HEADING / 2, HEADING), row, HEADING, True))
            page.y += HEADING * 1.25
    words = group.direction + (", highest first" if len(group.bars) > 1 else "")
    line = baseline(page.y + SMALL / 2 if named else middle, SMALL)
    page.add(Text(MARGIN, line, words, SMALL, False, QUIET))
    if group.bars:
        page.y += 0 if named else HEADING * 1.25
        line = baseline(page.y + SMALL / 2, SMALL)
        page.add(
            Text(_LEFT, line, plain_number(chart.low), SMALL, False, QUIET),
            Text(_RIGHT, line, plain_number(chart.high), SMALL, False, QUIET, "right"),
        )
    page.y += SMALL * 1.35
    top = page.y
    for bar in group.bars:
        _bar(page, bar, chart)
    if group.bars:
        _dashes(page, _at(group.value, chart), top)


def _bar(page: Page, bar: Bar, chart: BarChart) -> None:
    rows = wrapped(bar.name, _NAME, _NAMES, strong=bar.chosen)
    height = max(_ROW, len(rows) * _NAME_LINE + 5)
    middle = page.y + height / 2
    first = middle - (len(rows) - 1) * _NAME_LINE / 2
    colour = CHOSEN if bar.chosen else VALUE
    for position, row in enumerate(rows):
        page.add(Text(MARGIN, baseline(first + position * _NAME_LINE, _NAME), row, _NAME, bar.chosen))
    end = max(_at(bar.value, chart), _LEFT + _STUB)
    page.add(
        Box(_LEFT, middle - 7, _RIGHT, middle + 7, TRACK),
        Box(_LEFT, middle - 7, end, middle + 7, colour),
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
