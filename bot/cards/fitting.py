"""Cards cut to Discord's limits: whole lines only, what is left out said in words and attached in full as a file."""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import Final, NamedTuple

from bot.cards.card import Card, CardFile, Divider, Download, Lines, Link, Picture, Row
from bot.cards.phrases import fixed
from bot.cards.rows import FittedRow, cost, custom_ids, fit_rows, words
from bot.cards.text import Kind, Line, line, markdown, plain, units

TEXT_LIMIT: Final = 4_000  # UTF-16 units over all text of a message, Components V2
COMPONENTS_LIMIT: Final = 40  # components of a message, nested ones counted
MOST_BLOCKS: Final = 20  # of a card before its texts are joined, so that its buttons keep their room
ALT_LIMIT: Final = 256
FULL_TEXT: Final = "full-text.txt"


class FittedText(NamedTuple):
    """Markdown of one text display."""

    markdown: str


FittedBlock = FittedText | Divider | Picture | Download


class Fitted(NamedTuple):
    """A card in one language that Discord accepts, with its plain-text twin."""

    blocks: tuple[FittedBlock, ...]
    rows: tuple[FittedRow, ...]
    files: tuple[CardFile, ...]
    private: bool
    card: Card
    locale: str
    room: int = 0  # UTF-16 units that one more text may have; 0 too where that is not known

    @property
    def plain(self) -> str:
        """The plain-text twin; few ask for it."""
        return plain_text(self.card, self.locale)


class Look(NamedTuple):
    """How a card is to look: the reader's language (Discord's code), and whether sensitive lines are spoilers."""

    locale: str = "en-GB"
    spoilers: bool = False


PLAIN_LOOK: Final = Look()


def fit(card: Card, look: Look = PLAIN_LOOK) -> Fitted:
    """The card as Discord takes it; nothing is lost: what does not fit is in the attached file."""
    parts = [list(card.title), *(list(block.lines) for block in card.blocks if isinstance(block, Lines))]
    kept = [True, *(block.keep for block in card.blocks if isinstance(block, Lines))]
    files = list(card.files)
    blocks: list[FittedBlock] = []
    texts = _shorten(parts, kept, look)
    if texts.shortened:
        files.append(CardFile(FULL_TEXT, plain_text(card, look.locale).encode()))
    blocks.append(FittedText(texts.texts[0]))
    rest = iter(texts.texts[1:])
    for block in card.blocks:
        if not isinstance(block, Lines):
            blocks.append(block)
        elif text := next(rest):
            blocks.append(FittedText(text))
    if texts.shortened:
        blocks.append(Download(FULL_TEXT))
    room = texts.room
    if len(blocks) > MOST_BLOCKS:
        blocks, room = _joined_blocks(blocks), 0
    rows = fit_rows(card.rows, look.locale, COMPONENTS_LIMIT - 1 - len(blocks), set())
    return Fitted(tuple(blocks), rows, tuple(files), card.private, card, look.locale, room)


def _joined_blocks(blocks: list[FittedBlock]) -> list[FittedBlock]:
    """The same texts in as few components as can be: neighbours become one, dividers go."""
    joined: list[FittedBlock] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, FittedText) and isinstance(before, FittedText):
            joined[-1] = FittedText(f"{before.markdown}\n{block.markdown}")
        elif not isinstance(block, Divider):
            joined.append(block)
    return joined


def plain_text(card: Card, locale: str = "en-GB") -> str:
    """The card's words without markdown, pictures as their descriptions, links with their addresses."""
    parts = ["\n".join(plain(one, locale) for one in card.title)]
    for block in card.blocks:
        if isinstance(block, Lines) and block.lines:
            parts.append("\n".join(plain(one, locale) for one in block.lines))
        elif isinstance(block, Picture):
            parts.append(f"[{block.alt}]")
    links = [button for row in card.rows if isinstance(row, tuple) for button in row if isinstance(button, Link)]
    if links:
        parts.append("\n".join(f"{words(link.label, locale)}: {link.url}" for link in links))
    return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Texts:
    texts: list[str]
    room: int  # units that one more may have; none is left where one was shortened
    shortened: bool = False


