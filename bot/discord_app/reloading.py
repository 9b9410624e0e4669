"""The library loaded and kept fresh: whole and off the loop, swapped in at once, or refused with the reason."""

from __future__ import annotations

import asyncio
import importlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.discord_app.building import Builder, settle
from bot.errors import LibraryError
from bot.library.finished import UnfinishedError
from bot.library.problems import Problem
from bot.library.telling import tell_status

if TYPE_CHECKING:
    from bot.library.apart import Apart
    from bot.library.snapshot import Library
    from bot.search.engine import Engine

log = logging.getLogger(__name__)

SETTLE_MILLISECONDS = 300  # an editor may write a file in several steps
UNFINISHED_PAUSE = 0.1  # seconds until a file that somebody is writing is looked at again
UNFINISHED_SECONDS = 3.0  # after which whoever asked for a reload is told what it waits for


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What is served, since when, and why the latest change is not, if it is not."""

    version: str
    since: datetime
    refused: str = ""
    refused_at: datetime | None = None


class Reloader:
    """Loads the library, and loads it anew when its files change or somebody asks; the last good one keeps serving."""

    def __init__(self, folder: Path, engine: Engine | None, swap: Callable[[Engine], None]) -> None:
        self.folder = folder
        self._swap = swap
        self._serving = engine
        self._builder = Builder()
        self._one_at_a_time = asyncio.Lock()
        self._warming: asyncio.Task[None] | None = None
        self._read_for_claims: Engine | None = None  # the engine whose library was
        self._reading = asyncio.Lock()
        self._unfinished = False  # the last reload met a file that somebody was writing
        self.opened = asyncio.Event()  # there is a library
        self.status = LibraryStatus(engine.library.version if engine else "", datetime.now(UTC))
        if engine is not None:
            self.opened.set()
            tell_status(engine.library)

    async def open(self, reading: Apart) -> Engine:
        """
        Take over the library that is being read, the first one.

        Raises:
            LibraryError: there is no folder, or nothing in it to answer from.
        """
        async with self._one_at_a_time:
            self._serving = engine = await self._builder.build(_opened, reading)
        for problem in engine.library.errors:
            log.warning("set aside: %s", problem)
        self.status = LibraryStatus(engine.library.version, datetime.now(UTC))
        tell_status(engine.library)
        self.opened.set()
        return engine

    async def warm(self) -> None:
        """
        Read and index, once, what the first answers would.

        The library is not read for the claim check before the first is asked for: that takes 60 MiB and a few
        seconds, while whoever asks is told that we think; from then on it is done with each reload.
        """
        if self._warming is None:
            assert self._serving is not None, "there is nothing to warm before a library is open"
            from bot.discord_app.warming import warm

            self._warming = asyncio.create_task(self._builder.build(warm, self._serving))
        await asyncio.shield(self._warming)
        settle()

    def is_ready_for_claims(self, engine: Engine) -> bool:
        """Whether a claim can be checked at once."""
        return self._read_for_claims is engine

    async def ready_for_claims(self, engine: Engine) -> None:
        """Read the library of `engine` for the claim check, unless that is done."""
        from bot.discord_app.warming import read_for_claims

        async with self._reading:
            if self._read_for_claims is engine:
                return
            await self._builder.build(read_for_claims, engine)
            if engine is self._serving:  # a newer one may have taken over; then nothing holds this one for long
                self._read_for_claims = engine
                settle()

    async def reload(self) -> LibraryStatus:
        """Load what changed; serve it when it holds no mistake that what is served did not hold already."""
        from bot.discord_app.warming import warmed

        async with self._one_at_a_time:
            serving = self._serving
            assert serving is not None, "a library is opened before it is reloaded"
            try:
                library = await self._read(serving.library)
            except (LibraryError, OSError) as error:  # OSError: a file went away while it was being read
                return self._refuse(serving.library, str(error))
            if isinstance(library, str):
                return self._refuse(serving.library, library)
            if library.version == serving.library.version:
                self.status = LibraryStatus(library.version, self.status.since)
                tell_status(library)
                return self.status
            claims = self._read_for_claims is serving
            self._serving = engine = await self._builder.build(warmed, library, serving, claims=claims)
            self._read_for_claims = engine if claims else None
            self._swap(engine)
            self.status = LibraryStatus(library.version, datetime.now(UTC))
            tell_status(library)
            return self.status

    async def _read(self, serving: Library) -> Library | str:
        """What `_judged` says of the library once nobody is in the middle of writing a file of it."""
        until = time.monotonic() + UNFINISHED_SECONDS
        while True:
            try:
                library = await self._builder.build(_judged, self.folder, serving)
            except UnfinishedError:
                self._unfinished = True
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(UNFINISHED_PAUSE)
            else:
                self._unfinished = False
                return library

    async def watch(self, stop: asyncio.Event) -> None:
        """Reload whenever a file of the library or a source text changes, until `stop`."""
        from watchfiles import awatch  # late: it is not needed where reloading is off

        folders = [folder for folder in (self.folder, self.folder.parent / "seeds") if folder.is_dir()]
        async for _ in awatch(*folders, step=100, debounce=SETTLE_MILLISECONDS, stop_event=stop):
            await self.reload()
            while self._unfinished and not stop.is_set():  # a file that is closed at last changes no more
                await self.reload()

    def _refuse(self, serving: Library, reason: str) -> LibraryStatus:
        if reason != self.status.refused:
            log.warning("The changed library is not served: %s", reason)
        self.status = LibraryStatus(serving.version, self.status.since, reason, datetime.now(UTC))
        return self.status


def _opened(reading: Apart) -> Engine:
    """The library that is being read; what a client answers with is imported meanwhile, half of a start."""
    importlib.import_module("bot.discord_app.answering")
    from bot.discord_app.warming import engine_of

    return engine_of(reading.library(), reading.folder)


def _judged(folder: Path, serving: Library) -> Library | str:
    """
    The library in `folder` as it is now, or why it may not take over from `serving`.

    A large file can hold hundreds of thousands of mistakes: looking at them, and freeing them, is not for the loop.
    """
    from bot.discord_app.warming import loaded

    library = loaded(folder, serving)
    if library.version != serving.version and (reason := why_not(serving, library)):
        tell_status(serving, library.problems)
        return reason
    return library


def why_not(serving: Library, changed: Library) -> str:
    """Why `changed` may not take over, for people; empty when it may."""
    if not changed.briefs:
        return "no brief of it can be served"
    known = {_name(problem) for problem in serving.errors}
    new = [problem for problem in changed.errors if _name(problem) not in known]
    if not new:
        return ""
    more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
    return f"{new[0]}{more}"


def _name(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.code, problem.message
