"""A bot from start to end: connect, answer, stop in time; failures end in one sentence for the operator."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable, Iterator

import aiohttp
import discord
import platformdirs

from bot.config import Settings, Token
from bot.discord_app.client import Briefbot, point_at
from bot.discord_app.registering import difference, register
from bot.errors import BriefbotError, ConfigError
from bot.search.engine import Engine
from bot.store import Retention, open_store

SHUTDOWN_SECONDS = 10.0  # a shutdown is bounded, whatever hangs


async def serve(engine: Engine, settings: Settings, token: Token) -> int:
    """Answer on the gateway until SIGTERM or SIGINT; 0 after an orderly end."""
    point_at(settings.discord)
    store = await open_store(store_url(settings), retention=Retention(**settings.retention.model_dump()))
    client = Briefbot(engine, settings, store)
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(number, stopping.set)
    running = asyncio.create_task(_connected(client, token))
    waiting = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        return 0
    finally:
        waiting.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN_SECONDS):
                await client.close()
                await asyncio.gather(running, waiting, return_exceptions=True)
                await store.close()


def store_url(settings: Settings) -> str:
    """Where the store is: as set, else a file where the platform keeps a program's state."""
    if settings.store.url:
        return settings.store.url
    folder = platformdirs.user_state_path("briefbot", ensure_exists=True)
    return f"sqlite:///{folder / 'briefbot.db'}"


async def _connected(client: Briefbot, token: Token) -> None:
    with explained():
        await client.start(token.secret)


async def synchronise(settings: Settings, token: Token, places: Iterable[int | None], *, dry_run: bool) -> list[str]:
    """The difference for each place (None: everywhere) in lines; registers ours unless `dry_run`."""
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
        raise _GatewayError(f"Discord closed the connection for good (code {error.code}).") from None
    except discord.Forbidden as error:
        raise ConfigError(f"Discord does not let this bot do that: {error.text or error.status}.") from None
    except discord.HTTPException as error:
        raise _GatewayError(f"Discord answered with an error: {error.status} {error.text[:200]}".strip()) from None
    except (aiohttp.ClientError, OSError) as error:
        raise _GatewayError(f"Discord cannot be reached: {error}. Check discord.api_base and the network.") from None


class _GatewayError(BriefbotError):
    """The connection to Discord failed. Shown to the operator."""
