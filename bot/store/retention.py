"""How long things are kept, and the sweep that deletes what is older."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock

SWEEP_SECONDS = 3600.0
MINUTE = timedelta(minutes=1)
CLOCK_TOLERANCE = 10 * MINUTE
ANNOUNCEMENTS_FOR = timedelta(days=1)  # who was away longer than this reads everything anew

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that things are kept; None means until somebody deletes them."""

    report_days: int | None = 180
    notice_days: int | None = 90
    audit_days: int | None = 730
    tray_days: int | None = None


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows were deleted because they were too old."""

    reports: int
    notices: int
    audit: int
    tray_items: int

    def __str__(self) -> str:
        return (
            f"{self.reports} reports, {self.notices} notices, {self.audit} audit entries, {self.tray_items} tray items"
        )


@dataclass(slots=True)
class Watch:
    """
    Compares the wall clock with the monotonic one, so that a clock that leaps never deletes anything.

    A leap is only known to the process that lived through it; the first sweep therefore comes SWEEP_SECONDS after
    the start, when a clock that was wrong at boot has usually been set right.
    """

    clock: Clock
    monotonic: Callable[[], float] = time.monotonic
    _at: datetime = field(init=False)
    _ticks: float = field(init=False)

    def __post_init__(self) -> None:
        self._at, self._ticks = self.clock(), self.monotonic()

    def leap(self) -> timedelta:
        """How far the clock went astray since the last look, in whole minutes; zero when within tolerance."""
        at, ticks = self.clock(), self.monotonic()
        astray = (at - self._at) - timedelta(seconds=ticks - self._ticks)
        self._at, self._ticks = at, ticks
        return timedelta(minutes=round(astray / MINUTE)) if abs(astray) > CLOCK_TOLERANCE else timedelta(0)


async def sweep(database: Database, retention: Retention, now: datetime) -> Swept:
    """Delete what is older than `retention` says, for good. Raises StoreError."""
    aged = (
        (tables.reports, tables.reports.c.created_at, retention.report_days),
        (tables.notices, tables.notices.c.created_at, retention.notice_days),
        (tables.audit, tables.audit.c.at, retention.audit_days),
    )

    async def work(connection: Connection) -> Swept:
        reports, notices, audit = [await delete_older(connection, *each, now) for each in aged]
        trays = await delete_stale_trays(connection, now, retention.tray_days)
        await delete_announcements(connection, now)
        return Swept(reports, notices, audit, trays)

    swept = await database.write(work)
    await database.wipe()
    return swept


async def delete_older(
    connection: Connection, table: sa.Table, column: sa.Column[datetime], days: int | None, now: datetime
) -> int:
    if days is None:
        return 0
    return (await connection.execute(sa.delete(table).where(column < now - timedelta(days=days)))).rowcount


async def delete_stale_trays(connection: Connection, now: datetime, days: int | None) -> int:
    """Delete whole trays to which nothing was added for so long: half a tray would be worse than none."""
    if days is None:
        return 0
    columns = tables.tray_items.c
    newest = sa.func.max(columns.added_at, type_=tables.Instant)
    stale = (
        sa.select(columns.scope, columns.scope_id)
        .group_by(columns.scope, columns.scope_id)
        .having(newest < now - timedelta(days=days))
    )
    deleted = 0
    for row in (await connection.execute(stale)).all():
        tray = sa.and_(columns.scope == row.scope, columns.scope_id == row.scope_id)
        deleted += (await connection.execute(sa.delete(tables.tray_items).where(tray))).rowcount
    return deleted


async def delete_announcements(connection: Connection, now: datetime) -> None:
    """Delete old announcements but the newest, from which the next one takes its number."""
    columns = tables.announcements.c
    newest = await connection.scalar(sa.select(sa.func.max(columns.sequence)))
    old = sa.and_(columns.at < now - ANNOUNCEMENTS_FOR, columns.sequence < (newest or 0))
    await connection.execute(sa.delete(tables.announcements).where(old))
