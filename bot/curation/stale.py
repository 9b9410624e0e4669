"""Where the library grows old: briefs whose newest source is, and sources that a newer edition has superseded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.library.snapshot import Library

OLD_YEARS: Final = 2  # the yearly series are a year behind when a newer edition is two years younger


@dataclass(frozen=True, slots=True)
class StaleBrief:
    """A brief whose newest dated source is `years` old; `newest` is None where no source is dated."""

    brief: str
    title: str
    newest: str | None  # as recorded: YYYY, YYYY-MM or YYYY-MM-DD
    years: float | None
    sources: tuple[str, ...]
    served: int


@dataclass(frozen=True, slots=True)
class SupersededSource:
    """A source of which a newer edition is known, and what rests on it."""

    source: str
    by: str
    according_to: str
    briefs: tuple[str, ...]
    sheets: tuple[str, ...]


def stale_briefs(
    library: Library, today: date, *, years: float = OLD_YEARS, served: Mapping[str, int] | None = None
) -> tuple[StaleBrief, ...]:
    """Briefs whose newest source is at least `years` old or undated; most served first, then oldest first."""
    counts = served or {}
    found = []
    for brief in library.briefs.values():
        sources = tuple(sorted({quote.source for quote in library.quotes_of(brief)}))
        newest = max((library.sources[name].date or "" for name in sources), default="") or None
        age = _years(newest, today) if newest else None
        if age is None or age >= years:
            found.append(StaleBrief(brief.id, brief.title, newest, age, sources, counts.get(brief.id, 0)))
    return tuple(sorted(found, key=lambda one: (-one.served, one.newest or "", one.title)))


def superseded_sources(library: Library) -> tuple[SupersededSource, ...]:
    """Sources of which a newer edition is recorded, with where they are used."""
    found = []
    for source in library.sources.values():
        if source.superseded_by:
            users = {quote.brief for quote in library.quotes.values() if quote.source == source.id}
            fact = source.superseded_by
            sheets = tuple(sheet.id for sheet in library.sheets.values() if sheet.source == source.id)
            found.append(SupersededSource(source.id, fact.by, fact.according_to, tuple(sorted(users)), sheets))
    return tuple(found)


def read_served(metrics: str) -> dict[str, int]:
    """How often each brief was served, from the text of the bot's metrics: samples that carry a brief."""
    from prometheus_client.parser import text_string_to_metric_families  # late: only this command reads metrics

    counts: dict[str, int] = {}
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if "brief" in sample.labels and not sample.name.endswith("_created"):
                name = sample.labels["brief"]
                counts[name] = counts.get(name, 0) + int(sample.value)
    return counts


def _years(day: str, today: date) -> float:
    year, month, number = (int(part) for part in f"{day}-12-31".split("-")[:3]) if len(day) == 4 else _parts(day)
    return round((today - date(year, month, min(number, 28))).days / 365.25, 1)


def _parts(day: str) -> tuple[int, int, int]:
    parts = [int(part) for part in day.split("-")]
    return parts[0], parts[1], parts[2] if len(parts) > 2 else 28
