"""The store as the rest of Briefbot sees it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.errors import BriefbotError
from bot.store import personal
from bot.store.address import EngineKind, read_address
from bot.store.announcements import Announcements
from bot.store.audit import Audit
from bot.store.backup import BackedUp, NotEmpty, Restored, restore_backup, write_backup
from bot.store.database import Database, Observe
from bot.store.leases import Leases
from bot.store.notices import Notices
from bot.store.people import People
from bot.store.reports import Reports
from bot.store.retention import Retention, Swept, sweep
from bot.store.rows import Clock, utc_now
from bot.store.schema import Migrated
from bot.store.settings import Settings
from bot.store.trays import Trays
from bot.store.upkeep import Parts, Upkeep

Role = Literal["bot", "tool"]
KEEP_BY_DEFAULT = Retention()


@dataclass(frozen=True, slots=True)
class Health:
    """
    Whether the store answers.

    `sentence` says what is wrong, for everybody, and `cause` in the engine's own words, for the operator; both are
    empty when nothing is.
    """

    up: bool
    sentence: str
    cause: str
    settings_known: bool
    engine: EngineKind


class Store:
    """What people save; see the package's docstring for the whole surface."""

    def __init__(self, database: Database, clock: Clock, keep: Retention) -> None:
        self._database = database
        self._clock = clock
        self.retention = keep
        self.announcements = Announcements(database, clock)
        self.settings = Settings(database, self.announcements, clock)
        self.people = People(database, clock)
        self.trays = Trays(database, clock)
        self.reports = Reports(database, clock)
        self.notices = Notices(database, clock)
        self.audit = Audit(database, clock)
        self.leases = Leases(database)
        self._upkeep = Upkeep(Parts(database, self.announcements, self.settings, keep, clock))

    async def start(self, role: Role) -> None:
        """Connect, mend and migrate; `open_store` does this. Raises ConfigError and StoreError."""
        try:
            await (self._upkeep.start_bot() if role == "bot" else self._upkeep.start_tool())
        except BriefbotError:
            await self.close()
            raise

    async def close(self) -> None:
        """Let go of the store; nothing is pending, since every write was on disk when it returned."""
        await self._upkeep.stop()

    @property
    def health(self) -> Health:
        """How the store is, as far as is known; never waits."""
        down = self._database.down
        cause = "" if down is None else self._database.cause
        return Health(down is None, down or "", cause, self.settings.loaded, self._database.kind)

    @property
    def findings(self) -> tuple[str, ...]:
        """What the start found and mended, for the operator."""
        return tuple(self._upkeep.findings)

    @property
    def migrated(self) -> Migrated | None:
        """What the start did to the schema; None while the store was never reached."""
        return self._upkeep.migrated

    @property
    def address(self) -> str:
        """Where the store is, without a password."""
        return self._database.address.shown

    async def export_person(self, user_id: int) -> dict[str, Any]:
        """Everything kept under a person's id, ready for JSON. Raises StoreError."""
        return await personal.export_person(self._database, user_id)

    async def forget_person(self, user_id: int) -> personal.Forgotten:
        """Delete what is kept under a person's id. Raises StoreError."""
        return await personal.forget_person(self._database, user_id)

    async def forget_guild(self, guild_id: int) -> int:
        """Delete a server's settings and shared trays; returns rows touched. Raises StoreError."""
        touched = await personal.forget_guild(self._database, guild_id)
        await self.announcements.announce("settings", str(guild_id))
        return touched

    async def sweep(self) -> Swept:
        """Delete what is older than the retention allows. Raises StoreError."""
        return await sweep(self._database, self.retention, self._clock())

    async def backup(self, path: Path) -> BackedUp:
        """Write everything into a file; see `write_backup`."""
        return await write_backup(self._database, path, self._clock())

    async def restore(self, path: Path, *, replace: bool = False) -> Restored | NotEmpty:
        """Read a file of `backup` into this store; see `restore_backup`."""
        now = self._clock()
        return await restore_backup(self._database, self.announcements, path, replace=replace, now=now)


async def open_store(
    url: str,
    *,
    clock: Clock = utc_now,
    role: Role = "bot",
    retention: Retention = KEEP_BY_DEFAULT,
    observe: Observe | None = None,
) -> Store:
    """
    Open the store at `url`.

    Args:
        role: "bot" owns an SQLite file alone, keeps itself up to date and survives a database that is down; "tool"
            raises instead and shares the file.
        observe: Told how many seconds each "read" and "write" took.

    Raises:
        ConfigError: The address is wrong, or another process uses the file.
        StoreError: The schema is newer than this code, or (as a tool) the store is down.
    """
    store = Store(Database(read_address(url), observe), clock, retention)
    await store.start(role)
    return store
