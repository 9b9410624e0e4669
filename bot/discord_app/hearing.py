"""What the bot hears of the gateway: of messages only those that are for it, of interactions all."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import discord
from discord.state import ConnectionState

FORM: Final = discord.InteractionType.modal_submit.value
PATIENCE: Final = 3.0  # seconds that Discord waits for the first answer to an interaction
BEGUN_AT_ONCE: Final = 4  # interactions begun in one turn of the loop; what else waits for it waits for so many answers


class Hearing(ConnectionState[Any]):
    """
    discord.py's state, which builds an object for everything that happens.

    Most messages of a server are neither written to the bot nor mention it, and each of its own public answers comes
    back as one, buttons and all: none of them is built.

    Until `open`, when there is something to answer from, all of it waits.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: list[tuple[float, Callable[[Any], None], Any]] | None = []
        self._queue: deque[Any] = deque()  # interactions that are begun in the next turns of the loop
        self._begun = 0  # in this turn

    def open(self) -> None:
        """Hear what has waited, but for interactions that Discord waits for no longer, and all that comes from now."""
        waiting, self._waiting = self._waiting or (), None
        for since, hear, data in waiting:
            if hear == self.parse_message_create or time.monotonic() - since < PATIENCE:
                hear(data)

    def parse_message_create(self, data: Any) -> None:
        """Hear a message that somebody wrote to the bot, or that mentions it."""
        if self._waits(self.parse_message_create, data):
            return
        if not data["author"].get("bot") and ("guild_id" not in data or self._is_mentioned(data)):
            super().parse_message_create(data)

    def parse_interaction_create(self, data: Any) -> None:
        """
        Hear an interaction.

        Only forms need a handler beside discord.py's own, which knows just those that this process opened; a handler
        of all interactions would be a task for each.
        """
        if self._waits(self.parse_interaction_create, data):
            return
        if self._begun >= BEGUN_AT_ONCE:
            self._queue.append(data)
            return
        if not self._begun:
            asyncio.get_running_loop().call_soon(self._turn)
        self._begun += 1
        self._begin(data)

    def _turn(self) -> None:
        """A turn of the loop is over: begin the next that wait."""
        self._begun = min(len(self._queue), BEGUN_AT_ONCE)
        if self._begun:
            asyncio.get_running_loop().call_soon(self._turn)
        for _ in range(self._begun):
            self._begin(self._queue.popleft())

    def _begin(self, data: Any) -> None:
        if data["type"] == FORM:
            self.dispatch("form", discord.Interaction(data=data, state=self))
        else:
            super().parse_interaction_create(data)

    def _waits(self, hear: Callable[[Any], None], data: Any) -> bool:
        if self._waiting is None:
            return False
        self._waiting.append((time.monotonic(), hear, data))
        return True

    def _is_mentioned(self, data: Any) -> bool:
        return self.user is not None and any(int(one["id"]) == self.user.id for one in data.get("mentions", ()))
