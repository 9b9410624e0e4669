"""Routes of channels, servers and direct messages."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.standin import posts
from bot.standin.body import as_object, read_body
from bot.standin.events import Event
from bot.standin.message import Message
from bot.standin.refusal import Problem, invalid_form, refused
from bot.standin.reply import STATE, Route, answer, no_content
from bot.standin.state import State
from bot.standin.world import (
    ATTACH_FILES,
    DIRECT,
    MANAGE_MESSAGES,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Channel,
    Guild,
)


async def _channel(request: web.Request) -> web.Response:
    return answer(_find_channel(request).as_json())


async def _send(request: web.Request) -> web.Response:
    state, channel = request.app[STATE], _find_channel(request)
    body = await read_body(request, state.limits.upload_bytes)
    _need(state, channel, SEND_MESSAGES | (ATTACH_FILES if body.files else 0))
    if channel.recipient is not None and not channel.recipient.accepts_dms:
        raise refused(50007)
    state.judge.message(body, operation="send")
    reference = as_object(body.payload).get("message_reference")
    replied = _replied(state, channel, reference) if reference else None
    message = posts.compose(state, channel, body)
    if reference:
        message.reference = {"type": 0, "message_id": str(reference["message_id"]), "channel_id": str(channel.id)}
        message.replies_to = replied
    posts.post(state, message)
    return answer(message.as_json())


async def _history(request: web.Request) -> web.Response:
    state, channel = request.app[STATE], _find_channel(request)
    _need(state, channel, READ_MESSAGE_HISTORY)
    limit = int(request.query.get("limit", "50"))
    if not 1 <= limit <= 100:
        raise invalid_form([Problem(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")])
    listed = [message for message in state.messages if message.channel is channel and not message.deleted]
    listed = [message for message in listed if not message.ephemeral]
    return answer([message.as_json(content_hidden=_is_hidden(state, message)) for message in reversed(listed[-limit:])])


async def _get(request: web.Request) -> web.Response:
    state, message = request.app[STATE], _find_message(request)
    _need(state, message.channel, READ_MESSAGE_HISTORY)
    return answer(message.as_json(content_hidden=_is_hidden(state, message)))


async def _edit(request: web.Request) -> web.Response:
    state, message = request.app[STATE], _find_message(request)
    body = await read_body(request, state.limits.upload_bytes)
    if message.author is not state.world.bot:
        raise refused(50005)
    state.judge.message(body, operation="edit-sent", before=message)
    posts.edit(state, message, body)
    return answer(message.as_json())


async def _delete(request: web.Request) -> web.Response:
    state, message = request.app[STATE], _find_message(request)
    if message.author is not state.world.bot:
        if message.channel.kind == DIRECT:
            raise refused(50003)
        _need(state, message.channel, MANAGE_MESSAGES)
    posts.delete(state, message)
    return no_content()


async def _typing(request: web.Request) -> web.Response:
    state, channel = request.app[STATE], _find_channel(request)
    _need(state, channel, SEND_MESSAGES)
    state.tell(Event("typing", detail={"channel_id": channel.id}))
    return no_content()


async def _open_direct(request: web.Request) -> web.Response:
    state = request.app[STATE]
    payload = as_object((await read_body(request, state.limits.upload_bytes)).payload)
    person = state.world.people.get(int(payload.get("recipient_id") or 0))
    if person is None:
        raise invalid_form([Problem(("recipient_id",), "USER_UNKNOWN", "Unknown user")])
    return answer(state.world.direct_channel(person).as_json())


async def _guild(request: web.Request) -> web.Response:
    world = request.app[STATE].world
    return answer(_find_guild(request).as_json(world.bot))


async def _guild_channels(request: web.Request) -> web.Response:
    return answer([channel.as_json() for channel in _find_guild(request).channels.values()])


async def _member(request: web.Request) -> web.Response:
    member = _find_guild(request).members.get(int(request.match_info["user_id"]))
    if member is None:
        raise refused(10013)
    return answer(member.as_json() | {"user": member.user.as_json()})


async def _user(request: web.Request) -> web.Response:
    person = request.app[STATE].world.people.get(int(request.match_info["user_id"]))
    if person is None:
        raise refused(10013)
    return answer(person.as_json())


async def _guilds(request: web.Request) -> web.Response:
    world = request.app[STATE].world
    listed: list[dict[str, Any]] = [
        {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False, "features": []}
        | {"permissions": str(guild.permissions(world.bot))}
        for guild in world.guilds.values()
        if guild.has_bot
    ]
    return answer(listed)


def _find_guild(request: web.Request) -> Guild:
    guild = request.app[STATE].world.guilds.get(int(request.match_info["guild_id"]))
    if guild is None:
        raise refused(10004)
    if not guild.has_bot:
        raise refused(50001)
    return guild


def _find_channel(request: web.Request) -> Channel:
    channel = request.app[STATE].world.find_channel(int(request.match_info["channel_id"]))
    if channel is None:
        raise refused(10003)
    _need(request.app[STATE], channel, 0)
    return channel


def _find_message(request: web.Request) -> Message:
    return posts.find(request.app[STATE], int(request.match_info["message_id"]), _find_channel(request))


def _need(state: State, channel: Channel, bits: int) -> None:
    if channel.guild_id is None:
        return
    guild = state.world.guilds[channel.guild_id]
    granted = guild.permissions(state.world.bot, channel) if guild.has_bot else 0
    if not granted & VIEW_CHANNEL:
        raise refused(50001)
    if bits & ~granted:
        raise refused(50013)


def _is_hidden(state: State, message: Message) -> bool:
    ours = message.author is state.world.bot or state.world.bot in message.mentions
    return message.channel.kind != DIRECT and not ours


def _replied(state: State, channel: Channel, reference: dict[str, Any]) -> Message | None:
    guild = state.world.guilds.get(channel.guild_id or 0)
    if guild is not None and not guild.permissions(state.world.bot, channel) & READ_MESSAGE_HISTORY:
        raise refused(160002)
    message = state.messages.get(int(reference["message_id"]))
    if message is not None and message.channel is channel and not message.deleted:
        return message
    if reference.get("fail_if_not_exists", True):
        problem = Problem(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        raise invalid_form([problem])
    return None


ROUTES: list[Route] = [
    ("GET", "/channels/{channel_id:\\d+}", _channel),
    ("POST", "/channels/{channel_id:\\d+}/messages", _send),
    ("GET", "/channels/{channel_id:\\d+}/messages", _history),
    ("GET", "/channels/{channel_id:\\d+}/messages/{message_id:\\d+}", _get),
    ("PATCH", "/channels/{channel_id:\\d+}/messages/{message_id:\\d+}", _edit),
    ("DELETE", "/channels/{channel_id:\\d+}/messages/{message_id:\\d+}", _delete),
    ("POST", "/channels/{channel_id:\\d+}/typing", _typing),
    ("POST", "/users/@me/channels", _open_direct),
    ("GET", "/users/@me/guilds", _guilds),
    ("GET", "/users/{user_id:\\d+}", _user),
    ("GET", "/guilds/{guild_id:\\d+}", _guild),
    ("GET", "/guilds/{guild_id:\\d+}/channels", _guild_channels),
    ("GET", "/guilds/{guild_id:\\d+}/members/{user_id:\\d+}", _member),
]
