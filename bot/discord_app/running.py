"""What every way of running needs: commands registered, failures in one sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

import aiohttp
import discord

from bot.config import Settings, Token
from bot.discord_app.client import point_at
from bot.errors import ConfigError, UnreachableError


async def synchronise(settings: Settings, token: Token, places: Iterable[int | None], *, dry_run: bool) -> list[str]:
    """The difference for each place (None: everywhere) in lines; registers ours unless `dry_run`."""
    from bot.discord_app.registering import difference, register  # late: running a bot needs neither

    point_at(settings.discord)
    lines: list[str] = []
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        with explained():
            await client.login(token.secret)
            for place in places:
                target = discord.Object(place) if place else None
                changes = await difference(client, target)
                lines.append(f"server {place}:" if place else "everywhere:")
                lines += [f"  {change}" for change in changes] or ["  nothing to change"]
                if changes and not dry_run:
                    await register(client, target)
    return lines


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn what ends a connection for good into one sentence for the operator."""
    try:
        yield
    except discord.LoginFailure:
        raise ConfigError("Discord does not accept this bot token: check BRIEFBOT_TOKEN.") from None
    except discord.PrivilegedIntentsRequired:
        raise ConfigError("Discord refuses the intents; Briefbot needs no privileged one.") from None
    except discord.ConnectionClosed as error:
        # discord.py gives up only on codes that trying again cannot mend: a bad token, wrong shards
        raise ConfigError(f"Discord closed the connection for good (code {error.code}).") from None
    except discord.Forbidden as error:
        raise ConfigError(f"Discord does not let this bot do that: {error.text or error.status}.") from None
    except discord.HTTPException as error:
        raise _GatewayError(f"Discord answered with an error: {error.status} {error.text[:200]}".strip()) from None
    except (aiohttp.ClientError, OSError) as error:
        raise _GatewayError(f"Discord cannot be reached: {error}. Check discord.api_base and the network.") from None


class _GatewayError(UnreachableError):
    """The connection to Discord failed. Shown to the operator."""
