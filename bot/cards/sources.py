"""Cards for browsing: all sources, one source with its sections, a section's passages, the topics."""

from __future__ import annotations

from typing import Final

from bot.cards.actions import Action
from bot.cards.briefs import brief_menu
from bot.cards.card import Button, Card, Divider, Lines, Menu, Option, Row, card
from bot.cards.passages import dating
from bot.cards.phrases import counted, fixed
from bot.cards.text import Kind, Line, bold, joined, line, shortened
from bot.evidence.amounts import when
from bot.evidence.answers import SourceAnswer, SourcesAnswer, TopicsAnswer
from bot.library.passages import Passage

TOPICS_PAGE: Final = 20  # briefs on one page of topics
SECTION_PAGE: Final = 3  # passages on one page of a section: a paragraph runs to 1,700 characters
PAGE_TEXT: Final = 3_000  # characters of passages on one page


def sources_card(answer: SourcesAnswer, *, private: bool = False) -> Card:
    """What the bot knows from, newest first."""
    title = (
        line(fixed("What this library knows from"), kind=Kind.HEADING),
        line(fixed("{count} sources, newest first", count=len(answer.sources)), kind=Kind.SUBTLE),
    )
    lines: list[Line] = []
    for source, briefs in answer.sources:
        used = (
            counted("{count} brief", "{count} briefs", briefs)
            if briefs
            else fixed("record only, its text is not in this library")
        )
        lines.append(line(bold(source.label), " · ", *joined([*dating(source), used])))
        lines.append(line(source.covers, kind=Kind.SUBTLE))
    options = tuple(Option(source.label, source.id, source.title) for source, _ in answer.sources)
    menu = Menu(fixed("Open a source"), Action("open", ("source",)), options)
    return card(title, Lines(tuple(lines)), rows=(menu,), private=private, origin=Action("sources"))


def source_card(answer: SourceAnswer, *, private: bool = False) -> Card:
    """One source: what it is, when, its limits, its sections."""
    source = answer.source
    published = [fixed("published {date}", date=when(source.date))] if source.date else []
    count = (
        counted("{count} paragraph", "{count} paragraphs", answer.paragraphs)
        if answer.paragraphs
        else fixed("record only, its text is not in this library")
    )
    facts = joined([*published, *dating(source), count])
    title = (line(source.label, kind=Kind.HEADING), line(*facts, kind=Kind.SUBTLE))
    lines = [line(bold(source.title)), line(source.covers)]
    lines.append(line(fixed("Record last gone through on {date}.", date=source.accessed), kind=Kind.SUBTLE))
    if source.superseded_by is not None:
        lines.append(line(fixed("Newer: {what}", what=source.superseded_by.by)))
    if source.limits:
        lines.append(line(bold(fixed("Limits"))))
        lines += [line(limit, kind=Kind.BULLET) for limit in source.limits]
    lines.append(line(fixed("Terms: {terms}", terms=source.reuse.terms), kind=Kind.SUBTLE))
    rows: list[Row] = []
    if answer.sections:
        rows.append(_sections(answer))
    buttons = [Button(fixed("Cite"), Action("citesource", (source.id,)))]
    buttons += [Button(fixed("Scores"), Action("sheet", (sheet.id,))) for sheet in answer.sheets[:1]]
    rows.append((*buttons, Button(fixed("All sources"), Action("sources"))))
    return card(title, Lines(tuple(lines)), rows=tuple(rows), private=private, origin=Action("source", (source.id,)))


