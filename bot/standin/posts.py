"""Posting, editing and deleting messages, whichever route asked for it."""

from __future__ import annotations

import datetime
import mimetypes
from collections.abc import Iterable
from typing import Any

from bot.standin.body import Body, Upload
from bot.standin.events import Event
from bot.standin.exchange import Exchange
from bot.standin.message import CHILDREN, COMPONENTS_V2, EPHEMERAL, LOADING, Attachment, Message, walk
from bot.standin.refusal import refused
from bot.standin.state import State
from bot.standin.world import Channel, User, snowflake

SENT_FLAGS = 1 << 2 | EPHEMERAL | 1 << 12 | COMPONENTS_V2  # what a bot may set: also suppress embeds, notifications
SHOWN_MEDIA = ("media", "file")


def compose(state: State, channel: Channel, body: Body, *, author: User | None = None) -> Message:
    """A message from a judged payload, not yet posted. Refused with 50006 when it is empty."""
    payload = body.payload
    message = Message(
        channel,
        author or state.world.bot,
        content=payload.get("content") or "",
        embeds=payload.get("embeds") or [],
        flags=(payload.get("flags") or 0) & SENT_FLAGS,
        allowed_mentions=payload.get("allowed_mentions"),
        payloads=[payload],
    )
    message.attachments = _stored(state, message, body)
    message.components = placed(payload.get("components") or [], message.attachments)
    _refuse_empty(message)
    return message


def rewrite(state: State, message: Message, body: Body) -> None:
    """Change the given parts of a message, as an edit does; attachments that are not listed go."""
    payload = body.payload
    keep = message.attachments
    if payload.get("attachments") is not None:
        listed = {str(entry.get("id")) for entry in payload["attachments"]}
        keep = [file for file in keep if str(file.id) in listed]
    message.attachments = keep + _stored(state, message, body)
    if "content" in payload:
        message.content = payload["content"] or ""
    if "embeds" in payload:
        message.embeds = payload["embeds"] or []
    if "components" in payload:
        message.components = placed(payload["components"] or [], message.attachments)
    if not message.loading:  # what fills a deferral does not count as an edit
        message.edited = datetime.datetime.now(datetime.UTC)
    message.flags = message.flags & ~LOADING | (payload.get("flags") or 0) & COMPONENTS_V2
    message.payloads.append(payload)


def post(state: State, message: Message, exchange: Exchange | None = None) -> None:
    """Put the message into its channel and tell everybody who may see it."""
    state.messages[message.id] = message
    _announce(state, "MESSAGE_CREATE", message)
    state.tell(Event("message", exchange, message))


def edit(state: State, message: Message, body: Body, exchange: Exchange | None = None) -> None:
    """Edit a posted message and tell everybody who may see it."""
    rewrite(state, message, body)
    _announce(state, "MESSAGE_UPDATE", message)
    state.tell(Event("edited", exchange, message))


def delete(state: State, message: Message, exchange: Exchange | None = None) -> None:
    """Take a message away."""
    message.deleted = True
    if not message.ephemeral:
        guild = message.channel.guild_id
        data = {"id": str(message.id), "channel_id": str(message.channel.id)}
        state.dispatch("MESSAGE_DELETE", data | ({"guild_id": str(guild)} if guild else {}), guild)
    state.tell(Event("deleted", exchange, message))


def find(state: State, message_id: int, channel: Channel | None = None) -> Message:
    """The message with this id; refused with 10008 when there is none (in this channel)."""
    message = state.messages.get(message_id)
    if message is None or message.deleted or (channel is not None and message.channel.id != channel.id):
        raise refused(10008)
    return message


def placed(components: list[dict[str, Any]], attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """The components as Discord returns them: each with an id, `attachment://` turned into addresses."""
    files = {file.filename: file for file in attachments}
    taken = {part["id"] for part in walk(components) if part.get("id")}
    numbers = (number for number in range(1, 10_000) if number not in taken)

    def place(component: dict[str, Any]) -> dict[str, Any]:
        result = dict(component)
        result["id"] = component.get("id") or next(numbers)
        for key in CHILDREN:
            inner = component.get(key)
            if inner:
                result[key] = [place(part) for part in inner] if isinstance(inner, list) else place(inner)
        if "items" in component:
            result["items"] = [item | {"media": _media(item["media"], files)} for item in component["items"]]
        for key in SHOWN_MEDIA:
            if key in component:
                result[key] = _media(component[key], files)
        return result

    return [place(component) for component in components]


def _media(item: dict[str, Any], files: dict[str, Attachment]) -> dict[str, Any]:
    file = files.get(item["url"].removeprefix("attachment://")) if item["url"].startswith("attachment://") else None
    if file is None:
        return item
    shown = {"url": file.url, "proxy_url": file.url, "content_type": file.content_type, "size": len(file.data)}
    return item | shown | {"attachment_id": str(file.id), "name": file.filename}


def _stored(state: State, message: Message, body: Body) -> list[Attachment]:
    described = {str(entry.get("id")): entry for entry in body.payload.get("attachments") or ()}
    return [
        store(state, message.channel, upload, described.get(str(number), {}).get("description"))
        for number, upload in sorted(body.files.items())
    ]


def store(state: State, channel: Channel, upload: Upload, description: str | None = None) -> Attachment:
    """Keep a file that came into a channel, with the address where the stand-in serves it."""
    number = snowflake()
    kind = mimetypes.guess_type(upload.filename)[0] or upload.content_type
    url = f"{state.base_url}/attachments/{channel.id}/{number}/{upload.filename}"
    file = Attachment(number, upload.filename, kind, url, upload.data, description)
    state.files[number] = file
    return file


def _refuse_empty(message: Message) -> None:
    if not (message.content.strip() or message.embeds or message.components or message.attachments):
        raise refused(50006)


def _announce(state: State, name: str, message: Message) -> None:
    if message.ephemeral:
        return  # Discord does not tell the bot of what only one person sees
    guild = message.channel.guild_id
    bot = state.world.bot
    if guild is not None and not state.world.guilds[guild].has_bot:
        return
    hidden = guild is not None and message.author is not bot and bot not in message.mentions
    data = message.as_json(content_hidden=hidden)
    if guild is not None:
        data["guild_id"] = str(guild)
        member = state.world.guilds[guild].members.get(message.author.id)
        if member is not None:
            data["member"] = member.as_json()
    state.dispatch(name, data, guild)
