"""What an operator does from the terminal, beside a running bot or without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError, StoreError
from bot.store import NewItem, NotEmpty, Restored, operations, private_tray
from bot.store.schema import Migrated
from tests.store.conftest import opened


async def test_migrate_makes_a_store_and_then_has_nothing_to_do(empty_url: str) -> None:
    assert Migrated(None, "0002") == await operations.migrate(empty_url)
    assert Migrated("0002", "0002") == await operations.migrate(empty_url)


async def test_backup_and_restore_in_a_row(url: str, tmp_path: Path) -> None:
    file = tmp_path / "saved.jsonl"
    async with opened(url) as store:
        await store.trays.add(private_tray(7), NewItem("passage", "a"), by=7)
        assert 1 == (await operations.backup(url, file)).rows
        await store.trays.clear(private_tray(7))

        assert isinstance(await operations.restore(url, file), Restored)
        assert NotEmpty(1) == await operations.restore(url, file)
        assert 1 == len(await store.trays.show(private_tray(7)))


async def test_forget_deletes_beside_the_running_bot(url: str) -> None:
    async with opened(url) as store:
        await store.trays.add(private_tray(7), NewItem("passage", "a"), by=7)

        assert 1 == (await operations.forget(url, 7)).private_items
        assert () == await store.trays.show(private_tray(7))


@pytest.mark.parametrize("user_id", [0, -7, 2**63])
async def test_what_is_no_users_id_is_refused(sqlite_url: str, user_id: int) -> None:
    with pytest.raises(ConfigError, match="is not the id of a Discord user"):
        await operations.forget(sqlite_url, user_id)


async def test_a_store_that_cannot_be_reached_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        await operations.migrate("postgresql://nobody@127.0.0.1:1/none")
