"""Cards of citations: verbatim passages, each with a citation ready to paste."""

from __future__ import annotations

from typing import Final

from bot.cards.actions import Action
from bot.cards.card import Block, Card, CardFile, Download, Lines, Menu, Option, Row, card
from bot.cards.passages import link_buttons, of_one_place, quoted
from bot.cards.phrases import fixed
from bot.cards.text import Kind, Line, Span, bold, line
from bot.citing.citations import bibliography, cite, warnings_on
from bot.citing.exports import export
from bot.citing.passages import cited
from bot.citing.styles import STYLES, Style, find_style
from bot.evidence.marking import Marked
from bot.library.model import Source
from bot.library.snapshot import Library

DEFAULT_STYLE: Final = "apa"
CITED: Final = 3  # passages with full citations on one card
_ENDINGS: Final = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}


def cite_card(library: Library, passages: tuple[Marked, ...], style: str, origin: Action, *, private: bool) -> Card:
    """
    Passages and their citations.

    Args:
        origin: The action that makes this card; its last argument is the style, which the menu replaces.
    """
    chosen = find_style(style)
    shown = passages[:CITED]
    title = (
        line(fixed("Passages with citations"), kind=Kind.HEADING),
        line(chosen.label, kind=Kind.SUBTLE),
    )
    places = of_one_place(shown)
    blocks: list[Block] = [Lines(quoted(some)) for some in places] if chosen.kind == "data" else []
    files: tuple[CardFile, ...] = ()
    if chosen.kind == "data":
        citables = [cited(one.source, one.passage, one.originator) for one in shown]
        name = f"citations.{_ENDINGS[chosen.key]}"
        files = (CardFile(name, export(citables, chosen.key).encode()),)
        blocks += [*_code(export(citables, chosen.key)), Download(name)]
    else:
        numbers = {name: number for number, name in enumerate(dict.fromkeys(one.source.id for one in shown), 1)}
        blocks += [Lines((*quoted(some), *_note(some[0], chosen, numbers[some[0].source.id]))) for some in places]
        blocks += _references(shown, chosen)
    warnings = dict.fromkeys(f"{one.source.label}: {said}" for one in shown for said in warnings_on(one.source))
    blocks += [Lines(tuple(line(one, kind=Kind.SUBTLE) for one in warnings))] if warnings else []
    rows: list[Row] = [_styles(origin, chosen)]
    rows += [row for row in (link_buttons(library, shown),) if row]
    return Card(title, tuple(blocks), tuple(rows), files, private, origin)


def cite_source_card(source: Source, style: str) -> Card:
    """The full reference of a source as a whole."""
    chosen = find_style(style)
    citation = cite(source, chosen.key, markup="markdown")
    title = (line(source.label, kind=Kind.HEADING), line(chosen.label, kind=Kind.SUBTLE))
    body: list[Line] = (
        [line(citation.text_full, kind=Kind.CODE)]
        if chosen.kind == "data"
        else [line(Span(citation.text_full, raw=True))]
    )
    body += [line(one, kind=Kind.SUBTLE) for one in citation.warnings]
    origin = Action("citesource", (source.id, chosen.key))
    return card(title, Lines(tuple(body)), rows=(_styles(origin, chosen),), private=True, origin=origin)


def _note(marked: Marked, style: Style, number: int) -> tuple[Line, ...]:
    """The note or in-text form of the passages of one place; `number` is that of the reference, where it has one."""
    citable = cited(marked.source, marked.passage, marked.originator)
    note = cite(citable, style.key, markup="markdown", number=number).note
    return (line(bold(fixed("Note:")), " ", Span(note, raw=True)),) if note else ()


def _references(shown: tuple[Marked, ...], style: Style) -> list[Block]:
    """The full reference of each source, once."""
    entries = bibliography([cited(one.source, one.passage) for one in shown], style.key, markup="markdown")
    return [Lines((line(bold(fixed("References"))), *(line(Span(entry, raw=True)) for entry in entries)))]


def _code(text: str) -> list[Block]:
    """The record as text to copy, where it is short enough to be one piece."""
    return [Lines((line(text.strip(), kind=Kind.CODE),))] if len(text) < 1_500 else []


def _styles(origin: Action, chosen: Style) -> Menu:
    options = tuple(Option(style.label, style.key, "", style.key == chosen.key) for style in STYLES)
    return Menu(fixed("Another citation style"), origin.within("style"), options)
