"""serve: the bot behind an address of our own, for any number of workers."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.config import Settings


def register(commands: Any) -> None:
    """Add `serve` to the command line."""
    one: argparse.ArgumentParser = commands.add_parser("serve", help="answer interactions over HTTP, as one of many")
    one.add_argument("--host", help="address to listen on; http.host otherwise")
    one.add_argument("--port", type=int, help="port to listen on; http.port otherwise")
    one.set_defaults(run=serve)


def serve(arguments: argparse.Namespace) -> int:
    """Answer interactions over HTTP until told to stop; 0 after an orderly end."""
    from bot.discord_app.building import hush

    hush()
    from bot.cli.run_commands import begin_reading
    from bot.config import load_settings, read_token
    from bot.operations.logs import log_to

    settings = listening(load_settings(arguments.config), arguments.host, arguments.port)
    token = read_token()
    log_to(settings.logs.format, token)
    from bot.serving.signatures import read_key

    read_key(settings.discord.public_key)  # before the library, which takes seconds
    reading = begin_reading(settings)
    from bot.serving.over_http import serve as serve_http

    return asyncio.run(serve_http(reading, settings, token))


def listening(settings: Settings, host: str | None, port: int | None) -> Settings:
    """The settings with the address of the command line, where one is given."""
    given = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    return settings.model_copy(update={"http": type(settings.http).model_validate(settings.http.model_dump() | given)})
