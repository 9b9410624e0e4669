"""Awaited connections: given back whatever happens, and rows fetched as they are wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store.connections import Engine, completed
from bot.store.database import set_up_sqlite

ONE = sa.text("INSERT INTO numbers (n) VALUES (1)")
ALL = sa.text("SELECT n FROM numbers")


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(sa.create_engine(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}", pool_size=1, max_overflow=0))
    async with engine.begin() as connection:
        await connection.execute(sa.text("CREATE TABLE numbers (n INTEGER)"))
    yield engine
    await engine.dispose()


async def count(engine: Engine) -> int:
    async with asyncio.timeout(5.0), engine.begin() as connection:  # a pool of one: it must have been given back
        return int(await connection.scalar(sa.text("SELECT count(*) FROM numbers")))


async def test_a_block_that_ends_is_committed(engine: Engine) -> None:
    async with engine.begin() as connection:
        await connection.execute(ONE)

    assert 1 == await count(engine)


async def test_a_block_that_raises_is_rolled_back(engine: Engine) -> None:
    async def work() -> None:
        async with engine.begin() as connection:
            await connection.execute(ONE)
            raise KeyError

    with pytest.raises(KeyError):
        await work()

    assert 0 == await count(engine)


@pytest.mark.parametrize("steps", range(12))
async def test_a_block_that_is_cancelled_anywhere_gives_its_connection_back(engine: Engine, steps: int) -> None:
    async def work() -> None:
        async with engine.begin() as connection:
            await connection.execute(ONE)
            await asyncio.sleep(30.0)

    task = asyncio.create_task(work())
    for _ in range(steps):
        await asyncio.sleep(0.0005 * steps)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert 0 == await count(engine)


@pytest.mark.parametrize("steps", range(40))
async def test_a_connection_that_cannot_be_set_up_may_be_cancelled_anywhere(tmp_path: Path, steps: int) -> None:
    """SQLAlchemy closes it again; cancelled in the middle of that, the driver waited for a thread that had ended."""
    path = tmp_path / "a.db"
    path.write_bytes(b"this was never a database" * 1000)
    engine = Engine(sa.create_engine(f"sqlite+aiosqlite:///{path}"))
    sa.event.listen(engine.sync, "connect", set_up_sqlite)

    async def work() -> None:
        async with engine.connect():
            await asyncio.sleep(30.0)

    task = asyncio.create_task(work())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task], timeout=5.0)

    assert task.done()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    assert not others or not (await asyncio.wait(others, timeout=5.0))[1]
    await engine.dispose()


async def test_rows_come_in_batches(engine: Engine) -> None:
    async with engine.begin() as connection:
        await connection.execute(sa.text("INSERT INTO numbers (n) VALUES (:n)"), [{"n": n} for n in range(25)])
    async with engine.begin() as connection:
        sizes = [len(batch) async for batch in connection.batches(ALL, 10)]

    assert [10, 10, 5] == sizes


async def test_a_plain_connection_does_what_it_alone_can(engine: Engine) -> None:
    def names(connection: sa.Connection, more: str) -> list[str]:
        return [*sa.inspect(connection).get_table_names(), more]

    async with engine.connect() as connection:
        assert ["numbers", "more"] == await connection.run_sync(names, "more")
        assert [(1,)] == await (await connection.driver()).execute_fetchall("SELECT 1")


async def test_what_must_be_done_is_done_before_we_are_cancelled() -> None:
    done = []

    async def work() -> None:
        await asyncio.sleep(0.05)
        done.append(1)

    task = asyncio.create_task(completed(work()))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert [1] == done
