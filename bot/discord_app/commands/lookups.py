"""/ask, /brief, /cite, /scores, /sources, /help: what anyone may look up, anywhere."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Literal

import discord
from discord import app_commands

from bot.cards import asking, notices, scores
from bot.cards.card import Card
from bot.cards.illustrating import score_chart_card
from bot.cards.lookups import question_card
from bot.citing.styles import find_style
from bot.discord_app.commands.completing import (
    complete_brief,
    complete_indicator,
    complete_sheet,
    complete_source,
    complete_style,
)
from bot.discord_app.privacy import privacy_card
from bot.discord_app.recording import miss, record
from bot.discord_app.sending import send
from bot.discord_app.styles import style_of
from bot.discord_app.visibility import is_private
from bot.evidence.answers import CitePassages
from bot.evidence.questions import answer_question, is_miss
from bot.evidence.scores import score_answer

Interaction = discord.Interaction[Any]
Words = app_commands.Range[str, 1, 400]
everywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
for_anyone = app_commands.allowed_installs(guilds=True, users=True)


@app_commands.command(description="Ask in your own words; the answer is looked up, never made up")
@app_commands.describe(question="Your question, a topic, or a passage's key", private="Show the answer to you alone")
@everywhere
@for_anyone
async def ask(interaction: Interaction, question: Words, private: bool | None = None) -> None:
    answer = answer_question(interaction.client.engine, question)
    report = await record(interaction, miss(interaction, question)) if is_miss(answer) else None
    hidden = is_private(interaction, private)
    await send(interaction, question_card(interaction.client.engine.library, answer, private=hidden, report=report))


@app_commands.command(description="Everything the sources say on one topic")
@app_commands.describe(topic="A topic; start typing to see them", private="Show the brief to you alone")
@app_commands.autocomplete(topic=complete_brief)
@everywhere
@for_anyone
async def brief(interaction: Interaction, topic: Words, private: bool | None = None) -> None:
    await send(interaction, asking.brief(interaction.client.engine, topic, private=is_private(interaction, private)))


@app_commands.command(description="Passages that say it, with citations ready to paste")
@app_commands.describe(
    text="What the passage should say, or its key",
    style="Citation style",
    source="Only from this source",
    private="Show the passages to you alone",
)
@app_commands.autocomplete(style=complete_style, source=complete_source)
@everywhere
@for_anyone
async def cite(
    interaction: Interaction, text: Words, style: str = "", source: str = "", private: bool | None = None
) -> None:
    hidden = is_private(interaction, private)
    found = asking.find_citable(interaction.client.engine, text, source)
    card = found if isinstance(found, Card) else await with_citations(interaction, found, style, private=hidden)
    await send(interaction, card)


async def with_citations(interaction: Interaction, found: CitePassages, style: str, *, private: bool) -> Card:
    """The citing card, made off the loop: the first citation loads the processor."""
    chosen = find_style(style).key if style else await style_of(interaction)
    return await asyncio.to_thread(asking.cite, interaction.client.engine.library, found, chosen, private=private)


@app_commands.command(name="scores", description="Published index scores: one indicator, a group, or the whole sheet")
@app_commands.describe(
    indicator="A market, actor or indicator; leave it out for the whole sheet",
    sheet="Which index and edition",
    view="How to show it",
    private="Show the scores to you alone",
)
@app_commands.autocomplete(indicator=complete_indicator, sheet=complete_sheet)
@everywhere
@for_anyone
async def scores_command(
    interaction: Interaction,
    indicator: Words = "",
    sheet: str = "",
    view: Literal["card", "chart", "list"] = "card",
    private: bool | None = None,
) -> None:
    answer = score_answer(interaction.client.engine, indicator, sheet)
    view_card = score_chart_card if view == "chart" else partial(scores.view_card, view=view)
    card = await asyncio.to_thread(view_card, answer, private=is_private(interaction, private))
    await send(interaction, card)


@app_commands.command(name="sources", description="What the library knows from, with dates and limits")
@app_commands.describe(source="One source; leave it out for all", private="Show it to you alone")
@app_commands.autocomplete(source=complete_source)
@everywhere
@for_anyone
async def sources_command(interaction: Interaction, source: Words = "", private: bool | None = None) -> None:
    await send(interaction, asking.source(interaction.client.engine, source, private=is_private(interaction, private)))


@app_commands.command(name="help", description="How to ask, with examples")
@everywhere
@for_anyone
async def help_command(interaction: Interaction) -> None:
    await send(interaction, notices.help_card(interaction.client.engine.library))


@app_commands.command(name="privacy", description="What is kept, why and how long, and how to delete it")
@everywhere
@for_anyone
async def privacy_command(interaction: Interaction) -> None:
    await send(interaction, privacy_card(interaction.client.store.retention))


COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (
    ask,
    brief,
    cite,
    scores_command,
    sources_command,
    help_command,
    privacy_command,
)
