"""A damaged SQLite file: its readable rows live on, it is kept, and somebody is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import StoreError
from bot.store import NewItem, Store, TrayItem, open_store, private_tray, tables
from bot.store.damage import mend
from bot.store.rows import new_id
from bot.store.trays import as_row
from tests.store.conftest import START, MovedClock, opened

PEOPLE = 400
pytestmark = pytest.mark.faults


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "briefbot.db"


@pytest.fixture
async def filled(sqlite_url: str, path: Path) -> Path:
    """A store's file of some forty pages."""
    async with opened(sqlite_url) as store:
        rows = [as_row(private_tray(user_id), item(user_id)) for user_id in range(1, PEOPLE + 1)]
        await store._database.write(lambda connection: connection.execute(sa.insert(tables.tray_items), rows))
        await store._database.wipe()  # or the log would heal what a test damages
    return path


def item(user_id: int) -> TrayItem:
    return TrayItem(new_id(), "passage", "tip-2024:12", "n" * 200, 1, user_id, START)


async def count(store: Store) -> int:
    return sum([len(await store.trays.show(private_tray(user_id))) for user_id in range(1, PEOPLE + 1)])


def overwrite(path: Path, at: float, length: int = 4096) -> None:
    """Put rubbish at a fraction of the file."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(int(size * at) // 4096 * 4096)
        file.write(b"\xa5" * length)


async def test_a_sound_file_is_left_alone(sqlite_url: str, filled: Path) -> None:
    async with opened(sqlite_url) as store:
        assert () == store.findings
        assert PEOPLE == await count(store)
    assert [] == list(filled.parent.glob("*damaged*"))


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7, 0.9])
async def test_rows_beside_the_damage_are_recovered_and_the_file_is_kept(
    sqlite_url: str, filled: Path, clock: MovedClock, at: float, caplog: pytest.LogCaptureFixture
) -> None:
    overwrite(filled, at)
    damaged = filled.read_bytes()
    async with opened(sqlite_url, clock=clock) as store:
        (finding,) = store.findings
        recovered = await count(store)
        await store.trays.add(private_tray(PEOPLE + 1), NewItem("passage", "new"), by=1)

    assert recovered > PEOPLE * 0.5
    assert f"{recovered} rows were recovered" in finding
    assert finding in caplog.text
    assert damaged == (filled.parent / "briefbot.db.damaged-20260301-120000").read_bytes()
    assert "briefbot.db.damaged-20260301-120000" in finding
    async with opened(sqlite_url) as store:
        assert () == store.findings


@pytest.mark.parametrize("share", [0.5, 0.9])
async def test_a_file_cut_short_is_recovered_as_far_as_it_goes(sqlite_url: str, filled: Path, share: float) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: int(len(content) * share)])
    async with opened(sqlite_url) as store:
        (finding,) = store.findings

        assert "was damaged" in finding
        assert 0 < await count(store) <= PEOPLE


async def test_of_rubbish_nothing_is_recovered_and_that_is_said(sqlite_url: str, filled: Path) -> None:
    filled.write_bytes(b"this was never a database" * 1000)
    async with opened(sqlite_url) as store:
        (finding,) = store.findings

        assert "nothing in it could be read, so a fresh store was started" in finding
        assert 0 == await count(store)
        assert store.health.up


async def test_an_emptied_file_is_said(sqlite_url: str, filled: Path) -> None:
    filled.write_bytes(b"")
    async with opened(sqlite_url) as store:
        assert (f"{filled} was empty, so a fresh store was started.",) == store.findings


async def test_a_terminal_command_mends_as_well(sqlite_url: str, filled: Path) -> None:
    overwrite(filled, 0.5)
    async with opened(sqlite_url, role="tool") as store:
        assert "rows were recovered" in store.findings[0]


async def test_two_damages_in_one_second_are_both_kept(sqlite_url: str, filled: Path, clock: MovedClock) -> None:
    for _ in range(2):
        overwrite(filled, 0.5)
        async with opened(sqlite_url, clock=clock) as store:
            assert 1 == len(store.findings)

    assert 2 == len(list(filled.parent.glob("briefbot.db.damaged-20260301-120000*")))


async def test_rows_still_in_the_log_are_recovered_as_well(sqlite_url: str, filled: Path) -> None:
    store = await open_store(sqlite_url)
    await store.people.remember_style(7, "mla")
    saved = {path: path.read_bytes() for path in (filled, filled.with_name("briefbot.db-wal"))}
    await store.close()
    for path, content in saved.items():
        path.write_bytes(content)
    overwrite(filled, 0.7)

    async with opened(sqlite_url) as store:
        assert "rows were recovered" in store.findings[0]
        assert "mla" == (await store.people.of(7)).citation_style


async def test_damage_that_appears_while_running_is_a_sentence(sqlite_url: str, filled: Path) -> None:
    async with opened(sqlite_url) as store:
        overwrite(filled, 0.0, length=filled.stat().st_size)
        with pytest.raises(StoreError, match="The store's file is damaged"):
            await count(store)


def test_another_programs_tables_are_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (user_id INTEGER, name TEXT)")
        connection.executemany("INSERT INTO people VALUES (?, ?)", [(n, "x" * 500) for n in range(500)])
        connection.commit()
    overwrite(path, 0.5)

    finding = mend(path, START)

    assert finding is not None
    assert "nothing in it could be read" in finding
