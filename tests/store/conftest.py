"""Stores on both engines; PostgreSQL gets a database of its own for the session, emptied between tests."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, open_store, operations
from bot.store.tables import metadata
from tests.conftest import require

SERVER = "postgresql://postgres@127.0.0.1:5432"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class MovedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **distance: float) -> None:
        self.now += timedelta(**distance)


def outside(make: Callable[[], Awaitable[Any]]) -> Any:
    """Run a coroutine in a loop of its own, so that fixtures of the session leave the tests' loops alone."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, make()).result()


async def command(sql: str, url: str = f"{SERVER}/postgres") -> None:
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def postgres_answers() -> bool:
    try:
        socket.create_connection(("127.0.0.1", 5432), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def new_database(name: str) -> Iterator[str]:
    name = f"{name}_{secrets.token_hex(4)}"  # several packages may have one of this name at once
    outside(lambda: command(f"CREATE DATABASE {name}"))
    yield f"{SERVER}/{name}"
    outside(lambda: command(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    require("postgres", postgres_answers(), "no PostgreSQL server answers on 127.0.0.1:5432")
    with new_database(f"briefbot_test_{os.getpid()}") as url:
        outside(lambda: operations.migrate(url))
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without rows, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    outside(lambda: operations.migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def clean_postgres_url(postgres_url: str) -> Iterator[str]:
    """The session's database, whose rows go with the test."""
    yield postgres_url
    deletes = "; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables)
    outside(lambda: command(deletes, postgres_url))


@pytest.fixture
def empty_postgres_url() -> Iterator[str]:
    """A database without any table."""
    require("postgres", postgres_answers(), "no PostgreSQL server answers on 127.0.0.1:5432")
    with new_database(f"briefbot_test_{os.getpid()}_empty") as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'state' / 'briefbot.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest) -> str:
    """The address of a store that nobody has opened yet."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "empty_postgres_url")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a store without rows."""
    if request.param == "sqlite":
        address = request.getfixturevalue("sqlite_url")
        path = Path(address.removeprefix("sqlite:///"))
        path.parent.mkdir()
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        yield address
        return
    yield request.getfixturevalue("clean_postgres_url")


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def store(url: str, clock: MovedClock) -> AsyncIterator[Store]:
    opened = await open_store(url, clock=clock)
    yield opened
    await opened.close()


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncIterator[Store]:
    store = await open_store(url, **options)
    try:
        yield store
    finally:
        await store.close()


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait for something that happens in the background."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 – what is waited for has no event that a test could see
            await asyncio.sleep(0.01)
