"""Passages on cards: a verbatim quote with its place, the legend of marks, the link that opens at the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby

from bot.cards.card import Link
from bot.cards.phrases import counted, fixed
from bot.cards.text import LINES, NBSP, Kind, Line, Part, joined, line, shortened
from bot.citing.links import passage_link
from bot.evidence.marking import Basis, Grounds, Marked, year_of
from bot.library.model import Source
from bot.library.snapshot import Library

_LINK_LABEL = 40  # characters of a button that fit on a phone beside another


def quote_line(marked: Marked) -> Line:
    """The words of a passage between quotation marks, with its mark."""
    return _quote_line(marked.text, marked.number, sensitive=marked.sensitive)


def unmarked_line(marked: Marked) -> Line:
    """The words of a passage between quotation marks, for a card whose passages have no numbers."""
    return line(f"“{marked.text}”", kind=Kind.QUOTE, sensitive=marked.sensitive)


@lru_cache(maxsize=LINES)
def _quote_line(text: str, number: int, *, sensitive: bool) -> Line:
    return line(f"“{text}”{NBSP}", f"[{number}]", kind=Kind.QUOTE, sensitive=sensitive).lasting()


def place_line(marked: Marked) -> Line:
    """Where a quote stands, under what date, who said it first, and the key that finds it again."""
    source = marked.source
    return _place_line(
        source.label, marked.originator, marked.place, marked.passage.key, is_dated=bool(year_of(source))
    )


@lru_cache(maxsize=LINES)
def _place_line(source: str, originator: str | None, place: str, key: str, *, is_dated: bool) -> Line:
    parts: list[Part] = [source]
    if originator:
        parts = [fixed("{originator}, as cited in {source}", originator=originator, source=source)]
    if place:
        parts += [", ", place]
    parts += [" · ", key]
    if not is_dated:
        parts += [" · ", fixed("undated")]
    return line(*parts, kind=Kind.SUBTLE).lasting()


def quoted(passages: Iterable[Marked], *, quote: Callable[[Marked], Line] = quote_line) -> tuple[Line, ...]:
    """Each passage with its place under it; quotes of one paragraph that follow each other share that line."""
    return tuple(said for some in of_one_place(passages) for said in (*map(quote, some), place_line(some[0])))


def of_one_place(passages: Iterable[Marked]) -> list[tuple[Marked, ...]]:
    """The passages in their order, those together that follow each other and have the same place line."""
    return [tuple(run) for _, run in groupby(passages, lambda marked: (marked.passage.key, marked.originator))]


def legend(passages: Iterable[Marked]) -> Line:
    """One line that says what each mark stands for; marks of one paragraph stand together."""
    places: dict[str, list[int]] = {}
    for marked in passages:
        places.setdefault(f"{marked.source.label}, {marked.passage.label}", []).append(marked.number)
    return line(" · ".join(f"{marks(numbers)} {place}" for place, numbers in places.items()), kind=Kind.SUBTLE)


def marks(numbers: Iterable[int]) -> str:
    """`[1][3]`, the lowest first."""
    return "".join(f"[{number}]" for number in sorted(numbers))


def basis_line(basis: Basis) -> Line:
    """From how many sources of which years an answer is drawn, and which is the newest here."""
    return _grounds_line(basis.grounds)


@lru_cache(maxsize=LINES)
def _grounds_line(grounds: Grounds) -> Line:
    if not grounds.sources:
        return line(fixed("no source text in this library"), kind=Kind.SUBTLE).lasting()
    if grounds.sources == 1:
        dated = _dating(is_dated=bool(grounds.years), is_inferred=grounds.is_inferred)
        return line(*joined([grounds.newest, *dated]), kind=Kind.SUBTLE).lasting()
    parts: list[Part] = [counted("{count} source", "{count} sources", grounds.sources)]
    if grounds.years:
        parts += [" · ", grounds.years]
        parts += [" · ", fixed("newest in this library: {source}", source=grounds.newest)]
    if grounds.undated:
        parts += [" · ", fixed("undated: {sources}", sources=", ".join(grounds.undated))]
    return line(*parts, kind=Kind.SUBTLE).lasting()


def source_dated(source: Source) -> tuple[Part, ...]:
    """A source's label, which holds its year, and what is uncertain about its date."""
    return joined([source.label, *dating(source)])


def dating(source: Source) -> list[Part]:
    """What is uncertain about the date of a source; nothing when it is printed or confirmed."""
    return _dating(is_dated=bool(year_of(source)), is_inferred=bool({"edition", "date"} & source.inferred))


def _dating(*, is_dated: bool, is_inferred: bool) -> list[Part]:
    if not is_dated:
        return [fixed("undated")]
    return [fixed("year inferred, not printed")] if is_inferred else []


def link_buttons(library: Library, passages: Iterable[Marked]) -> tuple[Link, ...]:
    """A button for each passage whose source has an address; it opens at the sentence where that is possible."""
    buttons = []
    for marked in passages:
        text = library.texts[marked.source.id].text
        url = passage_link(marked.source.url, marked.text, marked.passage.text, text)
        if url is not None:
            buttons.append(Link(shortened(f"[{marked.number}] {marked.source.label}", _LINK_LABEL), url))
    return tuple(buttons)
