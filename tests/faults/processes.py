"""The bot as its operators run it: `briefbot run` as a process of its own, beside a stand-in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot.standin import Standin
from tests.conftest import ROOT


@dataclass(slots=True)
class BotProcess:
    """A running `briefbot run`; `log` grows while it runs."""

    process: asyncio.subprocess.Process
    log: bytearray = field(default_factory=bytearray)
    _reading: asyncio.Task[None] | None = None

    @property
    def id(self) -> int:
        return self.process.pid

    @property
    def text(self) -> str:
        """What it has written so far."""
        return self.log.decode(errors="replace")

    async def read(self) -> None:
        assert self.process.stdout is not None
        while chunk := await self.process.stdout.read(65_536):
            self.log += chunk

    async def says(self, words: str, seconds: float = 30.0) -> None:
        """Wait until it has written `words`."""
        async with asyncio.timeout(seconds):
            while words not in self.text:  # noqa: ASYNC110 - another process sets no event here
                await asyncio.sleep(0.02)

    async def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = 15.0) -> int:
        """Send it a signal and wait; its exit status."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        return await self.ended(seconds)

    async def ended(self, seconds: float = 15.0) -> int:
        """Wait for its end; its exit status."""
        async with asyncio.timeout(seconds):
            status = await self.process.wait()
            if self._reading is not None:
                await self._reading
        return status


def environment(standin: Standin, store: str, **more: str) -> dict[str, str]:
    """What leads the bot to the stand-in; nothing of ours but these reaches it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
    return {
        **clean,
        "BRIEFBOT_TOKEN": standin.token,
        "BRIEFBOT_DISCORD__API_BASE": standin.rest_url,
        "BRIEFBOT_DISCORD__GATEWAY_URL": standin.gateway_url,
        "BRIEFBOT_STORE__URL": store,
        **more,
    }


async def start(surroundings: Mapping[str, str], *command: str) -> BotProcess:
    """Start the bot, or another command of it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *(command or ("run",)),
        cwd=ROOT,
        env=dict(surroundings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    started = BotProcess(process)
    started._reading = asyncio.create_task(started.read())
    return started


@asynccontextmanager
async def running(standin: Standin, store: str, **more: str) -> AsyncIterator[BotProcess]:
    """The bot answering on the stand-in while the block runs; killed at its end if it still lives."""
    before = len(standin.gateway.identifies)
    started = await start(environment(standin, store, **more))
    try:
        await standin.until(lambda: len(standin.gateway.identifies) > before, timeout=30.0)
        await started.says("Serving library")  # it connects while that loads
        yield started
    finally:
        await started.end(signal.SIGKILL)


async def register(standin: Standin, store: str) -> None:
    """Register the commands, as operators do."""
    done = await start(environment(standin, store), "sync")
    assert await done.ended(30.0) == 0, done.text
