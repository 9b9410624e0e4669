"""A tiny discord.py bot that uses what the stand-in serves; the tests drive it over real sockets."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import discord
import yarl
from discord import app_commands, ui

from bot.standin import Standin


class Note(ui.Modal, title="A note"):
    words = ui.TextInput[Any](label="Words", custom_id="words", max_length=100)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Noted: {self.words.value}", ephemeral=True)


class Card(ui.LayoutView):
    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        row = ui.ActionRow[Any]()
        for label, custom_id in (("Again", "again"), ("Note", "note"), ("Later", "later")):
            row.add_item(ui.Button(label=label, custom_id=custom_id))
        menu = ui.ActionRow[Any](
            ui.Select(custom_id="pick", options=[discord.SelectOption(label=one, value=one) for one in ("one", "two")])
        )
        self.add_item(ui.Container(ui.TextDisplay(text), row, menu))


class SmallBot(discord.Client):
    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        quiet = discord.AllowedMentions.none()
        super().__init__(intents=intents, allowed_mentions=quiet, guild_ready_timeout=0.05, **options)
        self.tree = app_commands.CommandTree(self)
        self.resumed = asyncio.Event()
        add_commands(self.tree)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.reply(f"You said: {message.content}")

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is not discord.InteractionType.component:
            return
        data: Any = interaction.data
        match data["custom_id"]:
            case "again":
                await interaction.response.edit_message(view=Card("Once more"))
            case "note":
                await interaction.response.send_modal(Note())
            case "later":
                await interaction.response.defer()
                await interaction.edit_original_response(view=Card("It took a while"))
            case "pick":
                await interaction.response.send_message(f"Picked {data['values']}", ephemeral=True)


def add_commands(tree: app_commands.CommandTree[SmallBot]) -> None:
    @tree.command(description="Say it back")
    async def echo(interaction: discord.Interaction[SmallBot], text: str, private: bool = False) -> None:
        await interaction.response.send_message(text, ephemeral=private)

    @tree.command(description="Show a card")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def card(interaction: discord.Interaction[SmallBot], topic: str) -> None:
        await interaction.response.send_message(view=Card(f"About {topic}"))

    @card.autocomplete("topic")
    async def topics(_: discord.Interaction[SmallBot], current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"All about {current}", value=f"id-{current}")]

    @tree.command(description="Think first")
    async def think(interaction: discord.Interaction[SmallBot], private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        file = discord.File(io.BytesIO(b"a,b\n1,2\n"), "figures.csv")
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay("Thought about it")).add_item(ui.File("attachment://figures.csv"))
        await interaction.edit_original_response(view=view, attachments=[file])
        await interaction.followup.send("And one more thing", ephemeral=True)

    @tree.command(description="Never answer")
    async def silence(_: discord.Interaction[SmallBot]) -> None:
        return

    @tree.command(description="Think for ever")
    async def dither(interaction: discord.Interaction[SmallBot]) -> None:
        await interaction.response.defer(thinking=True)

    @tree.command(description="Point at a place")
    async def point(
        interaction: discord.Interaction[SmallBot],
        where: discord.TextChannel,
        colour: Literal["red", "blue"],
        who: discord.Member | None = None,
    ) -> None:
        name = who.display_name if who else "Nobody"
        await interaction.response.send_message(f"{name} in {where.name}: {colour}")

    @tree.command(description="Write to me")
    async def write(interaction: discord.Interaction[SmallBot]) -> None:
        await interaction.user.send("Hello")
        await interaction.response.send_message("Sent", ephemeral=True)

    @tree.context_menu(name="Quote it")
    async def quote(interaction: discord.Interaction[SmallBot], message: discord.Message) -> None:
        await interaction.response.send_message(f"“{message.content}”", ephemeral=True)

    group = app_commands.Group(name="tray", description="What was kept")

    @group.command(description="Keep a key")
    async def add(interaction: discord.Interaction[SmallBot], key: app_commands.Range[str, 1, 10]) -> None:
        await interaction.response.send_message(f"Kept {key}", ephemeral=True)

    @group.command(description="Only for managers")
    async def sweep(interaction: discord.Interaction[SmallBot]) -> None:
        await interaction.response.send_message("Swept", ephemeral=True)

    tree.add_command(group)

    @tree.command(description="Settings")
    @app_commands.default_permissions(manage_guild=True)
    async def settings(interaction: discord.Interaction[SmallBot]) -> None:
        await interaction.response.send_message("Set", ephemeral=True)


@asynccontextmanager
async def running(standin: Standin, client: discord.Client | None = None) -> AsyncIterator[discord.Client]:
    """The bot, connected to the stand-in while the block runs."""
    discord.http.Route.BASE = standin.rest_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(standin.gateway_url)
    client = client or SmallBot()
    task = asyncio.create_task(client.start(standin.token))
    try:
        waits = asyncio.create_task(standin.connected())
        await asyncio.wait({task, waits}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            waits.cancel()
            await task
        await waits
        await client.wait_until_ready()
        yield client
    finally:
        await client.close()
        await asyncio.gather(task, return_exceptions=True)
