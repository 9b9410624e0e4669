"""Messages, forms, people and commands as the JSON that the page draws; text arrives as escaped HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, Final

from bot.preview.desk import ROLES, TOPICS
from bot.preview.markdown import Names, to_html
from bot.standin import Exchange, Message, Modal, User, World
from bot.standin.exchange import Kind
from bot.standin.message import CHILDREN, TEXT_DISPLAY, Attachment
from bot.standin.world import DIRECT

Json = dict[str, Any]
MOST_PREVIEWED: Final = 20_000  # characters of a text file that the page shows at once
_MEDIA_KEYS: Final = ("media", "file")
_LONGEST_REPLY: Final = 120  # characters of the line that says what is replied to


def names_of(world: World) -> Names:
    """How mentions are resolved in this world."""

    def name(kind: str, number: int) -> str | None:
        if kind == "user":
            person = world.bot if number == world.bot.id else world.people.get(number)
            return person.name if person else None
        if kind == "role":
            role = world.guild.roles.get(number)
            return role.name if role else None
        channel = world.find_channel(number)
        return channel.name if channel else None

    return name


def media_address(file: Attachment) -> str:
    """Where the page serves a file of the stand-in."""
    return f"/media/{file.id}/{file.filename}"


def message_json(message: Message, names: Names) -> Json:
    """A message as the page draws it."""
    addresses = {file.url: media_address(file) for file in message.attachments}
    embedded = addresses | {f"attachment://{file.filename}": media_address(file) for file in message.attachments}
    embeds = [_embed(embed, names, embedded) for embed in message.embeds]
    drawn = {image["shown_at"] for embed in embeds for image in (embed["image"], embed["thumbnail"]) if image}
    used = message.interaction
    return {
        "id": str(message.id),
        "type": "message",
        "channel": str(message.channel.id),
        "at": message.created.timestamp() * 1000,
        "edited": message.edited is not None,
        "author": author_json(message.author),
        "text": message.text,
        "html": to_html(message.content, names) if message.content else "",
        "components": components_json(message.components, names, addresses),
        "embeds": embeds,
        # A picture that an embed draws does not stand below it as well.
        "files": [_file(file) for file in message.attachments if media_address(file) not in drawn],
        "seen_by": str(message.seen_by.id) if message.ephemeral and message.seen_by else None,
        "thinking": message.loading,
        "reply": _reply(message, names),
        "used": {"person": used["user"]["id"], "name": used["name"], "kind": used["type"]} if used else None,
        "suppressed": bool(message.flags & 1 << 2),
    }


def notice_json(exchange: Exchange, at: float) -> Json:
    """What stands in the channel while a command has no answer, or when it has failed; `at` in milliseconds."""
    return {
        "id": f"x{exchange.id}",
        "type": "notice",
        "channel": str(exchange.channel.id),
        "at": at,
        "seen_by": str(exchange.user.id),
        "used": {"person": str(exchange.user.id), "name": exchange.name, "kind": int(exchange.kind)},
        "menu": "target_id" in exchange.request["data"],
        "error": exchange.error,
        "exchange": str(exchange.id),
    }


def components_json(components: list[Json], names: Names, addresses: dict[str, str]) -> list[Json]:
    """Components with the HTML of their texts; `addresses` says where the page serves what the stand-in serves."""

    def shown(component: Json) -> Json:
        result = dict(component)
        if component["type"] == TEXT_DISPLAY:
            result["html"] = to_html(component["content"], names)
        for key in CHILDREN:
            inner = component.get(key)
            if inner:
                result[key] = [shown(part) for part in inner] if isinstance(inner, list) else shown(inner)
        if "items" in component:
            result["items"] = [item | {"media": _media(item["media"], addresses)} for item in component["items"]]
        for key in _MEDIA_KEYS:
            if key in component:
                result[key] = _media(component[key], addresses)
        return result

    return [shown(component) for component in components]


def modal_json(exchange: Exchange, modal: Modal, names: Names) -> Json:
    """A form as the page draws it."""
    return {
        "exchange": str(exchange.id),
        "title": modal.title,
        "custom_id": modal.custom_id,
        "components": components_json(modal.components, names, {}),
    }


def people_json(world: World) -> list[Json]:
    """The people, each with what they may do."""
    guild = world.guild
    return [
        author_json(person)
        | {
            "role": ROLES.get(person.name, ""),
            "manages": world.manages(person, guild),
            "owner": person.id == guild.owner_id,
            "direct": str(world.direct_channel(person).id),
        }
        for person in world.people.values()
    ]


def roles_json(world: World) -> list[Json]:
    """The roles of the server that can be chosen: all but @everyone, which everybody has."""
    guild = world.guild
    return [{"id": str(role.id), "name": role.name} for role in guild.roles.values() if role.id != guild.id]


def channels_json(world: World) -> list[Json]:
    """The channels of the server, and each person's direct messages with the bot."""
    listed = [*world.guild.channels.values(), *(world.direct_channel(person) for person in world.people.values())]
    return [
        {
            "id": str(channel.id),
            "name": world.app_name if channel.kind == DIRECT else channel.name,
            "direct": channel.kind == DIRECT,
            "topic": TOPICS.get(channel.name, "") if channel.kind != DIRECT else "Only you and the bot read this.",
        }
        for channel in listed
    ]


