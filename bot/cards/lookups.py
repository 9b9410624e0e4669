"""Cards of a question that one brief does not answer: choices, misses, passages and sources named outright."""

from __future__ import annotations

from typing import Final

from bot.cards.actions import Action
from bot.cards.briefs import answered, brief_menu, keep_row, topics_card, with_query
from bot.cards.card import Button, Card, Lines, Row, card
from bot.cards.keeping import KEPT
from bot.cards.passages import link_buttons, place_line, quote_line
from bot.cards.phrases import Phrase, counted, fixed
from bot.cards.sources import source_card
from bot.cards.text import Kind, Line, echo, line
from bot.evidence.answers import (
    Choices,
    Miss,
    NoSuchPassage,
    PassageAnswer,
    QuestionAnswer,
    SourceAnswer,
    Topics,
)
from bot.library.snapshot import Library

NEAREST: Final = fixed("Nearest topics, which may not be what you mean:")


def question_card(
    library: Library, answer: QuestionAnswer, *, private: bool = False, report: str | None = None
) -> Card:
    """The card of whatever a question came to; a miss is private whatever was asked for."""
    match answer:
        case Topics(query=query, answers=(only,), whys=(why,)):
            return answered(KEPT.common(library, only, private=private), why=why, query=query)
        case Topics(answers=answers):
            return topics_card(library, answers, private=private)
        case Choices():
            return choices_card(answer)
        case Miss():
            return miss_card(answer, report)
        case PassageAnswer():
            return passage_card(library, answer, private=private)
        case NoSuchPassage():
            return no_passage_card(answer)
        case SourceAnswer():
            return source_card(answer, private=private)


def choices_card(choices: Choices) -> Card:
    """ "Which of these?" """
    words = echo(choices.query)
    asked = fixed("Which of these do you mean by “{query}”?", query=words) if words else fixed("Which of these?")
    lines = tuple(line(brief.title, kind=Kind.BULLET) for brief in choices.briefs)
    rows: tuple[Row, ...] = (brief_menu(choices.briefs), (_none_of_these(choices.query), browse()))
    return card(line(asked, kind=Kind.HEADING), Lines(lines), rows=rows, private=True)


def miss_card(miss: Miss, report: str | None = None) -> Card:
    """An honest no, with what is nearest as an offer; `report` is the miss as recorded for the curators."""
    words = echo(miss.query)
    lines: list[Line] = []
    if miss.empty:
        title: Phrase = fixed("Nothing to look up")
        lines.append(line(fixed("Ask in words, for example about a topic, a figure or a source.")))
    elif miss.subject:
        title = fixed("Not in these sources")
        lines.append(line(fixed("These sources do not cover {subject}.", subject=miss.subject)))
    else:
        title = fixed("Not in these sources")
        said = fixed("Nothing here answers “{query}”.", query=words) if words else fixed("Nothing here answers that.")
        lines.append(line(said))
        lines.append(line(fixed("That says nothing about whether it is true: only these sources were looked at.")))
    rows: list[Row] = []
    if miss.nearest:
        lines.append(line(NEAREST))
        lines += [line(brief.title, kind=Kind.BULLET) for brief in miss.nearest]
        rows.append(brief_menu(miss.nearest))
    told = (Button(fixed("Tell me if this is added"), Action("tellme", (report,))),) if report else ()
    rows.append((browse(), Button(fixed("Sources"), Action("sources")), *told))
    return card(line(title, kind=Kind.HEADING), Lines(tuple(lines)), rows=tuple(rows), private=True)


def passage_card(library: Library, answer: PassageAnswer, *, private: bool = False) -> Card:
    """One passage in full, with the way to its neighbours and to the briefs that quote it."""
    marked = answer.marked
    title = line(f"{marked.source.label}, {marked.place}", kind=Kind.HEADING)
    body = Lines((quote_line(marked), place_line(marked)), keep=True)
    turning = [
        Button(label, Action("passage", (key,)))
        for label, key in ((fixed("Paragraph before"), answer.before), (fixed("Paragraph after"), answer.after))
        if key is not None
    ]
    citing = (Button(fixed("Cite"), Action("citekey", (marked.passage.key,))), *keep_row((marked,)))
    links = link_buttons(library, (marked,))
    rows: list[Row] = [(*links, *citing)]
    rows += [tuple(turning)] if turning else []
    blocks = [body]
    if answer.briefs:
        by = counted("Quoted by {count} brief", "Quoted by {count} briefs", len(answer.briefs))
        quoted = Lines((line(by, kind=Kind.SUBTLE),))
        blocks.append(quoted)
        rows.append(brief_menu(answer.briefs))
    origin = Action("passage", (marked.passage.key,))
    return card(title, *blocks, rows=tuple(rows), private=private, origin=origin)


def no_passage_card(answer: NoSuchPassage) -> Card:
    """A typed key that leads nowhere, and what there is instead."""
    source = answer.source
    title = line(fixed("There is no passage {key}", key=answer.key), kind=Kind.HEADING)
    if answer.paragraphs:
        said = fixed(
            "{source} has {count} paragraphs: {id}:1 to {id}:{count}.",
            source=source.label,
            count=answer.paragraphs,
            id=source.id,
        )
    else:
        said = fixed("{source} is a record only: its text is not in this library.", source=source.label)
    button = Button(fixed("Open {source}", source=source.label), Action("source", (source.id,)))
    return card(title, Lines((line(said),)), rows=((button,),), private=True)


def browse() -> Button:
    """The way to all topics."""
    return Button(fixed("Browse topics"), Action("topics", ("",)))


def _none_of_these(query: str) -> Button:
    return Button(fixed("None of these"), with_query("none", query))


def no_source_card(library: Library, words: str) -> Card:
    """No source of that name, and those that there are."""
    said = echo(words)
    title = fixed("There is no source “{name}”", name=said) if said else fixed("There is no such source")
    lines = tuple(line(source.label, " · ", source.id, kind=Kind.BULLET) for source in library.sources.values())
    rows: tuple[Row, ...] = ((Button(fixed("All sources"), Action("sources")),),)
    return card(line(title, kind=Kind.HEADING), Lines(lines), rows=rows, private=True)
