"""Figures as people read them: medians with their spread, set against their limits, in tables of Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Several measurements of one thing; `limit` is the most that its median may be, None where nothing is promised."""

    name: str
    values: tuple[float, ...]
    limit: float | None = None
    unit: str = "times"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def is_kept(self) -> bool:
        return self.limit is None or self.median <= self.limit

    @property
    def row(self) -> str:
        """A row of the table."""
        spread = f"{_short(min(self.values))}–{_short(max(self.values))}" if len(self.values) > 1 else "once"
        limit = "" if self.limit is None else f"≤ {_short(self.limit)} {self.unit}"
        kept = "" if self.limit is None else "yes" if self.is_kept else "**no**"
        return f"| {self.name} | {_short(self.median)} {self.unit} | {spread} | {limit} | {kept} |"


HEAD = "| what | median | spread | limit | kept |\n| --- | --- | --- | --- | --- |"


def table(figures: Sequence[Figure]) -> str:
    """All figures as one table."""
    return "\n".join([HEAD, *(figure.row for figure in figures)])


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
