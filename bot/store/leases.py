"""Which process runs which shard: leases that a killed process loses by no longer beating."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store import tables
from bot.store.connections import Connection
from bot.store.database import Database

RENEW_SECONDS = 10.0
LEASE_SECONDS = 30.0  # three renewals may fail; a killed process's shards must be taken over within 60 s

leases = tables.shard_leases


@dataclass(frozen=True, slots=True)
class Beat:
    """A holder's beat as it was seen first, at a time of this process's monotonic clock."""

    holder: str
    beat: int
    seen_at: float


class Leases:
    """
    Leases without clocks in the table.

    A contender takes a lease over when its beat has not changed for LEASE_SECONDS of the contender's own monotonic
    clock. Neither wrong nor jumping clocks can therefore take a shard from a living process.
    """

    def __init__(self, database: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._monotonic = monotonic
        self._seen: dict[tuple[int, int], Beat] = {}

    async def take(
        self,
        holder: str,
        shard_count: int,
        shard_ids: Sequence[int],
        *,
        limit: int | None = None,
        patience: float = LEASE_SECONDS,
    ) -> tuple[int, ...]:
        """
        Take what is free or forsaken; returns those of `shard_ids` that `holder` holds now. Raises StoreError.

        Args:
            limit: The most to take at once; the first in order.
            patience: Seconds without a beat after which a lease counts as forsaken.
        """
        now = self._monotonic()

        async def work(connection: Connection) -> tuple[int, ...]:
            held = await beats(connection, shard_count)
            lease = {shard: (shard_count, shard) for shard in shard_ids}
            able = [one for one in shard_ids if self._may_take(holder, lease[one], held.get(one), now - patience)]
            mine = able[:limit]
            for shard in mine:
                await hold(connection, holder, (shard_count, shard), held.get(shard))
            return tuple(mine)

        return await self._database.write(work)

    async def renew(self, holder: str, shard_count: int) -> tuple[int, ...]:
        """Beat; returns the shards that are still held, in order. Any other must be stopped. Raises StoreError."""
        own = sa.and_(leases.c.shard_count == shard_count, leases.c.holder == holder)

        async def work(connection: Connection) -> tuple[int, ...]:
            await connection.execute(sa.update(leases).where(own).values(beat=leases.c.beat + 1))
            return tuple(await connection.scalars(sa.select(leases.c.shard_id).where(own).order_by(leases.c.shard_id)))

        return await self._database.write(work)

    async def release(self, holder: str, shard_count: int) -> None:
        """Give all shards back, for an orderly end. Raises StoreError."""
        own = sa.and_(leases.c.shard_count == shard_count, leases.c.holder == holder)

        async def work(connection: Connection) -> None:
            await connection.execute(sa.delete(leases).where(own))

        await self._database.write(work)

    async def holders(self, shard_count: int) -> dict[int, str]:
        """Who holds which shard, living or not. Raises StoreError."""
        held = await self._database.read(lambda connection: beats(connection, shard_count))
        return {shard: holder for shard, (holder, _) in sorted(held.items())}

    def _may_take(self, holder: str, shard: tuple[int, int], held: tuple[str, int] | None, since: float) -> bool:
        """Whether the lease is free, ours, or shows the beat that it showed at `since` already."""
        if held is None or held[0] == holder:
            self._seen.pop(shard, None)
            return True
        seen = self._seen.get(shard)
        if seen is None or (seen.holder, seen.beat) != held:
            self._seen[shard] = Beat(*held, self._monotonic())
            return False
        return seen.seen_at <= since


async def beats(connection: Connection, shard_count: int) -> dict[int, tuple[str, int]]:
    query = sa.select(leases.c.shard_id, leases.c.holder, leases.c.beat).where(leases.c.shard_count == shard_count)
    return {row.shard_id: (row.holder, row.beat) for row in await connection.execute(query)}


async def hold(connection: Connection, holder: str, shard: tuple[int, int], held: tuple[str, int] | None) -> None:
    shard_count, shard_id = shard
    if held is None:
        row = {"shard_count": shard_count, "shard_id": shard_id, "holder": holder, "beat": 1}
        await connection.execute(sa.insert(leases).values(row))
        return
    this = sa.and_(leases.c.shard_count == shard_count, leases.c.shard_id == shard_id)
    await connection.execute(sa.update(leases).where(this).values(holder=holder, beat=held[1] + 1))
