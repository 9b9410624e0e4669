"""A store that is slow, or gone in the middle, costs nobody the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from bot.search.engine import Engine
from bot.standin import Standin
from tests.serving.conftest import register_commands, worker

pytestmark = [pytest.mark.postgres, pytest.mark.faults]


@asynccontextmanager
async def locked(url: str, table: str) -> AsyncIterator[None]:
    """Nobody else gets at the table while the block runs."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def test_what_takes_longer_than_discord_waits_is_answered_late(
    standin: Standin, engine: Engine, clean_postgres_url: str
) -> None:
    async with worker(standin, engine, clean_postgres_url) as url:
        await register_commands(standin)
        await standin.use_http(f"{url}/interactions")
        async with locked(clean_postgres_url, "tray_items"):
            options = {"key": "tip-2024:7", "mine": True}
            adding = asyncio.create_task(standin.slash("tray add", options))
            await asyncio.sleep(3.5)
        exchange = await adding

    assert exchange.error is None
    assert 1.0 < exchange.acked_after < 3.0
    assert exchange.done_after > 3.0
    assert exchange.ephemeral
    assert "number 1 in the tray" in exchange.text


async def test_a_turned_page_that_comes_late_is_beside_the_card(
    standin: Standin, engine: Engine, clean_postgres_url: str
) -> None:
    async with worker(standin, engine, clean_postgres_url) as url:
        await register_commands(standin)
        await standin.use_http(f"{url}/interactions")
        start = await standin.slash("cite", {"text": "heroin for decades", "private": True})
        async with locked(clean_postgres_url, "people"):
            turning = asyncio.create_task(standin.click(start.message, "As text"))
            await asyncio.sleep(2.0)
        exchange = await turning

    assert exchange.error is None
    assert "heroin" in exchange.text.casefold()
