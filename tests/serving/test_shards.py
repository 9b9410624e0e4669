"""Shards over processes: each runs once, in turn, is taken over when forsaken, and survives a store that is down."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

import pytest

from bot.config import Shards, Token
from bot.discord_app.client import point_at
from bot.search.engine import Engine
from bot.serving import identifying, shards
from bot.serving.identifying import Gate
from bot.serving.process import Process, process
from bot.serving.shards import Keeper
from bot.standin import Judge, Limits, Standin, Tally
from tests.end_to_end.setups import live_shards, wide_world
from tests.serving.conftest import settings_for

pytestmark = pytest.mark.postgres


@dataclass(slots=True)
class Node:
    """One process's worth of shards; `task` runs them."""

    whole: Process
    keeper: Keeper
    task: asyncio.Task[None]

    async def crash(self) -> None:
        """End as a killed process does: connections break, and no lease is given back."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        await self.keeper.stop()
        await asyncio.gather(*(client.close() for client in self.whole.clients.values()))

    async def leave(self) -> None:
        """End in order."""
        await self.crash()
        await self.keeper.close()


@pytest.fixture
async def wide(tally: Tally) -> AsyncIterator[Standin]:
    limits = Limits(max_concurrency=4)
    async with Standin(wide_world(), judge=Judge(tally=tally), limits=limits) as standin:
        yield standin


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits that a test need not sit out."""
    monkeypatch.setattr(shards, "RENEW_SECONDS", 0.2)
    monkeypatch.setattr(shards, "FORSAKEN_SECONDS", 1.0)
    monkeypatch.setattr(shards, "TAKE_SECONDS", 0.1)
    monkeypatch.setattr(shards, "MORE_SECONDS", 0.1)
    monkeypatch.setattr(identifying, "APART_SECONDS", 0.2)


@asynccontextmanager
async def node(standin: Standin, engine: Engine, url: str, *, ids: tuple[int, ...] = ()) -> AsyncIterator[Node]:
    settings = settings_for(standin, url, 0)
    point_at(settings.discord)
    async with process(engine, settings, counted=False) as whole:
        keeper = Keeper(whole, Token(standin.token), Shards(count=4, ids=ids), Gate(whole.store, "", 4))
        keeper.gate.process = keeper.name
        one = Node(whole, keeper, asyncio.create_task(keeper.run()))
        try:
            yield one
        finally:
            await one.leave()


async def running(standin: Standin, *nodes: Node) -> None:
    """Wait until all four shards are connected."""
    await standin.until(lambda: len(live_shards(standin)) == 4, 15.0)
    for one in nodes:
        assert not one.task.done(), one.task.exception()


async def test_processes_share_the_shards_and_take_over_what_is_forsaken(
    wide: Standin,
    engine: Engine,
    clean_postgres_url: str,
) -> None:
    async with node(wide, engine, clean_postgres_url) as first, node(wide, engine, clean_postgres_url) as second:
        await running(wide, first, second)
        held = sorted(len(one.whole.clients) for one in (first, second))
        await first.crash()
        began = time.monotonic()
        await running(wide, second)
        took = time.monotonic() - began

    assert sum(held) == 4
    assert held[0] >= 1
    assert took < 20.0  # of the 60 s that are allowed, on a busy machine


async def test_what_is_given_back_is_taken_at_once(wide: Standin, engine: Engine, clean_postgres_url: str) -> None:
    async with node(wide, engine, clean_postgres_url) as second:
        await running(wide, second)
        async with node(wide, engine, clean_postgres_url, ids=(0, 1)):
            await second.leave()
            await wide.until(lambda: live_shards(wide) == {0, 1}, 10.0)

        assert live_shards(wide) <= {0, 1}


async def test_shards_that_were_assigned_run_without_the_store(wide: Standin, engine: Engine) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    async with node(wide, engine, nowhere, ids=(2, 3)):
        await wide.until(lambda: live_shards(wide) == {2, 3}, 15.0)


async def test_shards_of_one_bucket_identify_apart(
    tally: Tally,
    engine: Engine,
    clean_postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identifying, "APART_SECONDS", 0.6)
    monkeypatch.setattr(identifying, "LOOK_SECONDS", 0.05)
    limits = Limits(max_concurrency=1, identify_seconds=0.5)
    async with AsyncExitStack() as stack:
        standin = await stack.enter_async_context(Standin(wide_world(), judge=Judge(tally=tally), limits=limits))
        nodes = [await stack.enter_async_context(node(standin, engine, clean_postgres_url)) for _ in range(2)]
        for one in nodes:
            one.keeper.gate.buckets = 1
        await running(standin, *nodes)
        times = sorted(standin.gateway.identifies)

    assert 4 == len(times)
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.5
