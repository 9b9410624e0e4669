"""/tray: collect evidence during a discussion; a channel's tray is shared, one's own is private."""

from __future__ import annotations

from typing import Any, Literal

from discord import app_commands

from bot.discord_app import traying
from bot.discord_app.commands.completing import complete_brief
from bot.discord_app.commands.lookups import Interaction, Words
from bot.discord_app.exporting import export_tray
from bot.discord_app.sending import send

Form = Literal["md", "docx", "bib", "ris", "csl-json"]
Key = app_commands.Range[str, 1, 100]
Note = app_commands.Range[str, 0, 1_000]
MINE = "Your own tray instead of the channel's"

tray: app_commands.Group = app_commands.Group(
    name="tray",
    description="Collect evidence during a discussion",
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
)


@tray.command(name="show", description="What is in the tray, in order")
@app_commands.describe(mine=MINE)
async def show(interaction: Interaction, mine: bool = False) -> None:
    await send(interaction, await traying.shown(interaction, traying.scope_of(interaction, mine)))


@tray.command(name="add", description="Put a passage or a topic into the tray")
@app_commands.describe(key="A passage's key, such as tip-2024:12, or a topic", note="What it is for", mine=MINE)
@app_commands.autocomplete(key=complete_brief)
async def add(interaction: Interaction, key: Words, note: Note = "", mine: bool = False) -> None:
    await send(interaction, await traying.keep(interaction, key, note, traying.scope_of(interaction, mine)))


@tray.command(name="remove", description="Take something out of the tray")
@app_commands.describe(key="A passage's key or a topic", mine=MINE)
@app_commands.autocomplete(key=complete_brief)
async def remove(interaction: Interaction, key: Key, mine: bool = False) -> None:
    await send(interaction, await traying.remove(interaction, key, traying.scope_of(interaction, mine)))


@tray.command(name="export", description="The tray as one dossier with notes and bibliography")
@app_commands.describe(format="Kind of file", mine=MINE)
async def export(interaction: Interaction, format: Form = "md", mine: bool = False) -> None:
    await export_tray(interaction, format, traying.scope_of(interaction, mine))


@tray.command(name="clear", description="Delete everything in the tray")
@app_commands.describe(mine=MINE)
async def clear(interaction: Interaction, mine: bool = False) -> None:
    await send(interaction, await traying.clearing(interaction, traying.scope_of(interaction, mine)))


COMMANDS: tuple[app_commands.Group | app_commands.Command[Any, ..., None], ...] = (tray,)
