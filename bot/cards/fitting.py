"""Cards cut to Discord's limits: whole lines only, what is left out said in words and attached in full as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.cards.actions import MENU, custom_id
from bot.cards.card import Button, Card, CardFile, Divider, Download, Lines, Link, Menu, Picture, Row
from bot.cards.phrases import Phrase, fixed, language_of, say
from bot.cards.text import Kind, Line, line, markdown, plain, shortened, units

TEXT_LIMIT: Final = 4_000  # UTF-16 units over all text of a message, Components V2
COMPONENTS_LIMIT: Final = 40  # components of a message, nested ones counted
MOST_BLOCKS: Final = 20  # of a card before its texts are joined, so that its buttons keep their room
BUTTON_LABEL: Final = 80
OPTION_LABEL: Final = 100
PLACEHOLDER: Final = 150
ROW_BUTTONS: Final = 5
MENU_OPTIONS: Final = 25
ALT_LIMIT: Final = 256
FULL_TEXT: Final = "full-text.txt"


@dataclass(frozen=True, slots=True)
class FittedText:
    """Markdown of one text display."""

    markdown: str


@dataclass(frozen=True, slots=True)
class FittedButton:
    """A button: `custom_id` for an action, `url` for a link."""

    label: str
    custom_id: str | None = None
    url: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FittedOption:
    """An option of a menu."""

    label: str
    value: str
    description: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FittedMenu:
    """A select menu."""

    custom_id: str
    placeholder: str
    options: tuple[FittedOption, ...]


FittedBlock = FittedText | Divider | Picture | Download
FittedRow = tuple[FittedButton, ...] | FittedMenu


@dataclass(frozen=True, slots=True)
class Fitted:
    """A card in one language that Discord accepts, with its plain-text twin."""

    blocks: tuple[FittedBlock, ...]
    rows: tuple[FittedRow, ...]
    files: tuple[CardFile, ...]
    private: bool
    card: Card
    locale: str

    @property
    def plain(self) -> str:
        """The plain-text twin; few ask for it."""
        return plain_text(self.card, self.locale)


@dataclass(frozen=True, slots=True)
class Look:
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
    if len(blocks) > MOST_BLOCKS:
        blocks = _joined_blocks(blocks)
    rows = _rows(card.rows, look.locale, COMPONENTS_LIMIT - 1 - len(blocks), set())
    return Fitted(tuple(blocks), rows, tuple(files), card.private, card, look.locale)


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
        parts.append("\n".join(f"{_words(link.label, locale)}: {link.url}" for link in links))
    return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Texts:
    texts: list[str]
    shortened: bool


def _shorten(parts: list[list[Line]], kept: list[bool], look: Look) -> _Texts:
    """Drop last lines, from the longest part first, until all text fits; each shortened part says how many."""
    drawn = [[one.drawn(look.locale, spoilers=look.spoilers) for one in part] for part in parts]
    rendered = [[one.markdown for one in lines] for lines in drawn]
    sizes = [sum([one.units for one in lines]) for lines in drawn]
    room = TEXT_LIMIT - len(parts)  # parts may be joined, by a line break each
    if sum(sizes) + sum(map(len, rendered)) <= room:
        return _Texts(list(map("\n".join, rendered)), shortened=False)
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
    return _Texts(texts, any(dropped))


def _size(lines: list[str], size: int, dropped: int, look: Look) -> int:
    """Units of a part whose lines have `size` units in all, with their line breaks and the word on what is gone."""
    more = units(_more(dropped, look)) + bool(lines) if dropped else 0
    return size + max(0, len(lines) - 1) + more


def _more(dropped: int, look: Look) -> str:
    more = line(fixed("… {count} more in the attached file", count=dropped), kind=Kind.SUBTLE)
    return markdown(more, look.locale)


def with_row(fitted: Fitted, row: Row) -> Fitted:
    """The fitted card with one more row, where there is room for it; the same as if its card had had that row."""
    room = COMPONENTS_LIMIT - 1 - len(fitted.blocks) - sum(map(_cost, fitted.rows))
    used = {custom_id for one in fitted.rows for custom_id in _custom_ids(one)}
    rows = (*fitted.rows, *_rows((row,), fitted.locale, room, used))
    return Fitted(fitted.blocks, rows, fitted.files, fitted.private, fitted.card.with_rows(row), fitted.locale)


def _rows(rows: tuple[Row, ...], locale: str, room: int, used: set[str]) -> tuple[FittedRow, ...]:
    """The rows that `room` components hold, without actions that are `used` already."""
    kept: list[FittedRow] = []
    for row in rows:
        fitted = _menu(row, locale) if isinstance(row, Menu) else _buttons(row, locale, used)
        if fitted and _cost(fitted) <= room and not (isinstance(fitted, FittedMenu) and fitted.custom_id in used):
            kept.append(fitted)
            room -= _cost(fitted)
            used.update(_custom_ids(fitted))
    return tuple(kept)


def _cost(row: FittedRow) -> int:
    """The components of a row: itself, and its menu or its buttons."""
    return 2 if isinstance(row, FittedMenu) else 1 + len(row)


def _custom_ids(row: FittedRow) -> list[str]:
    return [row.custom_id] if isinstance(row, FittedMenu) else [one.custom_id or "" for one in row]


def _buttons(row: tuple[Button | Link, ...], locale: str, used: set[str]) -> tuple[FittedButton, ...]:
    fitted: list[FittedButton] = []
    taken = set(used)
    for one in row[:ROW_BUTTONS]:
        button = _fitted(one, locale)
        if button is not None and button.custom_id not in taken:
            fitted.append(button)
            if button.custom_id is not None:
                taken.add(button.custom_id)
    return tuple(fitted)


def _fitted(button: Button | Link, locale: str) -> FittedButton | None:
    """A button as Discord takes it; None where its action does not fit into a custom_id."""
    if isinstance(button, Link):
        return FittedButton(shortened(_words(button.label, locale), BUTTON_LABEL), url=button.url)
    if button.fitted is None:
        return _fit_button(button, locale)
    language = language_of(locale)
    if language not in button.fitted:
        button.fitted[language] = _fit_button(button, locale)
    return button.fitted[language]


def _fit_button(button: Button, locale: str) -> FittedButton | None:
    written = custom_id(button.action)
    if written is None:
        return None
    return FittedButton(shortened(_words(button.label, locale), BUTTON_LABEL), written, strong=button.strong)


def _menu(menu: Menu, locale: str) -> FittedMenu | tuple[FittedButton, ...]:
    written = custom_id(menu.action, MENU)
    if written is None or not menu.options:
        return ()
    options = {
        option.value: FittedOption(
            shortened(_words(option.label, locale), OPTION_LABEL),
            option.value,
            shortened(option.description, OPTION_LABEL),
            option.chosen,
        )
        for option in menu.options
    }
    placeholder = shortened(say(menu.placeholder, locale), PLACEHOLDER)
    return FittedMenu(written, placeholder, tuple(options.values())[:MENU_OPTIONS])


def _words(label: str | Phrase, locale: str) -> str:
    return say(label, locale) if isinstance(label, Phrase) else label
