"""What the stand-in remembers, shared by its REST half, its gateway half and the people who drive it."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bot.standin.commands import CommandBook
from bot.standin.events import Event, Events
from bot.standin.exchange import Exchange
from bot.standin.faults import Faults
from bot.standin.judge import Judge
from bot.standin.message import Attachment, Message
from bot.standin.world import World

Dispatch = Callable[[str, dict[str, Any], int | None], None]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds and sizes; the defaults are Discord's, tests shorten them."""

    ack_seconds: float = 3.0  # first response
    token_seconds: float = 900.0  # life of an interaction token
    heartbeat_seconds: float = 41.25
    identify_seconds: float = 5.0  # between two shards of one concurrency bucket; an unsharded bot never waits
    resume_seconds: float = 120.0  # how long a lost session can be resumed
    max_concurrency: int = 16
    upload_bytes: int = 10 * 1024 * 1024  # one file
    keep: int = 5_000  # exchanges, and messages, that are remembered
    keep_bytes: int = 64 * 1024 * 1024  # attachments that are remembered


class Ring(Generic[V]):
    """A mapping that forgets its oldest entries when the sizes of all exceed `room`."""

    def __init__(self, room: int, size: Callable[[V], int] = lambda _: 1) -> None:
        self._room = room
        self._size = size
        self._used = 0
        self._entries: OrderedDict[Any, V] = OrderedDict()  # a dict slows down where its oldest entries go

    def __setitem__(self, key: Any, value: V) -> None:
        if key in self._entries:
            self._used -= self._size(self._entries.pop(key))
        self._entries[key] = value
        self._used += self._size(value)
        while self._used > self._room and len(self._entries) > 1:
            self._used -= self._size(self._entries.popitem(last=False)[1])

    def get(self, key: Any) -> V | None:
        """The entry, or None when it never was or is forgotten."""
        return self._entries.get(key)

    def __iter__(self) -> Iterator[V]:
        return iter(tuple(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True, slots=True)
class Request:
    """A REST request of the bot and how it was answered; status 0 where the connection was broken."""

    method: str
    path: str  # below the API base
    status: int
    at: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class State:
    """The parts of one stand-in. `dispatch` sends a gateway event: name, data, guild id or None for direct."""

    world: World
    limits: Limits
    judge: Judge
    token: str
    faults: Faults = field(default_factory=Faults)
    events: Events = field(default_factory=Events)
    dispatch: Dispatch = field(init=False)
    public_key: Callable[[], str] = field(init=False)
    commands: CommandBook = field(init=False)
    exchanges: Ring[Exchange] = field(init=False)  # by token
    messages: Ring[Message] = field(init=False)  # by id
    files: Ring[Attachment] = field(init=False)  # by id
    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=10_000))
    base_url: str = ""
    endpoint_url: str | None = None  # where interactions go, when not to the gateway

    def __post_init__(self) -> None:
        self.commands = CommandBook(self.world.application_id)
        self.exchanges = Ring(self.limits.keep)
        self.messages = Ring(self.limits.keep)
        self.files = Ring(self.limits.keep_bytes, lambda file: len(file.data))

    def tell(self, event: Event) -> None:
        """Hand an event to whoever listens."""
        self.events.tell(event)

    def is_expired(self, exchange: Exchange) -> bool:
        """Whether the token of the interaction has ended."""
        return time.monotonic() - exchange.sent_at > self.limits.token_seconds
