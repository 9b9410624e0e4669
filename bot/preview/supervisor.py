"""The bot's process: the ordinary `briefbot run` beside the preview, started, watched and started again."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

State = Literal["starting", "online", "reconnecting", "stopped"]
KEPT_LINES: Final = 200  # of the bot's log
_LONGEST_LINE: Final = 2_000  # characters that are kept of one line
_PATIENCE: Final = 5.0  # seconds that the bot has to end before it is killed


@dataclass(frozen=True, slots=True)
class Commands:
    """What to start: the bot, and what registers its commands (None where the bot does it itself)."""

    run: tuple[str, ...]
    register: tuple[str, ...] | None = None

    @classmethod
    def of_briefbot(cls, config: Path | None = None) -> Commands:
        """The bot of this project, with this configuration file."""
        base = (sys.executable, "-m", "bot", *(("--config", str(config)) if config else ()))
        return cls((*base, "run"), (*base, "sync"))


class Supervisor:
    """
    Starts the bot and tells when its state changes.

    Args:
        commands: What to start.
        environment: Added to ours, for both processes.
        changed: Called after each change of `state`, and after each line of the log.
    """

    def __init__(self, commands: Commands, environment: Mapping[str, str], changed: Callable[[], None]) -> None:
        self._commands = commands
        self._environment = {**os.environ, **environment}
        self._changed = changed
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.state: State = "stopped"
        self.exit_code: int | None = None
        self.log: deque[str] = deque(maxlen=KEPT_LINES)

    @property
    def process_id(self) -> int | None:
        """The id of the bot's process while it runs."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Start the bot and register its commands; returns at once. Nothing happens while it runs."""
        if self._process is not None:
            return
        self._set("starting")
        self.exit_code = None
        process = self._process = await self._spawn(self._commands.run)
        self._go_on(self._watch(process))
        if self._commands.register is not None:
            self._go_on(self._register(self._commands.register))

    def connected(self) -> None:
        """The bot has a session."""
        if self._process is not None:
            self._set("online")

    def disconnected(self) -> None:
        """The bot lost its session."""
        if self._process is not None and self.state == "online":
            self._set("reconnecting")

    async def restart(self) -> None:
        """Stop the bot if it runs, and start it."""
        await self.stop()
        await self.start()

    async def stop(self) -> None:
        """End the bot, kindly first."""
        process = self._process
        if process is not None:
            await _end(process)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _spawn(self, command: Sequence[str]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *command,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    def _go_on(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        await self._listen(process)
        self.exit_code = await process.wait()
        self._process = None
        self._set("stopped")

    async def _register(self, command: Sequence[str]) -> None:
        process = await self._spawn(command)
        try:
            await self._listen(process)
            if code := await process.wait():
                self._note(f"The commands could not be registered (exit code {code}).")
        except asyncio.CancelledError:
            await _end(process)
            raise

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await _line(process.stdout):
            self._note(line.decode(errors="replace").rstrip())

    def _note(self, line: str) -> None:
        self.log.append(line[:_LONGEST_LINE])
        self._changed()

    def _set(self, state: State) -> None:
        self.state = state
        self._changed()


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:  # longer than the buffer, which it has left empty
        return b"(a very long line)\n"


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
