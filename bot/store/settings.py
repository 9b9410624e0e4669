"""What each server chose, held in memory so that lookups never wait for the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import sqlalchemy as sa

from bot.errors import StoreError
from bot.store import audit, tables
from bot.store.announcements import Announcement, Announcements
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock, new_id, storable

Visibility = Literal["public", "private"]


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """One server's choices; the defaults are those of a server that chose nothing."""

    guild_id: int | None = None
    visibility: Visibility = "public"
    citation_style: str = "apa"
    public_channels: tuple[int, ...] = ()  # empty: all of them
    spoilers: bool = True
    notices_channel: int | None = None


Edit = Callable[[GuildSettings], GuildSettings]


@lru_cache(maxsize=256)
def _unchosen(guild_id: int | None) -> GuildSettings:
    """The settings of a server that chose nothing."""
    return GuildSettings(guild_id)


class Settings:
    """
    Every server that chose something, in memory.

    Servers that never opened the settings take no room. Changes made elsewhere arrive by announcement.
    """

    def __init__(self, database: Database, announcements: Announcements, clock: Clock) -> None:
        self._database = database
        self._announcements = announcements
        self._clock = clock
        self._known: dict[int, GuildSettings] = {}
        self._refreshing = asyncio.Lock()
        self.loaded = False  # whether what is in memory ever came from the store
        self.stale = False  # whether a change is known to be missing from it
        announcements.subscribe("settings", self._on_change)

    def of(self, guild_id: int | None) -> GuildSettings:
        """What a server chose; the defaults in direct messages, where nothing was chosen and while nothing is known."""
        return (self._known.get(guild_id) if guild_id is not None else None) or _unchosen(guild_id)

    async def change(self, guild_id: int, edit: Edit, *, by: int) -> GuildSettings:
        """
        Change a server's settings as they are in the store now, and write who did it into the audit.

        Args:
            edit: From the old settings to the new; may be called more than once.

        Raises:
            StoreError: Nothing was changed.
        """
        entry_id, at = new_id(), self._clock()

        async def work(connection: Connection) -> tuple[GuildSettings, bool]:
            old = await read_one(connection, guild_id) or GuildSettings(guild_id)
            new = edit(old)
            if new != old:
                await write_one(connection, new, at)
                await audit.enter(connection, describe(old, new, by), entry_id, at)
                await self._announcements.enter(connection, Announcement("settings", str(guild_id)), at)
            return new, new != old

        new, changed = await self._database.write(work)
        if changed:
            await self._announcements.ring()
        try:
            await self._refresh(guild_id)
        except StoreError:
            self._known[guild_id] = new
        return new

    async def load(self) -> None:
        """Read the settings of every server. Raises StoreError."""
        async with self._refreshing:
            self._known = await self._database.read(read_all)
            self.loaded, self.stale = True, False

    async def _on_change(self, announcement: Announcement) -> None:
        if announcement.key:
            await self._refresh(int(announcement.key))
        else:
            await self.load()

    async def _refresh(self, guild_id: int) -> None:
        # One at a time, so that what was read last is what stays.
        async with self._refreshing:
            try:
                found = await self._database.read(lambda connection: read_one(connection, guild_id))
            except StoreError:
                self.stale = True
                raise
            if found is None:
                self._known.pop(guild_id, None)
            else:
                self._known[guild_id] = found


def from_row(row: sa.RowMapping) -> GuildSettings:
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(GuildSettings)}
    return GuildSettings(**{**values, "public_channels": tuple(values["public_channels"])})


async def read_one(connection: Connection, guild_id: int) -> GuildSettings | None:
    query = sa.select(tables.guild_settings).where(tables.guild_settings.c.guild_id == guild_id)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else from_row(row)


async def read_all(connection: Connection) -> dict[int, GuildSettings]:
    rows = (await connection.execute(sa.select(tables.guild_settings))).mappings()
    return {row["guild_id"]: from_row(row) for row in rows}


async def write_one(connection: Connection, new: GuildSettings, at: datetime) -> None:
    row = {
        **{field.name: getattr(new, field.name) for field in fields(GuildSettings)},
        "citation_style": storable(new.citation_style, 40, "The name of a citation style"),
        "public_channels": list(new.public_channels),
        "changed_at": at,
    }
    table = tables.guild_settings
    changed = await connection.execute(sa.update(table).where(table.c.guild_id == new.guild_id).values(row))
    if not changed.rowcount:
        await connection.execute(sa.insert(table).values(row))


def describe(old: GuildSettings, new: GuildSettings, by: int) -> audit.Act:
    names = [field.name for field in fields(GuildSettings) if getattr(old, field.name) != getattr(new, field.name)]
    detail = "; ".join(f"{name}: {getattr(old, name)} → {getattr(new, name)}" for name in names)
    return audit.Act(by, "change settings", ", ".join(names), detail, new.guild_id)