def section_card(answer: SourceAnswer, number: int, page: int) -> Card:
    """The passages of a source's section `number`, whole, a page at a time; both count from 0."""
    number = min(max(number, 0), len(answer.sections) - 1)
    section, passages = answer.sections[number]
    pages = _pages(passages)
    page = min(max(page, 0), len(pages) - 1)
    name = " > ".join(section) or answer.source.label
    title = (
        line(shortened(name, 200), kind=Kind.HEADING),
        line(
            answer.source.label,
            " · ",
            fixed("page {page} of {count}", page=page + 1, count=len(pages)),
            kind=Kind.SUBTLE,
        ),
    )
    lines: list[Line] = []
    for passage in pages[page]:
        lines += [line(bold(passage.key), kind=Kind.PLAIN), line(passage.text, kind=Kind.QUOTE)]
    back, ahead = _neighbours(answer, number, page, len(pages))
    rows: list[Row] = [tuple(one for one in (back, ahead) if one)] if back or ahead else []
    options = tuple(Option(one.key, one.key, shortened(one.text, 90)) for one in pages[page])
    rows.append(Menu(fixed("Open a passage"), Action("open", ("passage",)), options))
    rows.append((Button(fixed("All sections"), Action("source", (answer.source.id,))),))
    origin = Action("section", (answer.source.id, str(number), str(page)))
    return card(title, Lines(tuple(lines)), rows=tuple(rows), private=True, origin=origin)


def topics_card(answer: TopicsAnswer, page: int = 0, *, private: bool = False) -> Card:
    """The topics, by tag or all, `TOPICS_PAGE` at a time."""
    last = max(0, (len(answer.briefs) - 1) // TOPICS_PAGE)
    page = min(max(page, 0), last)
    shown = answer.briefs[page * TOPICS_PAGE : (page + 1) * TOPICS_PAGE]
    name = fixed("Topics: {tag}", tag=answer.tag) if answer.tag else fixed("Topics")
    count = [counted("{count} brief", "{count} briefs", len(answer.briefs))]
    count += [fixed("page {page} of {count}", page=page + 1, count=last + 1)] if last else []
    title = (line(name, kind=Kind.HEADING), line(*joined(count), kind=Kind.SUBTLE))
    lines = tuple(line(brief.title, kind=Kind.BULLET) for brief in shown)
    tags = tuple(Option(tag, tag, "", tag == answer.tag) for tag, _ in answer.tags[:24])
    rows: list[Row] = [brief_menu(shown)] if shown else []
    rows.append(Menu(fixed("Choose a tag"), Action("open", ("topics",)), (Option(fixed("All topics"), "*"), *tags)))
    turning = [Button(fixed("Back"), Action("topics", (answer.tag or "", str(page - 1))))] if page else []
    turning += [Button(fixed("Next"), Action("topics", (answer.tag or "", str(page + 1))))] if page < last else []
    rows += [tuple(turning)] if turning else []
    origin = Action("topics", (answer.tag or "", str(page)))
    return card(title, Divider(), Lines(lines), rows=tuple(rows), private=private, origin=origin)


def _sections(answer: SourceAnswer) -> Menu:
    options = []
    for number, (section, passages) in enumerate(answer.sections[:25]):
        first, last = passages[0].key, passages[-1].name
        keys = first if len(passages) == 1 else f"{first} – {last}"
        options.append(Option(section[-1] if section else answer.source.label, f"{answer.source.id}|{number}|0", keys))
    return Menu(fixed("Open a section"), Action("open", ("section",)), tuple(options))


def _pages(passages: tuple[Passage, ...]) -> list[list[Passage]]:
    pages: list[list[Passage]] = [[]]
    for passage in passages:
        size = sum(len(one.text) for one in pages[-1])
        if pages[-1] and (size + len(passage.text) > PAGE_TEXT or len(pages[-1]) >= 25):
            pages.append([])
        pages[-1].append(passage)
    return pages


def _neighbours(answer: SourceAnswer, number: int, page: int, pages: int) -> tuple[Button | None, Button | None]:
    back: tuple[int, int] | None = None
    ahead: tuple[int, int] | None = None
    if page > 0:
        back = (number, page - 1)
    elif number > 0:
        back = (number - 1, 99)
    if page < pages - 1:
        ahead = (number, page + 1)
    elif number < len(answer.sections) - 1:
        ahead = (number + 1, 0)

    def to(place: tuple[int, int]) -> Action:
        return Action("section", (answer.source.id, str(place[0]), str(place[1])))

    return (
        Button(fixed("Back"), to(back)) if back else None,
        Button(fixed("Next"), to(ahead)) if ahead else None,
    )
