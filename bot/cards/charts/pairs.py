"""How two editions are laid out: a ring for the older value, a disc for the newer one, both values in figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.cards.charts.fonts import wrapped
from bot.cards.charts.marks import INK, MARGIN, QUIET, TRACK, VALUE, WIDTH, Box, Dot, Scene, Text
from bot.cards.charts.page import BODY, SMALL, Page, baseline
from bot.cards.charts.specs import Pair, PairChart
from bot.cards.charts.wording import plain_number

_NAMES: Final = 168.0  # points for a name; a longer one takes two lines
_LEFT: Final = MARGIN + _NAMES + 12
_RIGHT: Final = WIDTH - MARGIN - 98
_FIRST: Final = WIDTH - MARGIN - 46  # right edges of the two columns of values
_SECOND: Final = WIDTH - MARGIN
_NAME: Final = 14.0
_NAME_LINE: Final = 15.0
_ROW: Final = 20.5
_RADIUS: Final = 5.0


def lay_out_pairs(chart: PairChart) -> Scene:
    """The chart on a page."""
    page = Page()
    scale = f"scale {plain_number(chart.low)} to {plain_number(chart.high)}"
    about = f"{chart.about} · {scale} · ring {chart.first}, disc {chart.second}"
    page.head(chart.title, about, chart.caution)
    page.y += 12
    line = baseline(page.y + SMALL / 2, SMALL)
    page.add(
        Text(MARGIN, line, chart.group.direction, SMALL, False, QUIET),
        Text(_LEFT, line, plain_number(chart.low), SMALL, False, QUIET),
        Text(_RIGHT, line, plain_number(chart.high), SMALL, False, QUIET, "right"),
        Text(_FIRST, line, chart.first, SMALL, False, QUIET, "right"),
        Text(_SECOND, line, chart.second, SMALL, False, QUIET, "right"),
    )
    page.y += SMALL * 1.3
    _pair(page, chart.group.whole, chart, strong=True)
    for pair in chart.group.parts:
        _pair(page, pair, chart, strong=False)
    missing = any(pair.first is None or pair.second is None for pair in (chart.group.whole, *chart.group.parts))
    return page.foot((" · ".join((*(("– not in that edition",) if missing else ()), *chart.notes)),))


def _pair(page: Page, pair: Pair, chart: PairChart, *, strong: bool) -> None:
    size = BODY if strong else _NAME
    rows = wrapped(pair.name, size, _NAMES, strong=strong)
    height = max(_ROW, len(rows) * _NAME_LINE + 4)
    middle = page.y + height / 2
    top = middle - (len(rows) - 1) * _NAME_LINE / 2
    for position, row in enumerate(rows):
        page.add(Text(MARGIN, baseline(top + position * _NAME_LINE, size), row, size, strong))
    page.add(Box(_LEFT, middle - 1, _RIGHT, middle + 1, TRACK))
    if pair.first is not None and pair.second is not None:
        ends = sorted((_at(pair.first, chart), _at(pair.second, chart)))
        page.add(Box(ends[0], middle - 1.5, ends[1], middle + 1.5, VALUE))
    if pair.first is not None:
        page.add(Dot(_at(pair.first, chart), middle, _RADIUS + 1.5, VALUE, hollow=True))
    if pair.second is not None:
        page.add(Dot(_at(pair.second, chart), middle, _RADIUS - 1, VALUE))
    for right, value in ((_FIRST, pair.first), (_SECOND, pair.second)):
        words = "–" if value is None else f"{value:.2f}"
        page.add(Text(right, baseline(middle, _NAME), words, _NAME, True, INK, "right"))
    page.y += height


def _at(value: Decimal, chart: PairChart) -> float:
    share = float((value - chart.low) / (chart.high - chart.low))
    return _LEFT + min(max(share, 0.0), 1.0) * (_RIGHT - _LEFT)
