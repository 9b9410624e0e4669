"""Who among the curators and managers did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock, new_id, storable

TEXT_LIMIT = 4000  # characters of target and detail each


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a curator or manager did, for example `Act(7, "add alias", "overseas-wages", "loyalty funds")`."""

    actor_id: int
    action: str
    target: str = ""
    detail: str = ""
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as recorded; `actor_id` is None when the person asked to be forgotten."""

    id: str
    actor_id: int | None
    action: str
    target: str
    detail: str
    guild_id: int | None
    at: datetime


class Audit:
    """The record of curators' actions; entries are never changed, only forgotten in time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def record(self, act: Act) -> None:
        """Write one act down. Raises StoreError."""
        entry_id, at = new_id(), self._clock()

        async def work(connection: Connection) -> None:
            await enter(connection, act, entry_id, at)

        await self._database.write(work)

    async def latest(self, limit: int = 50, guild_id: int | None = None) -> tuple[Entry, ...]:
        """The newest acts first, of one guild or of all. Raises StoreError."""
        query = sa.select(tables.audit).order_by(tables.audit.c.at.desc(), tables.audit.c.id).limit(limit)
        if guild_id is not None:
            query = query.where(tables.audit.c.guild_id == guild_id)

        async def work(connection: Connection) -> tuple[Entry, ...]:
            return tuple(Entry(**row) for row in (await connection.execute(query)).mappings())

        return await self._database.read(work)


async def enter(connection: Connection, act: Act, entry_id: str, at: datetime) -> None:
    """Write an act in the transaction that it belongs to; doing so twice is harmless."""
    if await connection.scalar(sa.select(tables.audit.c.id).where(tables.audit.c.id == entry_id)):
        return
    row = {
        "id": entry_id,
        "actor_id": act.actor_id,
        "action": storable(act.action, 60, "The name of an action"),
        "target": storable(act.target, TEXT_LIMIT, "What an action is about"),
        "detail": storable(act.detail, TEXT_LIMIT, "The detail of an action"),
        "guild_id": act.guild_id,
        "at": at,
    }
    await connection.execute(sa.insert(tables.audit).values(row))
