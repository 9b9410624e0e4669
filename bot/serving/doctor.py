"""`briefbot doctor`, as far as it asks Discord: clock, token, application, permissions, commands."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
import discord

from bot.config import Settings, Token
from bot.discord_app.client import point_at
from bot.discord_app.needs import intents, invite_link, lacking
from bot.discord_app.registering import difference
from bot.discord_app.running import explained
from bot.errors import BriefbotError
from bot.operations.findings import Finding, bad, doubtful, good, unknown

CLOCK_WARNING: Final = 5.0  # seconds apart
CLOCK_ERROR: Final = 240.0  # requests of Discord older than 300 s are refused
PATIENCE: Final = aiohttp.ClientTimeout(total=10.0)
SHOWN_SERVERS: Final = 5


async def check_clock(settings: Settings, wall: Callable[[], float] = time.time) -> Finding:
    """Our clock against Discord's, by the date of an answer; `wall` gives seconds since 1970."""
    address = settings.discord.api_base
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(f"{address}/gateway") as answer:
            said = answer.headers.get("Date", "")
    except (aiohttp.ClientError, TimeoutError) as error:
        reason = str(error) or "no answer in time"
        return bad("network", f"{address} cannot be reached: {reason}", "check discord.api_base, DNS and the firewall")
    try:
        apart = wall() - parsedate_to_datetime(said).timestamp()
    except ValueError:
        return unknown("clock", "Discord's answer told no time")
    words = f"{abs(apart):.0f} s {'ahead of' if apart > 0 else 'behind'} Discord's"
    if abs(apart) >= CLOCK_ERROR:
        return bad("clock", words, "set it, and keep it set with NTP: signed interactions are refused by their age")
    if abs(apart) >= CLOCK_WARNING:
        return doubtful("clock", words, "keep it set with NTP")
    return good("clock", "within 5 s of Discord's")


async def check_discord(settings: Settings, token: Token) -> list[Finding]:
    """Everything that Discord tells a bot about itself."""
    point_at(settings.discord)
    async with discord.Client(intents=intents()) as client:
        try:
            with explained():
                await client.login(token.secret)
        except BriefbotError as error:
            return [bad("login", str(error), "reset the token in the Developer Portal, and check discord.api_base")]
        user, application = client.user, client.application
        assert user is not None
        assert application is not None
        found = [good("login", f"the token is that of {user} ({user.id})"), *_application(settings, application)]
        found.append(good("intents", f"{', '.join(name for name, on in intents() if on)}; none is privileged"))
        try:
            with explained():
                found += await _permissions(client, settings)
                found += await _commands(client, settings)
        except BriefbotError as error:
            found.append(bad("Discord", str(error), "try again in a minute; see discordstatus.com"))
    return found


def _application(settings: Settings, application: discord.AppInfo) -> list[Finding]:
    found = []
    ours, theirs = settings.discord.public_key.lower(), application.verify_key
    where = "Developer Portal, General Information"
    if ours and ours != theirs:
        remedy = f"copy the public key of this very application ({where}) into discord.public_key"
        found.append(bad("public key", "it is not that of the token's application", remedy))
    elif ours:
        found.append(good("public key", "it is the application's"))
    endpoint = application.interactions_endpoint_url
    if endpoint and not ours:
        remedy = f"run briefbot serve with discord.public_key set, or clear the endpoint ({where})"
        found.append(bad("interactions", f"Discord sends them to {endpoint}, so briefbot run gets none", remedy))
    elif endpoint:
        found.append(good("interactions", f"Discord sends them to {endpoint}; mentions come to briefbot run alone"))
    elif ours:
        remedy = f"for briefbot serve, enter its address as Interactions Endpoint URL ({where})"
        found.append(doubtful("interactions", "they come over the gateway, although a public key is set", remedy))
    else:
        found.append(good("interactions", "they come over the gateway"))
    return found


async def _permissions(client: discord.Client, settings: Settings) -> list[Finding]:
    guilds = {int(one["id"]): one for one in await client.http.get_guilds(200)}
    assert client.application_id is not None
    link = invite_link(client.application_id)
    if not guilds:
        return [doubtful("servers", "the bot is in no server", f"invite it: {link}")]
    found = []
    for guild in settings.discord.guilds:
        if guild not in guilds:
            said = f"discord.guilds names {guild}, but the bot is not there"
            found.append(bad("servers", said, f"invite it, or take the id out: {link}"))
    without = {one["name"]: lacking(int(one["permissions"])) for one in guilds.values()}
    poor = {name: missing for name, missing in without.items() if missing}
    for name, missing in list(poor.items())[:SHOWN_SERVERS]:
        words = "; ".join(f"{permission} ({why})" for permission, why in missing.items())
        found.append(doubtful("permissions", f"in “{name}” it lacks {words}", f"grant them to its role, or: {link}"))
    if len(poor) > SHOWN_SERVERS:
        found.append(doubtful("permissions", f"{len(poor) - SHOWN_SERVERS} more servers lack some", f"see {link}"))
    return found or [good("permissions", f"all that is needed, in {len(guilds)} servers")]


async def _commands(client: discord.Client, settings: Settings) -> list[Finding]:
    found = []
    for place in settings.discord.guilds or (None,):
        name = f"commands in {place}" if place else "commands"
        changes = await difference(client, discord.Object(place) if place else None)
        if changes:
            remedy = "briefbot sync (clients show the change within an hour)"
            found.append(doubtful(name, f"Discord knows others than ours: {', '.join(changes)}", remedy))
        else:
            found.append(good(name, "Discord knows ours as they are"))
    return found
