"""/figures, /compare, /check, /topics, and the menus on messages: evidence set against evidence, or against a claim."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.cards import asking
from bot.cards.card import Card
from bot.cards.claims import claim_card
from bot.cards.lookups import question_card
from bot.cards.notices import notice_card
from bot.cards.phrases import fixed
from bot.cards.sources import topics_card
from bot.discord_app.commands.completing import (
    complete_brief,
    complete_compared,
    complete_measure,
    complete_tag,
)
from bot.discord_app.commands.lookups import Interaction, Words, everywhere, for_anyone
from bot.discord_app.reloading import Reloader
from bot.discord_app.sending import answering, send
from bot.discord_app.visibility import is_private
from bot.evidence.questions import answer_question
from bot.evidence.sources import topics_answer
from bot.search.engine import Engine

MESSAGE_LIMIT = 4_000  # characters of a message that are read, Discord's own limit


@app_commands.command(description="Every figure of one quantity, across sources and years")
@app_commands.describe(measure="What is counted; start typing to see", private="Show the figures to you alone")
@app_commands.autocomplete(measure=complete_measure)
@everywhere
@for_anyone
async def figures(interaction: Interaction, measure: Words, private: bool | None = None) -> None:
    hidden = is_private(interaction, private)
    library = interaction.client.engine.library
    await send(interaction, await asyncio.to_thread(asking.figures, library, measure, private=hidden))


@app_commands.command(description="Two sources on one topic, or two editions of an index, side by side")
@app_commands.describe(
    topic="A topic; start typing to see them",
    first="A source or score sheet",
    second="The other one",
    private="Show the comparison to you alone",
)
@app_commands.autocomplete(topic=complete_brief, first=complete_compared, second=complete_compared)
@everywhere
@for_anyone
async def compare(
    interaction: Interaction, topic: Words, first: Words, second: Words, private: bool | None = None
) -> None:
    hidden = is_private(interaction, private)
    engine = interaction.client.engine
    await send(interaction, await asyncio.to_thread(asking.compare, engine, topic, first, second, private=hidden))


@app_commands.command(description="What the sources say beside a claim; never whether it is true")
@app_commands.describe(claim="One or more sentences that claim something", private="Show the result to you alone")
@everywhere
@for_anyone
async def check(
    interaction: Interaction, claim: app_commands.Range[str, 1, 2_000], private: bool | None = None
) -> None:
    card = await checked(interaction, claim)
    await send(interaction, replace(card, private=card.private or is_private(interaction, private)))


@app_commands.command(description="Browse the topics of the library")
@app_commands.describe(tag="Only topics of this kind", private="Show the topics to you alone")
@app_commands.autocomplete(tag=complete_tag)
@everywhere
@for_anyone
async def topics(interaction: Interaction, tag: str = "", private: bool | None = None) -> None:
    answer = topics_answer(interaction.client.engine.library, tag)
    await send(interaction, topics_card(answer, private=is_private(interaction, private)))


@app_commands.context_menu(name="Find sources")
@everywhere
@for_anyone
async def find_sources(interaction: Interaction, message: discord.Message) -> None:
    text = message.content[:MESSAGE_LIMIT].strip()
    card = await asyncio.to_thread(found, interaction.client.engine, text) if text else no_text_card()
    await send(interaction, answering(card, message))


@app_commands.context_menu(name="Check claim")
@everywhere
@for_anyone
async def check_message(interaction: Interaction, message: discord.Message) -> None:
    text = message.content[:MESSAGE_LIMIT].strip()
    card = await checked(interaction, text) if text else no_text_card()
    await send(interaction, answering(card, message))


async def checked(interaction: Interaction, claim: str) -> Card:
    """The card of a checked claim, made off the loop; the first of the process says that it thinks and is private."""
    engine: Engine = interaction.client.engine
    reloader: Reloader = interaction.client.reloader
    if not reloader.is_ready_for_claims(engine):
        await interaction.response.defer(ephemeral=True, thinking=True)
        await reloader.ready_for_claims(engine)
        return replace(await asyncio.to_thread(claims_in, engine, claim), private=True)
    return await asyncio.to_thread(claims_in, engine, claim)


def claims_in(engine: Engine, text: str) -> Card:
    """What the sources say beside the claims of a text."""
    from bot.evidence.claims.checking import check_claim  # late: see `warming`

    return claim_card(engine.library, check_claim(text, engine), private=False)


def found(engine: Engine, text: str) -> Card:
    """What the sources say on a message's words."""
    return question_card(engine.library, answer_question(engine, text))


def no_text_card() -> Card:
    """A message without words."""
    return notice_card(fixed("No words to look up"), fixed("This message holds no text that I can read."))


COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu, ...] = (
    figures,
    compare,
    check,
    topics,
    find_sources,
    check_message,
)
