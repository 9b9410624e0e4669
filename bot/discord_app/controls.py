"""Buttons and menus: found by their custom_id alone, after a restart, on any worker, for anyone."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.cards.actions import BUTTON_PATTERN, MENU_PATTERN, Action, read_action
from bot.discord_app.doing import do
from bot.discord_app.failures import report


class ActionButton(ui.DynamicItem[ui.Button[Any]], template=BUTTON_PATTERN):
    """Any button of ours that does something."""

    def __init__(self, item: ui.Button[Any], action: Action) -> None:
        super().__init__(item)
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button of a pressed custom_id; discord.py calls this."""
        assert isinstance(item, ui.Button)
        return cls(item, read_action(match.string) or Action("gone"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the custom_id says; whatever goes wrong ends in the one error handler."""
        await guarded(interaction, self.action)


class ActionMenu(ui.DynamicItem[ui.Select[Any]], template=MENU_PATTERN):
    """Any menu of ours; the chosen value is the last argument of its action."""

    def __init__(self, item: ui.Select[Any], action: Action) -> None:
        super().__init__(item)
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu of a used custom_id; discord.py calls this."""
        assert isinstance(item, ui.Select)
        return cls(item, read_action(match.string) or Action("gone"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the chosen option says."""
        await guarded(interaction, chosen(self.action, self.item.values[0]))


def chosen(action: Action, value: str) -> Action:
    """The action of a menu with a value chosen: what `open` names is opened, another citation style replaces one."""
    if action.verb == "open":
        return Action(action.arg(0), tuple(value.split("|")))
    return Action(action.verb, (*action.args, value), action.tag)


async def guarded(interaction: discord.Interaction[Any], action: Action) -> None:
    """Do an action; discord.py would only log what its callbacks raise, so it is reported here."""
    with interaction.client.flights.follow(interaction, "button", action.verb):
        try:
            await do(interaction, action)
        except Exception as error:  # noqa: BLE001 - the last stop before discord.py swallows it
            await report(interaction, error, f"button {action.verb}")
