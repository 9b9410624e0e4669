"""Discord waits 3 seconds: what takes longer is deferred, so that its answer still arrives."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Any, Final

import aiohttp
import discord

from bot.errors import BriefbotError

log = logging.getLogger(__name__)

DEFER_SECONDS: Final = 1.5  # leaves half of Discord's time for the deferral itself
_KEY: Final = "patience"  # in `interaction.extras`


class Patience:
    """
    What one interaction has left of its time; it is deferred when nothing has answered it by then.

    Who answers says so first (`settled`), because two first answers at once would lose one of them. The late answer
    is private, since nothing is known yet of what it will be.
    """

    __slots__ = ("_deferral", "_interaction", "due", "is_over")

    def __init__(self, interaction: discord.Interaction[Any], due: float) -> None:
        """`due` is the loop's time at which it is deferred."""
        self.due = due
        self.is_over = False  # nothing is left to watch
        self._interaction: discord.Interaction[Any] | None = interaction
        self._deferral: asyncio.Task[None] | None = None
        interaction.extras[_KEY] = self

    def end(self) -> None:
        """The interaction has been handled; nothing here keeps it in memory any longer."""
        self.is_over = True
        if self._interaction is not None:
            self._interaction.extras.pop(_KEY, None)
            self._interaction = None

    async def settle(self) -> None:
        """Stop watching; when a deferral is on its way, wait for it, so that the answer can follow it."""
        self.is_over = True
        if self._deferral is not None:
            await asyncio.wait({self._deferral})

    def defer(self) -> None:
        """Defer the interaction unless it is answered, or about to be."""
        if not self.is_over and self._interaction is not None and not self._interaction.response.is_done():
            self._deferral = asyncio.create_task(_defer(self._interaction))


class Watch:
    """
    Watches the interactions of one client.

    All have the same time, so they come due in the order in which they came, and one timer serves them all: one for
    each cost as much as the words of a card.
    """

    def __init__(self) -> None:
        self._watched: deque[Patience] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, interaction: discord.Interaction[Any]) -> Patience:
        """Watch an interaction from now on."""
        loop = asyncio.get_running_loop()
        patience = Patience(interaction, loop.time() + DEFER_SECONDS)
        self._watched.append(patience)
        if self._timer is None:
            self._timer = loop.call_at(patience.due, self._look)
        return patience

    def _look(self) -> None:
        """Defer what is due, and look again when the next one is."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._watched and (self._watched[0].is_over or self._watched[0].due <= now):
            self._watched.popleft().defer()
        self._timer = loop.call_at(self._watched[0].due, self._look) if self._watched else None


async def _defer(interaction: discord.Interaction[Any]) -> None:
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
    except (discord.DiscordException, aiohttp.ClientError, OSError, BriefbotError) as error:
        log.warning("A slow answer could not be deferred: %s", error)


async def settled(interaction: discord.Interaction[Any]) -> None:
    """Call before an answer is sent: from here on, nothing is deferred behind its back."""
    patience = interaction.extras.get(_KEY)
    if isinstance(patience, Patience):
        await patience.settle()
