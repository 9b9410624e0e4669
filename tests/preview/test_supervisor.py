"""The bot's process: started, watched, ended, started again."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.preview.supervisor import KEPT_LINES, Commands, Supervisor

Start = Callable[..., Awaitable[Supervisor]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Starts a Python program as if it were the bot; ends it afterwards."""
    started: list[Supervisor] = []

    async def start(program: str, register: str | None = None) -> Supervisor:
        other = (sys.executable, "-c", register) if register else None
        supervisor = Supervisor(Commands((sys.executable, "-c", program), other), {"GREETING": "hello"}, lambda: None)
        started.append(supervisor)
        await supervisor.start()
        return supervisor

    yield start
    for one in started:
        await one.stop()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the state of another process has no event of ours
            await asyncio.sleep(0.02)


async def test_its_environment_and_its_log_are_passed_on(start: Start) -> None:
    supervisor = await start("import os; print(os.environ['GREETING'])")
    await until(lambda: supervisor.state == "stopped")

    assert list(supervisor.log) == ["hello"]
    assert supervisor.exit_code == 0


async def test_a_crash_is_seen_with_its_exit_code(start: Start) -> None:
    supervisor = await start("raise SystemExit(3)")
    await until(lambda: supervisor.state == "stopped")

    assert supervisor.exit_code == 3
    assert supervisor.process_id is None


async def test_states_follow_the_connection_while_it_runs(start: Start) -> None:
    supervisor = await start("import time; time.sleep(60)")
    states = [supervisor.state]
    for change in (supervisor.disconnected, supervisor.connected, supervisor.disconnected, supervisor.connected):
        change()
        states.append(supervisor.state)
    await supervisor.stop()
    supervisor.connected()

    assert [*states, supervisor.state] == ["starting", "starting", "online", "reconnecting", "online", "stopped"]


async def test_it_is_started_once_and_again_on_request(start: Start) -> None:
    supervisor = await start("import time; time.sleep(60)")
    first = supervisor.process_id
    await supervisor.start()
    assert supervisor.process_id == first
    await supervisor.restart()

    assert supervisor.process_id not in (None, first)
    with pytest.raises(ProcessLookupError):
        os.kill(first or 0, 0)


async def test_a_failed_registration_is_said_in_the_log(start: Start) -> None:
    supervisor = await start("import time; time.sleep(60)", "raise SystemExit('no such place')")
    await until(lambda: len(supervisor.log) == 2)

    assert list(supervisor.log) == ["no such place", "The commands could not be registered (exit code 1)."]


async def test_the_log_is_bounded(start: Start) -> None:
    supervisor = await start("print('x' * 200_000)\nfor n in range(1000): print(n)")
    await until(lambda: supervisor.state == "stopped")

    assert len(supervisor.log) == KEPT_LINES
    assert supervisor.log[-1] == "999"


async def test_a_bot_that_does_not_want_to_end_is_ended(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.preview.supervisor._PATIENCE", 0.3)
    supervisor = await start(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    await until(lambda: supervisor.log)
    await supervisor.stop()

    assert supervisor.state == "stopped"
