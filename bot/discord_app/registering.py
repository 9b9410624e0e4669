"""What Discord knows of our commands, how that differs from what they are, and bringing it up to date."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.commands import add_commands
from bot.discord_app.translating import Words

#: What Discord adds to or leaves out of a command, which is no difference: ids, and empty or default values.
_THEIRS = frozenset({"id", "application_id", "guild_id", "version", "dm_permission", "nsfw", "handler"})


async def difference(client: discord.Client, guild: discord.abc.Snowflake | None) -> list[str]:
    """One line for each command that would be added (+), changed (~) or removed (-); logged in, not connected."""
    ours = {_key(one): one for one in await payloads()}
    application = client.application_id
    assert application is not None
    path = (
        "/applications/{application_id}/guilds/{guild_id}/commands"
        if guild
        else "/applications/{application_id}/commands"
    )
    route = discord.http.Route("GET", path, application_id=application, guild_id=guild.id if guild else None)
    # discord.py's own call leaves the translations out.
    listed: Any = await client.http.request(route, params={"with_localizations": "true"})
    theirs = {_key(dict(one)): dict(one) for one in listed}
    lines = [f"+ {_name(key)}" for key in ours if key not in theirs]
    lines += [f"~ {_name(key)}" for key in ours if key in theirs and _plain(ours[key]) != _plain(theirs[key])]
    return lines + [f"- {_name(key)}" for key in theirs if key not in ours]


async def register(client: discord.Client, guild: discord.abc.Snowflake | None) -> None:
    """Make Discord's commands ours, in one request."""
    application = client.application_id
    assert application is not None
    written: Any = await payloads()
    if guild is not None:
        await client.http.bulk_upsert_guild_commands(application, guild.id, payload=written)
    else:
        await client.http.bulk_upsert_global_commands(application, payload=written)


async def payloads() -> list[dict[str, Any]]:
    """Our commands as Discord takes them, with their translations."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents(guilds=True)))
    add_commands(tree)
    words = Words()
    return [await command.get_translated_payload(tree, words) for command in tree.get_commands()]


def _key(payload: dict[str, Any]) -> tuple[int, str]:
    return payload.get("type", 1), payload["name"]


def _name(key: tuple[int, str]) -> str:
    return f"/{key[1]}" if key[0] == 1 else f"“{key[1]}” (menu)"


def _plain(value: Any) -> Any:
    """A command without what Discord adds and without empty or default values, in a stable order."""
    if isinstance(value, dict):
        kept = {key: _plain(one) for key, one in value.items() if key not in _THEIRS}
        return {key: one for key, one in kept.items() if one not in (None, False, [], {}, "")}
    if isinstance(value, list):
        plain = [_plain(one) for one in value]
        return sorted(plain) if all(isinstance(one, str) for one in plain) else plain
    return str(value) if isinstance(value, int) else value  # Discord sends permissions back as text
