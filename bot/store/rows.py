"""What every row begins with: its id, its time, and text that both engines accept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from bot.errors import StoreError

Clock = Callable[[], datetime]  # aware, UTC

LARGEST_ID = 2**63 - 1  # Discord's ids are unsigned in name only; databases keep 63 bits
UNPRINTABLE = {0: None, **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")}


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """16 characters, at random: no two workers need to agree, and a custom_id of Discord has room for it."""
    return secrets.token_hex(8)


def storable(text: str, limit: int, name: str) -> str:
    """
    Text without what PostgreSQL refuses (NUL, lone surrogates).

    Raises:
        StoreError: It is longer than `limit` characters; nothing that a person wrote is cut silently.
    """
    kept = text.translate(UNPRINTABLE)
    if len(kept) > limit:
        raise StoreError(f"{name} may have at most {limit:,} characters; this one has {len(kept):,}.")
    return kept
