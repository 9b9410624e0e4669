"""How an interaction reaches the bot: over the gateway, or signed over HTTP. All else is shared."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
import orjson

from bot.standin.body import Body, parse, read_multipart
from bot.standin.exchange import Exchange, StandinError
from bot.standin.refusal import Refusal
from bot.standin.rest_interactions import take_callback
from bot.standin.state import State

if TYPE_CHECKING:
    from nacl.signing import SigningKey


class Transport(Protocol):
    """Delivers one interaction; the answer may come within, or later over REST."""

    async def deliver(self, exchange: Exchange) -> None: ...


class GatewayTransport:
    """Interactions as gateway events."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def deliver(self, exchange: Exchange) -> None:
        """Send INTERACTION_CREATE to the shard of the server, or of direct messages."""
        guild = exchange.guild.id if exchange.guild is not None and exchange.guild.has_bot else None
        self._state.dispatch("INTERACTION_CREATE", exchange.request, guild)


class HttpTransport:
    """Interactions as signed POST requests; the body of the response is the first answer."""

    def __init__(self, state: State, url: str, key: SigningKey) -> None:
        self._state = state
        self._url = url
        self._key = key
        self._under_way: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=state.limits.ack_seconds + 1))

    async def deliver(self, exchange: Exchange) -> None:
        """Post the interaction, and take what comes back as a callback, while the caller goes on."""
        task = asyncio.create_task(self._exchange(exchange))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _exchange(self, exchange: Exchange) -> None:
        try:
            async with self.post(exchange.request) as response:
                if response.status != 200:
                    return  # 202: it comes over REST; else the person sees, in time, that there was no answer
                take_callback(self._state, exchange, await self._body(response))
        except Refusal:
            return  # noted in the exchange; a bot that answers within the response is not told
        except (aiohttp.ClientError, TimeoutError):
            return

    async def check(self) -> None:
        """Do what Discord does when an endpoint is entered: a PING, and one with a bad signature."""
        application = str(self._state.world.application_id)
        ping = {"type": 1, "id": "1", "token": "ping", "application_id": application, "version": 1}
        try:
            async with self.post(ping) as response:
                good = response.status == 200 and (await response.json(content_type=None)).get("type") == 1
            async with self.post(ping, forged=True) as response:
                refuses = response.status == 401
        except (aiohttp.ClientError, TimeoutError) as error:
            raise StandinError(f"The interactions endpoint cannot be reached: {error}") from error
        if not good or not refuses:
            fault = "does not answer PING" if not good else "takes a bad signature for a good one"
            raise StandinError(f"The interactions endpoint could not be verified: it {fault}.")

    def post(self, payload: dict[str, Any], *, forged: bool = False) -> aiohttp.client._RequestContextManager:
        """The signed request; `forged` sends a signature of something else."""
        body = orjson.dumps(payload)
        timestamp = str(int(time.time()))
        signed = secrets.token_bytes(16) if forged else timestamp.encode() + body
        headers = {
            "Content-Type": "application/json",
            "X-Signature-Ed25519": self._key.sign(signed).signature.hex(),
            "X-Signature-Timestamp": timestamp,
            "User-Agent": "Discord-Interactions/1.0 (stand-in)",
        }
        return self._session.post(self._url, data=body, headers=headers)

    async def close(self) -> None:
        """Let go of the connections, and of what is still under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._session.close()

    async def _body(self, response: aiohttp.ClientResponse) -> Body:
        if response.content_type.startswith("multipart/"):
            reader = aiohttp.MultipartReader(response.headers, response.content)
            return await read_multipart(reader, self._state.limits.upload_bytes)
        return Body(parse(await response.read()))
