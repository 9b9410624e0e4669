"""Routes of interactions: the first response, follow-ups, and edits of what was answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from bot.standin import answering
from bot.standin.body import Body, read_body
from bot.standin.exchange import Exchange, Response
from bot.standin.refusal import Refusal, refused
from bot.standin.reply import STATE, Route, answer, flag, no_content
from bot.standin.state import State

T = TypeVar("T")


async def _callback(request: web.Request) -> web.Response:
    state = request.app[STATE]
    body = await read_body(request, state.limits.upload_bytes)
    exchange = state.exchanges.get(request.match_info["interaction_token"])
    if exchange is None or str(exchange.id) != request.match_info["interaction_id"]:
        raise refused(10062)
    take_callback(state, exchange, body)
    return answer(answering.result(exchange)) if flag(request, "with_response") else no_content()


def take_callback(state: State, exchange: Exchange, body: Body) -> None:
    """Take the first response and record it, whichever way it came."""
    recorded(exchange, "callback", body, lambda: answering.respond(state, exchange, body))


async def _follow_up(request: web.Request) -> web.Response:
    state = request.app[STATE]
    body = await read_body(request, state.limits.upload_bytes)
    exchange = _exchange(request)
    message = recorded(exchange, "follow-up", body, lambda: answering.follow_up(state, exchange, body))
    return answer(message.as_json())


async def _get(request: web.Request) -> web.Response:
    exchange = _exchange(request)
    message = recorded(exchange, "get", Body({}), lambda: answering.message_of(exchange, _which(request)))
    return answer(message.as_json())


async def _edit(request: web.Request) -> web.Response:
    state = request.app[STATE]
    body = await read_body(request, state.limits.upload_bytes)
    exchange, which = _exchange(request), _which(request)

    def change() -> web.Response:
        message = answering.message_of(exchange, which)
        answering.edit(state, exchange, message, body)
        return answer(message.as_json())

    return recorded(exchange, "edit", body, change)


async def _delete(request: web.Request) -> web.Response:
    state, exchange, which = request.app[STATE], _exchange(request), _which(request)

    def remove() -> None:
        answering.delete(state, exchange, answering.message_of(exchange, which))

    recorded(exchange, "delete", Body({}), remove)
    return no_content()


def recorded(exchange: Exchange, route: str, body: Body, act: Callable[[], T]) -> T:
    """Act, and note in the exchange what was sent and whether it was refused."""
    payload = body.payload if isinstance(body.payload, dict) else {}
    try:
        outcome = act()
    except Refusal as refusal:
        refused_as = refusal.as_json()
        now = time.monotonic()
        exchange.note(Response(route, payload, now, refusal.status, refused_as, body.names))
        raise
    exchange.note(Response(route, payload, time.monotonic(), files=body.names))
    return outcome


def _which(request: web.Request) -> str:
    return request.match_info.get("message_id", "@original")


def _exchange(request: web.Request) -> Exchange:
    state = request.app[STATE]
    exchange = state.exchanges.get(request.match_info["webhook_token"])
    known = str(state.world.application_id) == request.match_info["webhook_id"]
    if exchange is None or not known or exchange.acked_at is None:
        raise refused(10015)
    if state.is_expired(exchange):
        raise refused(50027)
    return exchange


WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: list[Route] = [
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", _callback),
    ("POST", WEBHOOK, _follow_up),
    *(
        (method, WEBHOOK + path, handler)
        for path in ("/messages/@original", "/messages/{message_id}")
        for method, handler in (("GET", _get), ("PATCH", _edit), ("DELETE", _delete))
    ),
]
