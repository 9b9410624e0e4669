"""Group E: as SQLite is tested, the n-th call of each command fails, for n from 1 until none is left to fail."""

from __future__ import annotations

import asyncio
import errno
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.discord_app.client import Briefbot
from bot.discord_app.registering import payloads
from bot.standin import Exchange, Judge, Standin
from bot.standin.faults import Fault, RateLimited, Reset, ServerError
from tests.faults.deeds import DEEDS, LOOKS, Deed, Somebody, a_new_one, is_refused, kept
from tests.faults.disk import Calls, Disk
from tests.faults.processes import BotProcess, register, running
from tests.faults.workshop import READERS, TREE, WRITERS, Command, Workshop, files_in
from tests.small_library import small_library

LASTING = 10**6  # calls
BACK = 10.0  # seconds in which a disk that works again is noticed


async def test_e03_every_command_is_among_those_that_are_failed() -> None:
    tried = {deed.command for deed in (*DEEDS, *LOOKS)}
    offered: set[str] = set()
    for one in await payloads():
        inner = [part["name"] for part in one.get("options", []) if part["type"] == 1]
        offered |= {f"{one['name']} {name}" for name in inner} or {one["name"]}

    assert offered == tried


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([Reset("after")], id="few"),
        pytest.param(
            [Reset("before"), Reset("mid-body"), ServerError(500), ServerError(503), RateLimited(0.5)],
            id="all",
            marks=pytest.mark.slow,
        ),
    ],
)
async def test_e03_the_nth_request_of_each_command_fails_without_half_states(
    standin: Standin, bot: Briefbot, tmp_path: Path, faults: list[Fault]
) -> None:
    path, hits, odd = tmp_path / "store.db", 0, []
    for deed in (*DEEDS, *LOOKS):
        _, _, wanted = await done(deed, a_new_one(standin), path)
        for fault in faults:
            for nth in range(1, 20):
                one = a_new_one(standin)
                press = await deed.prepare(one)
                rule = standin.faults.add(fault=fault, skip=nth - 1)
                exchange = await press()
                await asyncio.sleep(0)
                standin.faults.clear()
                if not rule.hits:
                    break
                hits += 1
                if exchange.error is not None or kept(path, one) != wanted:
                    odd.append((deed.name, fault, nth, exchange.error, kept(path, one)))

    assert hits >= len(faults) * len(DEEDS)
    assert [] == odd


class Outcome(NamedTuple):
    exchange: Exchange
    before: str
    after: str


async def done(deed: Deed, one: Somebody, path: Path) -> Outcome:
    """A deed that nothing disturbs."""
    press = await deed.prepare(one)
    before = kept(path, one)
    return Outcome(await press(), before, kept(path, one))


@asynccontextmanager
async def bot_on(disk: Disk, tmp_path: Path) -> AsyncIterator[tuple[Standin, BotProcess]]:
    """The bot with its store on a disk that fails, and a small library on one that does not."""
    url = f"sqlite:///{disk.folder / 'a.db'}"
    library = {"BRIEFBOT_LIBRARY__PATH": str(small_library(tmp_path))}
    surroundings = {**disk.environment, **library}
    async with Standin(judge=Judge(enabled=False)) as standin, running(standin, url, **surroundings) as bot:
        await register(standin, url)
        yield standin, bot


async def why_odd(disk: Disk, deed: Deed, one: Somebody, wanted: str, fault: tuple[int, int, int]) -> str | None:
    """What is wrong when the nth call of a deed fails; an empty text for nothing, None where it made fewer calls."""
    nth, number, times = fault
    path = disk.folder / "a.db"
    for again in (True, False):
        press = await deed.prepare(one)
        before = kept(path, one)
        disk.fail(nth, number, times=times)
        exchange = await press()
        fired, what = disk.fired, disk.what
        disk.heal()
        if fired:
            break
        if not (again and exchange.error is None and is_refused(exchange) and await is_back(one.standin)):
            return None  # what was refused for the fault before, without a call to fail, is tried once more
    after = kept(path, one)
    refused = exchange.error is None and is_refused(exchange)
    if refused and not await is_back(one.standin):
        return f"{deed.name}, {nth} ({what}, {errno.errorcode[number]}): nothing can be saved any more"
    if exchange.error is None and after == (before if refused else wanted):
        return ""
    return f"{deed.name}, {nth} ({what}, {errno.errorcode[number]}): {exchange.error}, refused: {refused}, {after}"


async def is_back(standin: Standin) -> bool:
    """Whether something can be saved again in good time."""
    until = time.monotonic() + BACK
    while time.monotonic() < until:
        saved = await a_new_one(standin).slash("tray add", key="tip-2024:1", mine=True)
        if saved.error is None and not is_refused(saved):
            return True
        await asyncio.sleep(0.1)
    return False


@pytest.mark.parametrize("most", [2, pytest.param(100, marks=pytest.mark.slow)])
async def test_e03_the_nth_change_of_the_store_fails_without_half_states(most: int, tmp_path: Path) -> None:
    """Once, which a second try gets over; as on a full disk, which is told; then for good, until it is mended."""
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = Disk(folder, tmp_path)
    path, fired, odd = folder / "a.db", 0, []
    async with bot_on(disk, tmp_path) as (standin, bot):
        somebody = []
        for deed in DEEDS:
            _, _, wanted = await done(deed, a_new_one(standin), path)
            for number in (errno.EIO, errno.ENOSPC):
                for nth in range(1, most + 1):
                    somebody.append(a_new_one(standin))
                    wrong = await why_odd(disk, deed, somebody[-1], wanted, (nth, number, 1))
                    if wrong is None:
                        break
                    fired += 1
                    odd += [wrong] if wrong else []
        for deed in DEEDS[:1] if most < 100 else DEEDS:
            _, _, wanted = await done(deed, a_new_one(standin), path)
            for nth in (2,) if most < 100 else (1, 2, 5):
                somebody.append(a_new_one(standin))
                wrong = await why_odd(disk, deed, somebody[-1], wanted, (nth, errno.EIO, LASTING))
                odd += [wrong] if wrong else []
        await bot.end(signal.SIGKILL)
        left = disk.after_power_loss(tmp_path / "left")
        now, then = ([kept(place / "a.db", one) for one in somebody] for place in (folder, left))

    assert fired > 20, bot.text[-1_000:]
    assert [] == odd
    assert now == then  # what failed for a while is as durable as anything else
    assert "Traceback" not in bot.text


