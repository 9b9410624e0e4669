"""Gets the store ready, keeps it up to date in the background, and brings it back after a failure."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import BriefbotError, ConfigError, StoreError
from bot.store import damage
from bot.store.announcements import Announcements
from bot.store.database import Database
from bot.store.failures import Failure, SchemaTooNewError, classify
from bot.store.ownership import Ownership
from bot.store.retention import SWEEP_SECONDS, Retention, Watch, sweep
from bot.store.rows import Clock
from bot.store.schema import Migrated, migrate
from bot.store.settings import Settings

RETRY_SECONDS = 1.0
TOOL_SECONDS = 0.5  # a terminal command holds the file while it checks it
AFTER_LEAP_SECONDS = 86400.0  # time for somebody to set a wrong clock right
LISTEN_AGAIN_SECONDS = 5.0
DEAF_SECONDS = 600.0  # an engine or pooler without notifications seldom learns them

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is kept up."""

    database: Database
    announcements: Announcements
    settings: Settings
    retention: Retention
    clock: Clock


class Upkeep:
    """The store's one background task, and one more that listens where the engine notifies."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._database = parts.database
        self._tasks: list[asyncio.Task[None]] = []
        self._ownership = Ownership(parts.database.address.path) if parts.database.address.path else None
        self._watch = Watch(parts.clock)
        self._sweep_due = time.monotonic() + SWEEP_SECONDS
        self.findings: list[str] = []
        self.migrated: Migrated | None = None

    async def start_tool(self) -> None:
        """Get ready or raise: a terminal command has nobody to wait for. Raises StoreError."""
        await self._claim(alone=False)
        if self._ownership is not None:
            self._ownership.release()
        try:
            await self._ready()
        except SchemaTooNewError:
            raise
        except StoreError as error:
            raise StoreError(f"{error} ({self._database.address.shown}: {self._database.cause})") from error

    async def start_bot(self) -> None:
        """
        Get ready, or start without a store and go on trying.

        Raises:
            ConfigError: Another process uses the same SQLite file.
            SchemaTooNewError: The store is not ours to touch.
        """
        try:
            await self._claim(alone=True)
            await self._ready()
        except SchemaTooNewError:
            raise
        except StoreError as error:
            log.warning("starting without the store: %s", error)
            self._database.mark_down(str(error))
        self._tasks.append(asyncio.create_task(self._keep_up(), name="store upkeep"))
        # What a pooler passes on of notifications is luck.
        if self._database.kind == "postgresql" and not self._database.address.pooled:
            self._tasks.append(asyncio.create_task(self._listen(), name="store notifications"))

    async def stop(self) -> None:
        """End the background tasks and give the file back."""
        for task in self._tasks:
            task.cancel()
        for outcome in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error("the store's upkeep had ended early", exc_info=outcome)
        await self._database.close()
        if self._ownership is not None:
            self._ownership.release()

    async def _claim(self, *, alone: bool) -> None:
        if self._ownership is None or self._ownership.held:
            return
        path, now = self._database.address.path, self._parts.clock()
        assert path is not None
        try:
            owned = await asyncio.to_thread(claim_file, self._ownership, path)
            if alone and not owned:
                await asyncio.sleep(TOOL_SECONDS)
                owned = await asyncio.to_thread(claim_file, self._ownership, path)
            finding = await asyncio.to_thread(sound_file, path, now) if owned else None
        except (OSError, sqlite3.Error) as error:
            self._ownership.release()
            raise StoreError(unusable(path, error)) from error
        if alone and not owned:
            raise ConfigError(
                f"Another Briefbot already uses {path}. Stop it first, or give this one a store of its own; "
                "several processes share a store on PostgreSQL (store.url: postgresql://user:password@host/name)."
            )
        if finding is not None:
            log.warning("%s", finding)
            self.findings.append(finding)

    async def _ready(self) -> None:
        migrated = await migrate(self._database)
        self.migrated = self.migrated or migrated
        if migrated.before not in (None, migrated.after):
            self.findings.append(f"The store was brought from schema {migrated.before} to {migrated.after}.")
        self._database.mark_up()
        await self._parts.announcements.begin()
        await self._parts.settings.load()

    async def _keep_up(self) -> None:
        while True:
            try:
                if self._database.down is not None:
                    await self._come_back()
                await self._step()
            except BriefbotError as error:
                # What failed is in the log already; here it would be written every second.
                log.debug("the store is not there: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                await self._parts.announcements.wait()

    async def _come_back(self) -> None:
        await self._claim(alone=True)
        try:
            await self._ready()
        except StoreError as error:
            self._database.mark_down(str(error))
            raise
        log.info("the store is back")
        await self._parts.announcements.resume()

    async def _step(self) -> None:
        await self._parts.announcements.catch_up()
        if self._parts.settings.stale:
            await self._parts.settings.load()
        if time.monotonic() >= self._sweep_due:
            self._sweep_due = time.monotonic() + SWEEP_SECONDS
            await self._sweep()

    async def _sweep(self) -> None:
        leap = self._watch.leap()
        if leap:
            log.warning("the clock leapt by %s, so nothing is deleted for its age until tomorrow", leap)
            self._sweep_due += AFTER_LEAP_SECONDS
            return
        log.info("kept long enough: %s", await sweep(self._database, self._parts.retention, self._parts.clock()))

    async def _listen(self) -> None:
        while True:
            try:
                able = await self._parts.announcements.listen()
            except StoreError:
                able = self._database.down is not None
            if not able:
                log.info("no notifications arrive here; changes are looked up every second instead")
            await asyncio.sleep(LISTEN_AGAIN_SECONDS if able else DEAF_SECONDS)


def claim_file(ownership: Ownership, path: Path) -> bool:
    """Make the folder where it is missing, and lock the file in it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return ownership.take()


def sound_file(path: Path, now: datetime) -> str | None:
    """Mend the file or make it, readable by its owner only; returns what was found."""
    finding = damage.mend(path, now)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return finding


def unusable(path: Path, error: OSError | sqlite3.Error) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    failure = Failure.READ_ONLY if isinstance(error, OSError) else classify(error)
    return f"{failure.value} ({path}: {reason})"
