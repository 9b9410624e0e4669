"""The real bot on the stand-in; every payload of every test is judged, and the count is printed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import DiscordSettings, Settings
from bot.discord_app.client import Briefbot, point_at
from bot.discord_app.registering import register
from bot.search.engine import Engine
from bot.standin import Judge, Standin, Tally
from bot.store import Store, open_store
from tests.shared_library import the_engine

TALLY = pytest.StashKey[Tally]()


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Counts all payloads; one that Discord would refuse fails the run."""
    tally = request.config.stash.setdefault(TALLY, Tally())
    yield tally
    assert not tally.violations, list(tally.violations)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how many payloads were judged."""
    if (tally := config.stash.get(TALLY, None)) is not None:
        terminalreporter.write_line(f"bot.discord_app: {tally}")


@pytest.fixture(scope="session")
def engine() -> Engine:
    return the_engine()


async def until(happened: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for something that the stand-in does not announce."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - what happens elsewhere sets no event here
            await asyncio.sleep(0.01)


@asynccontextmanager
async def connected(
    standin: Standin, engine: Engine | None, store: Store, settings: Settings | None = None
) -> AsyncIterator[Briefbot]:
    """The bot with its commands registered, connected while the block runs; without an engine it only listens."""
    given = settings or Settings()
    at = DiscordSettings(api_base=standin.rest_url, gateway_url=standin.gateway_url)
    point_at(at)
    client = Briefbot(engine, given.model_copy(update={"discord": at}), store)
    task = asyncio.create_task(client.start(standin.token))
    try:
        await asyncio.wait({task, asyncio.create_task(standin.connected())}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        await register(client, None)
        yield client
    finally:
        await client.close()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def standin(tally: Tally) -> AsyncIterator[Standin]:
    async with Standin(judge=Judge(tally=tally)) as standin:
        yield standin


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield store
    await store.close()


@pytest.fixture
async def bot(standin: Standin, engine: Engine, store: Store) -> AsyncIterator[Briefbot]:
    async with connected(standin, engine, store) as client:
        yield client
