"""Real processes of the bot, started and ended as an operator would, and a proxy that takes turns."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
import orjson
from aiohttp import web

from bot.standin import Standin
from tests.conftest import ROOT

START_SECONDS = 180.0  # a machine that others share may be slow to read the library


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass(slots=True)
class Running:
    """A process of the bot; `url` is where it can be looked at, `log` what it said."""

    process: asyncio.subprocess.Process
    url: str
    log: Path
    is_up: bool = False  # as the one who started it last saw

    async def ready(self, seconds: float = START_SECONDS) -> None:
        """Wait until it says that it would answer; its log is the failure's text."""
        async with asyncio.timeout(seconds), aiohttp.ClientSession() as session:
            while self.process.returncode is None:
                with suppress(aiohttp.ClientError):
                    async with session.get(f"{self.url}/readyz") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.05)
        raise AssertionError(f"the bot ended with {self.process.returncode}:\n{self.log.read_text('utf-8')[-3000:]}")

    async def look(self, path: str) -> str:
        """What it says at /healthz, /readyz or /metrics."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}{path}") as response:
            return await response.text()

    async def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = 15.0) -> int:
        """Send a signal and wait; the exit status."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        async with asyncio.timeout(seconds):
            return await self.process.wait()


def settings_of(standin: Standin, store: str) -> dict[str, str]:
    """What every process is told."""
    return {
        "BRIEFBOT_TOKEN": standin.token,
        "BRIEFBOT_DISCORD__API_BASE": standin.rest_url,
        "BRIEFBOT_DISCORD__GATEWAY_URL": standin.gateway_url,
        "BRIEFBOT_DISCORD__PUBLIC_KEY": standin.public_key,
        "BRIEFBOT_STORE__URL": store,
        "BRIEFBOT_LIBRARY__RELOAD": "false",
    }


async def start(command: str, settings: Mapping[str, str], folder: Path, *, port: int = 0) -> Running:
    """Start `briefbot run` or `serve`, on a free port unless one is given; it is not waited for."""
    port = port or free_port()
    where = "BRIEFBOT_HTTP__PORT" if command == "serve" else "BRIEFBOT_METRICS__PORT"
    plain = {key: value for key, value in os.environ.items() if not key.startswith("BRIEFBOT_")}
    log = folder / f"{command}-{port}.log"
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", command),
            cwd=ROOT,
            env={**plain, **settings, where: str(port)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    return Running(process, f"http://127.0.0.1:{port}", log)


async def tool(command: str, settings: Mapping[str, str]) -> str:
    """Run a terminal command to its end; what it printed."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("BRIEFBOT_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *command.split()),
        cwd=ROOT,
        env={**plain, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def end_all(running: list[Running]) -> None:
    """End what still runs, kindly first."""
    for one in running:
        if one.process.returncode is None:
            try:
                await one.end()
            except TimeoutError:
                await one.end(signal.SIGKILL)


@dataclass(slots=True)
class Turns:
    """A proxy that hands each request to the next of `targets`, past those that cannot be reached."""

    targets: list[str]
    url: str = ""
    sent_to: dict[str, str] = field(default_factory=dict)  # interaction id → target
    _turn: Iterator[int] = field(default_factory=count)

    async def forward(self, session: aiohttp.ClientSession, request: web.Request) -> web.Response:
        """One request; 502 where it may have been read by somebody who did not answer, so it is not sent twice."""
        body = await request.read()
        headers = {key: value for key, value in request.headers.items() if key.lower() != "host"}
        interaction = orjson.loads(body)["id"]
        for _ in self.targets:
            target = self.targets[next(self._turn) % len(self.targets)]
            try:
                async with session.post(target + request.path, data=body, headers=headers) as answer:
                    self.sent_to[interaction] = target
                    return web.Response(
                        status=answer.status, body=await answer.read(), content_type=answer.content_type
                    )
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                self.sent_to[interaction] = target
                break
        return web.Response(status=502)


@asynccontextmanager
async def taking_turns(targets: list[str]) -> AsyncIterator[Turns]:
    """The proxy while the block runs."""
    turns = Turns(targets)
    # One connection a request: an idle one would break under a request that was not even read.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True, limit=0)) as session:

        async def forward(request: web.Request) -> web.Response:
            return await turns.forward(session, request)

        app = web.Application()
        app.router.add_post("/interactions", forward)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", free_port()).start()
        turns.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield turns
        finally:
            await runner.cleanup()