def author_json(user: User) -> Json:
    """A person or the bot."""
    return {"id": str(user.id), "name": user.name, "bot": user.bot}


def is_command(exchange: Exchange) -> bool:
    """Whether the exchange stands in the channel on its own, rather than at a message or in a form."""
    return exchange.kind is Kind.COMMAND


def named_in(components: Iterable[Json]) -> set[str]:
    """The words of every custom_id, split wherever an id cannot go on; briefs are found among them."""
    words: set[str] = set()
    for component in components:
        custom_id = str(component.get("custom_id", ""))
        words |= set("".join(c if c.isalnum() or c == "-" else " " for c in custom_id).split())
    return words


def _media(media: Json, addresses: dict[str, str]) -> Json:
    return media | {"shown_at": addresses.get(media["url"]), "name": media.get("name") or media["url"].rsplit("/")[-1]}


def _file(file: Attachment) -> Json:
    is_text = file.content_type.startswith("text/") or file.filename.endswith((".json", ".bib", ".ris", ".csv", ".md"))
    return {
        "name": file.filename,
        "size": len(file.data),
        "shown_at": media_address(file),
        "image": file.content_type.startswith("image/"),
        "text": file.data.decode(errors="replace")[:MOST_PREVIEWED] if is_text else None,
        "description": file.description,
    }


def _embed(embed: Json, names: Names, addresses: dict[str, str]) -> Json:
    fields = [
        {"name": field["name"], "html": to_html(field["value"], names), "inline": bool(field.get("inline"))}
        for field in embed.get("fields") or ()
    ]
    return {
        "title": embed.get("title"),
        "url": embed.get("url"),
        "color": embed.get("color"),
        "author": (embed.get("author") or {}).get("name"),
        "html": to_html(embed.get("description") or "", names),
        "fields": fields,
        "footer": (embed.get("footer") or {}).get("text"),
        "image": _media(embed["image"], addresses) if embed.get("image") else None,
        "thumbnail": _media(embed["thumbnail"], addresses) if embed.get("thumbnail") else None,
    }


def _one_line(text: str, names: Names) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", to_html(text, names))).split())


def _reply(message: Message, names: Names) -> Json | None:
    if message.replies_to is None:
        return None
    original = message.replies_to
    text = "The original message was deleted." if original.deleted else _one_line(original.text, names)
    if len(text) > _LONGEST_REPLY:
        text = text[:_LONGEST_REPLY] + "…"
    return {"id": str(original.id), "author": author_json(original.author), "text": text}
