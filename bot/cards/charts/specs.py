"""What a chart shows, as plain values: equal specs are the same picture, so they are also its key in the cache."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One published value; the `chosen` one is set off."""

    name: str
    value: Decimal
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars, highest first, and the value of their group; `mean` says whether that is the mean of these bars."""

    name: str
    value: Decimal
    mean: bool
    direction: str  # "higher is worse"
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """A group of bars on one scale; a sheet is as many pictures as it has groups, so that each reads on a phone."""

    title: str
    about: str
    low: Decimal
    high: Decimal
    group: BarGroup
    notes: tuple[str, ...]
    left_out: int = 0  # bars that are only in the text


@dataclass(frozen=True, slots=True)
class Pair:
    """One name in two editions; None where an edition does not have it."""

    name: str
    first: Decimal | None
    second: Decimal | None


@dataclass(frozen=True, slots=True)
class PairGroup:
    """A group's own values in two editions and those of its parts."""

    whole: Pair
    direction: str
    parts: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class PairChart:
    """A group in two editions of a sheet, the older one first; `caution` says what is not like for like."""

    title: str
    about: str
    first: str  # the edition's year
    second: str
    low: Decimal
    high: Decimal
    group: PairGroup
    caution: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """
    One figure: both ends, one end, or neither.

    A figure without numbers is one that its source gives in words; `amount` then holds these words.
    """

    date: str  # "As of 2020", "Report of 2024", "Undated"
    amount: str
    low: float | None
    high: float | None
    says: str  # hedge, originator and source

    @property
    def drawn(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class RangeChart:
    """The figures of one measure, newest source first."""

    title: str
    counts: str
    unit: str
    ranges: tuple[Range, ...]
    caution: str
    left_out: int = 0  # figures that are only in the text
