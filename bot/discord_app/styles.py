"""Which citation style an answer is written in."""

from __future__ import annotations

from typing import Any

import discord

from bot.cards.citations import DEFAULT_STYLE
from bot.errors import StoreError


async def style_of(interaction: discord.Interaction[Any]) -> str:
    """The citation style that the person used last, else the server's; the default when the store is down."""
    store = interaction.client.store
    try:
        person = await store.people.of(interaction.user.id)
    except StoreError:
        return DEFAULT_STYLE
    return person.citation_style or store.settings.of(interaction.guild_id).citation_style or DEFAULT_STYLE
