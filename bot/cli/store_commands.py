"""migrate, backup, restore, forget: what an operator does to the store."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("migrate", help="bring the store's tables up to date")
    one.set_defaults(run=migrate)

    one = commands.add_parser(
        "backup", help="write everything that people saved into one file, also while the bot runs"
    )
    one.add_argument("file", type=Path)
    one.set_defaults(run=backup)

    one = commands.add_parser("restore", help="read a backup into the store, all or nothing")
    one.add_argument("file", type=Path)
    one.add_argument("--replace", action="store_true", help="delete what the store holds first")
    one.set_defaults(run=restore)

    one = commands.add_parser("forget", help="delete what is kept of one person")
    one.add_argument("user", type=int, help="the person's Discord id")
    one.set_defaults(run=forget)


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the tables up to date."""
    from bot.store import operations

    done = asyncio.run(operations.migrate(_address(arguments)))
    if done.before == done.after:
        print(f"The store is up to date (schema {done.after}).")
    else:
        print(f"The store went from schema {done.before or 'none'} to {done.after}.")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Write a backup."""
    from bot.store import operations

    done = asyncio.run(operations.backup(_address(arguments), arguments.file))
    print(f"{done.rows} rows written to {done.path}.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Read a backup; a store that holds something is left alone without --replace."""
    from bot.store import operations
    from bot.store.backup import NotEmpty

    done = asyncio.run(operations.restore(_address(arguments), arguments.file, replace=arguments.replace))
    if isinstance(done, NotEmpty):
        print(f"The store holds {done.rows} rows already; add --replace to delete them first.", file=sys.stderr)
        return 1
    print(f"{done.rows} rows restored, as they were at {done.made_at:%Y-%m-%d %H:%M} UTC.")
    return 0


def forget(arguments: argparse.Namespace) -> int:
    """Delete what is kept of one person and say what that was."""
    from bot.store import operations

    print(asyncio.run(operations.forget(_address(arguments), arguments.user)))
    return 0


def _address(arguments: argparse.Namespace) -> str:
    from bot.config import load_settings, store_url

    return store_url(load_settings(arguments.config))
