"""One process of the bot: its store, library, figures and health, whichever way interactions come in."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.config import Settings
from bot.discord_app.client import Briefbot, point_at
from bot.discord_app.running import store_url
from bot.library.problems import Severity
from bot.operations.metrics import CONTENT_TYPE, Gauges, LibraryState, Metrics, ShardState
from bot.operations.reloading import Reloader
from bot.operations.stopping import stop_signal
from bot.search.engine import Engine
from bot.store import Retention, Store, open_store

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Process:
    """What lives as long as the process; `clients` are those that answer now."""

    settings: Settings
    store: Store
    reloader: Reloader
    metrics: Metrics
    stopping: asyncio.Event
    clients: dict[str, Briefbot] = field(default_factory=dict)  # by the name of the shard, or "http"

    @property
    def engine(self) -> Engine:
        """What answers now."""
        return self.reloader.engine

    def new_client(self, shard: tuple[int, int] | None = None) -> Briefbot:
        """A client that is counted; put it into `clients` while it answers."""
        client = Briefbot(self.engine, self.settings, self.store, shard=shard)
        client.flights.observe = self.metrics.landed
        return client

    @property
    def under_way(self) -> int:
        """Interactions that are being handled."""
        return sum(client.flights.under_way for client in self.clients.values())

    async def landed(self, seconds: float) -> None:
        """Wait for what is under way, `seconds` at most."""
        left = await asyncio.gather(*(client.flights.landed(seconds) for client in self.clients.values()))
        if not all(left):
            log.warning("%d interactions were still under way when the time to stop was over", self.under_way)

    def library_state(self) -> LibraryState:
        """What is served, for the figures."""
        problems = self.engine.library.problems
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        library = self.engine.library
        return LibraryState(
            library.version, len(library.briefs), errors, len(problems) - errors, self.reloader.loaded_at
        )

    def shard_states(self) -> Iterable[ShardState]:
        """The connections to the gateway; none where interactions come over HTTP."""
        for name, client in self.clients.items():
            if name != HTTP:
                yield ShardState(name, is_live(client), client.latency)

    @property
    def is_ready(self) -> bool:
        """Whether an interaction that came now would be answered."""
        if self.stopping.is_set() or not self.clients:
            return False
        return HTTP in self.clients or any(is_live(client) for client in self.clients.values())

    def report(self) -> dict[str, Any]:
        """How it is, in the words of /readyz; nothing secret is in it."""
        library = self.library_state()
        return {
            "ready": self.is_ready,
            "stopping": self.stopping.is_set(),
            "library": {"version": library.version, "briefs": library.briefs, "errors": library.errors},
            "library_age_seconds": round(time.time() - library.loaded_at),
            "store": "up" if self.store.health.up else "down",
            "shards": {shard.name: "up" if shard.is_up else "down" for shard in self.shard_states()},
            "under_way": self.under_way,
        }


HTTP = "http"


def is_live(client: Briefbot) -> bool:
    """Whether the client has a session on the gateway that is connected now."""
    return client.ws is not None and client.ws.open and client.is_ready()


@asynccontextmanager
async def process(engine: Engine, settings: Settings) -> AsyncIterator[Process]:
    """
    A process with its store open and its library followed; both end with the block.

    Raises:
        ConfigError, StoreError: The store cannot be used by this process.
    """
    point_at(settings.discord)
    metrics = Metrics()
    stopping = stop_signal()
    keep = Retention(**settings.retention.model_dump())
    store = await open_store(store_url(settings), retention=keep, observe=metrics.store_took)
    clients: dict[str, Briefbot] = {}

    def swap(engine: Engine) -> None:
        for client in clients.values():
            client.swap_library(engine)

    reloader = Reloader(settings.library.path, engine, swap)
    whole = Process(settings, store, reloader, metrics, stopping, clients)
    metrics.watch(Gauges(whole.library_state, whole.shard_states, lambda: store.health.up, lambda: whole.under_way))
    tasks = [asyncio.create_task(reloader.watch(store))] if settings.library.reload else []
    try:
        reloader.follow(store)
        yield whole
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await store.close()


def add_looks(app: web.Application, whole: Process) -> None:
    """Add /healthz (it lives), /readyz (it would answer) and /metrics to an application."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        return web.json_response(whole.report(), status=200 if whole.is_ready else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=whole.metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)


async def close_in_time(clients: Iterable[Briefbot], seconds: float) -> None:
    """Close the clients, `seconds` at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(client.close() for client in clients))
