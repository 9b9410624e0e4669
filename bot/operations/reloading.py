"""A changed library goes live: read whole beside the loop, served when it is sound, told to every other process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import LibraryError, StoreError
from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.store import Announcement, Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swapped:
    """Another library answers now."""

    engine: Engine


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The files say what is served already."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The files cannot be served, so the last good library goes on; `reason` is fit to show a curator."""

    reason: str


Outcome = Swapped | Unchanged | Kept


@dataclass(slots=True)
class Reloader:
    """Reads the library anew on demand, one reading at a time; `swap` is given each engine that shall answer."""

    folder: Path
    engine: Engine
    swap: Callable[[Engine], None]
    loaded_at: float = field(default_factory=time.time)  # seconds since 1970
    last: Outcome = field(default_factory=Unchanged)
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def reload(self) -> Outcome:
        """Read the files, and serve them where they are sound."""
        async with self._busy:
            self.last = await self._read()
        match self.last:
            case Swapped(engine):
                self.engine, self.loaded_at = engine, time.time()
                self.swap(engine)
            case Kept(reason):
                log.error("The library was not reloaded, the last good one goes on: %s", reason)
        return self.last

    async def announce(self, store: Store) -> None:
        """Tell every process which library is served here; without the store they find it by themselves, or not."""
        try:
            await store.announcements.announce("library", self.engine.library.version)
        except StoreError as error:
            log.warning("The other processes could not be told of the new library: %s", error)

    def follow(self, store: Store) -> Callable[[], None]:
        """Reload when another process says that it serves another library; returns the function that ends it."""

        async def told(announcement: Announcement) -> None:
            if announcement.key != self.engine.library.version:
                await self.reload()

        return store.announcements.subscribe("library", told)

    async def watch(self, store: Store) -> None:
        """Reload whenever a file changes, and tell the others; until cancelled."""
        from watchfiles import awatch

        async for _ in awatch(self.folder, self.folder.parent / "seeds", recursive=True):
            if isinstance(await self.reload(), Swapped):
                await self.announce(store)

    async def _read(self) -> Outcome:
        try:
            library = await asyncio.to_thread(load_library, self.folder)
        except LibraryError as error:
            return Kept(str(error))
        if library.version == self.engine.library.version:
            return Unchanged()
        if not library.briefs:
            return Kept(f"{self.folder} holds no brief that can be served: see `briefbot check`.")
        return Swapped(await asyncio.to_thread(Engine, library))
