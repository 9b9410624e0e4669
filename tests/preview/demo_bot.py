"""A bot for the page's tests: every kind of component, and every way in which an answer can go."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
from pathlib import Path
from typing import Any, Literal

import discord
import yarl
from discord import app_commands, ui
from PIL import Image

Interaction = discord.Interaction["DemoBot"]


def picture(colour: str, size: tuple[int, int] = (640, 360)) -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    data.seek(0)
    return data


class Note(ui.Modal, title="Wrong match?"):
    def __init__(self) -> None:
        super().__init__(custom_id="note-form")
        choices = [discord.SelectOption(label=one, value=one.lower()) for one in ("Topic", "Number", "Year")]
        self.add_item(ui.TextDisplay("Tell us **what** is wrong."))
        self.add_item(ui.Label(text="Words", component=ui.TextInput(custom_id="words", max_length=40)))
        more = ui.TextInput[Any](custom_id="more", style=discord.TextStyle.paragraph, required=False)
        self.add_item(ui.Label(text="More", description="If you like", component=more))
        self.add_item(ui.Label(text="Kind", component=ui.Select(custom_id="kind", options=choices)))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        fields = {
            child.custom_id: getattr(child, "value", None) or child.values
            for child in self.walk_children()
            if isinstance(child, ui.TextInput | ui.Select)
        }
        await interaction.response.send_message(f"Noted: {json.dumps(fields)}", ephemeral=True)


class Filled(ui.Modal):
    """A form whose submission says what discord.py made of it."""

    async def on_submit(self, interaction: discord.Interaction) -> None:
        said = [
            f"{part.custom_id}={await understood(part)}"
            for part in self.walk_children()
            if hasattr(part, "custom_id") and part.custom_id != self.custom_id
        ]
        await interaction.response.send_message("\n".join(said), ephemeral=True)


async def understood(part: Any) -> str:
    values = part.values if hasattr(part, "values") else [part.value]
    files = [f"{one.filename}: {(await one.read()).decode()}" for one in values if isinstance(one, discord.Attachment)]
    return json.dumps(files or [getattr(one, "name", one) for one in values])


def of_people(*, required: bool) -> ui.Modal:
    form = Filled(title="People and files", custom_id="people-form")
    least = 1 if required else 0
    for label, part in (
        ("Person", ui.UserSelect[Any](custom_id="person", required=required)),
        ("Role", ui.RoleSelect[Any](custom_id="role", required=required)),
        ("Anybody", ui.MentionableSelect[Any](custom_id="anybody", required=required, max_values=3)),
        ("Place", ui.ChannelSelect[Any](custom_id="place", required=required)),
        ("Files", ui.FileUpload[Any](custom_id="files", required=required, min_values=least, max_values=2)),
    ):
        form.add_item(ui.Label(text=label, component=part))
    return form


def of_choices() -> ui.Modal:
    form = Filled(title="Choices", custom_id="choices-form")
    years = [discord.RadioGroupOption(label=year, value=year) for year in ("2007", "2024")]
    kinds = [discord.CheckboxGroupOption(label=kind, value=kind.lower()) for kind in ("Topic", "Number", "Year")]
    group = ui.CheckboxGroup[Any](custom_id="kinds", options=kinds, min_values=1, max_values=2)
    form.add_item(ui.Label(text="Edition", component=ui.RadioGroup(custom_id="edition", options=years)))
    form.add_item(ui.Label(text="What is wrong", component=group))
    form.add_item(ui.Label(text="Tell me", component=ui.Checkbox(custom_id="tell")))
    return form


def card(topic: str, version: int = 1) -> tuple[ui.LayoutView, list[discord.File]]:
    view = ui.LayoutView(timeout=None)
    files = [
        discord.File(picture("teal"), "chart.png", description="A teal chart"),
        discord.File(picture("navy", (80, 80)), "small.png"),
        discord.File(io.BytesIO(b"a,b\n1,2\n"), "figures.csv"),
    ]
    box = ui.Container[Any](accent_colour=0x0F766E)
    box.add_item(
        ui.TextDisplay(f"### About {topic} ({version})\n-# 2 sources · 2007-2024\n- one **fact**\n- ||hidden||")
    )
    box.add_item(ui.Separator())
    box.add_item(ui.Section("A section beside a picture", accessory=ui.Thumbnail("attachment://small.png")))
    box.add_item(
        ui.Section("A section with a button", accessory=ui.Button(label="Passages", custom_id="passages|camps"))
    )
    box.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png", description="A teal chart")))
    box.add_item(ui.File("attachment://figures.csv"))
    row = ui.ActionRow[Any]()
    for label, style in (("Again", 1), ("Note", 2), ("Later", 3), ("Fail", 4)):
        row.add_item(ui.Button(label=label, custom_id=f"{label.lower()}|camps", style=discord.ButtonStyle(style)))
    row.add_item(ui.Button(label="Off", custom_id="off", disabled=True))
    box.add_item(row)
    box.add_item(ui.ActionRow(ui.Button(label="Source", url="https://example.org/report")))
    view.add_item(box)
    options = [
        discord.SelectOption(label=one, description=f"The {one}", value=one) for one in ("first", "second", "third")
    ]
    view.add_item(ui.ActionRow(ui.Select(custom_id="one", placeholder="Pick one", options=options)))
    view.add_item(ui.ActionRow(ui.Select(custom_id="many", placeholder="Pick some", options=options, max_values=3)))
    view.add_item(ui.ActionRow(ui.UserSelect(custom_id="person", placeholder="Pick a person")))
    view.add_item(ui.ActionRow(ui.ChannelSelect(custom_id="place", placeholder="Pick a channel")))
    view.add_item(ui.ActionRow(ui.RoleSelect(custom_id="role", placeholder="Pick a role")))
    view.add_item(ui.ActionRow(ui.MentionableSelect(custom_id="anybody", placeholder="Pick anybody", max_values=2)))
    return view, files


class DemoBot(discord.Client):
    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        add_commands(self.tree)

    async def setup_hook(self) -> None:
        await self.tree.sync()
        tell_status("1")

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.reply(f"You said: {message.content}")

    async def on_interaction(self, interaction: Interaction) -> None:
        if interaction.type is not discord.InteractionType.component:
            return
        data: Any = interaction.data
        match data["custom_id"].partition("|")[0]:
            case "again":
                view, files = card("camps", 2)
                await interaction.response.edit_message(view=view, attachments=files)
            case "note":
                await interaction.response.send_modal(Note())
            case "later":
                await interaction.response.defer(ephemeral=True, thinking=True)
                await asyncio.sleep(0.4)
                await interaction.edit_original_response(content="It took a while")
                await interaction.followup.send("And one more thing", ephemeral=True)
            case "passages":
                await interaction.response.send_message("Passage ¶12", ephemeral=True)
            case "one" | "many" | "person" | "place" | "role" | "anybody":
                await interaction.response.send_message(f"Picked {data['values']}", ephemeral=True)


def tell_status(digest: str, problem: str | None = None) -> None:
    path = Path(os.environ["BRIEFBOT_STATUS_FILE"])
    problems = (
        [
            {
                "file": "briefs/topics/camps.yaml",
                "line": 7,
                "column": 3,
                "code": "quote-not-found",
                "severity": "error",
                "message": problem,
            }
        ]
        if problem
        else []
    )
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"version": digest, "briefs": {"camps": digest}, "problems": problems}))
    fresh.replace(path)


def add_commands(tree: app_commands.CommandTree[DemoBot]) -> None:
    @tree.command(name="card", description="Show a card")
    @app_commands.describe(topic="A topic, in your own words", private="Only for you")
    async def card_(interaction: Interaction, topic: str, note: str = "", private: bool = False) -> None:
        view, files = card(topic)
        await interaction.response.send_message(view=view, files=files, ephemeral=private)

    @card_.autocomplete("topic")
    async def topics(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
        known = ("political prison camps", "labour camps", "wages")
        return [
            app_commands.Choice(name=one.title(), value=one.replace(" ", "-"))
            for one in known
            if current.lower() in one
        ]

    @tree.command(description="Say it back")
    async def echo(interaction: Interaction, text: app_commands.Range[str, 1, 400]) -> None:
        await interaction.response.send_message(text)

    @tree.command(description="Think first")
    async def think(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await asyncio.sleep(0.5)
        await interaction.edit_original_response(content="Thought about it")

    @tree.command(description="Never answer")
    async def silence(_: Interaction) -> None:
        return

    @tree.command(description="End at once")
    async def crash(_: Interaction) -> None:
        sys.stderr.write("Something terrible happened\n")
        os._exit(3)

    @tree.command(description="Options of every kind")
    @app_commands.choices(
        colour=[app_commands.Choice(name="Deep red", value="red"), app_commands.Choice(name="Blue", value="blue")]
    )
    async def options(
        interaction: Interaction,
        count: app_commands.Range[int, 1, 5],
        person: discord.User,
        place: discord.TextChannel,
        colour: str = "none",
    ) -> None:
        await interaction.response.send_message(f"{count} {person.name} {place.id} {colour}")

    @tree.command(description="A form with every kind of field")
    async def form(interaction: Interaction, kind: Literal["people", "optional", "choices"]) -> None:
        made = of_choices() if kind == "choices" else of_people(required=kind == "people")
        await interaction.response.send_modal(made)

    @tree.command(description="An answer of the old kind")
    async def old(interaction: Interaction) -> None:
        embed = discord.Embed(title="A title", description="Some **words**", colour=0x3355AA)
        embed.add_field(name="Field", value="Value").set_footer(text="The end")
        embed.set_image(url="attachment://inside.png").set_thumbnail(url="https://example.org/elsewhere.png")
        files = [discord.File(picture("maroon"), "old.png"), discord.File(picture("navy"), "inside.png")]
        await interaction.response.send_message(embed=embed, files=files)

    @tree.command(description="A picture higher than any window")
    async def tall(interaction: Interaction) -> None:
        await interaction.response.send_message(file=discord.File(picture("olive", (600, 2400)), "tall.png"))

    @tree.command(description="Change the library")
    async def edit(interaction: Interaction, digest: str, problem: str | None = None) -> None:
        tell_status(digest, problem)
        await interaction.response.send_message("Edited", ephemeral=True)

    @tree.command(description="Settings")
    @app_commands.default_permissions(manage_guild=True)
    async def settings(interaction: Interaction) -> None:
        await interaction.response.send_message("Set", ephemeral=True)

    tray = app_commands.Group(name="tray", description="What was kept")

    @tray.command(description="Keep a key")
    async def add(interaction: Interaction, key: str) -> None:
        await interaction.response.send_message(f"Kept {key}", ephemeral=True)

    tree.add_command(tray)

    @tree.context_menu(name="Find sources")
    async def find(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Sources for “{message.content}”", ephemeral=True)

    @tree.context_menu(name="Check claim")
    async def check(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Checked “{message.content}”", ephemeral=True)


def main() -> None:
    discord.http.Route.BASE = os.environ["BRIEFBOT_DISCORD__API_BASE"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["BRIEFBOT_DISCORD__GATEWAY_URL"])
    discord.VoiceClient.warn_dave = False
    DemoBot().run(os.environ["BRIEFBOT_TOKEN"])


if __name__ == "__main__":
    main()