def _shorten(parts: list[list[Line]], kept: list[bool], look: Look) -> _Texts:
    """Drop last lines, from the longest part first, until all text fits; each shortened part says how many."""
    drawn = [[one.drawn(look.locale, spoilers=look.spoilers) for one in part] for part in parts]
    rendered = [[one.markdown for one in lines] for lines in drawn]
    sizes = [sum([one.units for one in lines]) for lines in drawn]
    room = TEXT_LIMIT - len(parts)  # parts may be joined, by a line break each
    left = room - sum(sizes) - sum([len(lines) - 1 for lines in rendered if lines])
    if left >= 0:
        return _Texts(list(map("\n".join, rendered)), max(0, left - 1))
    dropped = [0] * len(parts)
    whole = [_size(lines, size, 0, look) for lines, size in zip(rendered, sizes, strict=True)]
    while sum(whole) > room:
        candidates = [i for i, lines in enumerate(rendered) if lines and i > 0 and not kept[i]] or [
            i for i, lines in enumerate(rendered) if lines and i > 0
        ]
        longest = max(candidates, key=sizes.__getitem__)
        sizes[longest] -= units(rendered[longest].pop())
        dropped[longest] += 1
        whole[longest] = _size(rendered[longest], sizes[longest], dropped[longest], look)
    texts = [
        "\n".join([*lines, _more(gone, look)] if gone else lines) for lines, gone in zip(rendered, dropped, strict=True)
    ]
    return _Texts(texts, 0, shortened=True)


def _size(lines: list[str], size: int, dropped: int, look: Look) -> int:
    """Units of a part whose lines have `size` units in all, with their line breaks and the word on what is gone."""
    more = units(_more(dropped, look)) + bool(lines) if dropped else 0
    return size + max(0, len(lines) - 1) + more


def _more(dropped: int, look: Look) -> str:
    more = line(fixed("… {count} more in the attached file", count=dropped), kind=Kind.SUBTLE)
    return markdown(more, look.locale)


def with_row(fitted: Fitted, row: Row) -> Fitted:
    """The fitted card with one more row, where there is room for it; the same as if its card had had that row."""
    room = COMPONENTS_LIMIT - 1 - len(fitted.blocks) - sum(map(cost, fitted.rows))
    used = {custom_id for one in fitted.rows for custom_id in custom_ids(one)}
    rows = (*fitted.rows, *fit_rows((row,), fitted.locale, room, used))
    card = fitted.card.with_rows(row)
    return Fitted(fitted.blocks, rows, fitted.files, fitted.private, card, fitted.locale, fitted.room)


def with_end(fitted: Fitted, card: Card, look: Look) -> Fitted | None:
    """
    `card` as Discord takes it, where its text is that of the fitted card with one more block; the same as `fit` says.

    None where it is another card, or where the whole of it has to be fitted anew.
    """
    base = fitted.card
    is_longer = len(card.blocks) == len(base.blocks) + 1 and all(map(is_, card.blocks, base.blocks))
    if not is_longer or card.title is not base.title or card.files:
        return None
    last = card.blocks[-1]
    if not isinstance(last, Lines):
        return None
    drawn = [one.drawn(look.locale, spoilers=look.spoilers) for one in last.lines]
    text = "\n".join([one.markdown for one in drawn])
    room = fitted.room - sum([one.units for one in drawn]) - (len(drawn) - 1)
    if room < 0 or not text or len(fitted.blocks) >= MOST_BLOCKS:
        return None
    blocks = (*fitted.blocks, FittedText(text))
    rows = fit_rows(card.rows, look.locale, COMPONENTS_LIMIT - 1 - len(blocks), set())
    return Fitted(blocks, rows, (), card.private, card, look.locale, max(0, room - 1))
