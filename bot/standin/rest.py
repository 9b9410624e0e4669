"""The REST half: routes of Discord's API v10 below one path, and how their errors leave."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from aiohttp import web

from bot.standin import rest_channels, rest_commands, rest_interactions
from bot.standin.events import Event
from bot.standin.faults import Blocked, Delay, Fault, RateLimited, Refused, Reset, ServerError
from bot.standin.refusal import Refusal, refused
from bot.standin.reply import STATE, Handler, answer, refusal_answer
from bot.standin.state import Request, State

API = "/api/v10"
OPEN = ("/interactions/", "/webhooks/")  # these carry their token in the path
PAGE = "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"


def make_app(state: State, gateway: Handler) -> web.Application:
    """The application: API, gateway and attachments."""
    app = web.Application(middlewares=[_edge], client_max_size=64 * 1024 * 1024)
    app[STATE] = state
    app.router.add_get("/gateway", gateway)
    app.router.add_get("/gateway/", gateway)
    app.router.add_get("/attachments/{channel}/{id}/{filename}", _attachment)
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/users/@me", _me),
        ("GET", "/gateway", _gateway),
        ("GET", "/gateway/bot", _gateway_bot),
        ("GET", "/applications/@me", _application),
        ("GET", "/oauth2/applications/@me", _application),
        *rest_interactions.ROUTES,
        *rest_channels.ROUTES,
        *rest_commands.ROUTES,
    ]
    for method, path, handler in routes:
        app.router.add_route(method, API + path, handler)
    return app


@web.middleware
async def _edge(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not request.path.startswith(API):
        return await handler(request)
    state, path = request.app[STATE], request.path.removeprefix(API)
    fault = state.faults.next_for(request.method, path) if state.faults.rules else None
    try:
        if fault is None:
            response = await _served(request, handler, path)
        else:
            response = await _broken(request, handler, fault)
    except Refusal as refusal:
        state.tell(Event("refused", detail={"route": f"{request.method} {path}", "body": refusal.as_json()}))
        response = refusal_answer(refusal)
    lost = request.transport is None or request.transport.is_closing()
    state.requests.append(Request(request.method, path, 0 if lost else response.status))
    return response


async def _served(request: web.Request, handler: Handler, path: str) -> web.StreamResponse:
    state = request.app[STATE]
    if not path.startswith(OPEN) and request.headers.get("Authorization") != f"Bot {state.token}":
        raise refused(0)
    try:
        return await handler(request)
    except web.HTTPNotFound:
        raise Refusal(404, 0, "404: Not Found") from None
    except web.HTTPMethodNotAllowed:
        raise Refusal(405, 0, "405: Method Not Allowed") from None
    except web.HTTPRequestEntityTooLarge:
        raise refused(40005) from None


async def _broken(request: web.Request, handler: Handler, fault: Fault) -> web.StreamResponse:
    path = request.path.removeprefix(API)
    match fault:
        case Delay(seconds, then):
            await asyncio.sleep(seconds)
            return await (_served(request, handler, path) if then is None else _broken(request, handler, then))
        case RateLimited(retry_after, everywhere):
            return _rate_limited(retry_after, everywhere=everywhere)
        case Blocked():
            return web.Response(status=429, text=PAGE.format(status=429), content_type="text/html")
        case ServerError(status):
            return web.Response(status=status, text=PAGE.format(status=status), content_type="text/html")
        case Refused(code):
            raise refused(code)
        case Reset(when):
            return await _reset(request, handler, when)


def _rate_limited(retry_after: float, *, everywhere: bool) -> web.Response:
    headers = {
        "Retry-After": str(max(1, round(retry_after))),
        "Via": "1.1 stand-in",  # discord.py takes a 429 without it for a ban by the proxy
        "X-RateLimit-Scope": "global" if everywhere else "user",
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(time.time() + retry_after),
        "X-RateLimit-Reset-After": str(retry_after),
        "X-RateLimit-Bucket": "0123456789abcdef",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return answer(body, status=429, headers=headers)


async def _reset(request: web.Request, handler: Handler, when: str) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    if when != "before":
        with suppress(Refusal):  # whatever it would have been told, the answer is lost
            await _served(request, handler, request.path.removeprefix(API))
    if when == "mid-body":
        await response.prepare(request)
        await response.write(b'{"id": "1')
    if request.transport is not None:
        request.transport.abort()
    return response


async def _me(request: web.Request) -> web.Response:
    bot = request.app[STATE].world.bot
    return answer(bot.as_json() | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0})


async def _application(request: web.Request) -> web.Response:
    state = request.app[STATE]
    extra = {"verify_key": state.public_key(), "interactions_endpoint_url": state.endpoint_url}
    return answer(state.world.application() | extra)


async def _gateway(request: web.Request) -> web.Response:
    return answer({"url": _gateway_url(request.app[STATE])})


async def _gateway_bot(request: web.Request) -> web.Response:
    state = request.app[STATE]
    start = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": state.limits.max_concurrency}
    shards = 1 + len(state.world.guilds) // 1000
    return answer({"url": _gateway_url(state), "shards": shards, "session_start_limit": start})


def _gateway_url(state: State) -> str:
    return state.base_url.replace("http", "ws", 1) + "/gateway"


async def _attachment(request: web.Request) -> web.Response:
    file = request.app[STATE].files.get(int(request.match_info["id"]))
    if file is None:
        raise web.HTTPNotFound
    return web.Response(body=file.data, content_type=file.content_type.split(";")[0])
