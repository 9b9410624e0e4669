"""The stand-in itself: starts the server on loopback and holds its parts together."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Self

from aiohttp import web

from bot.standin.events import Events
from bot.standin.exchange import Exchange, StandinError
from bot.standin.faults import Faults
from bot.standin.gateway import Gateway
from bot.standin.judge import Judge
from bot.standin.people import People
from bot.standin.rest import API, make_app
from bot.standin.state import Limits, Request, State
from bot.standin.transport import GatewayTransport, HttpTransport
from bot.standin.world import Guild, World

if TYPE_CHECKING:
    from nacl.signing import SigningKey

HOST = "127.0.0.1"


class Standin(People):
    """
    A stand-in Discord, running while its `async with` block runs.

    Args:
        world: Who and what there is; `World.small()` by default.
        judge: Judges every payload; `Judge(enabled=False)` for benchmarks, `Judge(tally=...)` to add up.
        limits: Discord's times and sizes, to be shortened by tests.
        token: The only bot token that is let in.
        port: 0 takes a free one.
    """

    def __init__(
        self,
        world: World | None = None,
        *,
        judge: Judge | None = None,
        limits: Limits | None = None,
        token: str = "standin.token.of-no-worth",
        port: int = 0,
    ) -> None:
        self.world = world or World.small()
        self.token = token
        self.state = State(self.world, limits or Limits(), judge or Judge(), token)
        self.gateway = Gateway(self.state)
        self.state.dispatch = self.gateway.dispatch
        self.state.public_key = lambda: self.public_key
        self.transport = GatewayTransport(self.state)
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(make_app(self.state, self.gateway.serve), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise StandinError(f"The stand-in cannot listen on port {self._port}: {error.strerror}.") from error
        port = self._runner.addresses[0][1]
        self.state.base_url = f"http://{HOST}:{port}"
        return self

    async def __aexit__(self, *exc: object) -> None:
        if isinstance(self.transport, HttpTransport):
            await self.transport.close()
        for exchange in self.state.exchanges:
            if exchange.timer is not None:
                exchange.timer.cancel()
        await self.gateway.close(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where the stand-in listens, without a path."""
        return self.state.base_url

    @property
    def rest_url(self) -> str:
        """The base of REST v10, for `discord.http.Route.BASE` and `discord.api_base`."""
        return self.state.base_url + API

    @property
    def gateway_url(self) -> str:
        """The gateway, for the websocket's default gateway and `discord.gateway_url`."""
        return self.state.base_url.replace("http", "ws", 1) + "/gateway"

    @property
    def judge(self) -> Judge:
        return self.state.judge

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def events(self) -> Events:
        return self.state.events

    @property
    def exchanges(self) -> list[Exchange]:
        """The latest exchanges, oldest first."""
        return list(self.state.exchanges)

    @property
    def requests(self) -> list[Request]:
        """The latest REST requests of the bot, oldest first."""
        return list(self.state.requests)

    @cached_property
    def _key(self) -> SigningKey:
        from nacl.signing import SigningKey

        return SigningKey.generate()

    @property
    def public_key(self) -> str:
        """The key, in hex, against which an HTTP endpoint verifies: `discord.public_key`."""
        return bytes(self._key.verify_key).hex()

    async def use_http(self, url: str, *, check: bool = True) -> None:
        """Deliver interactions to this endpoint from now on; like Discord, first try it with PINGs."""
        transport = HttpTransport(self.state, url, self._key)
        if check:
            try:
                await transport.check()
            except StandinError:
                await transport.close()
                raise
        self.transport = transport
        self.state.endpoint_url = url

    def join(self, guild: Guild) -> None:
        """Let the bot into a server that was added while it runs; it is told with GUILD_CREATE."""
        guild.has_bot = True
        guild.add_member(self.world.bot)
        self.state.dispatch("GUILD_CREATE", guild.as_json(self.world.bot), guild.id)

    async def connected(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - part of the driving API
        """Wait until the bot has a live session."""
        try:
            async with asyncio.timeout(timeout), self.gateway.changed:
                await self.gateway.changed.wait_for(lambda: self.gateway.is_connected)
        except TimeoutError:
            raise StandinError(f"The bot did not connect within {timeout:g} s.") from None

    async def registered(self, name: str, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - part of the driving API
        """Wait until a command of this name is registered, globally or in any server."""
        try:
            await self.until(lambda: name in {command["name"] for command in self._all_commands()}, timeout)
        except StandinError:
            raise StandinError(f"/{name} was not registered within {timeout:g} s.") from None

    def _all_commands(self) -> list[dict[str, object]]:
        book = self.state.commands
        return [command for scope in (None, *self.world.guilds) for command in book.listed(scope)]
