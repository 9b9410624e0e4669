"""Buttons, menus and forms: found by their custom_id alone, after a restart, on any worker, for anyone."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Self

import discord
from discord import ui

from bot.cards.actions import BUTTON_PATTERN, MENU_PATTERN, Action, read_action
from bot.cards.card import Card
from bot.cards.opening import BRIEF_VERBS, open_card
from bot.cards.phrases import fixed
from bot.cards.text import Kind, line
from bot.discord_app.failures import report
from bot.discord_app.sending import replace_card, send
from bot.evidence.briefs import brief_tag
from bot.search.engine import Engine

SLOW = frozenset({"cite", "citekey", "citesource"})  # verbs that load the citation processor
TURNS = frozenset({"passages", "section", "topics", "sources", "source", "score", "sheet", "open", "style", "passage"})


class ActionButton(ui.DynamicItem[ui.Button[Any]], template=BUTTON_PATTERN):
    """Any button of ours that does something."""

    def __init__(self, item: ui.Button[Any], action: Action) -> None:
        super().__init__(item)
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button of a pressed custom_id; discord.py calls this."""
        assert isinstance(item, ui.Button)
        return cls(item, read_action(match.string) or Action("gone"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the custom_id says; whatever goes wrong ends in the one error handler."""
        await guarded(interaction, self.action)


class ActionMenu(ui.DynamicItem[ui.Select[Any]], template=MENU_PATTERN):
    """Any menu of ours; the chosen value is the last argument of its action."""

    def __init__(self, item: ui.Select[Any], action: Action) -> None:
        super().__init__(item)
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu of a used custom_id; discord.py calls this."""
        assert isinstance(item, ui.Select)
        return cls(item, read_action(match.string) or Action("gone"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the chosen option says."""
        await guarded(interaction, chosen(self.action, self.item.values[0]))


def chosen(action: Action, value: str) -> Action:
    """The action of a menu with a value chosen: what `open` names is opened, another citation style replaces one."""
    if action.verb == "open":
        return Action(action.arg(0), tuple(value.split("|")))
    if action.verb == "style":
        inner = action.inner()
        places = {"cite": 2, "citekey": 1, "citesource": 1}
        return Action(inner.verb, (*inner.args[: places.get(inner.verb, 0)], value), inner.tag)
    return Action(action.verb, (*action.args, value), action.tag)


async def guarded(interaction: discord.Interaction[Any], action: Action) -> None:
    """Do an action; discord.py would only log what its callbacks raise, so it is reported here."""
    try:
        await perform(interaction, action)
    except Exception as error:  # noqa: BLE001 - the last stop before discord.py swallows it
        await report(interaction, error, f"button {action.verb}")


async def perform(interaction: discord.Interaction[Any], action: Action) -> None:
    """Open what an action stands for, in place where that is only turning a page."""
    engine: Engine = interaction.client.engine
    if action.verb in SLOW:
        await interaction.response.defer(ephemeral=True, thinking=not _own(interaction))
        card = await asyncio.to_thread(open_card, engine, action)
    else:
        card = open_card(engine, action)
    card = noted(card, engine, action, interaction.message)
    await (replace_card if action.verb in TURNS | SLOW else send)(interaction, card)


def noted(card: Card, engine: Engine, action: Action, message: discord.Message | None) -> Card:
    """The card with a word that its brief has changed since the card with the button was posted."""
    brief = engine.library.briefs.get(action.arg(0)) if action.verb in BRIEF_VERBS else None
    if brief is None or not action.tag or action.tag == brief_tag(brief) or message is None:
        return card
    date = f"{message.created_at:%Y-%m-%d}"
    return card.with_lines(
        line(fixed("This brief was updated after that card was posted ({date}).", date=date), kind=Kind.SUBTLE)
    )


def _own(interaction: discord.Interaction[Any]) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
