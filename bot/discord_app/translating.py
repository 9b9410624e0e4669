"""The commands' descriptions in the languages that have them; names stay, so that everyone speaks of the same ones."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.cards.phrases import catalogue

_TRANSLATED = (
    app_commands.TranslationContextLocation.command_description,
    app_commands.TranslationContextLocation.group_description,
    app_commands.TranslationContextLocation.parameter_description,
    app_commands.TranslationContextLocation.choice_name,
)


class Words(app_commands.Translator):
    """discord.py asks it for every text of a command in every language of Discord."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in this language; None leaves the English one."""
        return catalogue(locale.value).get(string.message) if context.location in _TRANSLATED else None
