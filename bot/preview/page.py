"""The page's routes: its files, what it does, what it looks into, and the socket that tells it what happens."""

from __future__ import annotations

import asyncio
import os
from importlib import resources
from typing import Final, Self

import orjson
from aiohttp import WSMsgType, web
from pydantic import ValidationError

from bot.errors import BriefbotError
from bot.preview.acts import ACT, find_exchange
from bot.preview.guard import KEY, Guard, Handler, guarding
from bot.preview.inspecting import exchange_report, message_report
from bot.preview.preview import Preview
from bot.preview.showing import Json, modal_json, names_of
from bot.preview.transcripts import transcript_of
from bot.standin import Exchange, Message

HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8765
PREVIEW: Final = web.AppKey("preview", Preview)
_MOST_BYTES: Final = 1024 * 1024  # of a request; files of a form come in it, in base64
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_SHOWN_INLINE: Final = ("image/png", "image/jpeg", "image/gif", "image/webp")
_HEARTBEAT: Final = 20.0  # seconds


class PageError(BriefbotError):
    """The page cannot be served."""


class Page:
    """The page of a preview, served on loopback while the `async with` block runs; port 0 takes a free one."""

    def __init__(self, preview: Preview, port: int = DEFAULT_PORT) -> None:
        self._port = port
        self._runner = web.AppRunner(self._app(preview), access_log=None, shutdown_timeout=1.0)
        self.guard = Guard(port)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise PageError(
                f"Port {self._port} cannot be used: {os.strerror(error.errno or 0)}. Choose another, for example: "
                f"briefbot preview --port {self._port + 1}"
            ) from error
        self.guard = Guard(self._runner.addresses[0][1])
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._runner.cleanup()

    @property
    def address(self) -> str:
        """The address that opens the page; it holds the token."""
        return f"http://{HOST}:{self.guard.port}/?{KEY}={self.guard.token}"

    def _app(self, preview: Preview) -> web.Application:
        app = web.Application(middlewares=[guarding(lambda: self.guard), _errors], client_max_size=_MOST_BYTES)
        app[PREVIEW] = preview
        app.router.add_get("/", _index)
        app.router.add_get("/static/{name}", _static)
        app.router.add_get("/media/{id:\\d+}/{name}", _media)
        app.router.add_get("/api/events", _events)
        app.router.add_post("/api/act", _act)
        app.router.add_post("/api/again", _again)
        app.router.add_post("/api/dismiss", _dismiss)
        app.router.add_post("/api/manage", _manage)
        app.router.add_post("/api/bot", _restart)
        app.router.add_get("/api/exchange/{id:\\d+}", _exchange)
        app.router.add_get("/api/message/{id:\\d+}", _message)
        app.router.add_get("/transcript.json", _transcript)
        return app


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except BriefbotError as error:
        return _answer({"problem": str(error)})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return _answer(
            {"error": f"The preview did not understand {place or 'the request'}: {first['msg']}."}, status=400
        )


def _answer(body: Json, *, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


async def _index(_: web.Request) -> web.Response:
    return _packaged("index.html")


async def _static(request: web.Request) -> web.Response:
    return _packaged(request.match_info["name"])


def _packaged(name: str) -> web.Response:
    folder = resources.files("bot.preview") / "static"
    known = {entry.name: entry for entry in folder.iterdir()}
    suffix = "." + name.rpartition(".")[2]
    if name not in known or suffix not in _TYPES:
        raise web.HTTPNotFound
    return web.Response(body=known[name].read_bytes(), content_type=_TYPES[suffix], charset="utf-8")


async def _media(request: web.Request) -> web.Response:
    file = request.app[PREVIEW].standin.state.files.get(int(request.match_info["id"]))
    if file is None or file.filename != request.match_info["name"]:
        raise web.HTTPNotFound
    if file.content_type in _SHOWN_INLINE:
        return web.Response(body=file.data, content_type=file.content_type)
    return web.Response(
        body=file.data, content_type="application/octet-stream", headers={"Content-Disposition": "attachment"}
    )


async def _act(request: web.Request) -> web.Response:
    preview = request.app[PREVIEW]
    outcome = await preview.act(ACT.validate_json(await request.read()))
    match outcome:
        case Exchange(modal=modal):
            names = names_of(preview.standin.world)
            form = modal_json(outcome, modal, names) if modal is not None else None
            return _answer({"exchange": str(outcome.id), "error": outcome.error, "modal": form})
        case Message():
            return _answer({"message": str(outcome.id)})
        case choices:
            return _answer({"choices": [{"name": choice.name, "value": choice.value} for choice in choices]})


async def _body(request: web.Request) -> Json:
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


async def _again(request: web.Request) -> web.Response:
    outcome = await request.app[PREVIEW].act_again(str((await _body(request)).get("message")))
    return _answer({"exchange": str(outcome.id) if isinstance(outcome, Exchange) else None})


async def _dismiss(request: web.Request) -> web.Response:
    request.app[PREVIEW].timeline.dismiss(str((await _body(request)).get("id")))
    return _answer({})


async def _manage(request: web.Request) -> web.Response:
    body, preview = await _body(request), request.app[PREVIEW]
    person = str(body.get("person"))
    if person not in [str(number) for number in preview.standin.world.people]:
        raise web.HTTPBadRequest
    preview.let_manage(person, allowed=bool(body.get("allowed")))
    return _answer({})


async def _restart(request: web.Request) -> web.Response:
    await request.app[PREVIEW].supervisor.restart()
    return _answer({})


async def _exchange(request: web.Request) -> web.Response:
    standin = request.app[PREVIEW].standin
    return _answer(exchange_report(standin, find_exchange(standin, request.match_info["id"])))


async def _message(request: web.Request) -> web.Response:
    message = request.app[PREVIEW].standin.state.messages.get(int(request.match_info["id"]))
    if message is None:
        raise web.HTTPNotFound
    return _answer(message_report(message))


async def _transcript(request: web.Request) -> web.Response:
    preview = request.app[PREVIEW]
    body = transcript_of(preview.standin, preview.done).to_json()
    headers = {"Content-Disposition": 'attachment; filename="transcript.json"'}
    return web.Response(body=body, content_type="application/json", headers=headers)


async def _events(request: web.Request) -> web.WebSocketResponse:
    preview = request.app[PREVIEW]
    socket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
    await socket.prepare(request)
    with preview.timeline.page() as changes:
        await socket.send_str(orjson.dumps(preview.state()).decode())
        writer = asyncio.create_task(_write(socket, changes))
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break  # the page only listens
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
    return socket


async def _write(socket: web.WebSocketResponse, changes: asyncio.Queue[Json | None]) -> None:
    try:
        while (change := await changes.get()) is not None:
            await socket.send_str(orjson.dumps(change).decode())
    except ConnectionError:
        return  # the page has gone
    await socket.close()
