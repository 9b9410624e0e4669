"""The `briefbot` command line: where the commands are, and how failures end."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.errors import BriefbotError, UnreachableError

TRY_LATER: Final = 75  # sysexits' EX_TEMPFAIL, so that a supervisor knows when starting again may help
#: Modules of `bot.cli`, each with `register(commands)`; they import what is heavy only when a command runs.
GROUPS: Final = (
    "run_commands",
    "serve_commands",
    "doctor_commands",
    "preview_commands",
    "lookup_commands",
    "claim_commands",
    "library_commands",
    "curation_commands",
    "gap_commands",
    "store_commands",
)


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status; our own errors end in one line, without a traceback."""
    # pydantic would read what every installed package says of itself, in search of plug-ins: 0.02 s at each start
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    arguments = parser().parse_args(argv)
    try:
        status = arguments.run(arguments)
        sys.stdout.flush()
    except BriefbotError as error:
        print(error, file=sys.stderr)
        status = TRY_LATER if isinstance(error, UnreachableError) else 2
    except BrokenPipeError:
        sys.stderr.close()
        status = 1
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    whole = argparse.ArgumentParser(prog="briefbot", description="Curated evidence for a Discord discussion.")
    whole.add_argument("--config", type=Path, metavar="FILE", help="config.yaml (also BRIEFBOT_CONFIG)")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        importlib.import_module(f"bot.cli.{group}").register(commands)
    return whole
