"""Cards for people who manage a server: status, settings, and the questions that nothing answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.actions import Action
from bot.cards.card import Button, Card, Lines, Menu, Option, card
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, Line, Part, bold, line, shortened

SHOWN = 15  # reports on one card


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as a manager reads it."""

    id: str
    kind: str
    text: str
    shown: str = ""
    reason: str = ""
    better: str = ""


def facts_card(title: Phrase, facts: Sequence[tuple[Phrase, Part]]) -> Card:
    """Names and values, one a line."""
    lines = tuple(line(bold(name), ": ", value, kind=Kind.BULLET) for name, value in facts)
    return card(line(title, kind=Kind.HEADING), Lines(lines), private=True)


def misses_card(reports: Sequence[Reported]) -> Card:
    """What people of this server could not find or found wrong, newest first."""
    title = line(fixed("Waiting for a curator"), kind=Kind.HEADING)
    if not reports:
        return card(title, Lines((line(fixed("Nothing is waiting.")),)), private=True)
    lines = [line(*_report(one), kind=Kind.BULLET) for one in reports[:SHOWN]]
    if len(reports) > SHOWN:
        lines.append(line(fixed("… {count} older ones", count=len(reports) - SHOWN), kind=Kind.SUBTLE))
    options = tuple(Option(shortened(one.text or one.kind, 100), one.id, one.kind) for one in reports[:25])
    menu = Menu(fixed("Open a report"), Action("open", ("report",)), options)
    return card(title, Lines(tuple(lines)), rows=(menu,), private=True)


def report_card(report: Reported) -> Card:
    """One report, to close."""
    pairs = ((fixed("Shown"), report.shown), (fixed("Reason"), report.reason), (fixed("Better topic"), report.better))
    lines: list[Line] = [line(report.text or fixed("The words were not kept."))]
    lines += [line(bold(name), ": ", value) for name, value in pairs if value]
    buttons = (
        Button(fixed("Answered now"), Action("close", (report.id, "answered")), strong=True),
        Button(fixed("Will not be added"), Action("close", (report.id, "rejected"))),
    )
    return card(line(report.kind, kind=Kind.HEADING), Lines(tuple(lines)), rows=(buttons,), private=True)


def _report(one: Reported) -> list[Part]:
    parts: list[Part] = [bold(one.kind), " ", one.text or fixed("The words were not kept.")]
    return [*parts, " → ", one.better] if one.better else parts
