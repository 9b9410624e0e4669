"""The `briefbot` command line: what each command takes, and how failures end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli import library_commands
from bot.errors import BriefbotError

Command = Callable[[argparse.Namespace], int]
_PACKAGE = Path(__file__).resolve().parent.parent.parent


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status; our own errors end in one line, without a traceback."""
    arguments = _parser().parse_args(argv)
    try:
        status = arguments.run(arguments)
    except BriefbotError as error:
        print(error, file=sys.stderr)
        status = 2
    except BrokenPipeError:
        status = 1
    sys.exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="briefbot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    folder = _PACKAGE / "briefs"

    one = commands.add_parser("check", help="problems of the library")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=lambda a: library_commands.check(folder, as_json=a.json))

    one = commands.add_parser("passages", help="the passages of a source, with their keys")
    one.add_argument("source")
    one.set_defaults(run=lambda a: library_commands.passages(folder, a.source))

    one = commands.add_parser("coverage", help="source paragraphs and the briefs that use them")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=lambda a: library_commands.show_coverage(folder, as_json=a.json))
    return parser
