"""
What a client answers with: commands, buttons, forms, mentions, and what it tells unasked.

To import all that takes half of a start. So it is done beside the loop while a client connects, and nothing that a
client needs before imports this.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_app.commands import add_commands
from bot.discord_app.controls import ActionButton, ActionMenu
from bot.discord_app.failures import report
from bot.discord_app.forms import submitted
from bot.discord_app.mentions import answer_message
from bot.discord_app.noticing import Noticeboard
from bot.discord_app.telling import tell_until
from bot.errors import BriefbotError

if TYPE_CHECKING:
    from bot.discord_app.client import Briefbot

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["Briefbot"]):
    """The commands, with one handler for whatever they raise."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """End an error in a private word to the person."""
        name = interaction.command.qualified_name if interaction.command else "an unknown command"
        await report(interaction, error, name)

    async def _call(self, interaction: discord.Interaction[Briefbot]) -> None:
        """Run a command or autocomplete, the end of its errors included, as one flight."""
        kind = "autocomplete" if interaction.type is discord.InteractionType.autocomplete else "command"
        name = interaction.command.qualified_name if interaction.command else "unknown"
        with self.client.flights.follow(interaction, kind, name):
            try:
                await super()._call(interaction)
            except app_commands.AppCommandError as error:
                await self.on_error(interaction, error)


class Answers:
    """All that one client does when it is spoken to."""

    def __init__(self, client: Briefbot) -> None:
        self._client = client
        self.noticeboard = Noticeboard(client)
        self.tree = Tree(client)
        add_commands(self.tree)
        client.add_dynamic_items(ActionButton, ActionMenu)  # those of every card that was ever sent

    async def form(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a submitted form asks for."""
        with self._client.flights.follow(interaction, "form", "submit"):
            try:
                await submitted(interaction)
            except Exception as error:  # noqa: BLE001 - events have no other handler that could answer the person
                await report(interaction, error, "form")

    async def message(self, message: discord.Message) -> None:
        """Answer who mentions the bot or writes to it; a failure is only logged, a channel is no place for it."""
        try:
            await answer_message(self._client, message)
        except discord.Forbidden:
            log.info("A mention could not be answered: no permission to write in channel %s", message.channel.id)
        except (discord.HTTPException, BriefbotError) as error:
            log.warning("A mention could not be answered: %s", error)

    async def tell_until(self, stop: asyncio.Event) -> None:
        """Tell people and curators what they are owed, until `stop`."""
        await asyncio.gather(tell_until(stop, self._client), self.noticeboard.post_until(stop))
