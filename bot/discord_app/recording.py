"""What people could not find or found wrong, written down for the curators; an answer never waits long for it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

import discord

from bot.errors import StoreError
from bot.store import NewReport

log = logging.getLogger(__name__)

PATIENCE: Final = 0.5  # seconds that an answer waits for the store


async def record(interaction: discord.Interaction[Any], report: NewReport) -> str | None:
    """The id of the report once it is kept; None when the store is down or slow, which the log tells."""
    try:
        async with asyncio.timeout(PATIENCE):
            kept: str = await interaction.client.store.reports.record(report)
            return kept
    except (StoreError, TimeoutError) as error:
        log.warning("A %s could not be recorded: %s", report.kind, error or "the store took too long")
        return None


async def remember_style(interaction: discord.Interaction[Any], style: str) -> None:
    """Keep the citation style that somebody chose; their card comes whether or not that works."""
    try:
        async with asyncio.timeout(PATIENCE):
            await interaction.client.store.people.remember_style(interaction.user.id, style)
    except (StoreError, TimeoutError) as error:
        log.warning("A citation style could not be remembered: %s", error or "the store took too long")


def miss(interaction: discord.Interaction[Any], query: str) -> NewReport:
    """A question that nothing answered, without who asked."""
    return NewReport("miss", query, guild_id=interaction.guild_id)
