"""What people with Manage Server may see and change; the permission is checked here, whatever Discord offered them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord

from bot.cards.actions import Action
from bot.cards.card import Card
from bot.cards.managing import Reported, facts_card, misses_card, report_card
from bot.cards.notices import notice_card
from bot.cards.phrases import Phrase, fixed, say
from bot.cards.text import Part, Span, shortened
from bot.citing.styles import find_style
from bot.discord_app.sending import send
from bot.errors import BriefbotError
from bot.store import Closing, Edit, GuildSettings, Report

Interaction = discord.Interaction[Any]
WAITING_LIMIT = 500
NOTICE_LIMIT = 1_000  # characters: a question of 6,000 is recognised by its beginning


class NotAllowedError(BriefbotError):
    """Somebody without Manage Server tried what needs it. Shown to them."""


def check_manages(interaction: Interaction) -> int:
    """The server's id, if the person may manage it; raises `NotAllowedError` otherwise."""
    if interaction.guild_id is None:
        raise NotAllowedError("This works in a server only.")
    if not (interaction.permissions.manage_guild or interaction.permissions.administrator):
        raise NotAllowedError("You need the permission Manage Server for this.")
    return interaction.guild_id


async def status(interaction: Interaction) -> Card:
    """What is served, and whether all parts work."""
    check_manages(interaction)
    client = interaction.client
    library, health = client.engine.library, client.store.health
    facts: list[tuple[Phrase, Part]] = [
        (fixed("Library"), fixed("{briefs} briefs, {sources} sources", briefs=len(library.briefs),
                                 sources=len(library.sources))),
        (fixed("Version"), library.version[:12]),
        (fixed("Served since"), f"{client.reloader.status.since:%Y-%m-%d %H:%M} UTC"),
        (fixed("Store"), health.sentence or fixed("works")),
        (fixed("Delay to Discord"), f"{client.latency * 1000:.0f} ms"),
    ]  # fmt: skip
    if client.reloader.status.refused:
        facts.append((fixed("The latest change is not served"), client.reloader.status.refused))
    return facts_card(fixed("Status"), facts)


async def reload(interaction: Interaction) -> Card:
    """Load the library anew."""
    check_manages(interaction)
    result = await interaction.client.reloader.reload()
    if result.refused:
        said = fixed("The last good library keeps serving. {reason}", reason=result.refused)
        return notice_card(fixed("The change is not served"), said)
    return notice_card(fixed("Up to date"), fixed("Library {version} is served.", version=result.version[:12]))


async def change(interaction: Interaction, edits: list[Edit]) -> Card:
    """The server's settings, after these edits."""
    guild = check_manages(interaction)
    settings = interaction.client.store.settings
    if edits:

        def edit(old: GuildSettings) -> GuildSettings:
            for one in edits:
                old = one(old)
            return old

        await settings.change(guild, edit, by=interaction.user.id)
    return settings_card(settings.of(guild))


def settings_card(settings: GuildSettings) -> Card:
    """What is set."""
    channels = [_channel(channel) for channel in settings.public_channels]
    notices = settings.notices_channel
    facts: list[tuple[Phrase, Part]] = [
        (fixed("Answers"), fixed("in the channel") if settings.visibility == "public" else fixed("to the asker alone")),
        (fixed("Citation style"), find_style(settings.citation_style).label),
        (fixed("Public answers in"), Span(" ".join(channels), raw=True) if channels else fixed("all channels")),
        (fixed("Sensitive passages"), fixed("behind spoilers") if settings.spoilers else fixed("shown")),
        (fixed("Curators' notices"), Span(_channel(notices), raw=True) if notices else fixed("nowhere")),
    ]
    return facts_card(fixed("Settings of this server"), facts)


async def misses(interaction: Interaction) -> Card:
    """The reports of this server that wait for a curator."""
    guild = check_manages(interaction)
    waiting = await interaction.client.store.reports.waiting(limit=WAITING_LIMIT)
    return misses_card([_reported(one) for one in waiting if one.guild_id == guild])


async def open_misses(interaction: Interaction, action: Action) -> None:
    """The list, from a notice."""
    await send(interaction, await misses(interaction))


async def open_report(interaction: Interaction, action: Action) -> None:
    """One report of this server."""
    guild = check_manages(interaction)
    report = await interaction.client.store.reports.one(action.arg(0))
    if report is None or report.guild_id != guild:
        await send(interaction, notice_card(fixed("That was already closed, or is no longer kept.")))
        return
    await send(interaction, report_card(_reported(report)))


async def close_report(interaction: Interaction, action: Action) -> None:
    """A curator's decision; who wished to be told is owed a word."""
    guild = check_manages(interaction)
    report = await interaction.client.store.reports.one(action.arg(0))
    if report is None or report.guild_id != guild:
        await send(interaction, notice_card(fixed("That was already closed, or is no longer kept.")))
        return
    answered = action.arg(1) == "answered"
    word = (
        fixed("“{asked}” was answered: ask again.", asked=report.text)
        if answered
        else fixed("“{asked}” was looked at and will not be added.", asked=report.text)
    )
    # The asker's own language is not kept; that of the server is the nearest.
    notice = shortened(say(word, (interaction.guild_locale or interaction.locale).value), NOTICE_LIMIT)
    closing = Closing("answered" if answered else "rejected", interaction.user.id, notice=notice)
    closed = await interaction.client.store.reports.close((report.id,), closing)
    said = fixed("{count} closed; {notices} people will be told.", count=closed.reports, notices=closed.notices)
    await send(interaction, notice_card(fixed("Closed"), said))


def set_to(**values: Any) -> Edit:
    """An edit that sets these fields."""
    return lambda old: replace(old, **values)


def channel_allowed(channel: int, *, allowed: bool) -> Edit:
    """An edit that adds a channel to those with public answers, or takes it out."""

    def edit(old: GuildSettings) -> GuildSettings:
        others = tuple(one for one in old.public_channels if one != channel)
        return replace(old, public_channels=(*others, channel) if allowed else others)

    return edit


def _channel(channel: int) -> str:
    """A channel as Discord shows it by its name."""
    return f"<#{channel}>"


def _reported(one: Report) -> Reported:
    return Reported(one.id, one.kind, one.text, ", ".join(one.shown), one.reason, one.better_topic)
