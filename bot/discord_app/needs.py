"""What the bot needs of Discord and why: the one place from which the invite link, the doctor and the guide speak."""

from __future__ import annotations

from typing import Final

import discord

SCOPES: Final = ("bot", "applications.commands")
#: Permission → what does not work without it. Slash commands themselves need none of these.
NEEDS: Final[dict[str, str]] = {
    "view_channel": "see the channel in which it is mentioned",
    "send_messages": "answer a mention, and share a card as a reply",
    "send_messages_in_threads": "do the same in threads",
    "embed_links": "show links with their titles",
    "attach_files": "send charts, citations and dossiers",
    "read_message_history": "reply to the message that it answers",
}
INTENTS: Final[dict[str, str]] = {
    "guilds": "know its servers and channels",
    "guild_messages": "hear that it was mentioned",
    "dm_messages": "answer direct messages",
}


def permissions() -> discord.Permissions:
    """The permissions that the invite link asks for."""
    return discord.Permissions(**dict.fromkeys(NEEDS, True))


def intents() -> discord.Intents:
    """The intents; none of them is privileged."""
    return discord.Intents(**dict.fromkeys(INTENTS, True))


def invite_link(application_id: int) -> str:
    """Where somebody who manages a server lets the bot in."""
    return discord.utils.oauth_url(application_id, permissions=permissions(), scopes=SCOPES)


def lacking(granted: int) -> dict[str, str]:
    """The needed permissions that are not in Discord's bit set, with what does not work."""
    held = discord.Permissions(granted)
    return {} if held.administrator else {name: why for name, why in NEEDS.items() if not getattr(held, name)}
