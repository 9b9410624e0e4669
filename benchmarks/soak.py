"""
A long, steady load on `briefbot run` over the stand-in, with faults every few seconds and library reloads.

python -m benchmarks.soak [MINUTES] [RATE]    prints one line a minute and the figures at the end; RATE is a second.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.standin import Exchange, Judge, Limits, Standin
from bot.standin.faults import CALLBACK, Delay, RateLimited, Reset, ServerError
from tests.conftest import ROOT
from tests.end_to_end.processes import free_port
from tests.faults.measuring import loop_lag, resident, share
from tests.faults.processes import register, running

ASKS = (
    ("ask", {"question": "how many people are in prison camps"}),
    ("ask", {"question": "weather in Seoul tomorrow"}),
    ("brief", {"topic": "heroin"}),
    ("cite", {"text": "kwanliso"}),
    ("scores", {}),
    ("sources", {}),
    ("figures", {"measure": "camp-population"}),
    ("check", {"claim": "There are 500,000 people in prison camps."}),
    ("topics", {}),
    ("tray add", {"key": "tip-2024:3"}),
    ("tray show", {}),
    ("help", {}),
)
FAULTS = (Reset("before"), Reset("after"), Reset("mid-body"), ServerError(502), RateLimited(0.3), Delay(0.5))
FAULT_SECONDS = 5.0
RELOAD_SECONDS = 10.0
LOOK_SECONDS = 0.02
MOST_UNDER_WAY = 500  # beyond that the load waits, so that a stall is measured rather than piled up


@dataclass(slots=True)
class Figures:
    """What was seen."""

    acked: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds since the start, MB
    looks: list[float] = field(default_factory=list)  # seconds that the bot's loop took to say that it lives
    asked: int = 0
    faults: int = 0
    reloads: int = 0

    def slope(self) -> float:
        """Growth of memory in MB an hour, by least squares over the second half."""
        half = self.memory[len(self.memory) // 2 :]
        x, y = [at for at, _ in half], [mb for _, mb in half]
        mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
        across = sum((one - mean_x) ** 2 for one in x)
        return 3_600 * sum((a - mean_x) * (b - mean_y) for a, b in half) / across if across else 0.0


async def soak(minutes: float, rate: float) -> Figures:
    """Load the bot for `minutes` with `rate` interactions a second."""
    seen, dice = Figures(), random.Random(10)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        shutil.copytree(ROOT / "briefs", folder / "briefs")
        url, port = f"sqlite:///{folder / 'soak.db'}", free_port()
        async with (
            Standin(judge=Judge(enabled=False), limits=Limits(keep=2_000)) as standin,
            running(
                standin, url, BRIEFBOT_LIBRARY__PATH=str(folder / "briefs"), BRIEFBOT_METRICS__PORT=str(port)
            ) as bot,
            aiohttp.ClientSession(f"http://127.0.0.1:{port}") as health,
        ):
            await register(standin, url)
            await standin.slash("check", {"claim": "There are 100 camps."})
            end = time.monotonic() + minutes * 60
            async with asyncio.TaskGroup() as group:
                group.create_task(_load(standin, seen, dice, rate, end))
                group.create_task(_break(standin, seen, dice, end))
                group.create_task(_edit(sorted((folder / "briefs" / "topics").glob("*.yaml")), seen, dice, end))
                group.create_task(_measure(bot.id, seen, end))
                group.create_task(_look(health, seen, end))
            errors = [line for line in bot.text.splitlines() if " ERROR " in line or "Traceback" in line]
            print(f"errors in the log: {len(errors)}", *errors[:10], sep="\n  ")
    return seen


async def _load(standin: Standin, seen: Figures, dice: random.Random, rate: float, end: float) -> None:
    tasks: set[asyncio.Task[None]] = set()
    people = list(standin.world.people.values())
    due = time.monotonic()
    while (now := time.monotonic()) < end:
        if now < due or len(tasks) >= MOST_UNDER_WAY:
            await asyncio.sleep(0.002)
            continue
        due = max(due + 1 / rate, now - 1.0)
        name, options = dice.choice(ASKS)
        exchange = await standin.slash(name, dict(options), user=dice.choice(people), wait="sent")
        seen.asked += 1
        task = asyncio.create_task(_follow(exchange, seen))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)


async def _follow(exchange: Exchange, seen: Figures) -> None:
    await exchange.acked.wait()
    if exchange.error is not None:
        seen.failed[f"{exchange.name}: {exchange.error}"] += 1
    else:
        seen.acked.append(exchange.acked_after)


async def _break(standin: Standin, seen: Figures, dice: random.Random, end: float) -> None:
    for number in itertools.count(1):
        await asyncio.sleep(FAULT_SECONDS)
        if time.monotonic() > end - 5:
            return
        seen.faults += 1
        if number % 6 == 0:
            standin.gateway.drop()
        else:
            standin.faults.clear()
            standin.faults.add(route=CALLBACK, fault=dice.choice(FAULTS), times=5)


async def _edit(paths: list[Path], seen: Figures, dice: random.Random, end: float) -> None:
    while time.monotonic() + RELOAD_SECONDS < end:
        await asyncio.sleep(RELOAD_SECONDS)
        seen.reloads += 1
        path = dice.choice(paths)
        whole = await asyncio.to_thread(path.read_text, "utf-8")
        await asyncio.to_thread(path.write_text, f"{whole}# {seen.reloads}\n", "utf-8")


async def _measure(process: int, seen: Figures, end: float) -> None:
    begun = time.monotonic()
    while time.monotonic() < end:
        seen.memory.append((time.monotonic() - begun, resident(process)))
        if len(seen.memory) % 12 == 1:
            print(f"{seen.memory[-1][0]:5.0f} s  {seen.asked:,} asked  {seen.memory[-1][1]:.0f} MB", flush=True)
        await asyncio.sleep(5.0)


async def _look(health: aiohttp.ClientSession, seen: Figures, end: float) -> None:
    """Ask the bot's loop again and again whether it lives: what it holds longer than that shows here."""
    while (begun := time.monotonic()) < end:
        async with health.get("/healthz") as response:
            await response.read()
        seen.looks.append(time.monotonic() - begun)
        await asyncio.sleep(LOOK_SECONDS)


