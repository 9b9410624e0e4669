"""A look from outside: /healthz (it lives), /readyz (it would answer), /metrics."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import BriefbotError
from bot.operations.metrics import CONTENT_TYPE
from bot.serving.process import Process

log = logging.getLogger(__name__)


class PortError(BriefbotError):
    """The address to listen on cannot be had. Shown to the operator."""


def add_looks(app: web.Application, whole: Process) -> None:
    """Add the three to an application."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        return web.json_response(whole.report(), status=200 if whole.is_ready else 503)

    async def metrics(_: web.Request) -> web.Response:
        assert whole.metrics is not None, "a process that is looked at counts"
        return web.Response(body=whole.metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)


async def listen(runner: web.AppRunner, host: str, port: int) -> None:
    """Listen; raises PortError where that cannot be."""
    try:
        await web.TCPSite(runner, host, port, backlog=1024).start()
    except OSError as error:
        reason = error.strerror or str(error)
        raise PortError(f"{host}:{port} cannot be listened on: {reason}. Choose another port or host.") from None
    log.info("Listening on %s", ", ".join(f"{address[0]}:{address[1]}" for address in runner.addresses))


@asynccontextmanager
async def looked_at(whole: Process) -> AsyncIterator[None]:
    """Serve the three on `metrics.port` while the block runs."""
    app = web.Application()
    add_looks(app, whole)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await listen(runner, whole.settings.http.host, whole.settings.metrics.port)
        yield
    finally:
        await runner.cleanup()
