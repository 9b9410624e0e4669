"""`briefbot serve`: one of any number of workers that answer interactions over HTTP."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.config import Settings, Token
from bot.discord_app.client import Briefbot
from bot.discord_app.running import explained
from bot.operations.stopping import SHUTDOWN_SECONDS
from bot.serving.endpoint import Intake, make_app, make_runner
from bot.serving.looks import add_looks, listen
from bot.serving.process import HTTP, Process, close_in_time, process
from bot.serving.signatures import Seal, read_key

if TYPE_CHECKING:
    from bot.library.apart import Apart
    from bot.search.engine import Engine

log = logging.getLogger(__name__)


async def serve(answering: Engine | Apart, settings: Settings, token: Token) -> int:
    """
    Answer over HTTP until SIGTERM or SIGINT; 0 after an orderly end.

    Args:
        answering: What answers, or the library that is being read for it.

    Raises:
        ConfigError: no public key, a token that Discord does not take, or a store that is not ours to use.
        BriefbotError: Discord or the port cannot be reached.
    """
    seal = Seal(read_key(settings.discord.public_key))
    async with process(answering, settings, counted=True) as whole:
        await whole.open_library()
        client = Briefbot(whole.engine, whole.client_settings, whole.store)
        with explained():
            await client.login(token.secret)  # in this task, whose context all requests inherit
        if client.warm is not None:
            await client.warm  # nobody need be sent here before the first answers are quick
        whole.adopt(HTTP, client)
        runner = make_runner(_app(whole, client, seal))
        await runner.setup()
        try:
            await listen(runner, settings.http.host, settings.http.port)
            await whole.stopping.wait()
        finally:
            await _stop(whole, runner)
    return 0


def _app(whole: Process, client: Briefbot, seal: Seal) -> web.Application:
    state = client._connection

    def take(payload: dict[str, Any]) -> None:
        state.parse_interaction_create(payload)  # type: ignore[arg-type]  # as the gateway does with its events

    assert whole.metrics is not None, "over HTTP there is always a way to ask for figures"
    app = make_app(Intake(seal, take, lambda: not whole.stopping.is_set(), whole.metrics.refused))
    add_looks(app, whole)
    return app


async def _stop(whole: Process, runner: web.AppRunner) -> None:
    """Take nothing new, finish what is under way, let go; all within SHUTDOWN_SECONDS."""
    began = time.monotonic()
    whole.stopping.set()
    for site in tuple(runner.sites):
        await site.stop()
    await whole.landed(SHUTDOWN_SECONDS - 2.0)
    await runner.cleanup()
    await close_in_time(whole.clients.values(), max(0.5, SHUTDOWN_SECONDS - 1.0 - (time.monotonic() - began)))
    log.info("Stopped after %.1f s", time.monotonic() - began)
