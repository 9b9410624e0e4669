"""Staying on the gateway: a lost connection comes back soon, and no refusal is answered in a tight loop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.discord_app.listening import Listening

log = logging.getLogger(__name__)

OPENING_SECONDS: Final = 60.0  # for one connection to say HELLO and take our session
LONGEST_WAIT: Final = 60.0  # between attempts while the network is away, so that we are back soon after it is
MINUTE: Final = 60.0
HOUR: Final = 3_600.0
FREE_ATTEMPTS: Final = 2  # in a minute; a single break is healed at once
IDENTIFY_WAIT: Final = 5.0  # seconds before the second session of an hour; doubled for each further one
LONGEST_IDENTIFY_WAIT: Final = 1_280.0  # so at most ten an hour; Discord allows 1,000 a day and then resets the token
NAP: Final = 0.5  # seconds after which a waiting attempt looks whether the bot is being stopped
PRIVILEGED: Final = 4014
GONE: Final = 1000  # a clean close, which Discord sends for reasons of its own


@dataclass(slots=True)
class Pace:
    """How long to wait before the next connection; `clock` gives monotonic seconds."""

    clock: Callable[[], float] = time.monotonic
    _attempts: deque[float] = field(default_factory=lambda: deque(maxlen=64))
    _identifies: deque[float] = field(default_factory=lambda: deque(maxlen=64))

    def note(self, *, resume: bool) -> None:
        """Count an attempt that is made now."""
        self._attempts.append(self.clock())
        if not resume:
            self._identifies.append(self.clock())

    def wait(self, *, resume: bool) -> float:
        """Seconds to wait: none after a single break, doubling while attempts are in vain."""
        recent = _within(self._attempts, self.clock() - MINUTE)
        pause = min(2.0 ** (recent - FREE_ATTEMPTS), LONGEST_WAIT) if recent >= FREE_ATTEMPTS else 0.0
        identifies = _within(self._identifies, self.clock() - HOUR)
        if resume or not identifies:
            return pause
        return max(pause, min(IDENTIFY_WAIT * 2.0 ** (identifies - 1), LONGEST_IDENTIFY_WAIT))


def _within(times: deque[float], since: float) -> int:
    return sum(at > since for at in times)


async def stay_connected(client: discord.Client, pace: Pace | None = None) -> None:
    """
    Keep one gateway connection of `client` until it is closed.

    discord.py's own loop ends with a bug when its very first connection fails, answers closed connections and invalid
    sessions without a pause, and after a long outage waits up to 17 minutes.

    Raises:
        discord.PrivilegedIntentsRequired, discord.ConnectionClosed: Discord will not have us, however often we ask.
    """
    pace = pace or Pace()
    how: dict[str, Any] = {"initial": True, "shard_id": client.shard_id}  # always initial: the pace is kept here
    while not client.is_closed():
        pace.note(resume=bool(how.get("resume")))
        connection: DiscordWebSocket | None = None
        try:
            opening = Listening.from_client(client, **how)
            connection = client.ws = await asyncio.wait_for(opening, OPENING_SECONDS)
            while True:
                await connection.poll_event()
        except ReconnectWebSocket as wanted:
            how = _next(how, connection, resume=wanted.resume)
        except (OSError, discord.HTTPException, discord.ConnectionClosed, aiohttp.ClientError) as error:
            if client.is_closed():
                return
            if isinstance(error, discord.ConnectionClosed):
                await _end_if_final(client, error)
            log.warning("The connection to Discord failed: %s", str(error) or type(error).__name__)
            how = _next(how, connection, resume=True)
        client.dispatch("disconnect")
        await _pause(client, pace.wait(resume=bool(how["resume"])))


def _next(how: dict[str, Any], connection: DiscordWebSocket | None, *, resume: bool) -> dict[str, Any]:
    """How to connect after `connection`, or after an attempt that led to none and changes nothing."""
    known = {"session": how.get("session"), "sequence": how.get("sequence"), "gateway": how.get("gateway")}
    if connection is not None:
        known = {
            "session": connection.session_id,
            "sequence": connection.sequence,
            "gateway": connection.gateway,
        }
    resume = resume and known["session"] is not None
    if not resume:
        known = dict.fromkeys(known)
    return {"initial": True, "shard_id": how["shard_id"], "resume": resume, **known}


async def _end_if_final(client: discord.Client, error: discord.ConnectionClosed) -> None:
    if error.code == PRIVILEGED:
        raise discord.PrivilegedIntentsRequired(error.shard_id) from None
    if error.code != GONE:
        await client.close()
        raise error


async def _pause(client: discord.Client, seconds: float) -> None:
    if seconds:
        log.info("Connecting to Discord again in %.0f s", seconds)
    end = time.monotonic() + seconds
    while not client.is_closed() and (left := end - time.monotonic()) > 0:  # noqa: ASYNC110 - closing sets no event
        await asyncio.sleep(min(NAP, left))
