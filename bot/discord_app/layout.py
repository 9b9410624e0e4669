"""Fitted cards to Discord's components; nothing is decided here but how a part is written."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import ui

from bot.cards.card import CardFile, Divider, Download, Picture
from bot.cards.fitting import Fitted, FittedBlock, FittedButton, FittedMenu, FittedRow, FittedText

Layout = ui.LayoutView


def layout(fitted: Fitted) -> ui.LayoutView:
    """
    The card as a view that is ready to send.

    It is stopped at once: discord.py then keeps nothing of it, and buttons are found by their custom_id alone.
    """
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(*(_block(block) for block in fitted.blocks))
    for row in fitted.rows:
        container.add_item(_row(row))
    view.add_item(container)
    view.stop()
    return view


def files(fitted: Fitted) -> list[discord.File]:
    """The card's files, opened anew for each sending."""
    return [_file(one) for one in fitted.files]


def _file(one: CardFile) -> discord.File:
    return discord.File(io.BytesIO(one.data), one.name)


def _block(block: FittedBlock) -> ui.Item[Any]:
    match block:
        case FittedText(markdown=markdown):
            return ui.TextDisplay(markdown)
        case Divider():
            return ui.Separator()
        case Picture(file=file, alt=alt):
            return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{file}", description=alt))
        case Download(file=file):
            return ui.File(f"attachment://{file}")


def _row(row: FittedRow) -> ui.ActionRow[ui.LayoutView]:
    action_row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    if isinstance(row, FittedMenu):
        action_row.add_item(_menu(row))
        return action_row
    for button in row:
        action_row.add_item(_button(button))
    return action_row


def _button(button: FittedButton) -> ui.Button[ui.LayoutView]:
    style = discord.ButtonStyle.primary if button.strong else discord.ButtonStyle.secondary
    if button.url is not None:
        return ui.Button(label=button.label, url=button.url)
    return ui.Button(label=button.label, custom_id=button.custom_id, style=style)


def _menu(menu: FittedMenu) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=one.label, value=one.value, description=one.description or None, default=one.chosen)
        for one in menu.options
    ]
    return ui.Select(custom_id=menu.custom_id, placeholder=menu.placeholder, options=options)
