"""How REST handlers reach the state and answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
from aiohttp import web

from bot.standin.refusal import Refusal
from bot.standin.state import State

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Route = tuple[str, str, Handler]
STATE = web.AppKey("state", State)


def answer(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """A JSON response."""
    return web.Response(body=orjson.dumps(body), status=status, headers=headers, content_type="application/json")


def no_content() -> web.Response:
    """The empty response to what has nothing to return."""
    return web.Response(status=204)


def refusal_answer(refusal: Refusal) -> web.Response:
    """The response to a refused request."""
    return answer(refusal.as_json(), status=refusal.status)


def flag(request: web.Request, name: str) -> bool:
    """Whether a query parameter is set to true."""
    return request.query.get(name, "").lower() in ("1", "true")
