"""Buttons and menus as Discord takes them: labels within their limits, no action twice, no row without room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.cards.actions import MENU, custom_id
from bot.cards.card import Button, Link, Menu, Row
from bot.cards.phrases import Phrase, language_of, say
from bot.cards.text import shortened

BUTTON_LABEL: Final = 80
OPTION_LABEL: Final = 100
PLACEHOLDER: Final = 150
ROW_BUTTONS: Final = 5
MENU_OPTIONS: Final = 25


class FittedButton(NamedTuple):
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


FittedRow = tuple[FittedButton, ...] | FittedMenu


def fit_rows(rows: tuple[Row, ...], locale: str, room: int, used: set[str]) -> tuple[FittedRow, ...]:
    """The rows that `room` components hold, without actions that are `used` already; theirs are added to `used`."""
    kept: list[FittedRow] = []
    for row in rows:
        fitted = _menu(row, locale) if isinstance(row, Menu) else _buttons(row, locale, used)
        needed = cost(fitted)
        if fitted and needed <= room and not (isinstance(fitted, FittedMenu) and fitted.custom_id in used):
            kept.append(fitted)
            room -= needed
            used.update(custom_ids(fitted))
    return tuple(kept)


def cost(row: FittedRow) -> int:
    """The components of a row: itself, and its menu or its buttons."""
    return 2 if isinstance(row, FittedMenu) else 1 + len(row)


def custom_ids(row: FittedRow) -> list[str]:
    """What tells the parts of a row apart; links have nothing."""
    return [row.custom_id] if isinstance(row, FittedMenu) else [one.custom_id for one in row if one.custom_id]


def _buttons(row: tuple[Button | Link, ...], locale: str, used: set[str]) -> tuple[FittedButton, ...]:
    fitted: list[FittedButton] = []
    taken = set(used)
    for one in row[:ROW_BUTTONS]:
        button = fit_button(one, locale)
        if button is None or button.custom_id in taken:
            continue
        if button.custom_id is not None:
            taken.add(button.custom_id)
        fitted.append(button)
    return tuple(fitted)


def fit_button(button: Button | Link, locale: str) -> FittedButton | None:
    """A button as Discord takes it; None where its action does not fit into a custom_id."""
    if isinstance(button, Link):
        return FittedButton(shortened(words(button.label, locale), BUTTON_LABEL), url=button.url)
    if button.fitted is None:
        return _button(button, locale)
    language = language_of(locale)
    if language not in button.fitted:
        button.fitted[language] = _button(button, locale)
    return button.fitted[language]


def _button(button: Button, locale: str) -> FittedButton | None:
    written = custom_id(button.action)
    if written is None:
        return None
    return FittedButton(shortened(words(button.label, locale), BUTTON_LABEL), written, strong=button.strong)


def _menu(menu: Menu, locale: str) -> FittedMenu | tuple[FittedButton, ...]:
    written = custom_id(menu.action, MENU)
    if written is None or not menu.options:
        return ()
    options = {
        option.value: FittedOption(
            shortened(words(option.label, locale), OPTION_LABEL),
            option.value,
            shortened(option.description, OPTION_LABEL),
            option.chosen,
        )
        for option in menu.options
    }
    placeholder = shortened(say(menu.placeholder, locale), PLACEHOLDER)
    return FittedMenu(written, placeholder, tuple(options.values())[:MENU_OPTIONS])


def words(label: str | Phrase, locale: str) -> str:
    """A label in the language of `locale`."""
    return say(label, locale) if isinstance(label, Phrase) else label
