"""The one way out: a card to the person who asked, before or after a first response, in place or as a new message."""

from __future__ import annotations

from typing import Any

import discord

from bot.cards.card import Card
from bot.cards.fitting import Fitted, Look, fit
from bot.discord_app.layout import files, layout

Interaction = discord.Interaction[Any]


async def send(interaction: Interaction, card: Card, *, look: Look | None = None) -> None:
    """
    Answer with `card`, whether or not the interaction was deferred or already answered.

    A private card that follows a public deferral comes as a private follow-up, and the public placeholder goes.
    """
    fitted = fit(card, look or look_of(interaction))
    response = interaction.response
    if not response.is_done():
        await response.send_message(view=layout(fitted), files=files(fitted), ephemeral=fitted.private)
    elif response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(view=layout(fitted), attachments=files(fitted))
    else:
        await interaction.followup.send(view=layout(fitted), files=files(fitted), ephemeral=fitted.private)


async def replace_card(interaction: Interaction, card: Card) -> None:
    """Show `card` in place of the one whose button was pressed, where that one is the asker's own; else beside it."""
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        await send(interaction, card)
        return
    fitted = fit(card, look_of(interaction))
    if interaction.response.is_done():
        await interaction.edit_original_response(view=layout(fitted), attachments=files(fitted))
    else:
        await interaction.response.edit_message(view=layout(fitted), attachments=files(fitted))


async def post(channel: discord.abc.Messageable, fitted: Fitted, **how: Any) -> discord.Message:
    """Write a card into a channel; `how` goes to discord.py's `send`."""
    return await channel.send(view=layout(fitted), files=files(fitted), **how)


def look_of(interaction: Interaction) -> Look:
    """How cards look to this person: in the language of their client."""
    return Look(interaction.locale.value)
