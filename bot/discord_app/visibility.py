"""Who sees an answer, the asker alone or the channel, and how it looks in this server."""

from __future__ import annotations

from typing import Any

import discord

from bot.cards.fitting import Look


def is_private(interaction: discord.Interaction[Any], wished: bool | None) -> bool:
    """Whether the answer is for the asker alone: where the server wants no public answers, else as they wish."""
    settings = interaction.client.store.settings.of(interaction.guild_id)
    if settings.public_channels and interaction.channel_id not in _places(interaction, settings.public_channels):
        return True
    return settings.visibility == "private" if wished is None else wished


def look_of(interaction: discord.Interaction[Any], *, public: bool = False) -> Look:
    """How cards look: in the language of the person, or of the server where everyone sees them; spoilers as set."""
    settings = interaction.client.store.settings.of(interaction.guild_id)
    shared = public and interaction.guild_locale is not None
    locale = interaction.guild_locale if shared and interaction.guild_locale else interaction.locale
    return Look(locale.value, spoilers=settings.spoilers and interaction.guild_id is not None)


def _places(interaction: discord.Interaction[Any], channels: tuple[int, ...]) -> set[int | None]:
    """The channels allowed, and this thread where its channel is."""
    parent = getattr(interaction.channel, "parent_id", None)
    return {*channels, *([interaction.channel_id] if parent in channels else [])}
