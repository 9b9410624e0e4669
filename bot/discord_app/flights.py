"""What is under way: each interaction from its handling's start to its end, for orderly stops and for figures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

import discord

from bot.discord_app.patience import Watch

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
    watch: Watch = field(default_factory=Watch)
    _landed: asyncio.Event = field(default_factory=asyncio.Event)

    def follow(self, interaction: discord.Interaction[Any], kind: str, name: str) -> _Followed:
        """Count the interaction as under way while the block runs; it must also hold the handling of errors."""
        return _Followed(self, interaction, Flight(kind, name))

    def land(self, flight: Flight) -> None:
        """Tell who waits, and who counts, of one that has ended."""
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


class _Followed:
    """The block in which an interaction is handled; `contextmanager` would cost more than what it does."""

    __slots__ = ("_flight", "_flights", "_interaction", "_mark", "_patience")

    def __init__(self, flights: Flights, interaction: discord.Interaction[Any], flight: Flight) -> None:
        self._flights, self._interaction, self._flight = flights, interaction, flight

    def __enter__(self) -> None:
        self._mark = _current.set(self._flight)
        self._flights.under_way += 1
        # Suggestions cannot be deferred: who types on wants newer ones anyway.
        is_typing = self._flight.kind == "autocomplete"
        self._patience = None if is_typing else self._flights.watch.begin(self._interaction)

    def __exit__(self, *_: object) -> None:
        flight, flights = self._flight, self._flights
        if self._patience is not None:
            self._patience.end()
        flights.under_way -= 1
        _current.reset(self._mark)
        flight.done_after = time.monotonic() - flight.begun
        flight.outcome = outcome_of(self._interaction)
        flights.land(flight)
        response = self._interaction.response
        if response.is_done():
            # The two hold each other, so that both, and all that came with them, would wait for the collector: to look
            # for such garbage took a thirtieth of an answer, and up to 60 ms at once.
            response._parent = None  # type: ignore[assignment]  # it is needed for a first answer alone


def outcome_of(interaction: discord.Interaction[Any]) -> str:
    """What became of an interaction: as its failure says, else whether anything was answered."""
    said = interaction.extras.get(OUTCOME)
    return str(said) if said else "answered" if interaction.response.is_done() else "unanswered"


def acknowledged() -> None:
    """Note that the first answer of the flight that this task belongs to has reached Discord."""
    flight = _current.get()
    if flight is not None and flight.acked_after is None:
        flight.acked_after = time.monotonic() - flight.begun
