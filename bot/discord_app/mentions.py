"""Asking by mention, and in direct messages without one; no message-content intent is needed for either."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

import discord

from bot.cards.actions import Action, custom_id
from bot.cards.briefs import with_query
from bot.cards.card import Button, Card, card
from bot.cards.fitting import Look
from bot.cards.lookups import question_card
from bot.cards.notices import help_card
from bot.cards.phrases import fixed
from bot.cards.text import line
from bot.discord_app.layout import files, layout
from bot.discord_app.manners import Posted, Welcome
from bot.discord_app.sending import count_served, finished, key_of
from bot.evidence.questions import answer_question

READ: Final = 2_000  # characters of a message that are read
_MENTION = re.compile(r"<@[!&]?\d+>")


async def answer_message(client: Any, message: discord.Message) -> None:
    """
    Answer a message that mentions the bot, or that is written to it directly.

    What is not for the channel (a miss, a choice, a server that wants private answers) is one click away for the asker.
    """
    if message.author.bot or client.user is None:
        return
    direct = message.guild is None
    if not direct and client.user not in message.mentions:
        return
    words = " ".join(_MENTION.sub(" ", message.content[:READ]).split())
    made = question_card(client.engine.library, answer_question(client.engine, words)) if words else _help(client)
    made = made if direct else for_channel(client, message, words, made)
    settings = client.store.settings.of(message.guild.id if message.guild else None)
    locale = message.guild.preferred_locale.value if message.guild else "en-GB"
    look = Look(locale, spoilers=settings.spoilers and not direct)
    fitted = finished(replace(made, private=False), message.author.id, look)
    posted = await message.reply(view=layout(fitted), files=files(fitted), mention_author=False)
    client.manners.posted(message.channel.id, message.author.id, key_of(made), Posted(posted.id))
    count_served(client, made)


def for_channel(client: Any, message: discord.Message, words: str, made: Card) -> Card:
    """The card as the channel may see it: itself, or a door that only opens for who presses it."""
    settings = client.store.settings.of(message.guild.id if message.guild else None)
    places = {message.channel.id, getattr(message.channel, "parent_id", None)}
    closed = settings.visibility == "private" or (
        settings.public_channels and not places & set(settings.public_channels)
    )
    welcome = client.manners.judge(message.channel.id, message.author.id, key_of(made))
    return made if not made.private and not closed and isinstance(welcome, Welcome) else door(words, made)


def door(words: str, made: Card) -> Card:
    """A card that says nothing, with a button that answers whoever presses it alone."""
    action = with_query("askagain", words)
    if not action.args and made.origin is not None and custom_id(made.origin):
        action = made.origin
    buttons = (Button(fixed("Show me"), action, strong=True),) if action.args else ()
    said = fixed("The answer is for you alone.") if buttons else fixed("Ask this with /ask, which answers you alone.")
    return card(line(said), rows=(buttons,) if buttons else ())


def _help(client: Any) -> Card:
    made = help_card(client.engine.library)
    return replace(made, private=False, origin=Action("help"))
