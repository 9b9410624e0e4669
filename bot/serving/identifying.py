"""When a shard may identify: one at a time in each of Discord's buckets, over all processes."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from bot.errors import StoreError
from bot.store import Store

log = logging.getLogger(__name__)

APART_SECONDS: Final = 5.1  # between two identifies of one bucket; Discord says 5
LOOK_SECONDS: Final = 0.5
#: A process killed while it identified holds its bucket no longer than this.
PATIENCE_SECONDS: Final = 8.0


@dataclass(slots=True)
class Gate:
    """
    Lets shards identify in turn; `buckets` is Discord's `max_concurrency`.

    A bucket is leased in the store, in a range of shard counts below zero that no shard uses. Without the store the
    shards of this process still wait for each other; Discord answers what comes too soon with a further wait.
    """

    store: Store
    process: str
    buckets: int
    _own: defaultdict[int, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def pass_through(self, shard: int) -> None:
        """Wait until this shard may identify; nobody else of its bucket may for APART_SECONDS then."""
        entered = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._hold(shard, entered))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await entered

    async def close(self) -> None:
        """Give back what is held."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _hold(self, shard: int, entered: asyncio.Future[None]) -> None:
        bucket, holder = shard % self.buckets, f"{self.process}:{shard}"
        try:
            async with self._own[bucket]:
                leased = await self._leased(holder, bucket)
                if not entered.done():
                    entered.set_result(None)
                    await asyncio.sleep(APART_SECONDS)
                if leased:
                    await self._release(holder)
        finally:
            entered.cancel()

    async def _leased(self, holder: str, bucket: int) -> bool:
        """Wait for the bucket; False where the store cannot say whose it is."""
        try:
            while not await self._taken(holder, bucket):  # noqa: ASYNC110 - other processes set no event here
                await asyncio.sleep(LOOK_SECONDS)
        except StoreError as error:
            log.warning("A shard identifies without asking the other processes: %s", error)
            return False
        return True

    async def _taken(self, holder: str, bucket: int) -> bool:
        return bool(await self.store.leases.take(holder, -self.buckets, [bucket], patience=PATIENCE_SECONDS))

    async def _release(self, holder: str) -> None:
        try:
            await self.store.leases.release(holder, -self.buckets)
        except StoreError as error:
            log.warning("An identify bucket is given back late: %s", error)
