"""Routes of application commands, global and per server."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.standin.body import as_object, read_body
from bot.standin.commands import Scope
from bot.standin.events import Event
from bot.standin.refusal import refused
from bot.standin.reply import STATE, Route, answer, no_content


async def _list(request: web.Request) -> web.Response:
    return answer(request.app[STATE].commands.listed(_scope(request)))


async def _overwrite(request: web.Request) -> web.Response:
    state, scope, payload = request.app[STATE], _scope(request), await _payload(request)
    state.judge.commands(payload)
    commands = state.commands.overwrite(scope, payload or ())
    _tell(request, scope)
    return answer(commands)


async def _create(request: web.Request) -> web.Response:
    state, scope, payload = request.app[STATE], _scope(request), as_object(await _payload(request))
    state.judge.commands(payload, "command")
    command, is_new = state.commands.upsert(scope, payload)
    _tell(request, scope)
    return answer(command, status=201 if is_new else 200)


async def _get(request: web.Request) -> web.Response:
    return answer(request.app[STATE].commands.get(_scope(request), _command_id(request)))


async def _edit(request: web.Request) -> web.Response:
    state, scope, payload = request.app[STATE], _scope(request), as_object(await _payload(request))
    whole = state.commands.get(scope, _command_id(request)) | payload
    state.judge.commands(payload, "command-edit", whole)
    command = state.commands.edit(scope, _command_id(request), payload)
    _tell(request, scope)
    return answer(command)


async def _remove(request: web.Request) -> web.Response:
    scope = _scope(request)
    request.app[STATE].commands.remove(scope, _command_id(request))
    _tell(request, scope)
    return no_content()


async def _payload(request: web.Request) -> Any:
    return (await read_body(request, request.app[STATE].limits.upload_bytes)).payload


def _tell(request: web.Request, scope: Scope) -> None:
    state = request.app[STATE]
    state.tell(Event("commands", detail={"guild_id": scope, "commands": state.commands.listed(scope)}))


def _scope(request: web.Request) -> Scope:
    world = request.app[STATE].world
    if request.match_info["application_id"] != str(world.application_id):
        raise refused(50001)
    if "guild_id" not in request.match_info:
        return None
    guild_id = int(request.match_info["guild_id"])
    if guild_id not in world.guilds or not world.guilds[guild_id].has_bot:
        raise refused(50001)
    return guild_id


def _command_id(request: web.Request) -> int:
    return int(request.match_info["command_id"])


ROUTES: list[Route] = [
    (method, f"/applications/{{application_id:\\d+}}{scope}/commands{path}", handler)
    for scope in ("", "/guilds/{guild_id:\\d+}")
    for method, path, handler in (
        ("GET", "", _list),
        ("PUT", "", _overwrite),
        ("POST", "", _create),
        ("GET", "/{command_id:\\d+}", _get),
        ("PATCH", "/{command_id:\\d+}", _edit),
        ("DELETE", "/{command_id:\\d+}", _remove),
    )
]
