"""What an operator does to the store from the terminal; each returns what it did."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ConfigError
from bot.store.backup import BackedUp, NotEmpty, Restored
from bot.store.personal import Forgotten
from bot.store.rows import LARGEST_ID
from bot.store.schema import Migrated
from bot.store.store import open_store


async def migrate(url: str) -> Migrated:
    """Bring the store's tables up to date without starting anything. Raises ConfigError and StoreError."""
    store = await open_store(url, role="tool")
    try:
        assert store.migrated is not None, "a tool's store is ready or was not opened"
        return store.migrated
    finally:
        await store.close()


async def backup(url: str, path: Path) -> BackedUp:
    """Write everything that people saved into one file, also while the bot runs. Raises ConfigError and StoreError."""
    store = await open_store(url, role="tool")
    try:
        return await store.backup(path)
    finally:
        await store.close()


async def restore(url: str, path: Path, *, replace: bool = False) -> Restored | NotEmpty:
    """Read such a file into a store of either engine, all or nothing. Raises ConfigError and StoreError."""
    store = await open_store(url, role="tool")
    try:
        return await store.restore(path, replace=replace)
    finally:
        await store.close()


async def forget(url: str, user_id: int) -> Forgotten:
    """Delete what is kept under a person's id. Raises ConfigError and StoreError."""
    if not 0 < user_id <= LARGEST_ID:
        raise ConfigError(f"{user_id} is not the id of a Discord user; copy it with Developer Mode → Copy User ID.")
    store = await open_store(url, role="tool")
    try:
        return await store.forget_person(user_id)
    finally:
        await store.close()
