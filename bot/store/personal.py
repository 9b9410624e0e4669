"""Everything that is kept under one person's or one server's id: handed out, or forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database

trays = tables.tray_items


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What deleting a person's data did, in rows."""

    choices: int
    private_items: int
    reports: int
    notices: int
    notes_in_shared_trays: int
    entries_without_name: int  # shared items and audit entries that stay, without the person's id

    def __str__(self) -> str:
        return (
            f"deleted: {self.choices} choices, {self.private_items} tray items, {self.reports} reports, "
            f"{self.notices} notices, {self.notes_in_shared_trays} notes; "
            f"{self.entries_without_name} entries stay without the person's id"
        )


async def export_person(database: Database, user_id: int) -> dict[str, Any]:
    """
    Everything kept under a person's id, as one moment knows it, ready for JSON.

    Returns:
        The id, and per table a list of rows; times are ISO 8601, empty tables are left out. Raises StoreError.
    """

    async def work(connection: Connection) -> dict[str, Any]:
        found: dict[str, Any] = {"user_id": user_id}
        for table, condition in about(user_id):
            query = sa.select(table).where(condition).order_by(*table.primary_key.columns)
            rows = (await connection.execute(query)).mappings().all()
            if rows:
                found[table.name] = [{name: readable(value) for name, value in row.items()} for row in rows]
        return found

    return await database.snapshot(work)


async def forget_person(database: Database, user_id: int) -> Forgotten:
    """Delete what is kept under a person's id, and take the id off what stays. Raises StoreError."""

    async def work(connection: Connection) -> Forgotten:
        async def rows(statement: sa.Update | sa.Delete) -> int:
            return (await connection.execute(statement)).rowcount

        own = sa.and_(trays.c.scope == "person", trays.c.scope_id == user_id)
        return Forgotten(
            choices=await rows(sa.delete(tables.people).where(tables.people.c.user_id == user_id)),
            private_items=await rows(sa.delete(trays).where(own)),
            reports=await rows(sa.delete(tables.reports).where(tables.reports.c.asker_id == user_id)),
            notices=await rows(sa.delete(tables.notices).where(tables.notices.c.user_id == user_id)),
            notes_in_shared_trays=await rows(
                sa.update(trays).where(trays.c.noted_by == user_id).values(note="", noted_by=None)
            ),
            entries_without_name=await rows(sa.update(trays).where(trays.c.added_by == user_id).values(added_by=None))
            + await rows(sa.update(tables.audit).where(tables.audit.c.actor_id == user_id).values(actor_id=None)),
        )

    forgotten = await database.write(work)
    await database.wipe()
    return forgotten


async def forget_guild(database: Database, guild_id: int) -> int:
    """Delete a server's settings and shared trays, and take its id off the rest; returns rows. Raises StoreError."""

    async def work(connection: Connection) -> int:
        touched = 0
        for table in (tables.guild_settings, trays):
            touched += (await connection.execute(sa.delete(table).where(table.c.guild_id == guild_id))).rowcount
        for table in (tables.reports, tables.audit):
            nameless = sa.update(table).where(table.c.guild_id == guild_id).values(guild_id=None)
            touched += (await connection.execute(nameless)).rowcount
        return touched

    touched = await database.write(work)
    await database.wipe()
    return touched


def about(user_id: int) -> tuple[tuple[sa.Table, sa.ColumnElement[bool]], ...]:
    mine = sa.or_(
        sa.and_(trays.c.scope == "person", trays.c.scope_id == user_id),
        trays.c.added_by == user_id,
        trays.c.noted_by == user_id,
    )
    return (
        (tables.people, tables.people.c.user_id == user_id),
        (trays, mine),
        (tables.reports, tables.reports.c.asker_id == user_id),
        (tables.notices, tables.notices.c.user_id == user_id),
        (tables.audit, tables.audit.c.actor_id == user_id),
    )


def readable(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
