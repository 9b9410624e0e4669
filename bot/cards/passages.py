"""Passages on cards: a verbatim quote with its place, the legend of marks, the link that opens at the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.cards.card import Link
from bot.cards.phrases import fixed
from bot.cards.text import Kind, Line, Part, joined, line, shortened
from bot.citing.links import passage_link
from bot.evidence.marking import Basis, Marked, year_of
from bot.library.model import Source
from bot.library.snapshot import Library

_LINK_LABEL = 40  # characters of a button that fit on a phone beside another


def quote_line(marked: Marked) -> Line:
    """The words of a passage between quotation marks, with its mark."""
    return line(f"“{marked.text}” ", f"[{marked.number}]", kind=Kind.QUOTE, sensitive=marked.sensitive)


def place_line(marked: Marked) -> Line:
    """Where a quote stands, under what date, who said it first, and the key that finds it again."""
    parts: list[Part] = [marked.source.label]
    if marked.originator:
        parts = [fixed("{originator}, as cited in {source}", originator=marked.originator, source=marked.source.label)]
    if marked.place:
        parts += [", ", marked.place]
    parts += [" · ", marked.passage.key]
    if not year_of(marked.source):
        parts += [" · ", fixed("undated")]
    return line(*parts, kind=Kind.SUBTLE)


def quoted(passages: Iterable[Marked]) -> tuple[Line, ...]:
    """Each passage with its place under it; quotes of one paragraph that follow each other share that line."""
    lines: list[Line] = []
    for _, group in groupby(passages, lambda marked: (marked.passage.key, marked.originator)):
        shown = tuple(group)
        lines += [*(quote_line(marked) for marked in shown), place_line(shown[0])]
    return tuple(lines)


def legend(passages: Iterable[Marked]) -> Line:
    """One line that says what each mark stands for; marks of one paragraph stand together."""
    places: dict[str, list[int]] = {}
    for marked in passages:
        places.setdefault(f"{marked.source.label}, {marked.passage.label}", []).append(marked.number)
    return line(" · ".join(f"{marks(numbers)} {place}" for place, numbers in places.items()), kind=Kind.SUBTLE)


def marks(numbers: Iterable[int]) -> str:
    """`[1][3]`."""
    return "".join(f"[{number}]" for number in numbers)


def basis_line(basis: Basis) -> Line:
    """From how many sources of which years an answer is drawn, and which is the newest here."""
    if not basis.sources:
        return line(fixed("no source text in this library"), kind=Kind.SUBTLE)
    if len(basis.sources) == 1:
        return line(*source_dated(basis.sources[0]), kind=Kind.SUBTLE)
    parts: list[Part] = [fixed("{count} sources", count=len(basis.sources))]
    if basis.years:
        parts += [" · ", basis.years]
        parts += [" · ", fixed("newest in this library: {source}", source=basis.sources[0].label)]
    if basis.undated:
        parts += [" · ", fixed("undated: {sources}", sources=", ".join(one.label for one in basis.undated))]
    return line(*parts, kind=Kind.SUBTLE)


def source_dated(source: Source) -> tuple[Part, ...]:
    """A source's label, which holds its year, and what is uncertain about its date."""
    return joined([source.label, *dating(source)])


def dating(source: Source) -> list[Part]:
    """What is uncertain about the date of a source; nothing when it is printed or confirmed."""
    if not year_of(source):
        return [fixed("undated")]
    return [fixed("year inferred, not printed")] if {"edition", "date"} & source.inferred else []


def link_buttons(library: Library, passages: Iterable[Marked]) -> tuple[Link, ...]:
    """A button for each passage whose source has an address; it opens at the sentence where that is possible."""
    buttons = []
    for marked in passages:
        text = library.texts[marked.source.id].text
        url = passage_link(marked.source.url, marked.text, marked.passage.text, text)
        if url is not None:
            buttons.append(Link(shortened(f"[{marked.number}] {marked.source.label}", _LINK_LABEL), url))
    return tuple(buttons)
