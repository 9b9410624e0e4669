"""B11: the system clock of the running bot is set an hour ahead, then an hour back, and right again."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.standin import Judge, Standin
from tests.conftest import ROOT
from tests.faults.clocks import JumpingClock
from tests.faults.processes import environment, register, running, start

HOURS = (1, -1, 0)  # the leaps are one hour ahead, two back, one ahead
AT_ONCE = 1.0  # seconds
SAME_CARD = 4.0  # seconds for which one card is not posted twice
KEYS = ("tip-2024:3", "tip-2024:4", "tip-2024:5")


@pytest.fixture
def jumping(tmp_path: Path) -> JumpingClock:
    return JumpingClock(tmp_path)


async def test_b11_no_wait_of_the_bot_follows_a_clock_that_jumps(jumping: JumpingClock, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    ours = {"BRIEFBOT_REPLIES__SAME_CARD": str(SAME_CARD), "BRIEFBOT_REPLIES__PUBLIC_PER_MINUTE": "3"}
    async with (
        Standin(judge=Judge(enabled=False)) as standin,
        running(standin, url, **jumping.variables, **ours) as bot,
    ):
        await register(standin, url)
        ben = standin.world.person("Ben")
        first = await standin.slash("brief", {"topic": "heroin"})
        begun, repeated, used = time.monotonic(), [], []
        for hours, key in zip(HOURS, KEYS, strict=True):
            jumping.set(timedelta(hours=hours))
            repeated.append(await standin.slash("brief", {"topic": "heroin"}))
            used.append(await standin.click(first.message, "Passages", user=ben))
            used.append(await standin.slash("tray add", {"key": key}, user=ben))
        took = time.monotonic() - begun
        jumping.set(timedelta(hours=-1))  # what was to end at a time of the clock would now last an hour longer
        await asyncio.sleep(SAME_CARD + 1.0 - took)
        again = await standin.slash("brief", {"topic": "heroin"})
        third = await standin.slash("brief", {"topic": "overseas-wages"})
        jumping.set(timedelta(hours=1))  # and what lasts a minute would be over
        fourth = await standin.slash("brief", {"topic": "political-prison-camps"})
        shown = await standin.slash("tray show", user=ben)
        connections = len(standin.gateway.identifies), len(standin.gateway.resumes)

    every = [first, *repeated, *used, again, third, fourth, shown]
    assert [] == [exchange.error for exchange in every if exchange.error]
    assert max(exchange.acked_after for exchange in every) <= AT_ONCE
    assert took < SAME_CARD, "the machine was too slow to tell"
    assert [True] * len(HOURS) == [exchange.ephemeral for exchange in repeated]
    assert [False, False, True] == [exchange.ephemeral for exchange in (again, third, fourth)]
    assert (1, 0) == connections
    assert "Traceback" not in bot.text
    # The clock did jump, and yet the tray is in the order in which it was filled.
    assert [*zip(KEYS, HOURS, strict=True)] == hours_ahead(tmp_path / "a.db")


def hours_ahead(path: Path) -> list[tuple[str, int]]:
    """The items of the tray in its order, and by how many hours the bot dated each wrongly."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT key, added_at FROM tray_items ORDER BY position").fetchall()
    now = datetime.now(UTC)
    return [(key, round((datetime.fromtimestamp(at / 1e6, UTC) - now) / timedelta(hours=1))) for key, at in rows]


async def test_b11_requests_are_as_young_as_before(jumping: JumpingClock, tmp_path: Path) -> None:
    """Discord signs the true time; who compared it with a clock that was set would refuse everything."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    async with Standin(judge=Judge(enabled=False)) as standin:
        await register(standin, url)
        more = {"BRIEFBOT_HTTP__PORT": str(port), "BRIEFBOT_DISCORD__PUBLIC_KEY": standin.public_key}
        worker = await start(environment(standin, url, **more, **jumping.variables), "serve")
        try:
            await listens(f"http://127.0.0.1:{port}")
            await standin.use_http(f"http://127.0.0.1:{port}/interactions")
            asked = []
            for hours in (0, *HOURS):
                jumping.set(timedelta(hours=hours))
                asked.append(await standin.slash("ask", {"question": "kwanliso"}))
        finally:
            status = await worker.end()

    assert [None] * 4 == [exchange.error for exchange in asked]
    assert max(exchange.acked_after for exchange in asked) <= AT_ONCE
    assert status == 0
    assert not re.search(r"too old|Traceback", worker.text)


async def listens(url: str) -> None:
    """Wait until the worker says that it would answer."""
    async with asyncio.timeout(60.0), aiohttp.ClientSession() as session:
        while True:
            with suppress(aiohttp.ClientError):
                async with session.get(f"{url}/readyz") as response:
                    if response.status == 200:
                        return
            await asyncio.sleep(0.05)


STORE = """
import asyncio, json, os, struct, sys
from datetime import timedelta
from bot.store import NewItem, NewReport, Retention, channel_tray, open_store
from bot.store.leases import Leases
from bot.store.retention import Watch
from bot.store.rows import utc_now

def jump(hours):
    with open(os.environ["JUMPING_CLOCK"], "r+b") as file:
        file.write(struct.pack("=q", hours * 3_600_000_000_000))

async def main():
    days = Retention(report_days=1, notice_days=1, audit_days=1, tray_days=1)
    store = await open_store(sys.argv[1], retention=days)
    ours, others, watch = store.leases, Leases(store._database), Watch(utc_now)
    await store.trays.add(channel_tray(1, None), NewItem("passage", "tip-2024:1", ""), by=1)
    await store.reports.record(NewReport("miss", "something"))
    await store.notices.owe(7, "a word")
    seen = {"held": [list(await ours.take("a", 1, [0]))], "stolen": [], "leaps": [], "swept": []}
    seen["stolen"].append(list(await others.take("b", 1, [0])))
    for hours in (1, -1, 0):
        jump(hours)
        seen["stolen"].append(list(await others.take("b", 1, [0])))
        seen["held"].append(list(await ours.renew("a", 1)))
        seen["leaps"].append(round(watch.leap() / timedelta(hours=1)))
        swept = await store.sweep()
        seen["swept"].append(swept.reports + swept.notices + swept.audit + swept.tray_items)
    seen["told"] = len(await store.notices.take(7))
    await store.close()
    print(json.dumps(seen))

asyncio.run(main())
"""


def test_b11_leases_stay_and_nothing_is_too_old(jumping: JumpingClock, tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
    done = subprocess.run(
        [sys.executable, "-c", STORE, f"sqlite:///{tmp_path / 'a.db'}"], cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False, env=clean | jumping.variables,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert [[0]] * 4 == seen["held"]
    assert [[]] * 4 == seen["stolen"]
    assert [1, -2, 1] == seen["leaps"]  # noticed, so that the hourly sweep deletes nothing until tomorrow
    assert [0, 0, 0] == seen["swept"]
    assert 1 == seen["told"]