async def main(minutes: float, rate: float) -> None:
    async with loop_lag() as late:
        seen = await soak(minutes, rate)
    print(
        f"{seen.asked:,} interactions in {minutes:g} min ({seen.asked / minutes / 60:.0f} a second wished {rate:g}), "
        f"{seen.faults} faults, {seen.reloads} reloads\n"
        f"acknowledged {len(seen.acked):,}, unanswered {sum(seen.failed.values())}: {dict(seen.failed)}\n"
        f"acknowledged after: median {share(seen.acked, 0.5):.3f} s, p99 {share(seen.acked, 0.99):.3f} s, "
        f"slowest {max(seen.acked):.3f} s\n"
        f"memory of the bot: {seen.memory[0][1]:.0f} MB at first, {seen.memory[-1][1]:.0f} MB at the end, "
        f"{seen.slope():+.0f} MB an hour in the second half\n"
        f"the bot's loop told that it lives after: median {share(seen.looks, 0.5):.3f} s, p99 "
        f"{share(seen.looks, 0.99):.3f} s, slowest {max(seen.looks):.3f} s, over 0.1 s in "
        f"{sum(one > 0.1 for one in seen.looks)} of {len(seen.looks):,}\n"
        f"lag of the stand-in's own loop: p99 {share(late, 0.99):.3f} s, slowest {max(late):.3f} s"
    )


if __name__ == "__main__":
    asyncio.run(main(float((sys.argv[1:] or ["10"])[0]), float((sys.argv[2:] or ["400"])[0])))
