"""/briefbot: for people who manage the server; not offered to others, and checked again in code."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands

from bot.citing.styles import find_style
from bot.discord_app import managing
from bot.discord_app.commands.completing import complete_style
from bot.discord_app.commands.lookups import Interaction
from bot.discord_app.sending import send
from bot.store import Edit

briefbot: app_commands.Group = app_commands.Group(
    name="briefbot",
    description="Status and settings, for people who manage this server",
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    default_permissions=discord.Permissions(manage_guild=True),
)


@briefbot.command(name="status", description="What is served, and whether all parts work")
async def status(interaction: Interaction) -> None:
    await send(interaction, await managing.status(interaction))


@briefbot.command(name="settings", description="How the bot answers in this server")
@app_commands.describe(
    answers="Where answers go unless a person says otherwise",
    style="Citation style for people who have not chosen one",
    spoilers="Hide sensitive passages behind spoilers",
    notices="Channel for curators' notices",
    answer_in="Allow public answers in this channel; without any, all channels are allowed",
    not_in="No longer allow public answers in this channel",
)
@app_commands.autocomplete(style=complete_style)
async def settings(
    interaction: Interaction,
    answers: Literal["public", "private"] | None = None,
    style: str = "",
    spoilers: bool | None = None,
    notices: discord.TextChannel | None = None,
    answer_in: discord.TextChannel | None = None,
    not_in: discord.TextChannel | None = None,
) -> None:
    edits: list[Edit] = []
    edits += [managing.set_to(visibility=answers)] if answers else []
    edits += [managing.set_to(citation_style=find_style(style).key)] if style else []
    edits += [managing.set_to(spoilers=spoilers)] if spoilers is not None else []
    edits += [managing.set_to(notices_channel=notices.id)] if notices else []
    edits += [managing.channel_allowed(answer_in.id, allowed=True)] if answer_in else []
    edits += [managing.channel_allowed(not_in.id, allowed=False)] if not_in else []
    await send(interaction, await managing.change(interaction, edits))


@briefbot.command(name="misses", description="What people could not find or found wrong")
async def misses(interaction: Interaction) -> None:
    await send(interaction, await managing.misses(interaction))


@briefbot.command(name="reload", description="Load the library anew")
async def reload(interaction: Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await send(interaction, await managing.reload(interaction))


COMMANDS: tuple[app_commands.Group | app_commands.Command[Any, ..., None], ...] = (briefbot,)
