"""Two sources on one topic, or two editions of a score sheet, side by side in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.evidence.answers import FigureGroup, StatementLine
from bot.evidence.figures import brief_figures
from bot.evidence.marking import Marked, Marker, newest_first
from bot.library.model import Brief, Sheet, Source
from bot.library.snapshot import Library


@dataclass(frozen=True, slots=True)
class SourceComparison:
    """
    What two sources say on a brief's topic, the older one first.

    `both` rests on passages of both; `only_first` and `only_second` are passages that no shared line rests on.
    """

    brief: Brief
    first: Source
    second: Source
    both: tuple[StatementLine, ...]
    figures: tuple[FigureGroup, ...]  # measures that both give, lines of these two sources only
    only_first: tuple[Marked, ...]
    only_second: tuple[Marked, ...]
    passages: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One name on two sheets; None where a sheet does not have it."""

    name: str
    first: Decimal | None
    second: Decimal | None


@dataclass(frozen=True, slots=True)
class SheetComparison:
    """Two sheets, the older edition first, each value beside the other; notes say what is not like for like."""

    first: Sheet
    second: Sheet
    changes: tuple[ScoreChange, ...]
    notes: tuple[str, ...]


def compare_sources(library: Library, brief: Brief, one: Source, other: Source) -> SourceComparison:
    """What `one` and `other` say on the topic of `brief`; an undated source counts as the older."""
    second, first = sorted((one, other), key=newest_first)
    marker = Marker(library, brief)
    of = {name: library.quotes[brief.id, name].source for name in brief.quotes}
    pair = {first.id, second.id}
    shared = [line for line in (*brief.differs, *brief.statements) if pair <= {of[name] for name in line.quotes}]
    both = tuple(
        StatementLine(line.text, tuple(marker.quote(name) for name in line.quotes), line.originator) for line in shared
    )
    counted = {
        figure.measure
        for figure in brief.figures
        if pair <= {of[same.quote] for same in brief.figures if same.measure == figure.measure}
    }
    names = {figure.quote for figure in brief.figures if figure.measure in counted and of[figure.quote] in pair}
    figures = tuple(group for group in brief_figures(brief, marker, only=names) if group.measure.id in counted)
    used = {name for line in shared for name in line.quotes} | names
    only_first = _only(marker, [name for name in brief.quotes if of[name] == first.id and name not in used])
    only_second = _only(marker, [name for name in brief.quotes if of[name] == second.id and name not in used])
    return SourceComparison(brief, first, second, both, figures, only_first, only_second, tuple(marker.marked))


def compare_sheets(one: Sheet, other: Sheet) -> SheetComparison:
    """The values of two sheets beside each other, in the order of the newer one."""
    first, second = sorted((one, other), key=lambda sheet: (sheet.edition, sheet.id))
    old, new = _values(first), _values(second)
    names = {**{key: name for key, (name, _) in new.items()}, **{key: name for key, (name, _) in old.items()}}
    ordered = [*new, *(key for key in old if key not in new)]
    changes = tuple(
        ScoreChange(names[key], old[key][1] if key in old else None, new[key][1] if key in new else None)
        for key in ordered
    )
    notes = tuple(dict.fromkeys(note for sheet in (first, second) if sheet.record_only for note in sheet.notes))
    return SheetComparison(first, second, changes, notes)


def _only(marker: Marker, names: list[str]) -> tuple[Marked, ...]:
    numbers = dict.fromkeys(marker.quote(name) for name in names)
    return tuple(marker.marked[number - 1] for number in numbers)


def _values(sheet: Sheet) -> dict[str, tuple[str, Decimal]]:
    values: dict[str, tuple[str, Decimal]] = {}
    for group in sheet.groups:
        values[group.id] = (group.name, group.value)
        values.update({one.id: (one.name, one.value) for one in group.indicators})
    return values
