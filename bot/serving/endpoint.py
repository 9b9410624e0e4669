"""The HTTP endpoint: signed interactions in, the same handling as from the gateway, and a look at our health."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import orjson
from aiohttp import web

from bot.serving.signatures import Seal

log = logging.getLogger(__name__)

BODY_LIMIT: Final = 512 * 1024  # bytes; the largest form has five texts of 4,000 characters
BODY_SECONDS: Final = 5.0
#: A connection that sends no whole request head in this time is closed; a proxy must let go of idle ones sooner.
HEAD_SECONDS: Final = 9.0
PING: Final = 1
KINDS: Final = frozenset({PING, 2, 3, 4, 5})  # command, component, autocomplete, form

Take = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """Where interactions go: `take` starts handling one, `is_open` says whether it may, `refused` counts reasons."""

    seal: Seal
    take: Take
    is_open: Callable[[], bool]
    refused: Callable[[str], None]

    async def receive(self, request: web.Request) -> web.Response:
        """
        One POST of Discord.

        The answer to the person goes over REST, as from the gateway, and Discord gets 202 at once: files, retries,
        refusals and follow-ups then have one way, and the work does not hang on Discord's connection.
        """
        body = await _body(request)
        headers = request.headers
        reason = self.seal.why_not(headers.get("X-Signature-Ed25519"), headers.get("X-Signature-Timestamp"), body)
        if reason is not None:
            raise self._refusal(web.HTTPUnauthorized, reason)
        payload = _payload(body)
        if payload is None:
            raise self._refusal(web.HTTPBadRequest, "not an interaction")
        if payload["type"] == PING:
            return web.json_response({"type": PING})
        if not self.is_open():
            raise self._refusal(web.HTTPServiceUnavailable, "stopping")
        if self.seal.is_repeated(payload["id"]):
            raise self._refusal(web.HTTPUnauthorized, "repeated")
        self.take(payload)
        return web.Response(status=202)

    def _refusal(self, status: type[web.HTTPException], reason: str) -> web.HTTPException:
        self.refused(reason)
        log.info("A request was refused: %s", reason)
        return status(text=f"{reason}\n")


def make_app(intake: Intake) -> web.Application:
    """The application with the endpoint of interactions, at `/` and `/interactions`."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app.router.add_post("/", intake.receive)
    app.router.add_post("/interactions", intake.receive)
    return app


def make_runner(app: web.Application) -> web.AppRunner:
    """A runner that waits for nobody: slow heads are cut off and nothing is unpacked before it is verified."""
    return web.AppRunner(
        app, access_log=None, keepalive_timeout=HEAD_SECONDS, auto_decompress=False, shutdown_timeout=1.0
    )


async def _body(request: web.Request) -> bytes:
    if (request.content_length or 0) > BODY_LIMIT:
        raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, request.content_length or 0)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def _payload(body: bytes) -> dict[str, Any] | None:
    """The interaction in the body, if it is one."""
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(payload, dict) or payload.get("type") not in KINDS:
        return None
    if payload["type"] == PING:
        return payload
    named = all(isinstance(payload.get(key), str) for key in ("id", "token", "application_id"))
    return payload if named and isinstance(payload.get("data"), dict) else None
