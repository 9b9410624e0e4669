"""What the store loads, and when: memory and start-up are measured."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.store.schema import migrate
from bot.store.tables import REVISIONS, SCHEMA
from tests.conftest import ROOT
from tests.store.test_schema import connect

SCRIPT = """
import asyncio, sys
from bot.store import open_store

async def main(url):
    store = await open_store(url)
    await store.close()

asyncio.run(main(sys.argv[1]))
print(*sorted({"alembic", "asyncpg", "discord", "mako", "sqlalchemy.orm"} & set(sys.modules)))
"""


@pytest.mark.parametrize(("seen", "loaded"), [(SCHEMA, ""), (None, ""), (REVISIONS[0], "alembic mako")])
async def test_alembic_is_loaded_only_for_an_older_store_and_asyncpg_only_for_postgresql(
    sqlite_url: str, seen: str | None, loaded: str
) -> None:
    if seen:
        database = connect(sqlite_url)
        await migrate(database, target=seen)
        await database.close()
    command = [sys.executable, "-c", SCRIPT, sqlite_url]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: ASYNC221 – a test waits

    assert loaded == run.stdout.strip()
