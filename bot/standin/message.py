"""Messages as the stand-in keeps them: what was sent, by whom, who sees it, and their shape on the wire."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.standin.world import Channel, User, snowflake

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

BUTTON, STRING_SELECT, TEXT_DISPLAY = 2, 3, 10
SELECTS = (3, 5, 6, 7, 8)
PLAIN, REPLY, SLASH_REPLY, MENU_REPLY = 0, 19, 20, 23  # message types
OF_COMMAND = 2  # interaction type
CHILDREN = ("components", "accessory", "component")


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component of a message or modal, in the order in which it is shown, parents first."""
    for component in components:
        yield component
        for key in CHILDREN:
            inner = component.get(key)
            if inner:
                yield from walk(inner if isinstance(inner, list) else [inner])


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `url` is served by the stand-in."""

    id: int
    filename: str
    content_type: str
    url: str
    data: bytes = field(repr=False)
    description: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The attachment object of Discord's API."""
        return {
            "id": str(self.id),
            "filename": self.filename,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
            **({"description": self.description} if self.description else {}),
        }


@dataclass(slots=True, eq=False)
class Message:
    """A message in a channel. `seen_by` names the one person who sees an ephemeral message."""

    channel: Channel
    author: User
    content: str = ""
    components: list[dict[str, Any]] = field(default_factory=list)
    embeds: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    allowed_mentions: dict[str, Any] | None = None
    reference: dict[str, Any] | None = None
    replies_to: Message | None = None
    mentions: list[User] = field(default_factory=list)
    seen_by: User | None = None
    interaction: dict[str, Any] | None = None  # Discord's interaction_metadata
    id: int = field(default_factory=snowflake)
    created: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))
    edited: datetime.datetime | None = None
    deleted: bool = False
    payloads: list[dict[str, Any]] = field(default_factory=list, repr=False)  # as the bot sent and edited it

    @property
    def ephemeral(self) -> bool:
        """Whether only `seen_by` sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says "… is thinking"."""
        return bool(self.flags & LOADING)

    @property
    def text(self) -> str:
        """All text that is shown, from top to bottom, a line break between the parts."""
        parts = [self.content]
        parts += [part["content"] for part in walk(self.components) if part["type"] == TEXT_DISPLAY]
        for embed in self.embeds:
            parts += [embed.get("title") or "", embed.get("description") or ""]
            parts += [f"{field_['name']}\n{field_['value']}" for field_ in embed.get("fields") or ()]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons as sent, in order."""
        return [part for part in walk(self.components) if part["type"] == BUTTON]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The select menus as sent, in order."""
        return [part for part in walk(self.components) if part["type"] in SELECTS]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons, in order."""
        return [button.get("label") or "" for button in self.buttons]

    def find(self, name: str) -> dict[str, Any] | None:
        """The button or select menu with this custom_id or, failing that, this label."""
        parts = self.buttons + self.selects
        by_id = (part for part in parts if part.get("custom_id") == name)
        by_label = (part for part in parts if part.get("label") == name)
        return next(by_id, None) or next(by_label, None)

    def _type(self) -> int:
        if self.interaction and self.interaction["type"] == OF_COMMAND:
            return MENU_REPLY if "target_message_id" in self.interaction else SLASH_REPLY
        return REPLY if self.replies_to else PLAIN

    def as_json(self, *, content_hidden: bool = False) -> dict[str, Any]:
        """The message object of Discord's API; `content_hidden` as for a bot without the message-content intent."""
        body = {
            "id": str(self.id),
            "type": self._type(),
            "channel_id": str(self.channel.id),
            "author": self.author.as_json(),
            "content": "" if content_hidden else self.content,
            "components": [] if content_hidden else self.components,
            "embeds": [] if content_hidden else self.embeds,
            "attachments": [] if content_hidden else [file.as_json() for file in self.attachments],
            "flags": self.flags,
            "mentions": [user.as_json() for user in self.mentions],
            "mention_roles": [],
            "mention_everyone": False,
            "timestamp": self.created.isoformat(),
            "edited_timestamp": self.edited.isoformat() if self.edited else None,
            "pinned": False,
            "tts": False,
        }
        if self.interaction:
            body["interaction_metadata"] = self.interaction
            body["webhook_id"] = body["application_id"] = str(self.author.id)
        if self.reference:
            body["message_reference"] = self.reference
            body["referenced_message"] = (
                None if self.replies_to is None or self.replies_to.deleted else self.replies_to.as_json()
            )
        return body
