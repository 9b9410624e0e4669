"""Bad days: no database, a lost one, a full or read-only disk, a second process."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ConfigError, StoreError
from bot.store import Act, Added, Closing, GuildSettings, NewItem, NewReport, Store, open_store, private_tray
from tests.conftest import ROOT
from tests.store.conftest import opened, until

TRAY = private_tray(7)
DOWN = "The store cannot be reached just now"


class Gate:
    """A way to PostgreSQL that a test can shut."""

    def __init__(self) -> None:
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self.lose_answer_to: bytes | None = None

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in self._open:
                writer.transport.abort()
            await self._server.wait_closed()
            await asyncio.gather(*self._passing)
            self._server = None

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._pass(reader, writer))
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", 5432)
        self._open |= {writer, far_writer}
        await asyncio.gather(self._ask(reader, far_writer, writer), pump(far_reader, writer))
        self._open -= {writer, far_writer}

    async def _ask(self, near: asyncio.StreamReader, far: asyncio.StreamWriter, answers: asyncio.StreamWriter) -> None:
        """Pass requests on; the answer to one that is to be lost never comes, though the request took effect."""
        while data := await received(near):
            if self.lose_answer_to is not None and self.lose_answer_to in data:
                self.lose_answer_to = None
                answers.transport.abort()
            far.write(data)
        far.close()


async def received(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(65536)
    except ConnectionError:
        return b""


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    gate = Gate()
    await gate.open()
    yield gate
    await gate.shut()


@pytest.fixture
def gated_url(gate: Gate, clean_postgres_url: str) -> str:
    return clean_postgres_url.replace("5432", str(gate.port))


async def add(store: Store, key: str) -> object:
    return await store.trays.add(TRAY, NewItem("passage", key), by=7)


@pytest.mark.postgres
@pytest.mark.faults
async def test_a_database_down_at_start_is_no_error_and_comes_back(gate: Gate, gated_url: str) -> None:
    await gate.shut()
    async with opened(gated_url) as store:
        began = time.perf_counter()

        assert (False, False) == (store.health.up, store.health.settings_known)
        assert DOWN in store.health.sentence
        assert "ConnectionRefusedError" in store.health.cause
        assert GuildSettings(1) == store.settings.of(1)
        with pytest.raises(StoreError, match=DOWN):
            await add(store, "early")
        assert time.perf_counter() - began < 0.1

        await gate.open()
        await until(lambda: store.health.up and store.health.settings_known)

        assert isinstance(await add(store, "late"), Added)
        await store.trays.clear(TRAY)


@pytest.mark.postgres
@pytest.mark.faults
async def test_a_database_lost_in_the_middle_costs_commands_but_no_settings(gate: Gate, gated_url: str) -> None:
    async with opened(gated_url) as store:
        chosen = await store.settings.change(21, lambda old: replace(old, visibility="private"), by=7)
        await add(store, "before")
        await gate.shut()

        with pytest.raises(StoreError, match=DOWN):
            await add(store, "during")
        assert not store.health.up
        assert chosen == store.settings.of(21)

        await gate.open()
        await until(lambda: store.health.up)
        await add(store, "after")

        assert ["before", "after"] == [item.key for item in await store.trays.show(TRAY)]
        await store.trays.clear(TRAY)
        await store.forget_guild(21)


@pytest.mark.postgres
@pytest.mark.faults
async def test_a_restarted_server_is_not_even_noticed_by_a_command(gate: Gate, gated_url: str) -> None:
    async with opened(gated_url) as store:
        await add(store, "before")
        await gate.shut()
        await gate.open()

        assert isinstance(await add(store, "after"), Added)
        await store.trays.clear(TRAY)


@pytest.mark.postgres
@pytest.mark.faults
async def test_a_commit_whose_answer_is_lost_is_not_made_twice(gate: Gate, gated_url: str) -> None:
    async with opened(gated_url) as store:

        async def losing_the_answer(write: Awaitable[Any]) -> Any:
            gate.lose_answer_to = b"COMMIT"
            done = await write
            assert gate.lose_answer_to is None
            return done

        added = await losing_the_answer(store.trays.add(TRAY, NewItem("passage", "once"), by=7))
        await losing_the_answer(store.audit.record(Act(7, "once", guild_id=31)))
        await losing_the_answer(store.notices.owe(7, "once"))
        report_id = await losing_the_answer(store.reports.record(NewReport("miss", "once")))

        assert Added(*await store.trays.show(TRAY)) == added
        assert 1 == len(await store.audit.latest(guild_id=31))
        assert 1 == len(await store.notices.take(7))
        assert [report_id] == [report.id for report in await store.reports.waiting()]
        await store.forget_person(7)
        await store.reports.close([report_id], Closing("rejected", 7))


@pytest.mark.postgres
@pytest.mark.faults
async def test_what_changed_while_the_store_was_away_is_read_anew(
    gate: Gate, gated_url: str, clean_postgres_url: str
) -> None:
    async with opened(gated_url) as store, opened(clean_postgres_url) as other:
        told: list[object] = []

        async def remember(announcement: object) -> None:
            told.append(announcement)

        store.announcements.subscribe("library", remember)
        await gate.shut()
        await until(lambda: not store.health.up, seconds=20)
        chosen = await other.settings.change(22, lambda old: replace(old, spoilers=False), by=7)
        await gate.open()
        await until(lambda: told)

        assert chosen == store.settings.of(22)
        await other.forget_guild(22)


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["no_such_database_here"])
async def test_a_terminal_command_says_that_the_database_is_missing(clean_postgres_url: str, name: str) -> None:
    with pytest.raises(StoreError, match=f'{DOWN}.*database "{name}" does not exist'):
        await open_store(clean_postgres_url.rpartition("/")[0] + f"/{name}", role="tool")


@pytest.mark.faults
async def test_a_second_bot_on_one_file_is_refused_within_two_seconds(sqlite_url: str) -> None:
    async with opened(sqlite_url) as first:
        script = (
            "import asyncio, sys; from bot.store import open_store; from bot.errors import ConfigError\n"
            "try: asyncio.run(open_store(sys.argv[1]))\n"
            "except ConfigError as error: sys.exit(str(error))\n"
        )
        began = time.perf_counter()
        with pytest.raises(ConfigError, match=r"Another Briefbot already uses .*briefbot\.db\. Stop it first"):
            await open_store(sqlite_url)
        assert time.perf_counter() - began < 2
        run = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", script, sqlite_url], cwd=ROOT, capture_output=True, text=True
        )

        assert run.returncode == 1
        assert "several processes share a store on PostgreSQL" in run.stderr
        assert isinstance(await add(first, "still here"), Added)


async def test_a_terminal_command_works_beside_the_bot(sqlite_url: str) -> None:
    async with opened(sqlite_url) as bot, opened(sqlite_url, role="tool") as tool:
        await asyncio.gather(
            *(add(store, f"{name}{n}") for n in range(10) for name, store in (("b", bot), ("t", tool)))
        )

        assert 20 == len(await bot.trays.show(TRAY))


async def test_a_file_is_free_again_after_closing(sqlite_url: str) -> None:
    for _ in range(2):
        async with opened(sqlite_url) as store:
            assert store.health.up


async def test_the_files_are_readable_by_their_owner_only(sqlite_url: str, tmp_path: Path) -> None:
    async with opened(sqlite_url) as store:
        await add(store, "a")
        kept = [path for path in (tmp_path / "state").iterdir() if ".lock" not in path.name]

        assert 3 == len(kept)
        assert {0o600} == {path.stat().st_mode & 0o777 for path in kept}
        assert 0o700 == (tmp_path / "state").stat().st_mode & 0o777


@pytest.mark.faults
async def test_a_folder_that_cannot_be_made_leaves_the_bot_without_a_store_until_it_can(tmp_path: Path) -> None:
    obstacle = tmp_path / "state"
    obstacle.write_text("a file where the folder should be")
    url = f"sqlite:///{obstacle}/briefbot.db"
    with pytest.raises(StoreError, match="cannot be written to"):
        await open_store(url, role="tool")
    async with opened(url) as store:
        assert "cannot be written to" in store.health.sentence
        assert GuildSettings(1) == store.settings.of(1)
        with pytest.raises(StoreError, match="cannot be written to"):
            await add(store, "a")
        assert url == store.address

        obstacle.unlink()
        await until(lambda: store.health.up)

        assert isinstance(await add(store, "a"), Added)


READ_ONLY = """
import asyncio, os, sys
from bot.store import *
from bot.errors import StoreError
async def main(url):
    store = await open_store(url)
    print(store.health.up, store.settings.of(1).visibility)
    try:
        await store.trays.add(private_tray(7), NewItem("passage", "a"), by=7)
    except StoreError as error:
        print(error)
    await store.close()
