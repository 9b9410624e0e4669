"""doctor: what is wrong with a set-up, and what to do about it."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.operations.findings import Finding


def register(commands: Any) -> None:
    """Add `doctor` to the command line."""
    one: argparse.ArgumentParser = commands.add_parser("doctor", help="look the set-up over, and say what to do")
    one.add_argument("--json", action="store_true", help="for tools")
    one.set_defaults(run=lambda a: doctor(a.config, as_json=a.json))


def doctor(config: Path | None, *, as_json: bool) -> int:
    """Print what is well and what is not; 0 when nothing is broken, 1 otherwise."""
    from bot.operations.findings import State

    found = asyncio.run(examine(config))
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(one)
    return 1 if any(one.state is State.BAD for one in found) else 0


async def examine(config: Path | None) -> list[Finding]:
    """Everything that can be looked at, in the order in which it should be mended."""
    from bot.config import load_settings, store_url
    from bot.operations.doctor import check_library, check_search, check_store, check_token
    from bot.operations.findings import bad, good, unknown
    from bot.serving.doctor import check_clock, check_discord

    token, about_token = check_token()
    try:
        settings = load_settings(config)
    except ConfigError as error:
        return [bad("settings", str(error), "mend the file, see config.example.yaml"), *about_token]
    named = config or os.environ.get("BRIEFBOT_CONFIG")
    found = [good("settings", f"{named} can be read" if named else "no file, so the defaults and the environment")]
    found += about_token
    found.append(await check_clock(settings))
    if token is None:
        found.append(unknown("Discord", "there is no token to ask it with"))
    else:
        found += await check_discord(settings, token)
    found += await check_store(store_url(settings))
    found += await asyncio.to_thread(check_library, settings)
    found.append(check_search())
    return found
