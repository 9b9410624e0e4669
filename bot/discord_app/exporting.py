"""Files to take away, made off the loop and after a deferral: the citation processor and DOCX take their time."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.cards.actions import Action
from bot.cards.card import CardFile
from bot.cards.exports import brief_file_card, dossier_card, formats_card
from bot.cards.opening import gone_card
from bot.cards.trays import tray_card
from bot.discord_app.sending import send
from bot.discord_app.styles import style_of
from bot.discord_app.traying import kept_in
from bot.evidence.dossiers.formats import file_name
from bot.evidence.kept import Kept
from bot.library.model import Brief
from bot.library.snapshot import Library

Interaction = discord.Interaction[Any]


async def export_tray(interaction: Interaction, form: str, scope: str) -> None:
    """The tray as one dossier; an empty tray says so."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    kept = await kept_in(interaction, scope)
    if not kept:
        await send(interaction, tray_card((), scope))
        return
    style = await style_of(interaction)
    file = await asyncio.to_thread(_dossier, interaction.client.engine.library, kept, style, form)
    await send(interaction, dossier_card(file, len(kept)))


async def tray_chosen(interaction: Interaction, action: Action) -> None:
    """A format was chosen under a tray."""
    await export_tray(interaction, action.arg(1), action.arg(0))


async def offer(interaction: Interaction, action: Action) -> None:
    """In which format a brief is wanted."""
    brief = interaction.client.engine.library.briefs.get(action.arg(0))
    await send(interaction, formats_card(brief) if brief is not None else gone_card())


async def export_brief(interaction: Interaction, action: Action) -> None:
    """One brief as a file."""
    library = interaction.client.engine.library
    brief, form = library.briefs.get(action.arg(0)), action.arg(1)
    if brief is None:
        await send(interaction, gone_card())
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    style = await style_of(interaction)
    file = await asyncio.to_thread(_document, library, brief, style, form)
    await send(interaction, brief_file_card(brief, file))


def _document(library: Library, brief: Brief, style: str, form: str) -> CardFile:
    from bot.evidence.dossiers.writing import brief_document  # late: exports are rare

    return CardFile(file_name(brief.id, form), brief_document(brief, library, style, form))


def _dossier(library: Library, kept: tuple[Kept, ...], style: str, form: str) -> CardFile:
    from bot.evidence.dossiers.collecting import dossier  # late, as above
    from bot.evidence.dossiers.writing import write

    return CardFile(file_name("dossier", form), write(dossier(kept, library, style), form))
