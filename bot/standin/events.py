"""What happens in the stand-in, told to whoever listens: the preview page and tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from bot.standin.exchange import Exchange
    from bot.standin.message import Message

Kind = Literal[
    "asked",  # a person used a command or component: exchange
    "thinking",  # a deferral: exchange, and message when a new one is on its way
    "message",  # posted: message, exchange where it answers one
    "edited",  # message, exchange where known
    "deleted",  # message
    "modal",  # opened: exchange
    "choices",  # autocomplete was answered: exchange
    "failed",  # exchange.error says how Discord words it
    "refused",  # a request was refused: detail holds the route and Discord's body
    "typing",  # detail holds the channel id
    "commands",  # registered commands changed: detail holds guild id (or None) and the commands
    "connected",  # the bot is READY or resumed: detail says which, and the shard
    "disconnected",  # detail holds shard and close code
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `at` is monotonic seconds."""

    kind: Kind
    exchange: Exchange | None = None
    message: Message | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)


class Events:
    """Hands each event to every listener, in order. A queue that is full loses its oldest event."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[Event], None]] = []

    def tell(self, event: Event) -> None:
        """Hand the event to every listener now."""
        for callback in tuple(self._callbacks):
            callback(event)

    @property
    def heard(self) -> bool:
        """Whether anybody listens at all."""
        return bool(self._callbacks)

    def on(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        """Call `callback` with each event from now on; returns what ends it."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    @asynccontextmanager
    async def subscribe(self, *, size: int = 10_000) -> AsyncIterator[asyncio.Queue[Event]]:
        """A queue of events while the block runs: `async with standin.events.subscribe() as queue`."""
        queue: asyncio.Queue[Event] = asyncio.Queue(size)

        def put(event: Event) -> None:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)

        end = self.on(put)
        try:
            yield queue
        finally:
            end()