if os.geteuid() == 0:  # permissions do not bind root; whoever replaces it may not import from root's folders any more
    asyncio.run(main(sys.argv[2]))
    os.seteuid(65534)
print("---")
asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="read-only folders are made by POSIX permissions")
def test_a_read_only_folder_is_said_and_lookups_go_on(sqlite_url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", READ_ONLY, f"sqlite:///{folder}/briefbot.db", sqlite_url]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    said = run.stdout.partition("---\n")[2]
    assert said.startswith("False public\nThe store's folder or file cannot be written to"), run.stderr
    assert "Traceback" not in run.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where the machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("no right to make a small file system here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.faults
async def test_a_full_disk_refuses_writes_and_keeps_what_was_saved(small_disk: Path) -> None:
    async with opened(f"sqlite:///{small_disk}/briefbot.db") as store:
        await add(store, "before")
        ballast = small_disk / "ballast"
        fill(ballast)
        with pytest.raises(StoreError, match="disk that holds the store is full"):
            await save_much(store)

        assert ["before"] == [item.key for item in await store.trays.show(TRAY)]
        assert store.health.up

        ballast.unlink()

        assert isinstance(await add(store, "after"), Added)


async def save_much(store: Store) -> None:
    for number in range(1000):
        await store.trays.add(private_tray(number), NewItem("passage", "x", "n" * 1000), by=8)


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


async def test_what_a_write_and_a_read_took_is_told(url: str) -> None:
    seen: list[tuple[str, float]] = []
    async with opened(url, observe=lambda operation, seconds: seen.append((operation, seconds))) as store:
        seen.clear()
        await add(store, "a")
        await store.people.of(7)

    assert {"write", "read"} == {operation for operation, _ in seen}
    assert all(0 < seconds < 5 for _, seconds in seen)
