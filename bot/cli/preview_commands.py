"""preview: the bot on a page on loopback, and transcripts of it done again."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import webbrowser
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Add `preview` to the command line."""
    one: argparse.ArgumentParser = commands.add_parser("preview", help="try the bot in the browser, without an account")
    one.add_argument("--port", type=int, metavar="P", help="of the page; 8765 otherwise, 0 takes a free one")
    one.add_argument("--no-browser", action="store_true", help="only print the address")
    one.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="do saved transcripts again and compare")
    one.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.replay:
        return replay(arguments.replay, config=arguments.config)
    return preview(config=arguments.config, port=arguments.port, no_browser=arguments.no_browser)


def preview(*, config: Path | None, port: int | None, no_browser: bool) -> int:
    """Serve the page until interrupted, and open it in a browser unless told not to."""
    from bot.preview import DEFAULT_PORT, Commands, Page, Preview, Settings

    async def serve() -> None:
        interrupted = _interruption()
        session = Preview(Settings(commands=Commands.of_briefbot(config)))
        async with Page(session, DEFAULT_PORT if port is None else port) as page, session:
            print(f"Briefbot preview: {page.address}\nStop it with Ctrl+C.", flush=True)
            if not no_browser:
                await asyncio.to_thread(webbrowser.open, page.address)
            await interrupted.wait()

    asyncio.run(serve())
    return 0


def replay(files: list[Path], *, config: Path | None) -> int:
    """Do transcripts again, each with a fresh bot; 0 when the bot sent the same, byte for byte."""
    from bot.preview import Commands
    from bot.preview.transcripts import read_transcript, replay_fresh

    differ = 0
    for file in files:
        transcript = read_transcript(file)
        differences = asyncio.run(replay_fresh(transcript, Commands.of_briefbot(config)))
        for difference in differences:
            print(f"{file}: {difference}")
        if not differences:
            print(f"{file}: {len(transcript.steps)} steps, all the same.", file=sys.stderr)
        differ += bool(differences)
    return 1 if differ else 0


def _interruption() -> asyncio.Event:
    """Set when somebody stops the preview; asked for before anything is printed, so that no stop is missed."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    return ended
