"""Figures as people read them: medians with their spread, set against their limits, in tables of Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """
    Several measurements of one thing; `limit` is the most that its median may be, None where nothing is promised.

    Figures of one `name` that differ in their `column` stand in one row.
    """

    name: str
    values: tuple[float, ...]
    limit: float | None = None
    unit: str = "times"
    column: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def is_kept(self) -> bool:
        return self.limit is None or self.median <= self.limit

    @property
    def row(self) -> str:
        """A row of the table."""
        kept = "" if self.limit is None else "yes" if self.is_kept else "**no**"
        return (
            f"| {self.name} | {_short(self.median)} {self.unit} | {self.spread or 'once'} | {self.promise} | {kept} |"
        )

    @property
    def spread(self) -> str:
        """From the least to the most; empty for a single measurement."""
        return f"{_short(min(self.values))}–{_short(max(self.values))}" if len(self.values) > 1 else ""

    @property
    def promise(self) -> str:
        """The limit in words; empty where there is none."""
        return "" if self.limit is None else f"≤ {_short(self.limit)} {self.unit}"

    @property
    def cell(self) -> str:
        """Median and spread as they stand in a column; bold where the limit is broken."""
        median = _short(self.median) if self.is_kept else f"**{_short(self.median)}**"
        return f"{median} ({self.spread})" if self.spread else median


HEAD = "| what | median | spread | limit | kept |\n| --- | --- | --- | --- | --- |"


def table(figures: Sequence[Figure]) -> str:
    """All figures as one table, side by side where they have columns."""
    if any(figure.column for figure in figures):
        return _columns(figures)
    return "\n".join([HEAD, *(figure.row for figure in figures)])


def _columns(figures: Sequence[Figure]) -> str:
    """A row for each name, a cell for each column: the median, bold where it breaks its limit, with its spread."""
    columns = list(dict.fromkeys(figure.column for figure in figures))
    lines = [f"| what | {' | '.join(columns)} | limit |", "| --- |" + " --- |" * (len(columns) + 1)]
    for name in dict.fromkeys(figure.name for figure in figures):
        row = {figure.column: figure for figure in figures if figure.name == name}
        cells = [row[column].cell if column in row else "" for column in columns]
        promises = list(dict.fromkeys(figure.promise for figure in row.values() if figure.promise))
        unit = next(iter(row.values())).unit
        what = name if unit == "times" else f"{name}, {unit}"
        lines.append(f"| {what} | {' | '.join(cells)} | {', '.join(promises)} |")
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