@pytest.mark.slow
async def test_e03_the_nth_reading_of_the_store_fails_without_a_word_lost(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = Disk(folder, tmp_path)
    failed = []
    async with bot_on(disk, tmp_path) as (standin, bot):
        for deed in (*DEEDS, *LOOKS):
            for nth in range(1, 100):
                press = await deed.prepare(a_new_one(standin))
                disk.fail(nth, errno.EIO, kinds=Calls.READING)
                exchange = await press()
                fired = disk.fired
                disk.heal()
                failed += [(deed.name, nth, exchange.error)] if exchange.error else []
                if not fired:
                    break
        assert await is_back(standin), bot.text[-500:]

    assert [] == failed
    assert "Traceback" not in bot.text


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"))


def saved(place: Path) -> list[list[tuple[object, ...]]]:
    """What a store holds, without ids and times."""
    queries = ("SELECT key, note, added_by FROM tray_items", "SELECT text, state FROM reports")
    with closing(sqlite3.connect(place / "store.db")) as connection:
        return [connection.execute(query).fetchall() for query in queries]


def seen(place: Path) -> tuple[dict[str, bytes], list[list[tuple[object, ...]]]]:
    return files_in(place / TREE), saved(place)


def failed_at(
    workshop: Workshop, command: Command, nth: int, wanted: object, folder: Path, part: str = ""
) -> list[str] | None:
    """What is wrong when the nth change of a file (with `part` in its path) fails; None where there are fewer."""
    before = seen(workshop.model)
    place = workshop.copy(folder / "place")
    disk = Disk(place, folder / "beside")
    disk.fail(nth, errno.EIO if nth % 2 else errno.ENOSPC, part=part)
    ended = workshop.run(command, place, disk.environment)
    fired, what = disk.fired, disk.what
    disk.close()
    if not fired:
        return None
    found, now = [], seen(place)
    # A brief that learned a name is there to stay and told of; the report that asked for it waits until the store can
    # be written, and the same command then closes it.
    taught = now == (wanted_files(wanted), before[1]) and "added to" in ended.stdout
    if now != before and now != wanted and not taught:
        found.append("half done")
    if ended.returncode == 0 and now != wanted:
        found.append("said to be done")
    if ended.returncode not in (0, 1, 2, 75) or "Traceback" in ended.stderr:
        found.append(f"ended with {ended.returncode}: {ended.stderr[-200:]}")
    attempts = [
        path.name for path in (place / TREE).rglob("*") if path.name.startswith(".") or path.suffix == ".partial"
    ]
    if attempts and not what.startswith("unlink"):
        found.append(f"left {attempts}")
    again = workshop.run(command, place, {})
    if again.returncode not in (0, *command.again) or seen(place) != wanted:
        found.append(f"not to be done again: {again.stderr[-200:]}")
    return [f"{command.name}, {nth} ({what}): {one}" for one in found]


def wanted_files(wanted: object) -> object:
    assert isinstance(wanted, tuple)
    return wanted[0]


def undisturbed(workshop: Workshop, command: Command, place: Path) -> object:
    workshop.copy(place)
    ended = workshop.run(command, place, {})
    assert ended.returncode in (0, *command.again), ended.stderr
    return seen(place)


def test_e03_a_change_of_a_file_by_a_command_fails(workshop: Workshop, tmp_path: Path) -> None:
    """The second of two files that belong together."""
    command = next(one for one in WRITERS if one.name == "misses")
    wanted = undisturbed(workshop, command, tmp_path / "undisturbed")
    found = failed_at(workshop, command, 2, wanted, tmp_path / "2", part="regressions")

    assert [] == found


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command.name.replace(" ", "-"))
def test_e03_the_nth_change_of_a_file_by_each_command_fails(
    command: Command, workshop: Workshop, tmp_path: Path
) -> None:
    wanted = undisturbed(workshop, command, tmp_path / "undisturbed")
    wrong, nth = [], 0
    while (found := failed_at(workshop, command, nth := nth + 1, wanted, tmp_path / str(nth))) is not None:
        wrong += found

    assert nth > 5
    assert [] == wrong


@pytest.mark.slow
@pytest.mark.parametrize("command", READERS, ids=lambda command: command.name)
def test_e03_the_nth_reading_of_a_file_by_each_command_fails(
    command: Command, workshop: Workshop, tmp_path: Path
) -> None:
    place, wrong, fired, nth = workshop.copy(tmp_path / "place"), [], True, 0
    while fired:
        nth += 1
        disk = Disk(place, tmp_path / str(nth))
        disk.fail(nth, errno.EIO, kinds=Calls.READING)
        ended = workshop.run(command, place, disk.environment)
        fired = bool(disk.fired)
        if ended.returncode not in (0, 1, 2, 75) or "Traceback" in ended.stderr:
            wrong.append(f"{nth} ({disk.what}): {ended.returncode}, {ended.stderr[-200:]}")
        disk.close()

    assert nth > 5
    assert [] == wrong
