"""How figures are laid out: one below the other by date, each a dot or a line between two, on one axis."""

from __future__ import annotations

import math
from typing import Final

from bot.cards.charts.fonts import width_of
from bot.cards.charts.marks import INK, MARGIN, QUIET, TRACK, VALUE, WIDTH, Box, Dot, Scene, Text, Tip
from bot.cards.charts.page import BODY, SMALL, Page, baseline
from bot.cards.charts.specs import Range, RangeChart

_LEFT: Final = MARGIN + 8
_RIGHT: Final = WIDTH - MARGIN - 8
_RADIUS: Final = 5.5
_STEPS: Final = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # round numbers that an axis may end with


def lay_out_ranges(chart: RangeChart) -> Scene:
    """
    The chart on a page; figures in words stand in their place without a dot.

    Why they are not one count says what they count; else that is said. Each figure names its source.
    """
    page = Page()
    page.head(chart.title, "" if chart.caution else chart.counts, chart.caution)
    low, high = axis(chart)
    _ticks(page, low, high, chart.unit)
    for one in chart.ranges:
        _range(page, one, low, high)
    left_out = (f"{chart.left_out} more figures are not drawn.",) if chart.left_out else ()
    open_ended = any(one.drawn and (one.low is None or one.high is None) for one in chart.ranges)
    arrow = ("Dashed arrow: the source gives one end only.",) if open_ended else ()
    return page.foot((*arrow, *left_out))


def axis(chart: RangeChart) -> tuple[float, float]:
    """From nought, or a round number below it, to a round number that no figure exceeds."""
    ends = [end for one in chart.ranges for end in (one.low, one.high) if end is not None]
    if chart.unit == "percent" and all(0 <= end <= 100 for end in ends):
        return 0.0, 100.0
    return 0.0 - _round_up(-min([*ends, 0.0])), _round_up(max([*ends, 0.0]) or 1.0)


def short(value: float) -> str:
    """A number as an axis names it: `150,000`, `1.5 million`."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def _round_up(value: float) -> float:
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _STEPS if step * power >= value * (1 - 1e-9))


def _ticks(page: Page, low: float, high: float, unit: str) -> None:
    page.y += 14
    page.paragraph(unit.capitalize(), SMALL, colour=QUIET)
    line = baseline(page.y + SMALL / 2, SMALL)
    page.add(Text(_LEFT, line, short(low), SMALL, False, QUIET))
    page.add(Text((_LEFT + _RIGHT) / 2, line, short((low + high) / 2), SMALL, False, QUIET, "middle"))
    page.add(Text(_RIGHT, line, short(high), SMALL, False, QUIET, "right"))
    page.y += SMALL * 1.35
    page.add(Box(_LEFT, page.y, _RIGHT, page.y + 1, QUIET))
    for x in (_LEFT, (_LEFT + _RIGHT) / 2, _RIGHT):
        page.add(Box(x - 0.5, page.y - 4, x + 0.5, page.y, QUIET))
    page.y += 6


def _range(page: Page, one: Range, low: float, high: float) -> None:
    page.y += 8
    middle = page.y + BODY / 2
    together = width_of(one.date, BODY) + width_of(one.amount, BODY, strong=True) + 16 <= WIDTH - 2 * MARGIN
    page.add(Text(MARGIN, baseline(middle, BODY), one.date, BODY, False, INK))
    if together:
        page.add(Text(WIDTH - MARGIN, baseline(middle, BODY), one.amount, BODY, True, INK, "right"))
        page.y += BODY * 1.3
    else:
        page.y += BODY * 1.3
        page.paragraph(one.amount, BODY, strong=True)
    if one.drawn:
        _strip(page, one, low, high)
    says = one.says if one.drawn else f"in words only, not drawn · {one.says}"
    page.paragraph(says, SMALL, colour=QUIET)
    page.y += 4


def _strip(page: Page, one: Range, low: float, high: float) -> None:
    def at(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)

    middle = page.y + 9
    page.add(Box(_LEFT, middle - 1, _RIGHT, middle + 1, TRACK))
    ends = [at(end) for end in (one.low, one.high) if end is not None]
    if one.low is None:
        _open(page, _LEFT, ends[0], middle)
    elif one.high is None:
        _open(page, _RIGHT, ends[0], middle)
    else:
        page.add(Box(ends[0], middle - 2, ends[1], middle + 2, VALUE))
    page.add(*(Dot(x, middle, _RADIUS, VALUE) for x in ends))
    page.y += 20


def _open(page: Page, far: float, near: float, middle: float) -> None:
    """A dashed line from a printed end towards the one that is not printed."""
    left, right = min(far, near), max(far, near)
    x = left
    while x < right:
        page.add(Box(x, middle - 1, min(x + 5, right), middle + 1, VALUE))
        x += 9
    page.add(Tip(far, middle, 9, VALUE, leftward=far < near))
