"""Workers behind signed HTTP, in this process, on the stand-in; every payload is judged."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import discord
import pytest

from bot.config import DiscordSettings, HttpSettings, LibrarySettings, Settings, StoreSettings, Token
from bot.discord_app.client import point_at
from bot.discord_app.registering import register
from bot.search.engine import Engine
from bot.serving.over_http import serve
from bot.standin import Judge, Standin, Tally
from tests.shared_library import the_engine
from tests.store.conftest import clean_postgres_url, postgres_url  # noqa: F401 - fixtures of these tests as well


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Counts all payloads; one that Discord would refuse fails the run."""
    tally = Tally()
    yield tally
    request.config.pluginmanager.getplugin("terminalreporter").write_line(f"\nbot.serving: {tally}")
    assert not tally.violations, list(tally.violations)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return the_engine()


@pytest.fixture
async def standin(tally: Tally) -> AsyncIterator[Standin]:
    async with Standin(judge=Judge(tally=tally)) as standin:
        yield standin


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def settings_for(standin: Standin, store: str, port: int) -> Settings:
    return Settings(
        discord=DiscordSettings(
            api_base=standin.rest_url, gateway_url=standin.gateway_url, public_key=standin.public_key
        ),
        store=StoreSettings(url=store),
        http=HttpSettings(port=port),
        library=LibrarySettings(reload=False),
    )


async def register_commands(standin: Standin) -> None:
    """What `briefbot sync` does, once for all workers."""
    point_at(settings_for(standin, "", 0).discord)
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(standin.token)
        await register(client, None)


@asynccontextmanager
async def worker(standin: Standin, engine: Engine, store: str) -> AsyncIterator[str]:
    """One worker while the block runs; yields its address."""
    port = free_port()
    settings = settings_for(standin, store, port)
    point_at(settings.discord)
    task = asyncio.create_task(serve(engine, settings, Token(standin.token)))
    url = f"http://127.0.0.1:{port}"
    try:
        await ready(url, task)
        yield url
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def ready(url: str, task: asyncio.Task[int], seconds: float = 10.0) -> None:
    """Wait until the worker says that it is ready; raises what it ended with."""
    async with asyncio.timeout(seconds), aiohttp.ClientSession() as session:
        while not task.done():
            try:
                async with session.get(f"{url}/readyz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)
    task.result()


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
async def url(standin: Standin, engine: Engine, store_url: str) -> AsyncIterator[str]:
    """A worker that gets all interactions."""
    async with worker(standin, engine, store_url) as url:
        await register_commands(standin)
        await standin.use_http(f"{url}/interactions")
        yield url
