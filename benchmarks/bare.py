"""
Bots that do next to nothing, to be measured against: `python -m benchmarks.bare LIBRARY ANSWER`.

LIBRARY is discord.py, disnake or hikari; ANSWER is "ok" (three bytes of text: the floor), "embed" (a plain embed), or
"card" (an embed as long as one of our answers, with four buttons). They answer /ask and /brief, and connect where
BARE_REST and BARE_GATEWAY say, with the token BARE_TOKEN.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

TITLE = "Political prison camps"
TEXT = "“The government holds an estimated 80,000 to 120,000 persons in political prison camps.” [1]\n" * 10
FIELDS = [("Sources differ", "Other reports give other figures, each with its own year. " * 5), ("Basis", "3 sources")]
BUTTONS = ["Whole brief", "Passages", "Cite", "Wrong match?"]


async def discord_py(answer: str) -> None:
    """Discord's most used library for Python, with no intent but guilds and no cache."""
    import discord
    import yarl
    from discord import app_commands

    discord.VoiceClient.warn_dave = False
    discord.http.Route.BASE = os.environ["BARE_REST"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["BARE_GATEWAY"])

    client = discord.Client(
        intents=discord.Intents(guilds=True), max_messages=None, member_cache_flags=discord.MemberCacheFlags.none()
    )
    tree = app_commands.CommandTree(client)

    def embed() -> discord.Embed:
        made = discord.Embed(title=TITLE, description=TEXT if answer == "card" else TEXT[:94])
        for name, value in FIELDS if answer == "card" else ():
            made.add_field(name=name, value=value, inline=False)
        return made

    def view() -> discord.ui.View:
        made = discord.ui.View(timeout=None)
        for label in BUTTONS:
            made.add_item(discord.ui.Button(label=label, custom_id=f"b1|{label}"))
        made.stop()
        return made

    async def reply(interaction: discord.Interaction) -> None:
        if answer == "ok":
            await interaction.response.send_message("ok")
        elif answer == "embed":
            await interaction.response.send_message(embed=embed())
        else:
            await interaction.response.send_message(embed=embed(), view=view())

    @tree.command(description="Answers the same to everything")
    async def ask(interaction: discord.Interaction, question: str) -> None:
        await reply(interaction)

    async with client:
        await client.start(os.environ["BARE_TOKEN"])


async def disnake(answer: str) -> None:
    """The fork of discord.py that is used most."""
    import disnake as library
    from disnake.ext import commands

    library.http.Route.BASE = os.environ["BARE_REST"]
    intents = library.Intents.none()
    intents.guilds = True
    bot = commands.InteractionBot(
        intents=intents, command_sync_flags=commands.CommandSyncFlags.none(), max_messages=None
    )

    async def gateway(**_: Any) -> Any:
        return f"{os.environ['BARE_GATEWAY']}?encoding=json&v=10&compress=zlib-stream"

    bot.http.get_gateway = gateway  # type: ignore[method-assign]  # it has no setting for the address

    def embed() -> library.Embed:
        made = library.Embed(title=TITLE, description=TEXT)
        for name, value in FIELDS:
            made.add_field(name=name, value=value, inline=False)
        return made

    @bot.slash_command(description="Answers the same to everything")
    async def ask(interaction, question: str) -> None:  # type: ignore[no-untyped-def]  # it looks annotations up itself
        if answer == "ok":
            await interaction.response.send_message("ok")
            return
        buttons = [library.ui.Button(label=label, custom_id=f"b1|{label}") for label in BUTTONS]
        await interaction.response.send_message(embed=embed(), components=buttons)

    await bot.start(os.environ["BARE_TOKEN"])


async def hikari(answer: str) -> None:
    """A library that shares nothing with discord.py; events alone, without a command framework."""
    import hikari as library

    bot = library.GatewayBot(
        os.environ["BARE_TOKEN"], rest_url=os.environ["BARE_REST"], intents=library.Intents.GUILDS, banner=None
    )

    @bot.listen(library.InteractionCreateEvent)
    async def ask(event) -> None:  # type: ignore[no-untyped-def]  # as above
        interaction = event.interaction
        assert isinstance(interaction, library.CommandInteraction)
        if answer == "ok":
            await interaction.create_initial_response(library.ResponseType.MESSAGE_CREATE, "ok")
            return
        made = library.Embed(title=TITLE, description=TEXT)
        for name, value in FIELDS:
            made.add_field(name, value, inline=False)
        row = bot.rest.build_message_action_row()
        for label in BUTTONS:
            row.add_interactive_button(library.ButtonStyle.SECONDARY, f"b1|{label}", label=label)
        await interaction.create_initial_response(library.ResponseType.MESSAGE_CREATE, embed=made, component=row)

    await bot.start(check_for_updates=False)
    await bot.join()


LIBRARIES = {"discord.py": discord_py, "disnake": disnake, "hikari": hikari}


def main() -> None:
    asyncio.run(LIBRARIES[sys.argv[1]](sys.argv[2]))


if __name__ == "__main__":
    main()
