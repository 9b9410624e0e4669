"""B5: the cable of a bot that runs as a process is pulled, for seconds and for ten minutes."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.standin import Judge, Standin
from tests.faults.cable import Cable, Return
from tests.faults.processes import BotProcess, register, running

BACK_SECONDS = 120.0
MINUTES = 10
ATTEMPTS_A_MINUTE = 12  # connections tried while the cable is pulled, the HTTP ones included


async def answered(standin: Standin, seconds: float) -> float:
    """Ask twice a second, as people do who see no answer; after how many seconds one of them got it."""
    begun = time.monotonic()
    asked = []
    async with asyncio.timeout(seconds):
        while not any(one.error is None and one.answered.is_set() for one in asked):
            asked.append(await standin.slash("help", wait="sent"))
            await asyncio.sleep(0.5)
    return min(one.answered_at for one in asked if one.error is None and one.answered_at is not None) - begun


@asynccontextmanager
async def cabled(tmp_path: Path) -> AsyncIterator[tuple[Standin, Cable, BotProcess]]:
    """The bot as a process that has answered over a cable, and the cable."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with Standin(judge=Judge(enabled=False)) as standin, Cable(standin) as cable, running(standin, url) as bot:
        await register(standin, url)
        await answered(standin, 20.0)
        yield standin, cable, bot


async def outage(
    standin: Standin, cable: Cable, bot: BotProcess, seconds: float, how: Return
) -> tuple[float, int, int]:
    """Pull the cable for `seconds`: seconds until an answer, connections tried meanwhile, new sessions."""
    sessions, before = len(standin.gateway.identifies), cable.opened
    await standin.slash("brief", {"topic": "heroin"}, wait="sent")  # one is on its way when it happens
    cable.pull()
    await asyncio.sleep(seconds)
    assert bot.process.returncode is None, bot.text
    tried = cable.opened - before
    cable.plug(how)
    after = await answered(standin, BACK_SECONDS)
    calm = await standin.slash("ask", {"question": "kwanliso"})
    assert bot.process.returncode is None, bot.text
    assert calm.error is None
    return after, tried, len(standin.gateway.identifies) - sessions


async def test_b05_a_cable_pulled_for_seconds_is_outlived(tmp_path: Path) -> None:
    async with cabled(tmp_path) as (standin, cable, bot):
        late, _, sessions = await outage(standin, cable, bot, 1.5, Return.LATE)
        reset, _, more = await outage(standin, cable, bot, 1.5, Return.RESET)

    assert late <= 5.0
    assert reset <= 5.0
    assert 0 == sessions + more  # it went on, or resumed
    assert not re.search(r"Traceback|never retrieved", bot.text)


@pytest.mark.slow
@pytest.mark.timeout(MINUTES * 60 + 300)
@pytest.mark.parametrize("how", list(Return), ids=lambda how: how.name.lower())
async def test_b05_a_cable_pulled_for_ten_minutes_is_outlived(how: Return, tmp_path: Path) -> None:
    async with cabled(tmp_path) as (standin, cable, bot):
        after, tried, sessions = await outage(standin, cable, bot, MINUTES * 60.0, how)
    print(f"{how.name}: answered {after:.1f} s after the return, {tried} connections tried, {sessions} new sessions")  # noqa: T201 - the figures of docs/reliability.md

    assert after <= BACK_SECONDS
    assert tried <= ATTEMPTS_A_MINUTE * MINUTES
    assert sessions <= 1
    assert not re.search(r"Traceback|never retrieved", bot.text)
