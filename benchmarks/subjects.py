"""Bots under measurement: each a process of its own, against a stand-in of its own that judges nothing."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import aiohttp

from bot.standin import Judge, Limits, Standin, World
from bot.standin.world import User

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = 200
STILL = 0.02  # share of a core below which a bot has finished what it does after its start
TICK = 1 / os.sysconf("SC_CLK_TCK")

#: Commands of the bare bots.
ASK: dict[str, Any] = {
    "name": "ask",
    "description": "Answers the same to everything",
    "options": [{"type": 3, "name": "question", "description": "Anything", "required": True}],
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What to start; `library` is a package that must be installed, `environment` is added to the usual one."""

    name: str
    command: tuple[str, ...]
    library: str = "discord"
    environment: Mapping[str, str] = field(default_factory=dict)
    is_ours: bool = False

    @property
    def is_installed(self) -> bool:
        return find_spec(self.library) is not None


def bare(library: str, answer: str) -> Kind:
    """A bot of `benchmarks.bare`."""
    package = "discord" if library == "discord.py" else library
    return Kind(f"{library} {answer}", ("-m", "benchmarks.bare", library, answer), package)


FLOOR = bare("discord.py", "ok")
EMBED = bare("discord.py", "embed")
OURS = Kind("briefbot", ("-m", "bot", "run"), is_ours=True)


@dataclass(slots=True)
class Subject:
    """A running bot and the stand-in that drives it; times in seconds."""

    kind: Kind
    standin: Standin
    process: asyncio.subprocess.Process
    connected_after: float
    people: list[User]

    @property
    def cpu(self) -> float:
        """CPU seconds that the process has used, on all its threads, to the nanosecond where the kernel tells."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        try:
            return sum(int((one / "schedstat").read_text().split()[0]) for one in tasks.iterdir()) / 1e9
        except OSError:
            after_name = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(after_name[11]) + int(after_name[12])) * TICK

    @property
    def memory(self) -> float:
        """Resident MiB."""
        return self._status("VmRSS")

    @property
    def peak_memory(self) -> float:
        """The most MiB that were ever resident."""
        return self._status("VmHWM")

    def _status(self, key: str) -> float:
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024

    async def still(self, seconds: float = 60.0) -> None:
        """Wait until it does nothing: what it loads after its start is not the cost of an answer."""
        end = time.monotonic() + seconds
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            before = self.cpu
            await asyncio.sleep(0.25)
            quiet = quiet + 1 if (self.cpu - before) / 0.25 < STILL else 0


@asynccontextmanager
async def running(kind: Kind) -> AsyncIterator[Subject]:
    """The bot from its start until it is connected, with its commands registered; ended with the block."""
    limits = Limits(ack_seconds=60.0, keep=2_000)
    world = crowd()
    # As real ones do, the token begins with the id of the application, which hikari reads there.
    token = f"{b64encode(str(world.application_id).encode()).decode()}.of-no.worth"
    async with Standin(world, judge=Judge(enabled=False), limits=limits, token=token) as standin:
        await _register(standin, kind)
        with tempfile.TemporaryDirectory() as folder:
            log = (Path(folder) / "log").open("w+b")
            began = time.monotonic()
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *kind.command,
                cwd=ROOT,
                env=_environment(standin, Path(folder)) | dict(kind.environment),
                stdout=log,
                stderr=log,
            )
            try:
                connecting = asyncio.create_task(standin.connected(60.0))
                ending = asyncio.create_task(process.wait())
                await asyncio.wait({connecting, ending}, return_when=asyncio.FIRST_COMPLETED)
                if process.returncode is not None:
                    log.seek(0)
                    raise RuntimeError(f"{kind.name} ended with {process.returncode}: {log.read().decode()[-2000:]}")
                await connecting
                yield Subject(kind, standin, process, time.monotonic() - began, list(world.people.values())[1:])
            finally:
                await _end(process)
                log.close()


def crowd(people: int = PEOPLE) -> World:
    """One server with many people, so that nobody's answers are held back as too many."""
    world = World.small()
    for number in range(people):
        world.guild.add_member(world.add_person(f"Person {number}"))
    return world


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 10.0)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _register(standin: Standin, kind: Kind) -> None:
    payload = [ASK]
    if kind.is_ours:
        from bot.discord_app.registering import payloads

        payload = await payloads()
    url = f"{standin.rest_url}/applications/{standin.world.application_id}/commands"
    headers = {"Authorization": f"Bot {standin.token}"}
    async with aiohttp.ClientSession() as session, session.put(url, json=payload, headers=headers) as response:
        response.raise_for_status()


def _environment(standin: Standin, folder: Path) -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("BRIEFBOT_")}
    return plain | {
        "BARE_REST": standin.rest_url,
        "BARE_GATEWAY": standin.gateway_url,
        "BARE_TOKEN": standin.token,
        "BRIEFBOT_TOKEN": standin.token,
        "BRIEFBOT_DISCORD__API_BASE": standin.rest_url,
        "BRIEFBOT_DISCORD__GATEWAY_URL": standin.gateway_url,
        "BRIEFBOT_STORE__URL": f"sqlite:///{folder / 'bench.db'}",
        # Every answer is a full card: nothing is held back as asked a moment ago or as too many.
        "BRIEFBOT_REPLIES__SAME_CARD": "0",
        "BRIEFBOT_REPLIES__PUBLIC_PER_MINUTE": "10000",
        "PYTHONDONTWRITEBYTECODE": "",
    }
