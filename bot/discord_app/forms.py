"""Forms: opened by a button, and read by the custom_id they come back with, on whatever worker that is."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import ui

from bot.cards.actions import Action, custom_id, read_action
from bot.cards.notices import notice_card
from bot.cards.phrases import Phrase, fixed, say
from bot.discord_app.sending import send
from bot.discord_app.traying import noted
from bot.store import NewReport

TITLE_LIMIT: Final = 45  # characters of a form's title, Discord
LABEL_LIMIT: Final = 45
REASONS: Final[tuple[tuple[str, Phrase], ...]] = (
    ("other-topic", fixed("It is about another topic")),
    ("not-answered", fixed("Right topic, but it does not answer")),
    ("wrong", fixed("What it says is wrong or outdated")),
    ("other", fixed("Something else")),
)


def wrong_match_form(action: Action, locale: str) -> ui.Modal:
    """Why a match is wrong, what would be better, and whether they want to be told."""
    written = custom_id(Action("wrongform", action.args)) or custom_id(Action("wrongform", action.args[:1]))
    modal = ui.Modal(
        title=say(fixed("What is wrong with this match?"), locale)[:TITLE_LIMIT], custom_id=written or "", timeout=None
    )
    reasons = [discord.RadioGroupOption(label=say(words, locale), value=value) for value, words in REASONS]
    modal.add_item(_label(fixed("What is wrong?"), ui.RadioGroup(custom_id="reason", options=reasons), locale))
    if not action.arg(1):
        asked: ui.TextInput[Any] = ui.TextInput(custom_id="asked", required=False, max_length=400)
        modal.add_item(_label(fixed("What did you ask?"), asked, locale))
    better: ui.TextInput[Any] = ui.TextInput(custom_id="better", required=False, max_length=100)
    modal.add_item(_label(fixed("A better topic, if you know one"), better, locale))
    modal.add_item(_label(fixed("Tell me when it was looked at"), ui.Checkbox(custom_id="tell"), locale))
    return modal


async def open_form(interaction: discord.Interaction[Any], modal: ui.Modal) -> None:
    """Show a form, leaving nothing of it in memory: its submission is found by its custom_id."""
    modal.stop()
    await interaction.response.send_modal(modal)


async def submitted(interaction: discord.Interaction[Any]) -> None:
    """Do what a submitted form asks for."""
    data: Any = interaction.data
    action = read_action(data["custom_id"])
    values = form_values(data["components"])
    match action:
        case Action("wrongform", (brief, *rest)):
            await _wrong_match(interaction, brief, rest[0] if rest else str(values.get("asked") or ""), values)
        case Action("noteform", (scope, item)):
            await noted(interaction, scope, item, str(values.get("note") or ""))
        case _:
            await send(interaction, notice_card(fixed("This form is from an older version. Please open it anew.")))


def form_values(components: list[dict[str, Any]]) -> dict[str, Any]:
    """custom_id → what was filled in, over all fields of a submitted form."""
    values: dict[str, Any] = {}
    for component in components:
        inner = component.get("component") or {}
        parts = [inner] if inner else component.get("components", [])
        for part in parts:
            values[part["custom_id"]] = part.get("values") or part.get("value")
    return values


async def _wrong_match(interaction: discord.Interaction[Any], brief: str, asked: str, values: dict[str, Any]) -> None:
    asker = interaction.user.id if values.get("tell") is True else None
    report = NewReport(
        "wrong-match",
        asked or brief,
        by_person=True,
        shown=(brief,),
        reason=str(values.get("reason") or ""),
        better_topic=str(values.get("better") or ""),
        guild_id=interaction.guild_id,
        asker_id=asker,
    )
    await interaction.client.store.reports.record(report)
    interaction.client.noticeboard.reported(report)
    said = fixed("Thank you. The curators will see it, without your name.")
    if asker is not None:
        said = fixed("Thank you. The curators will see it, and you will be told when they have looked.")
    await send(interaction, notice_card(fixed("Recorded"), said))


def _label(text: Phrase, component: Any, locale: str) -> ui.Label[Any]:
    return ui.Label(text=say(text, locale)[:LABEL_LIMIT], component=component)
