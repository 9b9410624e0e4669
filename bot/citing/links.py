"""Links that open a page at the sentence: text fragments, checked against the source text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote as percent_encoded

from bot.library.folding import Folded, fold, fold_with_offsets, printed

LINK_LIMIT = 512  # characters of a button's URL, Discord
EXACT_LIMIT = 120  # characters of a quote that is named whole; a longer one is named by its first and last words
LEAST_WORDS = 3  # of a start or an end, if the quote has them: fewer are easily met elsewhere on a page
MOST_WORDS = 12  # of a start, an end, or the words before or after

PAGES_LIMIT = 64  # folded source texts kept; one is some hundred kB

_BORDERS = "\n\r\t\f\v"
_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Page:
    """
    A source text as a browser searches it: white space collapsed, marks folded, lower case.

    `folded` leads back to the text; `borders` are where lines and cells begin, ascending.
    """

    source: str
    text: str
    folded: Folded
    borders: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """The words of the source at `text[start:end]`, marks and dashes as printed there."""
        return printed(self.source[self.folded.offset(start) : self.folded.offset(end - 1) + 1])

    def block_end(self, start: int, end: int) -> int:
        """Where the line or cell of `start` ends, at most `end`."""
        at = bisect_right(self.borders, start)
        return min(self.borders[at], end) if at < len(self.borders) else end

    def block_start(self, end: int, start: int) -> int:
        """Where the line or cell of the character before `end` starts, at least `start`."""
        at = bisect_right(self.borders, end - 1)
        return max(self.borders[at - 1], start) if at else start


def passage_link(url: str | None, quote_text: str, passage_text: str, source_text: str) -> str | None:
    """
    Return a link that opens `url` at the quote and highlights it.

    Args:
        url: The address of the published text.
        quote_text: Verbatim words of the passage, under the declared normalisation.
        passage_text: The passage, which tells several places of the same words apart.
        source_text: The whole text of the source, within which the fragment must lead to the quote alone.

    Returns:
        The address with a text fragment; the plain address if the quote is not found, or no fragment is unique and
        short enough; None if there is no address that a button takes. At most `LINK_LIMIT` characters.
    """
    plain = _button_url(url)
    if plain is None:
        return None
    base, _, anchor = plain.partition("#")
    anchor = anchor.partition(":~:")[0]
    page = _page(source_text)
    place = _place(page, fold(quote_text).lower(), fold(passage_text).lower())
    if place is None:
        return plain
    for fragment in _fragments(page, *place):
        link = f"{base}#{anchor}:~:text={fragment}"
        if len(link) <= LINK_LIMIT:
            return link
    return plain


def _button_url(url: str | None) -> str | None:
    # Brackets would end a Markdown link; encoded they mean the same.
    address = (url or "").replace("(", "%28").replace(")", "%29")
    return address if re.match(r"https?://[^\s]+$", address) and len(address) <= LINK_LIMIT else None


@lru_cache(maxsize=PAGES_LIMIT)
def _page(source_text: str) -> _Page:
    folded = fold_with_offsets(source_text, 0, len(source_text))
    text = "".join(char.lower() if len(char.lower()) == 1 else char for char in folded.text)
    # A published page may put what stands on another line, or behind a tab, into another element; text that a fragment
    # names whole must not cross that border.
    borders = []
    at = text.find(" ")
    while at >= 0:
        start = folded.offset(at)
        end = folded.offset(at + 1) if at + 1 < len(text) else len(source_text)
        if any(blank in _BORDERS for blank in source_text[start:end]):
            borders.append(at)
        at = text.find(" ", at + 1)
    return _Page(source_text, text, folded, tuple(borders))


def _place(page: _Page, quote: str, passage: str) -> tuple[int, int] | None:
    around = page.text.find(passage) if passage else -1
    if not quote:
        return None
    within = next(_occurrences(page.text, quote, max(around, 0)), None)
    if within is not None and around >= 0 and within + len(quote) > around + len(passage):
        within = None
    if within is None:
        within = next(_occurrences(page.text, quote, 0), None)
    return None if within is None else (within, within + len(quote))


def _fragments(page: _Page, start: int, end: int) -> Iterator[str]:
    """Yield fragments that lead to `text[start:end]`, the surest first."""
    spans = list(_spans(page, start, end))
    for stop, span in spans:
        if _unique(page, start, stop):
            yield span
    for stop, span in spans:
        for before in _shrinking(page.text, page.block_start(start, 0), start):
            if _unique(page, before, stop):
                yield f"{_encoded(page.original(before, start))}-,{span}"
                break
    if (end, _encoded(page.original(start, end))) in spans:
        for after in _growing(page.text, end, page.block_end(end - 1, len(page.text))):
            if _unique(page, start, after):
                yield f"{_encoded(page.original(start, end))},-{_encoded(page.original(end, after))}"
                break
    for stop, span in spans:
        if next(_occurrences(page.text, page.text[start:stop], 0), None) == start:
            yield span  # not unique, but the first place is where a browser goes


def _spans(page: _Page, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the quote as one text if it is short, else by its first and last words, with the end of the first text."""
    head_end, tail_start = page.block_end(start, end), page.block_start(end, start)
    if head_end == end and end - start <= EXACT_LIMIT:
        yield end, _encoded(page.original(start, end))
    for first in _growing(page.text, start, head_end):
        for last in _shrinking(page.text, tail_start, end):
            if first <= last and next(_occurrences(page.text, page.text[last:end], first), None) == last:
                yield first, f"{_encoded(page.original(start, first))},{_encoded(page.original(last, end))}"
                break


def _unique(page: _Page, start: int, end: int) -> bool:
    found = _occurrences(page.text, page.text[start:end], 0)
    return next(found, None) is not None and next(found, None) is None


def _growing(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the first words of `text[start:end]` end, from `LEAST_WORDS` of them to `MOST_WORDS`."""
    ends = [match.end() for match in _WORD.finditer(text, start, end)][:MOST_WORDS]
    yield from ends[min(LEAST_WORDS, len(ends)) - 1 :] if ends else ()


def _shrinking(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the last words of `text[start:end]` begin, from `LEAST_WORDS` of them to `MOST_WORDS`."""
    starts = [match.start() for match in _WORD.finditer(text, start, end)][::-1][:MOST_WORDS]
    yield from starts[min(LEAST_WORDS, len(starts)) - 1 :] if starts else ()


def _occurrences(text: str, needle: str, start: int) -> Iterator[int]:
    """Yield where `needle` stands in `text` at whole words, in order, from `start`."""
    at = text.find(needle, start)
    while at >= 0:
        end = at + len(needle)
        cut_before = at > 0 and needle[0].isalnum() and text[at - 1].isalnum()
        cut_after = end < len(text) and needle[-1].isalnum() and text[end].isalnum()
        if not cut_before and not cut_after:
            yield at
        at = text.find(needle, at + 1)


def _encoded(text: str) -> str:
    # "-" is not reserved in addresses, but has a meaning in text fragments.
    return percent_encoded(text, safe="").replace("-", "%2D")
