"""The commands: look up, make a card, send it."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_app.commands import evidence, lookups, managing, trays


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    """Put every command into the tree; registering them with Discord is `briefbot sync`."""
    for command in (*lookups.COMMANDS, *evidence.COMMANDS, *trays.COMMANDS, *managing.COMMANDS):
        tree.add_command(command)
