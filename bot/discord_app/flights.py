"""What is under way: each interaction from its handling's start to its end, for orderly stops and for figures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

import discord

from bot.discord_app.patience import Patience

OUTCOME: Final = "outcome"  # the key in `interaction.extras` under which failures say what became of it

_current: ContextVar[Flight | None] = ContextVar("flight", default=None)


@dataclass(slots=True)
class Flight:
    """One interaction: `kind` is command, autocomplete, button or form; `acked_after` and `done_after` in seconds."""

    kind: str
    name: str
    begun: float = field(default_factory=time.monotonic)
    acked_after: float | None = None
    done_after: float = 0.0
    outcome: str = "answered"


@dataclass(slots=True)
class Flights:
    """All interactions under way in one client; `observe` is told of each that has ended."""

    observe: Callable[[Flight], None] = lambda _: None
    under_way: int = 0
    _landed: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def follow(self, interaction: discord.Interaction[Any], kind: str, name: str) -> Iterator[None]:
        """Count the interaction as under way while the block runs; it must also hold the handling of errors."""
        flight = Flight(kind, name)
        mark = _current.set(flight)
        self.under_way += 1
        # Suggestions cannot be deferred: who types on wants newer ones anyway.
        patience = Patience(interaction) if kind != "autocomplete" else None
        try:
            yield
        finally:
            if patience is not None:
                patience.end()
            self.under_way -= 1
            _current.reset(mark)
            flight.done_after = time.monotonic() - flight.begun
            flight.outcome = outcome_of(interaction)
            self._landed.set()
            self.observe(flight)

    async def landed(self, seconds: float) -> bool:
        """Wait until nothing is under way, `seconds` at most; whether that came to pass."""
        try:
            async with asyncio.timeout(seconds):
                while self.under_way:
                    self._landed.clear()
                    await self._landed.wait()
        except TimeoutError:
            return False
        return True


def outcome_of(interaction: discord.Interaction[Any]) -> str:
    """What became of an interaction: as its failure says, else whether anything was answered."""
    said = interaction.extras.get(OUTCOME)
    return str(said) if said else "answered" if interaction.response.is_done() else "unanswered"


def acknowledged() -> None:
    """Note that the first answer of the flight that this task belongs to has reached Discord."""
    flight = _current.get()
    if flight is not None and flight.acked_after is None:
        flight.acked_after = time.monotonic() - flight.begun
