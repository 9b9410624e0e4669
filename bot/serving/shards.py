"""Shards of one process: leased in the store, connected, given up when they are another's, taken when forsaken."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.config import Settings, Shards, Token
from bot.discord_app.client import Briefbot
from bot.discord_app.running import explained
from bot.errors import BriefbotError, ConfigError, StoreError
from bot.serving.identifying import Gate
from bot.serving.process import Process
from bot.store import LEASE_SECONDS, RENEW_SECONDS, Store

if TYPE_CHECKING:
    from bot.search.engine import Engine

log = logging.getLogger(__name__)

#: Seconds between takes, more for each shard already held, so that processes started together share evenly.
TAKE_SECONDS: Final = 1.0
MORE_SECONDS: Final = 0.5
MOST_SECONDS: Final = 3.0
FORSAKEN_SECONDS: Final = LEASE_SECONDS
AGAIN_SECONDS: Final = 5.0  # before a shard whose login failed tries again


class ShardClient(Briefbot):
    """The bot on one shard, which waits for its turn to identify."""

    def __init__(self, engine: Engine, settings: Settings, store: Store, *, shard: tuple[int, int], gate: Gate) -> None:
        super().__init__(engine, settings, store, shard=shard)
        self._gate = gate

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for the turn; discord.py's own pause knows of one process only."""
        await self._gate.pass_through(shard_id or 0)


@dataclass(slots=True)
class Keeper:
    """
    Keeps the shards of this process running, until `whole.stopping`.

    While the store is down nothing changes hands: the shards that run go on, since one that was also taken elsewhere
    does no harm (Discord takes one answer), and one that nobody holds would.
    """

    whole: Process
    token: Token
    shards: Shards  # with a count
    gate: Gate
    name: str = field(default_factory=lambda: f"{socket.gethostname()[:60]}/{secrets.token_hex(6)}")
    _running: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many shards there are over all processes."""
        assert self.shards.count
        return self.shards.count

    async def run(self) -> None:
        """
        Take, renew and run shards until the process stops.

        Raises:
            BriefbotError: Discord will not have this bot at all.
        """
        wanted = self.shards.ids or tuple(range(self.count))
        renew_at = time.monotonic() + RENEW_SECONDS
        while not self.whole.stopping.is_set():
            self._raise_failed()
            try:
                if time.monotonic() >= renew_at:
                    renew_at = time.monotonic() + RENEW_SECONDS
                    await self._renew()
                await self._take([shard for shard in wanted if shard not in self._running])
            except StoreError as error:
                log.warning("Shards cannot be leased just now: %s", error)
                await self._without_store()
            await self._sleep()

    async def stop(self) -> None:
        """Disconnect all shards, so that no further interactions come; what is under way may go on."""
        for shard in tuple(self._running):
            await self._let_go(shard)

    async def close(self) -> None:
        """Give the leases back and close the clients."""
        try:
            await self.whole.store.leases.release(self.name, self.count)
        except StoreError as error:
            log.warning("The shards are given back by time alone: %s", error)
        await self.gate.close()

    async def _take(self, free: list[int]) -> None:
        if not free:
            return
        # Shards that were assigned by hand need not be shared out.
        limit = None if self.shards.ids else 1
        leases = self.whole.store.leases
        for shard in await leases.take(self.name, self.count, free, limit=limit, patience=FORSAKEN_SECONDS):
            self._start(shard)

    async def _renew(self) -> None:
        held = await self.whole.store.leases.renew(self.name, self.count)
        for shard in [one for one in self._running if one not in held]:
            log.warning("Shard %d is another process's now", shard)
            await self._let_go(shard)
            await self.whole.clients.pop(str(shard)).close()

    async def _without_store(self) -> None:
        """Shards that were assigned by hand are nobody else's, so they need no lease to start."""
        for shard in self.shards.ids:
            if shard not in self._running:
                self._start(shard)

    def _start(self, shard: int) -> None:
        log.info("Shard %d of %d is ours", shard, self.count)
        self._running[shard] = asyncio.create_task(self._connected(shard), name=f"shard {shard}")

    async def _connected(self, shard: int) -> None:
        while True:
            client = self._client(shard)
            try:
                with explained():
                    await client.start(self.token.secret)
                return
            except ConfigError:
                raise
            except BriefbotError as error:
                if not any(other.ws for other in self.whole.clients.values()):
                    raise  # the very first: the operator is still looking
                log.warning("Shard %d could not start: %s", shard, error)
                await client.close()
            await asyncio.sleep(AGAIN_SECONDS)

    def _client(self, shard: int) -> Briefbot:
        whole = self.whole
        client = ShardClient(
            whole.engine, whole.client_settings, whole.store, shard=(shard, self.count), gate=self.gate
        )
        whole.adopt(str(shard), client)
        return client

    def _raise_failed(self) -> None:
        for task in self._running.values():
            if task.done() and not task.cancelled():
                task.result()

    async def _let_go(self, shard: int) -> None:
        task = self._running.pop(shard)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        client = self.whole.clients[str(shard)]
        if client.ws is not None:
            await client.ws.close(code=1000)

    async def _sleep(self) -> None:
        pause = min(TAKE_SECONDS + MORE_SECONDS * len(self._running), MOST_SECONDS)
        try:
            async with asyncio.timeout(pause):
                await self.whole.stopping.wait()
        except TimeoutError:
            return
