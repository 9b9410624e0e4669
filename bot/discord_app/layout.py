"""Fitted cards to Discord's components; nothing is decided here but how a part is written."""

from __future__ import annotations

import io
from typing import Any, Final

import discord
from discord import ui

from bot.cards.card import CardFile, Divider, Download, Picture
from bot.cards.fitting import Fitted, FittedBlock, FittedText
from bot.cards.rows import FittedButton, FittedMenu, FittedRow

Component = dict[str, Any]
ROW: Final = discord.ComponentType.action_row.value
BUTTON: Final = discord.ComponentType.button.value
MENU: Final = discord.ComponentType.select.value
TEXT: Final = discord.ComponentType.text_display.value
GALLERY: Final = discord.ComponentType.media_gallery.value
FILE: Final = discord.ComponentType.file.value
SEPARATOR: Final = discord.ComponentType.separator.value
CONTAINER: Final = discord.ComponentType.container.value
STRONG: Final = discord.ButtonStyle.primary.value
PLAIN: Final = discord.ButtonStyle.secondary.value
LINK: Final = discord.ButtonStyle.link.value


class Layout(ui.LayoutView):
    """
    Components that are written out already.

    discord.py's object for each part would only be built to be written out again, and looked through for buttons to
    wait for. The view is over from the first: discord.py keeps nothing of it, and buttons are found by their custom_id
    alone.
    """

    timeout = None

    def __init__(self, components: list[Component]) -> None:  # not discord.py's: it prepares to wait for buttons
        self._written = components

    def to_components(self) -> list[Component]:
        """What is sent."""
        return self._written

    def has_components_v2(self) -> bool:
        """Always: every card is of this kind."""
        return True

    def is_finished(self) -> bool:
        """Always: nobody waits for its buttons."""
        return True

    def is_dispatchable(self) -> bool:
        """Never: its buttons are found without it."""
        return False


def layout(fitted: Fitted) -> Layout:
    """The card as a view that is ready to send."""
    parts = [*map(_block, fitted.blocks), *map(_row, fitted.rows)]
    return Layout([{"type": CONTAINER, "components": parts}])


def files(fitted: Fitted) -> list[discord.File]:
    """The card's files, opened anew for each sending."""
    return [_file(one) for one in fitted.files]


def _file(one: CardFile) -> discord.File:
    return discord.File(io.BytesIO(one.data), one.name)


def _block(block: FittedBlock) -> Component:
    match block:
        case FittedText(markdown=markdown):
            return {"type": TEXT, "content": markdown}
        case Divider():
            return {"type": SEPARATOR, "divider": True}
        case Picture(file=file, alt=alt):
            return {"type": GALLERY, "items": [{"media": {"url": f"attachment://{file}"}, "description": alt}]}
        case Download(file=file):
            return {"type": FILE, "file": {"url": f"attachment://{file}"}}


def _row(row: FittedRow) -> Component:
    inside = [_menu(row)] if isinstance(row, FittedMenu) else [_button(button) for button in row]
    return {"type": ROW, "components": inside}


def _button(button: FittedButton) -> Component:
    if button.url is not None:
        return {"type": BUTTON, "style": LINK, "label": button.label, "url": button.url}
    style = STRONG if button.strong else PLAIN
    return {"type": BUTTON, "style": style, "label": button.label, "custom_id": button.custom_id}


def _menu(menu: FittedMenu) -> Component:
    options = []
    for one in menu.options:
        option: Component = {"label": one.label, "value": one.value, "default": one.chosen}
        if one.description:
            option["description"] = one.description
        options.append(option)
    return {"type": MENU, "custom_id": menu.custom_id, "placeholder": menu.placeholder, "options": options}
