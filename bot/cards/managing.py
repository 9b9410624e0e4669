"""Cards for people who manage a server: status, settings, and the questions that nothing answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.cards.actions import Action
from bot.cards.card import Button, Card, Lines, Menu, Option, card
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, Line, Part, bold, line, shortened

SHOWN = 15  # reports on one card
KINDS: Final[dict[str, Phrase]] = {
    "miss": fixed("Nothing found"),
    "wrong-match": fixed("Wrong match"),
    "none-of-these": fixed("None of these"),
    "declined-claim": fixed("Claim not in these sources"),
}


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


def notice_to_curators(reports: Mapping[str, int], problem: str) -> Card:
    """What is new for the curators of a server: how many reports of each kind, and why a change is not served."""
    lines = [line(KINDS[kind], f": {count}", kind=Kind.BULLET) for kind, count in reports.items()]
    lines += [line(bold(fixed("The latest change is not served")), ": ", problem)] if problem else []
    buttons = (Button(fixed("Open the list"), Action("misses")),) if reports else ()
    title = line(fixed("For curators"), kind=Kind.HEADING)
    return card(title, Lines(tuple(lines)), rows=(buttons,) if buttons else ())


def report_card(report: Reported) -> Card:
    """One report, to close."""
    pairs = ((fixed("Shown"), report.shown), (fixed("Reason"), report.reason), (fixed("Better topic"), report.better))
    lines: list[Line] = [line(report.text or fixed("The words were not kept."))]
    lines += [line(bold(name), ": ", value) for name, value in pairs if value]
    buttons = (
        Button(fixed("Answered now"), Action("close", (report.id, "answered")), strong=True),
        Button(fixed("Will not be added"), Action("close", (report.id, "rejected"))),
    )
    return card(
        line(KINDS.get(report.kind, report.kind), kind=Kind.HEADING), Lines(tuple(lines)), rows=(buttons,), private=True
    )


def _report(one: Reported) -> list[Part]:
    parts: list[Part] = [bold(KINDS.get(one.kind, one.kind)), ": ", one.text or fixed("The words were not kept.")]
    return [*parts, " → ", one.better] if one.better else parts
