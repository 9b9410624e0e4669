"""A cable between the bot and the stand-in that can be pulled: a TCP proxy that stops carrying without a word."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Self

from bot.standin import Standin

HOST = "127.0.0.1"
CHUNK = 65_536  # bytes


class Return(Enum):
    """What becomes of the connections that were there while the cable was pulled."""

    LATE = auto()  # their bytes arrive late, as TCP sends them again
    RESET = auto()  # the other end has given them up and resets them
    LOST = auto()  # a box between has forgotten them: they stay open, and nothing comes through ever again


@dataclass(slots=True, eq=False)
class _Line:
    """One connection: both ends, and whether it carries nothing any more, for good."""

    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    lost: bool = False

    def reset(self) -> None:
        for writer in self.writers:
            writer.transport.abort()


class Cable:
    """
    Carries everything between the bot and a stand-in, until it is pulled.

    While it is pulled nobody is told: connections stay open, new ones are taken and lead nowhere, and not even their
    ends come through. `opened` counts the connections that were tried.
    """

    def __init__(self, standin: Standin) -> None:
        self._standin = standin
        self._to = int(standin.url.rsplit(":", 1)[1])
        self._carries = asyncio.Event()
        self._carries.set()
        self._never = asyncio.Event()
        self._lines: set[_Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.opened = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, HOST, 0)
        port = self._server.sockets[0].getsockname()[1]
        self._standin.state.base_url = f"http://{HOST}:{port}"  # what the bot is told from now on, to resume as well
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def pull(self) -> None:
        """Carry nothing from now on."""
        self._carries.clear()

    def plug(self, how: Return) -> None:
        """Carry again; `how` says what becomes of the connections that are there."""
        for line in tuple(self._lines):
            if how is Return.RESET:
                line.reset()
            line.lost = how is not Return.LATE
        self._carries.set()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        line = _Line([writer])
        self._lines.add(line)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._through(line)
            beyond, onward = await asyncio.open_connection(HOST, self._to)
            line.writers.append(onward)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(line, reader, onward))
                both.create_task(self._pump(line, beyond, writer))
            for end in line.writers:
                end.close()
                await end.wait_closed()
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            line.reset()  # one end went away, or the test is over
        finally:
            self._lines.discard(line)
            self._tasks.discard(task)

    async def _pump(self, line: _Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            chunk = await reader.read(CHUNK)
            await self._through(line)
            if not chunk:
                with suppress(OSError):
                    writer.write_eof()
                return
            writer.write(chunk)
            await writer.drain()

    async def _through(self, line: _Line) -> None:
        """Wait until the cable carries; for ever on a connection that was lost with it."""
        await self._carries.wait()
        if line.lost:
            await self._never.wait()
