"""The library kept fresh: a change is loaded whole off the loop, swapped in at once, or refused with the reason."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.discord_app.building import built
from bot.discord_app.warming import warmed
from bot.errors import LibraryError
from bot.library.loading import load_library
from bot.library.problems import Problem
from bot.library.snapshot import Library
from bot.library.telling import tell_status
from bot.search.engine import Engine

log = logging.getLogger(__name__)

SETTLE_MILLISECONDS = 300  # an editor may write a file in several steps


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What is served, since when, and why the latest change is not, if it is not."""

    version: str
    since: datetime
    refused: str = ""
    refused_at: datetime | None = None


class Reloader:
    """Loads the library anew when its files change or somebody asks; the last good one keeps serving."""

    def __init__(self, folder: Path, engine: Engine, swap: Callable[[Engine], None]) -> None:
        self.folder = folder
        self._swap = swap
        self._serving = engine.library
        self._one_at_a_time = asyncio.Lock()
        self.status = LibraryStatus(engine.library.version, datetime.now(UTC))
        tell_status(engine.library)

    async def reload(self) -> LibraryStatus:
        """Load everything; serve it when it holds no mistake that what is served did not hold already."""
        async with self._one_at_a_time:
            try:
                library = await asyncio.to_thread(built, load_library, self.folder)
            except (LibraryError, OSError) as error:  # OSError: a file went away while it was being read
                return self._refuse(str(error))
            if library.version == self._serving.version:
                self.status = LibraryStatus(library.version, self.status.since)
                tell_status(library)
                return self.status
            if reason := why_not(self._serving, library):
                tell_status(self._serving, library.problems)
                return self._refuse(reason)
            engine = await asyncio.to_thread(built, warmed, library)
            self._serving = library
            self._swap(engine)
            self.status = LibraryStatus(library.version, datetime.now(UTC))
            tell_status(library)
            return self.status

    async def watch(self, stop: asyncio.Event) -> None:
        """Reload whenever a file of the library or a source text changes, until `stop`."""
        from watchfiles import awatch  # late: it is not needed where reloading is off

        folders = [folder for folder in (self.folder, self.folder.parent / "seeds") if folder.is_dir()]
        async for _ in awatch(*folders, step=100, debounce=SETTLE_MILLISECONDS, stop_event=stop):
            await self.reload()

    def _refuse(self, reason: str) -> LibraryStatus:
        self.status = LibraryStatus(self._serving.version, self.status.since, reason, datetime.now(UTC))
        log.warning("The changed library is not served: %s", reason)
        return self.status


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
