"""
Connections whose calls are awaited.

SQLAlchemy's own are in a package that imports its object-relational mapper, 6 MiB and a fifth of a start, for which
nothing here has a use. These few calls run the plain ones in a greenlet as that package does.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.util import greenlet_spawn

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Connection:
    """One connection, as `Engine` hands it out."""

    def __init__(self, sync: sa.Connection) -> None:
        self._sync = sync

    async def execute(self, statement: sa.Executable, parameters: Parameters = None) -> sa.CursorResult[Any]:
        """Run a statement; its rows are there when this returns."""
        return await greenlet_spawn(self._sync.execute, statement, parameters)

    async def scalar(self, statement: sa.Executable) -> Any:
        """The first column of the first row; None where there is no row."""
        return await greenlet_spawn(self._sync.scalar, statement)

    async def scalars(self, statement: sa.Executable) -> sa.ScalarResult[Any]:
        """The first column of each row."""
        return await greenlet_spawn(self._sync.scalars, statement)

    async def batches(self, statement: sa.Executable, size: int) -> AsyncIterator[Sequence[sa.RowMapping]]:
        """The rows, `size` at a time, fetched as they are wanted."""
        options = {"stream_results": True}
        result = await greenlet_spawn(self._sync.execute, statement, execution_options=options)
        rows = result.mappings()
        try:
            while batch := await greenlet_spawn(rows.fetchmany, size):
                yield batch
        finally:
            await completed(greenlet_spawn(result.close))

    async def run_sync(self, work: Callable[[sa.Connection, *Ts], T], *args: *Ts) -> T:
        """Call what knows plain connections only."""
        return await greenlet_spawn(work, self._sync, *args)

    async def driver(self) -> Any:
        """The driver's own connection, for what it alone can do."""
        return (await greenlet_spawn(lambda: self._sync.connection)).driver_connection

    async def invalidate(self) -> None:
        """Let nobody use the driver's connection again."""
        await greenlet_spawn(self._sync.invalidate)


class Engine:
    """Hands out connections; with other options it shares their pool."""

    def __init__(self, sync: sa.Engine) -> None:
        self.sync = sync

    def execution_options(self, **options: Any) -> Engine:
        """The same with other options for its connections."""
        return Engine(self.sync.execution_options(**options))

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        """A connection while the block runs; it is given back even where the block is cancelled."""
        # Never cancelled: SQLAlchemy would stop the driver's thread while that closes, and wait for ever.
        opening = asyncio.ensure_future(greenlet_spawn(self.sync.connect))
        try:
            yield Connection(await asyncio.shield(opening))
        finally:
            await completed(close_opened(opening))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Connection]:
        """A transaction: committed at the end of the block, rolled back where that raises."""
        async with self.connect() as connection:
            transaction = await greenlet_spawn(connection._sync.begin)
            transaction.__enter__()
            try:
                yield connection
            except BaseException:
                await greenlet_spawn(transaction.__exit__, *sys.exc_info())
                raise
            await greenlet_spawn(transaction.__exit__, None, None, None)

    async def dispose(self) -> None:
        """Close the connections of the pool."""
        await greenlet_spawn(self.sync.dispose)


async def close_opened(opening: asyncio.Future[sa.Connection]) -> None:
    """Give back what was opened, once it is; where that failed, whoever waited for it was told."""
    await asyncio.wait([opening])
    if not opening.cancelled() and opening.exception() is None:
        await greenlet_spawn(opening.result().close)


async def completed(work: Coroutine[Any, Any, T]) -> T:
    """Wait for what must be done to its end, also where we are cancelled meanwhile; then be cancelled."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return task.result()
