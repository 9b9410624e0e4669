"""One engine for everybody: transactions, retries and the sentences for what fails."""

from __future__ import annotations

import asyncio
import logging
import random
import sqlite3
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal, TypeVar

import sqlalchemy as sa

from bot.errors import StoreError
from bot.store.address import Address
from bot.store.connections import Connection, Engine
from bot.store.failures import RETRIED, Failure, classify, driver_errors
from bot.store.rows import new_id

T = TypeVar("T")
Work = Callable[[Connection], Awaitable[T]]
Observe = Callable[[str, float], None]

ATTEMPTS = 8
FIRST_PAUSE = 0.005  # seconds, doubled with each attempt and drawn at random below that
RETRY_FOR = 2.0  # seconds: Discord waits 3 s for a reply
CONNECT_TIMEOUT = 2.0  # seconds
COMMAND_TIMEOUT = 10.0  # seconds
BUSY_TIMEOUT = 1.0  # seconds that SQLite waits for another process's write
POOL_SIZE = 5

log = logging.getLogger(__name__)


class Database:
    """
    Transactions over one engine.

    Work given to `write` may run more than once, even after a commit whose answer was lost on the way; so it makes
    its ids and times outside, and finds its own row when it comes again.
    """

    def __init__(self, address: Address, observe: Observe | None = None) -> None:
        self.address = address
        self.kind = address.kind
        self.down: str | None = None
        self.cause = ""
        self._observe = observe
        self._errors = driver_errors(address.kind)
        self._engine = make_engine(address)
        if address.kind == "sqlite":
            self._writing = self._engine.execution_options(begin="BEGIN IMMEDIATE")
            self._reading = self._snapshots = self._engine
        else:
            self._writing = self._engine.execution_options(isolation_level="SERIALIZABLE")
            self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ")
            alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            self._reading = self._snapshots if address.pooled else alone
        self._one_writer = asyncio.Lock()

    async def read(self, work: Work[T]) -> T:
        """Run one query; raises StoreError."""
        self._refuse_while_down()
        return await self._timed("read", lambda: self._attempt(self._reading, work))

    async def snapshot(self, work: Work[T]) -> T:
        """Run several queries that see the same moment; raises StoreError."""
        self._refuse_while_down()
        return await self._attempt(self._snapshots, work)

    async def write(self, work: Work[T]) -> T:
        """Run a serialisable transaction; when this returns, it is on disk. Raises StoreError."""
        self._refuse_while_down()
        return await self._timed("write", lambda: self._write(work))

    async def prepare(self, work: Work[T]) -> T:
        """Like `write`, also while the store counts as down; for the start and for coming back."""
        return await self._write(work)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """One connection without a transaction, for what the driver alone can do. Raises StoreError."""
        try:
            async with self._reading.connect() as connection:
                yield connection
        except self._errors as error:
            # One connection that fails says nothing of the store as a whole; the next read or write does.
            raise StoreError(self._case(error).value) from error

    async def wipe(self) -> None:
        """
        Overwrite what SQLite's log still holds of deleted text; PostgreSQL does so in its own time.

        The deletion itself is done before; where the log is in use or the disk full, the next sweep does this.
        """
        if self.kind == "sqlite":
            with suppress(StoreError):
                async with self._one_writer, self.connection() as connection:
                    driver: Any = await connection.driver()
                    await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    def mark_up(self) -> None:
        """The store answers again."""
        self.down, self.cause = None, ""

    def mark_down(self, sentence: str) -> None:
        """Spare everybody the waiting until the store answers again; meanwhile they read `sentence`."""
        self.down = sentence

    async def close(self) -> None:
        await self._engine.dispose()

    async def _write(self, work: Work[T]) -> T:
        if self.kind == "sqlite":
            async with self._one_writer:
                return await self._attempt(self._writing, work)
        return await self._attempt(self._writing, work)

    async def _attempt(self, engine: Engine, work: Work[T]) -> T:
        until = time.monotonic() + RETRY_FOR
        for attempt in range(ATTEMPTS):
            try:
                async with engine.begin() as connection:
                    return await work(connection)
            except self._errors as error:
                failure = classify(error)
                last = attempt == ATTEMPTS - 1 or time.monotonic() > until
                if last or failure not in RETRIED:
                    raise self._translated(error) from error
            await asyncio.sleep(random.uniform(0, FIRST_PAUSE * 2**attempt))
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _timed(self, operation: Literal["read", "write"], run: Callable[[], Awaitable[T]]) -> T:
        if self._observe is None:
            return await run()
        began = time.perf_counter()
        try:
            return await run()
        finally:
            self._observe(operation, time.perf_counter() - began)

    def _refuse_while_down(self) -> None:
        if self.down is not None:
            raise StoreError(self.down)

    def _translated(self, error: BaseException) -> StoreError:
        failure = self._case(error)
        if failure is Failure.UNREACHABLE:
            self.mark_down(failure.value)
        return StoreError(failure.value)

    def _case(self, error: BaseException) -> Failure:
        failure = classify(error)
        cause = getattr(error, "orig", None) or error
        # Only the first line: PostgreSQL names the row's values in those after it.
        self.cause = f"{type(cause).__name__}: {str(cause).partition(chr(10))[0]}"
        log.warning("store %s: %s", failure.name.lower(), self.cause)
        if failure is Failure.REFUSED:
            log.error("the store refused a query; its place:\n%s", "".join(traceback.format_tb(error.__traceback__)))
        return failure


def make_engine(address: Address) -> Engine:
    """Make the engine; nothing is connected yet."""
    if address.kind == "sqlite":
        engine = sa.create_engine(
            address.url,
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=RETRY_FOR,
            connect_args={"timeout": BUSY_TIMEOUT},
        )
        sa.event.listen(engine, "connect", set_up_sqlite)
        sa.event.listen(engine, "begin", begin_sqlite)
        return Engine(engine)
    engine = sa.create_engine(
        address.url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        pool_pre_ping=True,
        pool_timeout=RETRY_FOR,
        connect_args={"timeout": CONNECT_TIMEOUT, "command_timeout": COMMAND_TIMEOUT, **unprepared(address)},
    )
    return Engine(engine)


def unprepared(address: Address) -> dict[str, object]:
    """Options of the driver for a pooler, where a statement prepared earlier may be on another connection."""
    if not address.pooled:
        return {}
    return {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: f"briefbot_{new_id()}",
    }


def set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Durable, and deleted text is overwritten; transactions are begun by `begin_sqlite`, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin_sqlite(connection: sa.Connection) -> None:
    """Writers take the lock at once: a reader that becomes a writer later cannot wait, it fails."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
