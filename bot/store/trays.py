"""Trays: what people collect during a discussion, in order, with notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock, new_id, storable

ItemKind = Literal["passage", "figure", "brief"]

TRAY_LIMIT = 200  # items: more than a dossier holds, and few enough to renumber in one transaction
KEY_LIMIT = 200  # characters
NOTE_LIMIT = 1000  # characters

items = tables.tray_items
SHOWN = (items.c.id, items.c.kind, items.c.key, items.c.note, items.c.position, items.c.added_by, items.c.added_at)


@dataclass(frozen=True, slots=True)
class Tray:
    """Whose tray: a channel's or thread's, which everyone there shares, or one person's."""

    scope: Literal["channel", "person"]
    id: int
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewItem:
    """What to collect; `key` is the typed key of a passage or figure (`tip-2024:12`) or the id of a brief."""

    kind: ItemKind
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrayItem:
    """One thing in a tray; positions run from 1 without gaps, `added_by` is None when that person was forgotten."""

    id: str
    kind: ItemKind
    key: str
    note: str
    position: int
    added_by: int | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    item: TrayItem


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    item: TrayItem


@dataclass(frozen=True, slots=True)
class TrayFull:
    limit: int


@dataclass(frozen=True, slots=True)
class Annotated:
    item: TrayItem


@dataclass(frozen=True, slots=True)
class Moved:
    items: tuple[TrayItem, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    item: TrayItem


@dataclass(frozen=True, slots=True)
class NotInTray:
    key: str


def channel_tray(channel_id: int, guild_id: int | None) -> Tray:
    """The tray that a channel or thread shares."""
    return Tray("channel", channel_id, guild_id)


def private_tray(user_id: int) -> Tray:
    """The tray that only one person sees, the same wherever they are."""
    return Tray("person", user_id)


class Trays:
    """Everybody's trays. Wherever a key is asked for, the item's id does as well."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def show(self, tray: Tray) -> tuple[TrayItem, ...]:
        """All items in order. Raises StoreError."""
        return await self._database.read(lambda connection: read_items(connection, tray))

    async def add(self, tray: Tray, new: NewItem, *, by: int) -> Added | AlreadyThere | TrayFull:
        """Put something at the end. Raises StoreError, also for a key or note that is too long."""
        key = storable(new.key, KEY_LIMIT, "A key")
        note = storable(new.note, NOTE_LIMIT, "A note")
        item = TrayItem(new_id(), new.kind, key, note, 0, by, self._clock())

        async def work(connection: Connection) -> Added | AlreadyThere | TrayFull:
            present = await read_items(connection, tray)
            known = find(present, item.key)
            if known is not None:
                return Added(known) if known.id == item.id else AlreadyThere(known)
            if len(present) >= TRAY_LIMIT:
                return TrayFull(TRAY_LIMIT)
            placed = replace(item, position=len(present) + 1)
            await connection.execute(sa.insert(items).values(as_row(tray, placed)))
            return Added(placed)

        return await self._database.write(work)

    async def annotate(self, tray: Tray, key: str, note: str, *, by: int) -> Annotated | NotInTray:
        """Write or replace the note of an item; an empty one removes it. Raises StoreError."""
        text = storable(note, NOTE_LIMIT, "A note")

        async def work(connection: Connection) -> Annotated | NotInTray:
            item = find(await read_items(connection, tray), key)
            if item is None:
                return NotInTray(key)
            values = {"note": text, "noted_by": by if text else None}
            await connection.execute(sa.update(items).where(items.c.id == item.id).values(values))
            return Annotated(replace(item, note=text))

        return await self._database.write(work)

    async def move(self, tray: Tray, key: str, position: int) -> Moved | NotInTray:
        """Put an item at a position from 1; positions beyond the ends mean the ends. Raises StoreError."""

        async def work(connection: Connection) -> Moved | NotInTray:
            present = await read_items(connection, tray)
            item = find(present, key)
            if item is None:
                return NotInTray(key)
            others = [each for each in present if each.id != item.id]
            at = min(max(position, 1), len(present)) - 1
            return Moved(await renumber(connection, [*others[:at], item, *others[at:]]))

        return await self._database.write(work)

    async def remove(self, tray: Tray, key: str) -> Removed | NotInTray:
        """Delete one item; those after it move up. Raises StoreError."""

        async def work(connection: Connection) -> Removed | NotInTray:
            present = await read_items(connection, tray)
            item = find(present, key)
            if item is None:
                return NotInTray(key)
            await connection.execute(sa.delete(items).where(items.c.id == item.id))
            await renumber(connection, [each for each in present if each.id != item.id])
            return Removed(item)

        return await self._database.write(work)

    async def clear(self, tray: Tray) -> int:
        """Delete all items, down to the bytes on SQLite; returns how many. Raises StoreError."""

        async def work(connection: Connection) -> int:
            return (await connection.execute(sa.delete(items).where(in_tray(tray)))).rowcount

        deleted = await self._database.write(work)
        await self._database.wipe()
        return deleted


def in_tray(tray: Tray) -> sa.ColumnElement[bool]:
    return sa.and_(items.c.scope == tray.scope, items.c.scope_id == tray.id)


async def read_items(connection: Connection, tray: Tray) -> tuple[TrayItem, ...]:
    query = sa.select(*SHOWN).where(in_tray(tray)).order_by(items.c.position, items.c.id)
    return tuple(TrayItem(**row) for row in (await connection.execute(query)).mappings())


def find(present: tuple[TrayItem, ...], key: str) -> TrayItem | None:
    return next((item for item in present if key in (item.key, item.id)), None)


async def renumber(connection: Connection, ordered: list[TrayItem]) -> tuple[TrayItem, ...]:
    placed = tuple(replace(item, position=position) for position, item in enumerate(ordered, 1))
    for before, after in zip(ordered, placed, strict=True):
        if before.position != after.position:
            await connection.execute(sa.update(items).where(items.c.id == after.id).values(position=after.position))
    return placed


def as_row(tray: Tray, item: TrayItem) -> dict[str, object]:
    return {
        "id": item.id,
        "scope": tray.scope,
        "scope_id": tray.id,
        "guild_id": tray.guild_id,
        "kind": item.kind,
        "key": item.key,
        "note": item.note,
        "position": item.position,
        "added_by": item.added_by,
        "noted_by": item.added_by if item.note else None,
        "added_at": item.added_at,
    }
