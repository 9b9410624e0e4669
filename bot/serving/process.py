"""One process of the bot: its store, library, figures and health, whichever way interactions come in."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.config import Settings, store_url
from bot.discord_app.client import Briefbot, point_at
from bot.discord_app.reloading import Reloader
from bot.errors import LibraryError, StoreError
from bot.library.apart import Apart
from bot.library.problems import Severity
from bot.operations.collecting import seldom_collected
from bot.operations.states import Gauges, LibraryState, ShardState
from bot.operations.stopping import stop_signal
from bot.store import Announcement, Retention, Store, open_store

if TYPE_CHECKING:
    from bot.operations.metrics import Metrics
    from bot.search.engine import Engine

log = logging.getLogger(__name__)

HTTP: Final = "http"  # the client that is fed over HTTP, among names of shards
WATCH_AGAIN_SECONDS: Final = 5.0


@dataclass(slots=True)
class Process:
    """What lives as long as the process; `clients` are those that answer now, by shard."""

    settings: Settings
    store: Store
    metrics: Metrics | None  # None where nobody can ask for them
    stopping: asyncio.Event
    reading: Apart | None = None  # the library that is to answer, while there is none
    reloader: Reloader = field(init=False)
    clients: dict[str, Briefbot] = field(default_factory=dict)
    serving: Engine | None = None  # None until there is a library to answer from
    _following: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.reloader = Reloader(self.settings.library.path, self.serving, self._swap)
        self.store.announcements.subscribe("library", self._told)

    @property
    def engine(self) -> Engine:
        """What answers, once there is a library."""
        assert self.serving is not None, "the library is not open yet"
        return self.serving

    async def open_library(self) -> None:
        """
        Load the library, unless there is one, and let the clients answer from it.

        Raises:
            LibraryError: there is no folder, or nothing in it to answer from.
        """
        if self.serving is None:
            assert self.reading is not None, "a process begins with a library or with one that is being read"
            self.serving = engine = await self.reloader.open(self.reading)
            self.reading = None
            log.info("Serving library %s: %d briefs", engine.library.version[:8], len(engine.library.briefs))
            for client in self.clients.values():
                client.stand_on(engine)

    def adopt(self, name: str, client: Briefbot) -> None:
        """Count a client among those that answer; it shares the library of the process."""
        if self.metrics is not None:
            client.flights.observe = self.metrics.landed
            client.served = self.metrics.served
        client.reloader = self.reloader
        if self.serving is not None:
            client.stand_on(self.serving)
        self.clients[name] = client

    @property
    def client_settings(self) -> Settings:
        """The settings of a client: the process, not each client, watches the library."""
        library = self.settings.library.model_copy(update={"reload": False})
        return self.settings.model_copy(update={"library": library})

    @property
    def under_way(self) -> int:
        """Interactions that are being handled."""
        return sum(client.flights.under_way for client in self.clients.values())

    async def landed(self, seconds: float) -> None:
        """Wait for what is under way, `seconds` at most."""
        await asyncio.gather(*(client.flights.landed(seconds) for client in self.clients.values()))
        if self.under_way:
            log.warning("%d interactions were still under way when the time to stop was over", self.under_way)

    def library_state(self) -> LibraryState:
        """What is served, for the figures."""
        if self.serving is None:
            return LibraryState("", 0, 0, 0, self.reloader.status.since.timestamp())
        library = self.serving.library
        errors = sum(problem.severity is Severity.ERROR for problem in library.problems)
        since = self.reloader.status.since.timestamp()
        return LibraryState(library.version, len(library.briefs), errors, len(library.problems) - errors, since)

    def shard_states(self) -> Iterable[ShardState]:
        """The connections to the gateway; none where interactions come over HTTP."""
        for name, client in self.clients.items():
            if name != HTTP:
                yield ShardState(name, is_live(client), client.latency)

    @property
    def is_ready(self) -> bool:
        """Whether an interaction that came now would be answered."""
        if self.stopping.is_set() or self.serving is None:
            return False
        return any(name == HTTP or is_live(client) for name, client in self.clients.items())

    def report(self) -> dict[str, Any]:
        """How it is, in the words of /readyz; nothing secret is in it."""
        library = self.library_state()
        age = datetime.now(UTC) - self.reloader.status.since
        return {
            "ready": self.is_ready,
            "stopping": self.stopping.is_set(),
            "library": {"version": library.version, "briefs": library.briefs, "errors": library.errors},
            "library_age_seconds": max(0, round(age.total_seconds())),
            "library_refused": self.reloader.status.refused,
            "store": "up" if self.store.health.up else "down",
            "shards": {shard.name: "up" if shard.is_up else "down" for shard in self.shard_states()},
            "under_way": self.under_way,
        }

    async def watch_library(self) -> None:
        """Reload whenever a file changes, until the process stops."""
        await self.reloader.opened.wait()
        while not self.stopping.is_set():
            try:
                await self.reloader.watch(self.stopping)
            except (LibraryError, OSError) as error:  # a folder that is being replaced is back in a moment
                log.warning("The library cannot be watched just now: %s", error)
                await asyncio.sleep(WATCH_AGAIN_SECONDS)

    async def end(self) -> None:
        """Let go of what was begun beside."""
        self.stopping.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _swap(self, engine: Engine) -> None:
        self.serving = engine
        for client in self.clients.values():
            client.swap_library(engine)
        if not self._following:
            task = asyncio.create_task(self._tell(engine.library.version))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tell(self, version: str) -> None:
        try:
            await self.store.announcements.announce("library", version)
        except StoreError as error:
            log.warning("The other processes could not be told of the new library: %s", error)

    async def _told(self, announcement: Announcement) -> None:
        """Another process serves another library, so look at ours."""
        if self.serving is None or announcement.key == self.serving.library.version:
            return
        self._following = True
        try:
            await self.reloader.reload()
        finally:
            self._following = False


def is_live(client: Briefbot) -> bool:
    """Whether the client has a session on the gateway that is connected now."""
    return client.ws is not None and client.ws.open and client.is_ready()


@asynccontextmanager
async def process(answering: Engine | Apart, settings: Settings, *, counted: bool) -> AsyncIterator[Process]:
    """
    A process with its store open and its library followed; both end with the block.

    Args:
        answering: What answers, or the library that is being read for it and `open_library` is to take over.
        counted: Whether somebody can ask for figures; counting costs 2 MiB and a little of each answer.

    Raises:
        ConfigError, StoreError: The store cannot be used by this process.
    """
    point_at(settings.discord)
    metrics = _metrics() if counted else None
    keep = Retention(**settings.retention.model_dump())
    observe = metrics.store_took if metrics is not None else None
    store = await open_store(store_url(settings), retention=keep, observe=observe)
    reading = answering if isinstance(answering, Apart) else None
    serving = None if isinstance(answering, Apart) else answering
    whole = Process(settings, store, metrics, stop_signal(), reading, serving=serving)
    if metrics is not None:
        metrics.watch(Gauges(whole.library_state, whole.shard_states, lambda: store.health.up, lambda: whole.under_way))
    watching = asyncio.create_task(whole.watch_library()) if settings.library.reload else None
    try:
        with seldom_collected():
            yield whole
    finally:
        await whole.end()
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        await store.close()


def _metrics() -> Metrics:
    from bot.operations.metrics import Metrics  # late, for what it costs

    return Metrics()


async def close_in_time(clients: Iterable[Briefbot], seconds: float) -> None:
    """Close the clients, `seconds` at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(client.close() for client in clients))
