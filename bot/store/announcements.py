"""How processes tell each other that something changed: a short table, polled, and LISTEN/NOTIFY to look sooner."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, cast

import sqlalchemy as sa

from bot.errors import StoreError
from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database
from bot.store.rows import Clock

Topic = Literal["settings", "library", "everything"]

CHANNEL = "briefbot"
POLL_SECONDS = 1.0  # a change must reach every worker within two seconds
POLL_SECONDS_WHEN_NOTIFIED = 15.0  # in case that a notification was lost
PROOF_SECONDS = 2.0  # how long our own notification may take before we take the engine to have none

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something changed; `key` says which (for settings the guild's id) and may be empty."""

    topic: Topic
    key: str


OnChange = Callable[[Announcement], Awaitable[None]]


class Announcements:
    """
    Announcements are numbered without gaps in the order of their commits, so a reader that missed some knows it.

    The table is the truth; a notification only wakes the reader. Poolers and engines that swallow notifications
    therefore cost a little time, never an announcement.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._subscribers: dict[Topic, list[OnChange]] = {"settings": [], "library": [], "everything": []}
        self._last: int | None = None
        self._woken = asyncio.Event()
        self.notified = False

    async def announce(self, topic: Topic, key: str = "") -> None:
        """Tell every process, this one included. Raises StoreError."""
        at = self._clock()

        async def work(connection: Connection) -> None:
            await self.enter(connection, Announcement(topic, key), at)

        await self._database.write(work)
        await self.ring()

    def subscribe(self, topic: Topic, on_change: OnChange) -> Callable[[], None]:
        """Be told of one topic, and of "everything"; returns the function that ends it."""
        self._subscribers[topic].append(on_change)
        return lambda: self._subscribers[topic].remove(on_change)

    async def enter(self, connection: Connection, announcement: Announcement, at: object) -> None:
        """Write an announcement in the transaction that makes the change."""
        newest = await connection.scalar(sa.select(sa.func.max(tables.announcements.c.sequence)))
        row = {"sequence": (newest or 0) + 1, "topic": announcement.topic, "key": announcement.key, "at": at}
        await connection.execute(sa.insert(tables.announcements).values(row))

    async def ring(self) -> None:
        """Wake the readers after the commit; where that is impossible they look by themselves soon."""
        self._woken.set()
        if not self.notified:
            return
        try:
            await self._database.read(notify)
        except StoreError:
            log.warning("could not wake the other processes; they will look within %s s", POLL_SECONDS_WHEN_NOTIFIED)

    async def begin(self) -> None:
        """Take everything up to now as known. Raises StoreError."""
        self._last = await self._database.read(newest_sequence)

    async def catch_up(self) -> None:
        """Tell the subscribers what is new. Raises StoreError."""
        if self._last is None:
            return await self.begin()
        self._woken.clear()
        last = self._last
        rows = await self._database.read(lambda connection: later_than(connection, last))
        if not rows:
            return None
        self._last = rows[-1][0]
        if rows[0][0] != last + 1:
            return await self._tell(Announcement("everything", ""))
        for announcement in dict.fromkeys(Announcement(cast(Topic, topic), key) for _, topic, key in rows):
            await self._tell(announcement)
        return None

    async def resume(self) -> None:
        """After a time without the store: whatever was announced meanwhile counts as missed. Raises StoreError."""
        await self.begin()
        await self._tell(Announcement("everything", ""))

    async def wait(self) -> None:
        """Sleep until there may be something new."""
        await arrives(self._woken, POLL_SECONDS_WHEN_NOTIFIED if self.notified else POLL_SECONDS)

    async def listen(self) -> bool:
        """
        Hold one connection that listens, until it breaks.

        Returns:
            True when it broke, False when our own notification did not arrive on it. Raises StoreError.
        """
        async with self._database.connection() as connection:
            driver: Any = await connection.driver()
            heard, ended = asyncio.Event(), asyncio.Event()

            def on_notification(*_: object) -> None:
                heard.set()
                self._woken.set()

            try:
                driver.add_termination_listener(lambda *_: ended.set())
                await driver.add_listener(CHANNEL, on_notification)
                await self._database.read(notify)
                self.notified = await arrives(heard, PROOF_SECONDS)
                if self.notified:
                    await ended.wait()
                return ended.is_set()
            finally:
                self.notified = False
                self._woken.set()
                await connection.invalidate()

    async def _tell(self, announcement: Announcement) -> None:
        # "everything" means that some announcements were missed, whichever they were.
        everybody = announcement.topic == "everything"
        topics = list(self._subscribers) if everybody else [announcement.topic]
        called = [on_change(announcement) for topic in topics for on_change in self._subscribers[topic]]
        for outcome in await asyncio.gather(*called, return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error("could not act on a change of %s", announcement.topic, exc_info=outcome)


async def arrives(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def notify(connection: Connection) -> None:
    await connection.execute(sa.text(f"NOTIFY {CHANNEL}"))


async def newest_sequence(connection: Connection) -> int:
    return await connection.scalar(sa.select(sa.func.max(tables.announcements.c.sequence))) or 0


async def later_than(connection: Connection, last: int) -> list[tuple[int, str, str]]:
    columns = tables.announcements.c
    query = sa.select(columns.sequence, columns.topic, columns.key).where(columns.sequence > last)
    return [(row.sequence, row.topic, row.key) for row in await connection.execute(query.order_by(columns.sequence))]
