"""What a person chose for themselves: the citation style used last, and whether to be told of answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock, storable

NotifyWish = Literal["ask", "always", "never"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person's own choices; `notify` says whether to be told when a question of theirs is answered later."""

    user_id: int
    citation_style: str | None = None
    notify: NotifyWish = "ask"


class People:
    """What people chose; nothing is kept of those who chose nothing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(self, user_id: int) -> Person:
        """What a person chose; the defaults when nothing. Raises StoreError."""
        columns = tables.people.c
        query = sa.select(columns.user_id, columns.citation_style, columns.notify).where(columns.user_id == user_id)

        async def work(connection: Connection) -> Person:
            row = (await connection.execute(query)).mappings().first()
            return Person(user_id) if row is None else Person(**row)

        return await self._database.read(work)

    async def remember_style(self, user_id: int, style: str) -> None:
        """Keep the style of their last citation. Raises StoreError."""
        await self._keep(user_id, {"citation_style": storable(style, 40, "The name of a citation style")})

    async def wish(self, user_id: int, notify: NotifyWish) -> None:
        """Keep whether they want to be told. Raises StoreError."""
        await self._keep(user_id, {"notify": notify})

    async def _keep(self, user_id: int, values: dict[str, Any]) -> None:
        at = self._clock()
        table = tables.people

        async def work(connection: Connection) -> None:
            row = {**values, "changed_at": at}
            changed = await connection.execute(sa.update(table).where(table.c.user_id == user_id).values(row))
            if not changed.rowcount:
                await connection.execute(sa.insert(table).values({"notify": "ask", **row, "user_id": user_id}))

        await self._database.write(work)
