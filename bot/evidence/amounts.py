"""Numbers and dates as a reader sees them: grouped digits, ranges, units, months by name."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.library.model import Figure, Measure

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?\Z")
_SPAN = re.compile(r"(\d{4})-(\d{4})\Z")
_COUNTED = frozenset({"people", "percent", "dollars", "years", "months", "weeks", "decades", "children", "countries"})


def grouped(value: Decimal) -> str:
    """A number without needless decimals, its digits in groups of three: `80,000`, `2.5`."""
    whole = value.to_integral_value()
    return f"{whole:,}" if whole == value else f"{value.normalize():,f}"


def amount(figure: Figure, measure: Measure) -> str | None:
    """The quantity of a figure with its unit; None for one that the source gives in words only."""
    if figure.value is not None:
        number = grouped(figure.value)
    elif figure.low is not None and figure.high is not None:
        number = f"{grouped(figure.low)}–{grouped(figure.high)}"
    elif (bound := figure.low if figure.low is not None else figure.high) is not None:
        number = grouped(bound)
    else:
        return None
    return f"{number} {measure.unit}" if measure.unit in _COUNTED else number


def bounded(figure: Figure) -> str | None:
    """The word that a one-sided figure needs where its source gives no qualifier of its own."""
    if figure.qualifier is not None or figure.value is not None or (figure.low is None) == (figure.high is None):
        return None
    return "at least" if figure.low is not None else "at most"


def when(as_of: str) -> str:
    """A date as words: `2020-11` is November 2020, `2016-2018` is 2016–2018."""
    if span := _SPAN.match(as_of):
        return f"{span[1]}–{span[2]}"
    if (date := _DATE.match(as_of)) is None:
        return as_of
    year, month, day = date.groups()
    if month is None or not 1 <= int(month) <= 12:
        return as_of
    name = _MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def ordinal(value: int) -> str:
    """`111th`, `2nd`, `43rd`."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
