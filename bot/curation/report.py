"""What an importer makes of a report: what is printed, what is inferred, and what it could not tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.library.folding import printed
from bot.library.layouts.blocks import Layout
from bot.library.problems import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a curator must look at; `line` counts from 1 in the text, 0 means the text as a whole."""

    line: int
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs that stand directly under it; `title` is None above the first heading."""

    title: str | None
    path: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftIndicator:
    """One value of a sheet, named as the index names it; None where it is left to fill in."""

    id: str
    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """An aggregate as printed, None where it is not; `of` names the groups that it averages."""

    id: str
    name: str
    value: Decimal | None
    of: tuple[str, ...]
    indicators: tuple[DraftIndicator, ...]


@dataclass(frozen=True, slots=True)
class DraftRank:
    """A place among others: `value`th of `scope`."""

    of: str
    scope: str
    value: int


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A score sheet as read, before a curator has looked at it."""

    country: str | None
    edition: str | None
    groups: tuple[DraftGroup, ...]
    ranks: tuple[DraftRank, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that an importer found; None is what the text does not say."""

    series: str
    text: str
    country: str | None = None
    year: int | None = None
    edition: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    date: str | None = None  # ISO, as exact as printed
    tier: str | None = None
    tier_conflict: bool = False
    tiers: tuple[str, ...] = ()  # every rating of this edition that is printed, heading first
    sheet: DraftSheet | None = None
    sections: tuple[Section, ...] = ()
    recommendations: tuple[str, ...] = ()
    truncated: bool = False
    dropped: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = field(default=())

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def error(line: int, code: str, message: str) -> Finding:
    """A finding that keeps the draft from being written."""
    return Finding(line, code, Severity.ERROR, message)


def warning(line: int, code: str, message: str) -> Finding:
    """A finding that a curator should look at."""
    return Finding(line, code, Severity.WARNING, message)


def line_of(text: str, offset: int) -> int:
    """The line, from 1, on which `offset` stands."""
    return text.count("\n", 0, offset) + 1


def sections_of(layout: Layout) -> tuple[Section, ...]:
    """The headings of a layout in reading order, each with its own paragraphs; headings without any are kept."""
    marks: list[tuple[int, tuple[str, ...], str | None]] = [(h.start, h.path, None) for h in layout.headings]
    marks += [(p.start, p.section, p.text) for p in layout.paragraphs]
    marks.sort(key=lambda mark: (mark[0], mark[2] is not None))
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for _, path, text in marks:
        if text is None or not found or found[-1][0] != path:
            found.append((path, []))
        if text is not None:
            found[-1][1].append(text)
    return tuple(Section(path[-1] if path else None, path, tuple(paragraphs)) for path, paragraphs in found)


def left_out(text: str, layout: Layout) -> tuple[str, ...]:
    """The lines of a text that are page furniture."""
    raw = (text[block.start : block.end] for block in layout.furniture)
    return tuple(printed(line) for block in raw for line in block.splitlines() if line.strip())


def ordered(problems: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, each in the order of their lines."""
    return tuple(sorted(problems, key=lambda one: (one.severity is not Severity.ERROR, one.line, one.code)))


def as_json(report: Report) -> dict[str, Any]:
    """The report in the shape that other tools read; values are numbers, what is not said is null."""
    return {
        "series": report.series,
        "country": report.country,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "authors": list(report.authors),
        "outlet": report.outlet,
        "date": report.date,
        "tier": report.tier,
        "tier_conflict": report.tier_conflict,
        "tiers": list(report.tiers),
        "sheet": sheet_json(report.sheet) if report.sheet else None,
        "sections": [
            {"title": one.title, "path": list(one.path), "paragraphs": list(one.paragraphs)} for one in report.sections
        ],
        "recommendations": list(report.recommendations),
        "truncated": report.truncated,
        "dropped": list(report.dropped),
        "inferred": list(report.inferred),
        "problems": [
            {"line": one.line, "code": one.code, "severity": str(one.severity), "message": one.message}
            for one in report.problems
        ],
    }


def sheet_json(sheet: DraftSheet) -> dict[str, Any]:
    """A sheet in the shape of the library's export."""
    return {
        "country": sheet.country,
        "edition": sheet.edition,
        "scale": {"low": 1, "high": 10},
        "groups": [
            {
                "id": group.id,
                "name": group.name,
                "value": _number(group.value),
                "indicators": [
                    {"id": one.id, "name": one.name, "value": _number(one.value)} for one in group.indicators
                ],
            }
            for group in sheet.groups
        ],
        "ranks": [{"of": rank.of, "scope": rank.scope, "value": rank.value} for rank in sheet.ranks],
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
