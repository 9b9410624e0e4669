"""run and sync: the bot on the gateway, and the commands that Discord knows of it."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import LibraryError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.library.apart import Apart


def register(commands: Any) -> None:
    """Add `run` and `sync` to the command line."""
    one: argparse.ArgumentParser = commands.add_parser("run", help="connect to Discord and answer")
    one.set_defaults(run=lambda a: run(a.config))
    one = commands.add_parser("sync", help="register the commands with Discord, printing the difference")
    one.add_argument("--guild", type=int, metavar="ID", help="only in this server; discord.guilds otherwise")
    one.add_argument("--dry-run", action="store_true", help="print the difference and change nothing")
    one.set_defaults(run=lambda a: sync(a.config, a.guild, dry_run=a.dry_run))


def run(config: Path | None) -> int:
    """Connect to Discord and answer until told to stop; 0 after an orderly end."""
    from bot.discord_app.building import hush

    hush()
    from bot.config import load_settings, read_token
    from bot.operations.logs import log_to

    settings = load_settings(config)
    token = read_token()
    log_to(settings.logs.format, token)
    reading = begin_reading(settings)
    from bot.serving.over_gateway import run as run_gateway  # late: the checks above need no Discord

    return asyncio.run(run_gateway(reading, settings, token))


def sync(config: Path | None, guild: int | None, *, dry_run: bool) -> int:
    """Print how the registered commands differ from ours and, unless `dry_run`, register ours."""
    from bot.config import load_settings, read_token

    settings = load_settings(config)
    token = read_token()
    from bot.discord_app.running import synchronise

    places = (guild,) if guild else settings.discord.guilds or (None,)
    for lines in asyncio.run(synchronise(settings, token, places, dry_run=dry_run)):
        print(lines)
    return 0


def begin_reading(settings: Settings) -> Apart:
    """The library, which is read from now on beside what else a start asks for; raises LibraryError without one."""
    from bot.library.apart import Apart

    return Apart(folder_of(settings))


def folder_of(settings: Settings) -> Path:
    """The folder of the library; raises LibraryError where it is missing, before anything that takes time."""
    folder = settings.library.path
    if not folder.is_dir():
        raise LibraryError(f"There is no library folder {folder}: set library.path, or BRIEFBOT_LIBRARY__PATH.")
    return folder
