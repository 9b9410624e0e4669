"""Who sees an answer: the asker alone, or the channel."""

from __future__ import annotations

from typing import Any

import discord


def is_private(interaction: discord.Interaction[Any], wished: bool | None) -> bool:
    """Whether the answer is for the asker alone: as they wish, else in the channel."""
    return bool(wished)
