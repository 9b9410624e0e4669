"""Cards of trays: what was collected, and one entry to move, annotate or remove."""

from __future__ import annotations

from bot.cards.actions import Action
from bot.cards.card import AS_TEXT, Button, Card, Lines, Menu, Option, Row, card
from bot.cards.passages import place_line, quote_line
from bot.cards.phrases import Phrase, counted, fixed
from bot.cards.text import Kind, Line, Part, bold, line, shortened
from bot.evidence.dossiers.formats import FORMATS
from bot.evidence.kept import KeptEntry

SHOWN = 25  # entries of one card; a menu takes no more
BEGINNING = 80  # characters of a passage that remind of what it is about; its whole words are behind the menu


def tray_card(entries: tuple[KeptEntry, ...], scope: str) -> Card:
    """The entries in order; `scope` is "channel" or "person" and goes with every button."""
    title = (line(_name(scope), kind=Kind.HEADING), line(_whose(scope), kind=Kind.SUBTLE))
    if not entries:
        said = fixed("Nothing here yet. “Keep” on a card, or /tray add with a passage's key, collects evidence.")
        return card(title, Lines((line(said),)), private=True)
    lines = tuple(one for number, entry in enumerate(entries[:SHOWN], 1) for one in _entry(number, entry))
    left = len(entries) - SHOWN
    more = (line(fixed("… {count} more in the export", count=left), kind=Kind.SUBTLE),) if left > 0 else ()
    choices = tuple(
        Option(shortened(f"{number}. {_label(entry)}", 100), entry.kept.id)
        for number, entry in enumerate(entries[:SHOWN], 1)
    )
    formats = tuple(Option(name, form) for form, name in FORMATS.items())
    rows: tuple[Row, ...] = (
        Menu(fixed("Change an entry"), Action("trayitem", (scope,)), choices),
        Menu(fixed("Export"), Action("trayexport", (scope,)), formats),
        (AS_TEXT, Button(fixed("Clear"), Action("trayclear", (scope, "ask")))),
    )
    return card(title, Lines((*lines, *more)), rows=rows, private=True)


def entry_card(entry: KeptEntry, scope: str, position: int, count: int) -> Card:
    """One entry with what can be done with it; positions count from 1."""
    item = entry.kept.id
    title = (
        line(_label(entry), kind=Kind.HEADING),
        line(fixed("{position} of {count}", position=position, count=count)),
    )
    body: list[Line] = [quote_line(entry.passage), place_line(entry.passage)] if entry.passage else []
    body += [line(entry.kept.note)] if entry.kept.note else []
    moving = []
    if position > 1:
        moving.append(Button(fixed("Move up"), Action("traymove", (scope, item, str(position - 1)))))
    if position < count:
        moving.append(Button(fixed("Move down"), Action("traymove", (scope, item, str(position + 1)))))
    acts = (
        *moving,
        Button(fixed("Note"), Action("traynote", (scope, item))),
        Button(fixed("Remove"), Action("trayremove", (scope, item))),
        Button(fixed("Back"), Action("tray", (scope,))),
    )
    return card(title, Lines(tuple(body)), rows=(acts, (AS_TEXT,)), private=True)


def clear_card(scope: str, count: int) -> Card:
    """Are you sure?"""
    said = counted(
        "This deletes {count} entry for everyone who uses this tray, for good.",
        "This deletes {count} entries for everyone who uses this tray, for good.",
        count,
    )
    buttons = (
        Button(fixed("Delete them"), Action("trayclear", (scope, "yes")), strong=True),
        Button(fixed("Back"), Action("tray", (scope,))),
    )
    return card(line(_name(scope), kind=Kind.HEADING), Lines((line(said),)), rows=(buttons,), private=True)


def _entry(number: int, entry: KeptEntry) -> tuple[Line, ...]:
    """What was kept, with its note; of a passage how it begins, unless a server may want that behind a spoiler."""
    parts: list[Part] = [f"{number}) ", bold(_label(entry))]
    parts += [" · ", entry.kept.note] if entry.kept.note else []
    passage = entry.passage
    if passage is None or passage.sensitive:
        return (line(*parts),)
    return line(*parts), line(shortened(passage.text, BEGINNING), kind=Kind.SUBTLE)


def _label(entry: KeptEntry) -> str:
    if entry.passage is not None:
        return f"{entry.kept.key}, {entry.passage.source.label}"
    return entry.brief.title if entry.brief is not None else entry.kept.key


def _name(scope: str) -> Phrase:
    return fixed("Your own tray") if scope == "person" else fixed("The tray of this channel")


def _whose(scope: str) -> Phrase:
    return fixed("only you see it") if scope == "person" else fixed("everyone here shares it")
