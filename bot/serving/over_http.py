"""`briefbot serve`: one of any number of workers that answer interactions over HTTP."""

from __future__ import annotations

import logging
import time
from typing import Any

from aiohttp import web

from bot.config import Settings, Token
from bot.discord_app.running import explained
from bot.errors import BriefbotError
from bot.operations.stopping import SHUTDOWN_SECONDS
from bot.search.engine import Engine
from bot.serving.endpoint import Intake, make_app, make_runner
from bot.serving.process import HTTP, Process, add_looks, close_in_time, process
from bot.serving.signatures import Seal, read_key

log = logging.getLogger(__name__)


class PortError(BriefbotError):
    """The address to listen on cannot be had. Shown to the operator."""


async def serve(engine: Engine, settings: Settings, token: Token) -> int:
    """
    Answer over HTTP until SIGTERM or SIGINT; 0 after an orderly end.

    Raises:
        ConfigError: no public key, a token that Discord does not take, or a store that is not ours to use.
        BriefbotError: Discord or the port cannot be reached.
    """
    seal = Seal(read_key(settings.discord.public_key))
    async with process(engine, settings) as whole:
        client = whole.new_client()
        with explained():
            await client.login(token.secret)  # in this task, whose context all requests inherit
        whole.clients[HTTP] = client
        client.swap_library(whole.engine)
        state = client._connection

        def take(payload: dict[str, Any]) -> None:
            payload.setdefault("attachment_size_limit", 10 * 1024 * 1024)
            state.parse_interaction_create(payload)  # type: ignore[arg-type]  # as the gateway does with its events

        intake = Intake(seal, take, lambda: not whole.stopping.is_set(), whole.metrics.refused)
        app = make_app(intake)
        add_looks(app, whole)
        runner = make_runner(app)
        await runner.setup()
        try:
            await _listen(runner, settings)
            await whole.stopping.wait()
        finally:
            await _stop(whole, runner)
    return 0


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    host, port = settings.http.host, settings.http.port
    try:
        await web.TCPSite(runner, host, port, backlog=1024).start()
    except OSError as error:
        raise PortError(
            f"{host}:{port} cannot be listened on: {error.strerror or error}. Set http.host and http.port."
        ) from None
    log.info("Listening on %s", ", ".join("{}:{}".format(*address[:2]) for address in runner.addresses))


async def _stop(whole: Process, runner: web.AppRunner) -> None:
    """Take nothing new, finish what is under way, let go; all within SHUTDOWN_SECONDS."""
    began = time.monotonic()
    for site in tuple(runner.sites):
        await site.stop()
    await whole.landed(SHUTDOWN_SECONDS - 2.0)
    await runner.cleanup()
    await close_in_time(whole.clients.values(), max(0.5, SHUTDOWN_SECONDS - 1.0 - (time.monotonic() - began)))
    log.info("Stopped after %.1f s", time.monotonic() - began)
