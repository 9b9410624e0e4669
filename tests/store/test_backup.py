"""Backup and restore: whole or not at all, from either engine into either."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import (
    Act,
    BackedUp,
    BackupError,
    NewItem,
    NewReport,
    NotEmpty,
    Restored,
    Store,
    TrayItem,
    channel_tray,
    private_tray,
    tables,
)
from bot.store.rows import new_id
from bot.store.trays import as_row
from tests.store.conftest import START, MovedClock, opened, until

TRAY = channel_tray(50, 1)


async def live(store: Store) -> None:
    await store.settings.change(1, lambda old: replace(old, public_channels=(5, 6), spoilers=False), by=9)
    await store.people.remember_style(7, "mla")
    for number in range(3):
        await store.trays.add(TRAY, NewItem("passage", f"tip-2024:{number}", "한국 “note”\n"), by=7)
    await store.trays.move(TRAY, "tip-2024:2", 1)
    await store.reports.record(NewReport("miss", "wages", shown=("a", "b"), asker_id=7))
    await store.notices.owe(7, "text")
    await store.audit.record(Act(9, "reload"))


async def contents(store: Store) -> list[Any]:
    return [
        store.settings.of(1),
        await store.people.of(7),
        await store.trays.show(TRAY),
        await store.reports.waiting(),
        await store.export_person(7),
        await store.audit.latest(),
    ]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Another store, without any table yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/other.db"
    return request.getfixturevalue("empty_postgres_url")


async def test_a_backup_restores_into_either_engine(
    url: str, other_url: str, tmp_path: Path, clock: MovedClock
) -> None:
    file = tmp_path / "saved.jsonl"
    async with opened(url, clock=clock) as store:
        await live(store)
        before = await contents(store)
        done = await store.backup(file)
    async with opened(other_url, role="tool") as other:
        restored = await other.restore(file, replace=True)
        again = tmp_path / "again.jsonl"
        await other.backup(again)
    async with opened(other_url) as other:
        after = await contents(other)

    assert (BackedUp(file, 9), Restored(9, START)) == (done, restored)
    assert before == after
    assert file.read_text().splitlines()[1:-1] == again.read_text().splitlines()[1:-1]


async def test_a_running_bot_sees_what_was_restored(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "saved.jsonl"
    async with opened(sqlite_url) as bot, opened(sqlite_url, role="tool") as tool:
        await live(bot)
        chosen = bot.settings.of(1)
        await tool.backup(file)
        await bot.settings.change(1, lambda old: replace(old, spoilers=True), by=9)
        await tool.restore(file, replace=True)

        await until(lambda: bot.settings.of(1) == chosen)


async def test_a_store_that_holds_something_is_not_overwritten_unasked(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "saved.jsonl"
    await store.people.remember_style(7, "mla")
    await store.backup(file)
    await store.people.remember_style(7, "ieee")

    assert NotEmpty(1) == await store.restore(file)
    assert "ieee" == (await store.people.of(7)).citation_style
    assert isinstance(await store.restore(file, replace=True), Restored)
    assert "mla" == (await store.people.of(7)).citation_style


async def test_many_rows_make_the_journey(store: Store, tmp_path: Path) -> None:
    items = [TrayItem(new_id(), "passage", f"k{number}", "", number, 5, START) for number in range(1, 1201)]
    rows = [as_row(private_tray(5 + item.position % 12), item) for item in items]
    await store._database.write(lambda connection: connection.execute(sa.insert(tables.tray_items), rows))

    assert 1200 == (await store.backup(tmp_path / "saved.jsonl")).rows
    assert isinstance(await store.restore(tmp_path / "saved.jsonl", replace=True), Restored)
    assert 100 == len(await store.trays.show(private_tray(5)))


async def test_the_file_is_private_and_no_part_of_it_is_left_beside(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "saved.jsonl"
    await store.backup(file)

    assert 0o600 == file.stat().st_mode & 0o777
    assert [] == list(tmp_path.glob("*.partial"))


def changed(lines: list[str], at: int, line: str) -> list[str]:
    return [*lines[:at], line, *lines[at + 1 :]]


def other_table(lines: list[str]) -> list[str]:
    return changed(lines, 1, json.dumps({"table": "alembic_version", "row": {"version_num": "1"}}))


def other_column(lines: list[str]) -> list[str]:
    return changed(lines, 1, json.dumps({"table": "people", "row": {"user_id; DROP": 1}}))


def newer(lines: list[str]) -> list[str]:
    return changed(lines, 0, lines[0].replace('"0002"', '"9999"'))


def undated(lines: list[str]) -> list[str]:
    return changed(lines, 0, json.dumps({"format": "briefbot-backup", "schema": "0002"}))


BROKEN: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "empty": (lambda _: [], "ends in the middle"),
    "cut at a line": (lambda lines: lines[:-2], "ends in the middle"),
    "cut in a line": (lambda lines: [*lines[:3], lines[3][:10]], ":4: this line is damaged or cut off"),
    "a line lost": (lambda lines: lines[:1] + lines[2:], "does not match its own checksum"),
    "a value changed": (lambda lines: [line.replace("mla", "apa") for line in lines], "own checksum"),
    "longer than its end": (lambda lines: [*lines, lines[1]], "more after the backup's last line"),
    "another table": (other_table, ":2: this line is no row"),
    "another column": (other_column, ":2: this line is no row"),
    "newer": (newer, "made by a newer Briefbot (schema 9999)"),
    "undated": (undated, ":1: this line does not say when"),
    "another file": (lambda _: ['{"a": 1}'], "is not a backup of Briefbot"),
    "no object": (lambda _: ["[1]"], "is not a backup of Briefbot"),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_backup_is_refused_and_the_store_is_as_it_was(
    sqlite_url: str, tmp_path: Path, name: str
) -> None:
    change, sentence = BROKEN[name]
    file = tmp_path / "saved.jsonl"
    async with opened(sqlite_url) as store:
        await live(store)
        await store.backup(file)
        before = await contents(store)
        file.write_text("\n".join(change(file.read_text().splitlines())))

        with pytest.raises(BackupError) as caught:
            await store.restore(file, replace=True)

        assert sentence in str(caught.value)
        assert before == await contents(store)


async def test_a_file_that_is_not_there_or_cannot_be_written_is_said(sqlite_url: str, tmp_path: Path) -> None:
    async with opened(sqlite_url) as store:
        with pytest.raises(BackupError, match=r"nowhere\.jsonl cannot be read: No such file"):
            await store.restore(tmp_path / "nowhere.jsonl")
        with pytest.raises(BackupError, match="cannot be written: No such file"):
            await store.backup(tmp_path / "no folder" / "saved.jsonl")
