"""A card: what is shown, in plain frozen data that knows nothing of Discord's library."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Self

from bot.cards.actions import Action
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Line

if TYPE_CHECKING:
    from bot.cards.rows import FittedButton


@dataclass(frozen=True, slots=True)
class Lines:
    """A run of lines shown as one text; when a card is too long, its last lines give way first."""

    lines: tuple[Line, ...]
    keep: bool = False  # never shortened: the card makes no sense without it


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin rule between two parts."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image among the card's files; `alt` says in words what it shows, at most 256 characters."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file among the card's files, offered for download."""

    file: str


Block = Lines | Divider | Picture | Download


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file that travels with the card; `name` is ASCII without blanks."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Button:
    """A button that does `action`."""

    label: str | Phrase
    action: Action
    strong: bool = False
    fitted: dict[str, FittedButton | None] | None = field(default=None, init=False, repr=False, compare=False)

    def lasting(self) -> Self:
        """This button, which from now on remembers how it looks in each language: it is on one card after another."""
        object.__setattr__(self, "fitted", {})
        return self


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address of at most 512 characters."""

    label: str | Phrase
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a menu; the value is the last argument of the menu's action."""

    label: str | Phrase
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of at most 25 options."""

    placeholder: Phrase
    action: Action
    options: tuple[Option, ...]


Row = tuple[Button | Link, ...] | Menu


@dataclass(frozen=True, slots=True)
class Card:
    """
    One answer.

    The first line of `title` says what, the others from which sources and dates; `origin` makes the same card anew,
    for sharing and for its plain text; `private` cards are shown to the asker alone; `offers` are buttons that stand
    beside Share and As text, or, on a card without `origin` that may be shared as it stands, beside Share alone.
    `base` is a card that comes again and again: this one is it, with one more block and one more button at the end.
    """

    title: tuple[Line, ...]
    blocks: tuple[Block, ...] = ()
    rows: tuple[Row, ...] = ()
    files: tuple[CardFile, ...] = ()
    private: bool = False
    origin: Action | None = None
    offers: tuple[Button, ...] = ()
    base: Card | None = field(default=None, repr=False, compare=False)

    def with_rows(self, *rows: Row) -> Card:
        """The card with these rows after its own."""
        more = (*self.rows, *rows)
        return Card(self.title, self.blocks, more, self.files, self.private, self.origin, self.offers, self.base)

    def with_lines(self, *lines: Line) -> Card:
        """The card with these lines after its own."""
        return replace(self, blocks=(*self.blocks, Lines(lines)))


#: For a card that cannot be made anew: its plain text is taken from what is shown.
AS_TEXT: Final = Button(fixed("As text"), Action("shown"))


def card(
    title: Line | tuple[Line, ...],
    *blocks: Block,
    rows: tuple[Row, ...] = (),
    private: bool = False,
    origin: Action | None = None,
) -> Card:
    """A card without files."""
    return Card(title if isinstance(title, tuple) else (title,), blocks, rows, (), private, origin)
