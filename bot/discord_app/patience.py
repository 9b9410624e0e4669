"""Discord waits 3 seconds: what takes longer is deferred, so that its answer still arrives."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

import aiohttp
import discord

from bot.errors import BriefbotError

log = logging.getLogger(__name__)

DEFER_SECONDS: Final = 1.5  # leaves half of Discord's time for the deferral itself
_KEY: Final = "patience"  # in `interaction.extras`


class Patience:
    """
    Watches one interaction, and defers it when nothing has answered it in time.

    Who answers says so first (`settled`), because two first answers at once would lose one of them. The late answer
    is private, since nothing is known yet of what it will be.
    """

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._deferral: asyncio.Task[None] | None = None
        interaction.extras[_KEY] = self
        self._timer = asyncio.get_running_loop().call_later(DEFER_SECONDS, self._begin)

    def end(self) -> None:
        """The interaction has been handled; nothing here keeps it in memory any longer."""
        self._interaction.extras.pop(_KEY, None)
        self._timer.cancel()

    async def settle(self) -> None:
        """Stop watching; when a deferral is on its way, wait for it, so that the answer can follow it."""
        self._timer.cancel()
        if self._deferral is not None:
            await asyncio.wait({self._deferral})

    def _begin(self) -> None:
        if not self._interaction.response.is_done():
            self._deferral = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        try:
            await self._interaction.response.defer(ephemeral=True, thinking=True)
        except (discord.DiscordException, aiohttp.ClientError, OSError, BriefbotError) as error:
            log.warning("A slow answer could not be deferred: %s", error)


async def settled(interaction: discord.Interaction[Any]) -> None:
    """Call before an answer is sent: from here on, nothing is deferred behind its back."""
    patience = interaction.extras.get(_KEY)
    if isinstance(patience, Patience):
        await patience.settle()
