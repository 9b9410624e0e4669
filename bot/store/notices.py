"""What is still to be told to a person, once: "your question has an answer now"."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock, new_id, storable

TEXT_LIMIT = 2000  # characters, Discord's limit of a plain message
TAKEN_FOR = timedelta(minutes=10)  # a worker that took a notice and died is given up after this

notices = tables.notices


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell; `way` is "direct" (a direct message) until that failed, then "reply"."""

    id: str
    user_id: int
    text: str
    report_id: str | None
    way: Literal["direct", "reply"]
    created_at: datetime


class Notices:
    """
    Notices owed.

    Taking one hides it from all other workers, telling it deletes it. Only when a worker dies between the two, or
    its report of success is lost, is a person told twice; nobody is forgotten.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._by_reply: frozenset[int] | None = None  # as `look` found them; None where that is not known
        self._one_look = asyncio.Lock()  # or an earlier one that ends later would put back what it saw

    def may_owe(self, user_id: int) -> bool:
        """Whether a reply to the person may have something to tell: False only as the last `look` found it."""
        return self._by_reply is None or user_id in self._by_reply

    async def look(self) -> None:
        """See who is to be told with a private reply, so that nobody else is looked up. Raises StoreError."""
        query = sa.select(notices.c.user_id).where(notices.c.way == "reply").distinct()
        async with self._one_look:
            self._by_reply = None
            self._by_reply = frozenset(await self._database.read(lambda connection: connection.scalars(query)))

    async def owe(self, user_id: int, text: str, report_id: str | None = None) -> str:
        """Keep something to tell; returns its id. Raises StoreError."""
        notice = Notice(new_id(), user_id, text, report_id, "direct", self._clock())

        async def work(connection: Connection) -> str:
            await enter(connection, notice)
            return notice.id

        return await self._database.write(work)

    async def take(self, user_id: int | None = None, limit: int = 20) -> tuple[Notice, ...]:
        """Those to tell now, oldest first: all of one person, or all that may be sent directly. Raises StoreError."""
        now = self._clock()
        whose = notices.c.way == "direct" if user_id is None else notices.c.user_id == user_id
        # A clock that was set back must not hide a notice for longer than TAKEN_FOR either.
        free = sa.or_(notices.c.taken_at.is_(None), notices.c.taken_at < now - TAKEN_FOR, notices.c.taken_at > now)
        columns = [notices.c[name] for name in Notice.__slots__]
        query = sa.select(*columns).where(whose, free).order_by(notices.c.created_at, notices.c.id).limit(limit)

        async def work(connection: Connection) -> tuple[Notice, ...]:
            taken = tuple(Notice(**row) for row in (await connection.execute(query)).mappings())
            ids = [notice.id for notice in taken]
            await connection.execute(sa.update(notices).where(notices.c.id.in_(ids)).values(taken_at=now))
            return taken

        # Most people are owed nothing, and looking costs far less than a transaction that writes.
        if not await self._database.read(lambda connection: connection.scalar(query)):
            return ()
        return await self._database.write(work)

    async def told(self, notice_id: str) -> None:
        """The person has read it; it is deleted. Raises StoreError."""

        async def work(connection: Connection) -> None:
            await connection.execute(sa.delete(notices).where(notices.c.id == notice_id))

        await self._database.write(work)

    async def undeliverable(self, notice_id: str) -> None:
        """The direct message failed; their next private reply tells them. Raises StoreError."""
        self._by_reply = None
        values = {"way": "reply", "taken_at": None}

        async def work(connection: Connection) -> None:
            await connection.execute(sa.update(notices).where(notices.c.id == notice_id).values(values))

        await self._database.write(work)


async def enter(connection: Connection, notice: Notice) -> None:
    """Owe a notice in the transaction that it belongs to; doing so twice is harmless."""
    if await connection.scalar(sa.select(notices.c.id).where(notices.c.id == notice.id)):
        return
    row = {
        "id": notice.id,
        "user_id": notice.user_id,
        "text": storable(notice.text, TEXT_LIMIT, "A notice"),
        "report_id": notice.report_id,
        "way": notice.way,
        "created_at": notice.created_at,
    }
    await connection.execute(sa.insert(notices).values(row))
