"""Transactions: retried where that helps, refused with a sentence where it does not."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreError
from bot.store import database as database_module
from bot.store.address import read_address
from bot.store.database import ATTEMPTS, POOL_SIZE, Database
from bot.store.failures import RETRIED, Failure, classify
from bot.store.schema import migrate


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    address = read_address(empty_url)
    if address.path is not None:
        address.path.parent.mkdir()
    database = Database(address)
    await migrate(database)
    yield database
    await database.close()


class StateError(Exception):
    """What asyncpg raises, as far as we look at it."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def wrapped(original: Exception, *, lost: bool = False) -> DBAPIError:
    return DBAPIError("SELECT 1", {}, original, connection_invalidated=lost)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (wrapped(StateError("40001")), Failure.CONFLICT),
        (wrapped(StateError("40P01")), Failure.CONFLICT),
        (wrapped(StateError("42P07")), Failure.CONFLICT),
        (wrapped(StateError("42710")), Failure.CONFLICT),
        (wrapped(StateError("23505")), Failure.CONFLICT),
        (wrapped(StateError("55P03")), Failure.BUSY),
        (wrapped(StateError("53100")), Failure.FULL),
        (wrapped(StateError("53300")), Failure.UNREACHABLE),
        (wrapped(StateError("25006")), Failure.READ_ONLY),
        (wrapped(StateError("57P01")), Failure.UNREACHABLE),
        (wrapped(StateError("28P01")), Failure.UNREACHABLE),
        (wrapped(StateError("3D000")), Failure.UNREACHABLE),
        (wrapped(StateError("XX001")), Failure.DAMAGED),
        (wrapped(StateError("42P01")), Failure.REFUSED),
        (StateError("57P03"), Failure.UNREACHABLE),
        (wrapped(Exception("gone"), lost=True), Failure.UNREACHABLE),
        (wrapped(Exception("odd")), Failure.REFUSED),
        (ConnectionRefusedError(), Failure.UNREACHABLE),
        (TimeoutError(), Failure.UNREACHABLE),
        (PoolTimeoutError(), Failure.BUSY),
        (ArgumentError(), Failure.REFUSED),
    ],
    ids=lambda value: value.name if isinstance(value, Failure) else str(getattr(value, "orig", value)) or "x",
)
def test_each_error_is_one_of_a_few_cases(error: Exception, failure: Failure) -> None:
    assert failure == classify(error)


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        ("PRAGMA max_page_count = 2; CREATE TABLE b (x); CREATE TABLE c (x)", Failure.FULL),
        ("PRAGMA query_only = ON; CREATE TABLE b (x)", Failure.READ_ONLY),
        ("SELECT * FROM nowhere", Failure.REFUSED),
    ],
)
def test_sqlites_own_errors_are_told_apart(tmp_path: Path, script: str, failure: Failure) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE TABLE a (x)")
    with pytest.raises(sqlite3.Error) as caught:
        connection.executescript(script)
    connection.close()

    assert failure == classify(wrapped(caught.value))


def test_a_key_that_is_taken_is_a_conflict_on_sqlite_too() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (x PRIMARY KEY)")
    connection.execute("INSERT INTO a VALUES (1)")
    with pytest.raises(sqlite3.IntegrityError) as caught:
        connection.execute("INSERT INTO a VALUES (1)")
    connection.close()

    assert Failure.CONFLICT == classify(IntegrityError("", {}, caught.value))


@pytest.mark.parametrize("times", [1, ATTEMPTS - 1])
async def test_work_that_meets_a_conflict_runs_again(database: Database, times: int) -> None:
    runs = 0

    async def work(connection: Any) -> int:
        nonlocal runs
        runs += 1
        if runs <= times:
            raise wrapped(StateError("40001"))
        return int(await connection.scalar(sa.text("SELECT 41 + 1")))

    assert 42 == await database.write(work)
    assert times + 1 == runs


async def test_a_conflict_without_end_is_a_sentence(database: Database) -> None:
    async def work(connection: Any) -> None:
        raise wrapped(StateError("40001"))

    with pytest.raises(StoreError, match="Several people changed the same thing at once"):
        await database.write(work)
    assert database.down is None


async def test_what_is_refused_is_not_tried_again_and_nothing_of_it_stays(database: Database) -> None:
    runs = 0

    async def work(connection: Any) -> None:
        nonlocal runs
        runs += 1
        await connection.execute(sa.text("INSERT INTO people (user_id, notify, changed_at) VALUES (7, 'ask', 0)"))
        await connection.execute(sa.text("SELECT * FROM nowhere"))

    with pytest.raises(StoreError, match="An operator finds the reason in the log"):
        await database.write(work)

    assert 1 == runs
    assert 0 == await database.read(lambda connection: connection.scalar(sa.text("SELECT count(*) FROM people")))


async def test_an_error_of_ours_rolls_back_and_passes_through(database: Database) -> None:
    async def work(connection: Any) -> None:
        await connection.execute(sa.text("INSERT INTO people (user_id, notify, changed_at) VALUES (7, 'ask', 0)"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)

    assert 0 == await database.read(lambda connection: connection.scalar(sa.text("SELECT count(*) FROM people")))


async def test_a_burst_beyond_the_pool_is_no_outage(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "RETRY_FOR", 0.0)
    database._engine.sync.pool._timeout = 0.05  # type: ignore[attr-defined]
    released = asyncio.Event()

    async def hold(connection: Any) -> None:
        await connection.execute(sa.text("SELECT 1"))
        await released.wait()

    holders = [asyncio.create_task(database.read(hold)) for _ in range(2 * POOL_SIZE)]
    await asyncio.sleep(0.2)
    with pytest.raises(StoreError, match="The store is busy"):
        await database.read(lambda connection: connection.scalar(sa.text("SELECT 1")))
    released.set()
    await asyncio.gather(*holders, return_exceptions=True)

    assert database.down is None
    assert 1 == await database.read(lambda connection: connection.scalar(sa.text("SELECT 1")))


async def test_two_hundred_writes_at_once_are_all_kept(database: Database) -> None:
    def insert(user_id: int) -> Any:
        row = f"INSERT INTO people (user_id, notify, changed_at) VALUES ({user_id}, 'ask', 0)"
        return lambda connection: connection.execute(sa.text(row))

    await asyncio.gather(*(database.write(insert(user_id)) for user_id in range(200)))

    assert 200 == await database.read(lambda connection: connection.scalar(sa.text("SELECT count(*) FROM people")))


def test_every_case_has_a_sentence_of_its_own() -> None:
    assert len({failure.value for failure in Failure}) == len(Failure)
    assert all(failure.value.endswith(".") for failure in Failure)
    assert {Failure.CONFLICT, Failure.BUSY, Failure.UNREACHABLE} == RETRIED
