"""
Kills a worker with SIGKILL every few seconds under load, and counts what was lost.

python -m benchmarks.killing [--seconds 120] [--workers 3] [--every 5] [--rate 25]
prints one JSON object and exits 1 when an acknowledged write is gone, or when an interaction went unanswered that was
not in flight on a killed worker. Needs a PostgreSQL server on 127.0.0.1:5432.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from bot.library.loading import load_library
from bot.standin import Exchange, Judge, Limits, Standin, World
from bot.standin.world import User
from bot.store import open_store, operations, private_tray
from tests.conftest import ROOT
from tests.end_to_end.processes import Running, Turns, end_all, settings_of, start, taking_turns, tool
from tests.store.conftest import new_database, outside

PEOPLE = 60
ACK_SECONDS = 3.0


@dataclass(slots=True)
class Load:
    """Every second interaction saves something; `kills` holds who was killed from when to when (monotonic, s)."""

    standin: Standin
    people: list[User]
    keys: list[str]
    asked: list[Exchange] = field(default_factory=list)
    added: dict[int, tuple[User, str]] = field(default_factory=dict)  # exchange id → what it wanted to save
    kills: list[tuple[str, float, float]] = field(default_factory=list)

    async def run(self, seconds: float, rate: float) -> None:
        """Ask at this rate, whether or not answers come."""
        tasks: set[asyncio.Task[None]] = set()
        writes = self._writes()
        end = time.monotonic() + seconds
        number = 0
        while time.monotonic() < end:
            tasks.add(asyncio.create_task(self._write(*next(writes)) if number % 2 else self._read(number)))
            number += 1
            await asyncio.sleep(1 / rate)
        await asyncio.gather(*tasks)

    def _writes(self) -> Iterator[tuple[User, str]]:
        for key, person in product(self.keys, self.people):
            yield person, key

    async def _write(self, person: User, key: str) -> None:
        options = {"key": key, "mine": True}
        exchange = await self.standin.slash("tray add", options, user=person)
        self.asked.append(exchange)
        self.added[exchange.id] = (person, key)

    async def _read(self, number: int) -> None:
        options = {"question": "how many people are in prison camps", "private": True}
        self.asked.append(await self.standin.slash("ask", options, user=self.people[number % len(self.people)]))


async def kill_and_restart(
    load: Load, turns: Turns, workers: list[Running], settings: dict[str, str], folder: Path
) -> None:
    """Kill the first worker that is ready while another is, and start it again on its port."""
    for worker in workers:
        others = [other for other in workers if other is not worker and other.is_up]
        if worker.is_up and others:
            break
    else:
        return
    worker.is_up = False
    began = time.monotonic()
    await worker.end(signal.SIGKILL)
    load.kills.append((worker.url, began, time.monotonic()))
    again = await start("serve", settings, folder, port=int(worker.url.rpartition(":")[2]))
    workers[workers.index(worker)] = again
    await again.ready(240.0)
    again.is_up = True
    workers.append(workers.pop(workers.index(again)))  # the longest up is the next to go


async def killing(settings: dict[str, str], load: Load, turns: Turns, workers: list[Running], every: float) -> None:
    """Go on killing until cancelled."""
    folder = workers[0].log.parent
    tasks = set()
    try:
        while True:
            await asyncio.sleep(every)
            tasks.add(asyncio.create_task(kill_and_restart(load, turns, workers, settings, folder)))
    finally:
        await asyncio.gather(*tasks, return_exceptions=True)


async def lost(url: str, load: Load) -> list[str]:
    """What was acknowledged and is not in the store."""
    store = await open_store(url, role="tool")
    try:
        kept = {
            person.id: {one.key for one in await store.trays.show(private_tray(person.id))} for person in load.people
        }
    finally:
        await store.close()
    said = [load.added[one.id] for one in load.asked if is_acknowledged(load, one)]
    return [f"{person.name}: {key}" for person, key in said if key not in kept[person.id]]


def is_acknowledged(load: Load, one: Exchange) -> bool:
    """Whether somebody was told that what they wanted to save is saved."""
    return one.id in load.added and one.error is None and ("in the tray" in one.text or "there already" in one.text)


def refusals(load: Load) -> Counter[str]:
    """What people were told who could not save, with how many were."""
    refused = [
        one for one in load.asked if one.id in load.added and one.error is None and not is_acknowledged(load, one)
    ]
    return Counter(one.text.replace("\n", " ")[:120] for one in refused)


def unexplained(load: Load, turns: Turns) -> list[str]:
    """Unanswered interactions that no killed worker had in flight."""

    def was_killed(one: Exchange) -> bool:
        target = turns.sent_to.get(str(one.id))
        return any(
            url == target and one.sent_at <= dead and began - one.sent_at <= ACK_SECONDS
            for url, began, dead in load.kills
        )

    return [one.name for one in load.asked if one.error is not None and not was_killed(one)]


async def measure(
    url: str, folder: Path, *, seconds: float, count: int, every: float, rate: float
) -> dict[str, object]:
    """Run the load while workers are killed; the figures."""
    world = World.small()
    people = [world.add_person(f"Person {number}") for number in range(PEOPLE)]
    for person in people:
        world.guild.add_member(person)
    texts = load_library(ROOT / "briefs").texts.values()
    keys = [passage.key for text in texts for passage in text.passages][:190]
    limits = Limits(ack_seconds=ACK_SECONDS, keep=200_000)
    async with Standin(world, judge=Judge(enabled=False), limits=limits) as standin:
        settings = settings_of(standin, url)
        await tool("sync", settings)
        workers = [await start("serve", settings, folder) for _ in range(count)]
        try:
            for worker in workers:
                await worker.ready(240.0)
                worker.is_up = True
            async with taking_turns([worker.url for worker in workers]) as turns:
                await standin.use_http(f"{turns.url}/interactions")
                load = Load(standin, people, keys)
                killer = asyncio.create_task(killing(settings, load, turns, workers, every))
                await load.run(seconds, rate)
                killer.cancel()
                await asyncio.gather(killer, return_exceptions=True)
        finally:
            await end_all(workers)
    acks = sorted(one.acked_after for one in load.asked if one.error is None)
    return {
        "kills": len(load.kills),
        "interactions": len(load.asked),
        "unanswered": sum(one.error is not None for one in load.asked),
        "unanswered_unexplained": Counter(unexplained(load, turns)),
        "acknowledged_writes": sum(is_acknowledged(load, one) for one in load.asked),
        "refused_writes": refusals(load),
        "lost": await lost(url, load),
        "ack_ms": {"median": round(acks[len(acks) // 2] * 1e3), "p99": round(acks[int(len(acks) * 0.99)] * 1e3)},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--rate", type=float, default=25.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, new_database("briefbot_killing") as url:
        outside(lambda: operations.migrate(url))
        figures = asyncio.run(
            measure(url, Path(folder), seconds=given.seconds, count=given.workers, every=given.every, rate=given.rate)
        )
    print(json.dumps(figures))
    if figures["lost"] or figures["unanswered_unexplained"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
