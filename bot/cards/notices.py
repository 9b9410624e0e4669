"""Short cards: errors, help, and the few words that go with what somebody did."""

from __future__ import annotations

from bot.cards.actions import Action
from bot.cards.card import Button, Card, Lines, card
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, bold, line
from bot.library.snapshot import Library


def error_card(message: str) -> Card:
    """One of our own errors, whose text was written to be shown."""
    return card(line(fixed("Not possible"), kind=Kind.HEADING), Lines((line(message),)), private=True)


def apology_card(reference: str) -> Card:
    """A fault of ours, under the reference that the log has it by."""
    said = fixed("The fault is ours and is logged as {reference}. Please try again.", reference=reference)
    return card(line(fixed("That did not work"), kind=Kind.HEADING), Lines((line(said),)), private=True)


def notice_card(title: Phrase, *said: Phrase) -> Card:
    """A short private word."""
    return card(line(title, kind=Kind.HEADING), Lines(tuple(line(one) for one in said)), private=True)


def help_card(library: Library, *, private: bool = True) -> Card:
    """How to ask, by examples that this library answers."""
    examples = [brief.questions[0].ask for brief in list(library.briefs.values())[:40:13]]
    how_it_works = fixed(
        "Ask in your own words. Answers are looked up in {count} sources, never made up; every line names its passage.",
        count=len(library.sources),
    )
    lines = [line(how_it_works)]
    lines += [line("/ask ", bold(question), kind=Kind.BULLET) for question in examples]
    commands = (
        ("/brief", fixed("everything on one topic")),
        ("/cite", fixed("passages that say it, with ready citations")),
        ("/figures", fixed("every figure of one count, from all sources and years")),
        ("/scores", fixed("published index values")),
        ("/compare", fixed("two sources on one topic, or two editions of an index")),
        ("/check", fixed("what the sources say beside a claim")),
        ("/tray", fixed("collect evidence and export it with a bibliography")),
        ("/sources", fixed("what this library knows from, with dates and limits")),
    )
    how = [line(bold(name), " ", what, kind=Kind.BULLET) for name, what in commands]
    key = next((passage.key for text in library.texts.values() for passage in text.paragraphs), None)
    how += [line(fixed("A passage's key, such as {key}, finds that passage.", key=key))] if key else []
    how.append(line(fixed("On any message: Apps, then Find sources or Check claim.")))
    buttons = (Button(fixed("Browse topics"), Action("topics", ("",))), Button(fixed("Sources"), Action("sources")))
    title = line(fixed("How to ask"), kind=Kind.HEADING)
    origin = Action("help")
    return card(title, Lines(tuple(lines)), Lines(tuple(how)), rows=(buttons,), private=private, origin=origin)
