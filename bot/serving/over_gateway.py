"""`briefbot run`: the bot on the gateway, as one connection or as shards over any number of processes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import discord

from bot.config import Settings, Shards, Token
from bot.discord_app.client import Briefbot
from bot.discord_app.running import explained
from bot.operations.stopping import SHUTDOWN_SECONDS
from bot.serving.identifying import Gate
from bot.serving.process import Process, close_in_time, process
from bot.serving.shards import Keeper

if TYPE_CHECKING:
    from bot.library.apart import Apart
    from bot.search.engine import Engine

log = logging.getLogger(__name__)

FINISHING_SECONDS = SHUTDOWN_SECONDS - 2.0  # for what is under way; the rest is for closing


async def run(answering: Engine | Apart, settings: Settings, token: Token) -> int:
    """
    Answer on the gateway until SIGTERM or SIGINT; 0 after an orderly end.

    Args:
        answering: What answers, or the library that is being read for it.

    Raises:
        BriefbotError: Discord or the store will not have us, in one sentence.
    """
    async with process(answering, settings, counted=bool(settings.metrics.port)) as whole, _looked_at(whole):
        if settings.discord.shards.count == 0:
            await _single(whole, token)
        else:
            await _sharded(whole, token)
    return 0


@contextlib.asynccontextmanager
async def _looked_at(whole: Process) -> AsyncIterator[None]:
    """Serve figures and health where the settings name a port for them."""
    if not whole.settings.metrics.port:
        yield
        return
    from bot.serving.looks import looked_at  # late: a web server takes 2 MiB

    async with looked_at(whole):
        yield


async def _single(whole: Process, token: Token) -> None:
    """One connection, made while the library is loaded: what arrives in between is heard when it stands."""
    client = Briefbot(whole.serving, whole.client_settings, whole.store)
    whole.adopt("0", client)

    async def connected() -> None:
        with explained():
            await client.start(token.secret)

    connection = asyncio.create_task(connected())
    opening = asyncio.create_task(whole.open_library())
    try:
        await _until_stopped(whole, connection, opening)
    finally:
        began = time.monotonic()
        await _cancelled(opening)
        await _cancelled(connection)
        if client.ws is not None:
            await client.ws.close(code=1000)
        await _finish(whole, began)


async def _sharded(whole: Process, token: Token) -> None:
    await whole.open_library()  # before any shard is taken from a process that could answer on it
    shards, buckets = await _plan(whole.settings, token)
    gate = Gate(whole.store, "", buckets)
    keeper = Keeper(whole, token, shards, gate)
    gate.process = keeper.name
    keeping = asyncio.create_task(keeper.run())
    try:
        await _until_stopped(whole, keeping)
    finally:
        began = time.monotonic()
        await _cancelled(keeping)
        await keeper.stop()
        await _finish(whole, began)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await keeper.close()


async def _plan(settings: Settings, token: Token) -> tuple[Shards, int]:
    """The shards with their count, asked of Discord where the settings leave it open, and the identify buckets."""
    shards = settings.discord.shards
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        with explained():
            await client.login(token.secret)
            recommended, _, limit = await client.http.get_bot_gateway()
    count = shards.count or recommended
    left = limit["remaining"]
    log.info("%d shards, %d may identify at once, %d session starts left today", count, limit["max_concurrency"], left)
    return Shards(count=count, ids=shards.ids), max(1, limit["max_concurrency"])


async def _until_stopped(whole: Process, work: asyncio.Task[None], first: asyncio.Task[None] | None = None) -> None:
    """Wait for the signal to stop; raises what `work` ended with if it ends before, and what `first` failed with."""
    waiting = asyncio.create_task(whole.stopping.wait())
    try:
        if first is not None:
            await asyncio.wait({first, work, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if first.done():
                first.result()
        await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            work.result()
    finally:
        waiting.cancel()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _finish(whole: Process, began: float) -> None:
    """Finish what is under way and close; all within SHUTDOWN_SECONDS of `began`."""
    whole.stopping.set()
    await whole.landed(FINISHING_SECONDS)
    await close_in_time(whole.clients.values(), max(0.5, SHUTDOWN_SECONDS - 1.0 - (time.monotonic() - began)))
    log.info("Stopped after %.1f s", time.monotonic() - began)
