"""Notices in the channel that a server chose for its curators: how much waits, never who asked or what they typed."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import discord

from bot.cards.fitting import Look, fit
from bot.cards.managing import notice_to_curators
from bot.discord_app.layout import layout
from bot.store import GuildSettings, NewReport

log = logging.getLogger(__name__)

EVERY: Final = 60.0  # seconds between two notices in one channel


@dataclass(slots=True)
class Noticeboard:
    """Gathers what is new, and posts it at most once in `EVERY` seconds in each server that chose a channel."""

    client: Any
    _reports: dict[int, Counter[str]] = field(default_factory=dict)
    _told: str = ""  # the problem of the library that was posted last

    def reported(self, report: NewReport) -> None:
        """Somebody found nothing, or found it wrong."""
        if report.guild_id is not None and self._settings(report.guild_id).notices_channel is not None:
            self._reports.setdefault(report.guild_id, Counter())[report.kind] += 1

    async def post_until(self, stop: asyncio.Event, every: float = EVERY) -> None:
        """Post what has gathered, again and again, until `stop`."""
        while not stop.is_set():
            await self.post()
            try:
                async with asyncio.timeout(every):
                    await stop.wait()
            except TimeoutError:
                continue

    async def post(self) -> None:
        """Post what has gathered, and why a change of the library is not served; what cannot be posted is logged."""
        reports, self._reports = self._reports, {}
        refused = self.client.reloader.status.refused
        problem, self._told = refused if refused != self._told else "", refused
        guilds = {*reports, *(guild.id for guild in self.client.guilds if problem)}
        for guild in sorted(guilds):
            settings = self._settings(guild)
            if settings.notices_channel is not None:
                await self._send(guild, settings.notices_channel, reports.get(guild, Counter()), problem)

    async def _send(self, guild_id: int, channel: int, reports: Counter[str], problem: str) -> None:
        guild = self.client.get_guild(guild_id)
        locale = guild.preferred_locale.value if guild is not None else "en-GB"
        fitted = fit(notice_to_curators(reports, problem), Look(locale))
        try:
            await self.client.get_partial_messageable(channel, guild_id=guild_id).send(view=layout(fitted))
        except (discord.Forbidden, discord.NotFound):
            log.info("Curators' notices cannot be posted in channel %s: missing, or no permission", channel)
        except discord.HTTPException as error:
            log.warning("A notice to curators could not be posted: %s", error)

    def _settings(self, guild_id: int) -> GuildSettings:
        settings: GuildSettings = self.client.store.settings.of(guild_id)
        return settings
