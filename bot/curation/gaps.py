"""What the bot could not answer, grouped: many askers of one thing are one piece of work for a curator."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz

from bot.library.model import Brief
from bot.search.engine import Engine
from bot.search.normalising import parse
from bot.search.words import is_content, stem
from bot.store import Closed, Closing, Report, Store

ALIKE: Final = 82  # of 100, over sorted stems: "wage theft abroad" and "theft of wages abroad" are 100 alike
NEAREST: Final = 3
NOTICE_TEXT: Final = 200  # characters of a question that a notice repeats


@dataclass(frozen=True, slots=True)
class Near:
    """A brief that a gap may belong to."""

    brief: str
    title: str
    similarity: float  # 0–100


@dataclass(frozen=True, slots=True)
class Gap:
    """Reports that ask the same; `text` is the wording most used, and of equals the first."""

    text: str
    reports: tuple[Report, ...]  # oldest first
    nearest: tuple[Near, ...]

    @property
    def id(self) -> str:
        """The id of its first report: it stays while the gap waits, however many join it."""
        return self.reports[0].id

    @property
    def count(self) -> int:
        return len(self.reports)

    @property
    def kinds(self) -> tuple[str, ...]:
        """How the reports came about, most frequent first."""
        return tuple(kind for kind, _ in Counter(report.kind for report in self.reports).most_common())

    @property
    def suggested(self) -> tuple[str, ...]:
        """Topics that askers named as the better ones."""
        return tuple(dict.fromkeys(report.better_topic for report in self.reports if report.better_topic))


def group_reports(reports: Sequence[Report], engine: Engine, limit: int = 50) -> tuple[Gap, ...]:
    """
    Group waiting reports by what they ask.

    Args:
        reports: In any order; those whose text was not kept are left out.
        engine: The library that answers now, for the nearest briefs.
        limit: Most gaps to return.

    Returns:
        Most asked first; ties by the oldest report. A gap that the library answers by now is still there: its
        reports wait for a decision.
    """
    groups: list[tuple[str, list[Report]]] = []
    for report in sorted(reports, key=lambda one: (one.created_at, one.id)):
        if not report.text.strip():
            continue
        key = _key(report.text)
        best = max(groups, key=lambda group: _alike(key, group[0]), default=None)
        if best is not None and _alike(key, best[0]) >= ALIKE:
            best[1].append(report)
        else:
            groups.append((key, [report]))
    groups.sort(key=lambda group: -len(group[1]))
    return tuple(_gap(members, engine) for _, members in groups[:limit])


def find_gap(gaps: Sequence[Gap], report_id: str) -> Gap | None:
    """The gap that a report belongs to."""
    return next((gap for gap in gaps if any(report.id == report_id for report in gap.reports)), None)


async def close_gap(
    store: Store, gap: Gap, outcome: Literal["answered", "rejected"], *, by: int, brief: Brief | None = None
) -> Closed:
    """
    Close every report of a gap; askers who wished are told once of an answer, and nothing of a rejection.

    Raises:
        StoreError: The store is down; nothing was closed.
    """
    asked = textwrap.shorten(gap.text, NOTICE_TEXT, placeholder=" …")
    target, notice = gap.text[:80], ""
    if brief is not None:
        target = brief.id
        notice = f"You asked “{asked}”. The library answers it now: {brief.title}. Try /brief topic:{brief.id}"
    closing = Closing(outcome, by, target=target, notice=notice)
    return await store.reports.close([report.id for report in gap.reports], closing)


def _key(text: str) -> str:
    """The stems that tell a topic, sorted; all words where none does."""
    words = parse(text).words
    stems = sorted({stem(word) for word in words if is_content(word)}) or sorted(words)
    return " ".join(stems)


def _alike(one: str, other: str) -> float:
    return fuzz.ratio(one, other)


def _gap(members: list[Report], engine: Engine) -> Gap:
    wordings = Counter(" ".join(report.text.split()) for report in members)
    text = wordings.most_common(1)[0][0]
    outcome = engine.look_up(text)
    nearest = tuple(Near(hit.brief, hit.title, hit.similarity) for hit in outcome.hits[:NEAREST])
    return Gap(text, tuple(members), nearest)
