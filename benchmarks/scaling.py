"""
What one process bears: CPU and memory for each interaction and each server, over real processes and the stand-in.

python -m benchmarks.scaling workers [--count 2] [--interactions 2000]     signed HTTP over PostgreSQL
python -m benchmarks.scaling servers [--servers 10000] [--processes 2]     four shards over PostgreSQL
python -m benchmarks.scaling takeover                                      a killed process's shards, until taken over
Each prints one JSON object. CPU is process time, so the figures bear a busy machine; waiting times do not.
Needs a PostgreSQL server on 127.0.0.1:5432.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.standin import Exchange, Judge, Limits, Standin, World
from bot.store import operations
from tests.end_to_end.processes import Running, end_all, settings_of, start, taking_turns, tool
from tests.end_to_end.setups import live_shards
from tests.store.conftest import new_database, outside

SHARDS = 4
CHANNELS, ROLES = 20, 12  # of a simulated server
AT_ONCE = 8  # interactions under way
DICE = random.Random(1)
CALLS: tuple[tuple[str, dict[str, object]], ...] = (
    ("ask", {"question": "how many people are in prison camps", "private": True}),
    ("ask", {"question": "what do workers abroad keep of their pay", "private": True}),
    ("brief", {"topic": "heroin", "private": True}),
    ("scores", {"private": True}),
    ("sources", {"private": True}),
    ("tray add", {"key": "tip-2024:7", "mine": True}),
    ("tray show", {"mine": True}),
)


async def figures_of(one: Running) -> dict[str, float]:
    """CPU seconds, resident MB, and answered interactions of a process."""
    text = await one.look("/metrics")

    def value(name: str) -> float:
        return sum(float(found) for found in re.findall(rf"^{name}(?:\{{[^}}]*\}})? (\S+)$", text, re.MULTILINE))

    return {
        "cpu": value("process_cpu_seconds_total"),
        "mb": value("process_resident_memory_bytes") / 2**20,
        "interactions": value("briefbot_interactions_total"),
        "store_seconds": value("briefbot_store_seconds_sum"),
        "store_calls": value("briefbot_store_seconds_count"),
    }


async def ask_all(standin: Standin, number: int, *, rate: float | None = None) -> list[Exchange]:
    """`number` interactions of the usual kinds, AT_ONCE under way, or at a rate, by people of random servers."""
    guilds = list(standin.world.guilds.values())
    people = list(standin.world.people.values())
    room = asyncio.Semaphore(AT_ONCE if rate is None else 10_000)
    asked: list[Exchange] = []

    async def ask(index: int) -> None:
        name, options = CALLS[index % len(CALLS)]
        guild = DICE.choice(guilds)
        try:
            asked.append(await standin.slash(name, options, guild=guild, user=DICE.choice(people)))  # type: ignore[arg-type]
        finally:
            room.release()

    tasks = []
    for index in range(number):
        await room.acquire()
        tasks.append(asyncio.create_task(ask(index)))
        if rate is not None:
            await asyncio.sleep(1 / rate)
    await asyncio.gather(*tasks)
    return asked


def timing(asked: list[Exchange]) -> dict[str, float]:
    """First-answer times in milliseconds, and how many went unanswered."""
    acks = sorted(one.acked_after * 1e3 for one in asked if one.error is None)
    return {
        "unanswered": sum(one.error is not None for one in asked),
        "ack_ms_median": round(acks[len(acks) // 2], 1),
        "ack_ms_p99": round(acks[int(len(acks) * 0.99)], 1),
    }


async def workers(url: str, folder: Path, given: argparse.Namespace) -> dict[str, object]:
    """`count` workers behind a proxy that takes turns."""
    world = World.small()
    for number in range(50):
        world.guild.add_member(world.add_person(f"Person {number}"))
    async with Standin(world, judge=Judge(enabled=False), limits=Limits(ack_seconds=30.0)) as standin:
        settings = settings_of(standin, url)
        await tool("sync", settings)
        running: list[Running] = []
        try:
            began = time.monotonic()
            running += [await start("serve", settings, folder) for _ in range(given.count)]
            for one in running:
                await one.ready(180.0)
            ready = time.monotonic() - began
            async with taking_turns([one.url for one in running]) as turns:
                await standin.use_http(f"{turns.url}/interactions")
                await ask_all(standin, 100)
                before = [await figures_of(one) for one in running]
                began = time.monotonic()
                asked = await ask_all(standin, given.interactions)
                seconds = time.monotonic() - began
                after = [await figures_of(one) for one in running]
        finally:
            await end_all(running)
    cpu = sum(b["cpu"] - a["cpu"] for a, b in zip(before, after, strict=True))
    stored = sum(b["store_calls"] - a["store_calls"] for a, b in zip(before, after, strict=True))
    waited = sum(b["store_seconds"] - a["store_seconds"] for a, b in zip(before, after, strict=True))
    return {
        "workers": given.count,
        "start_seconds": round(ready, 1),
        "interactions": len(asked),
        "per_second_here": round(len(asked) / seconds, 1),
        "cpu_ms_per_interaction": round(1e3 * cpu / len(asked), 2),
        "store_calls_per_interaction": round(stored / len(asked), 2),
        "store_ms_per_call": round(1e3 * waited / max(1.0, stored), 2),
        "mb_before": [round(one["mb"]) for one in before],
        "mb_after": [round(one["mb"]) for one in after],
        **timing(asked),
    }


def big_world(servers: int) -> World:
    """Servers of an ordinary size, all with the same few people in them."""
    world = World()
    people = [world.add_person(f"Person {number}") for number in range(20)]
    for number in range(servers):
        guild = world.add_guild(f"Server {number}", owner=people[0])
        for person in people[1:]:
            guild.add_member(person)
        for channel in range(CHANNELS):
            guild.add_channel(f"channel-{channel}")
        for role in range(ROLES):
            guild.add_role(f"role {role}", 0)
        # Ids of the same millisecond would all fall on one shard.
        del world.guilds[guild.id]
        everyone = guild.roles.pop(guild.id)
        guild.id = everyone.id = (1_000_000_000_000 + number) << 22
        guild.roles = {guild.id: everyone, **guild.roles}
        for place in guild.channels.values():
            place.guild_id = guild.id
        world.guilds[guild.id] = guild
    return world


async def servers(url: str, folder: Path, given: argparse.Namespace) -> dict[str, object]:
    """Four shards over some processes, in this many servers."""
    few = await _with_servers(url, folder, given, 4)
    many = await _with_servers(url, folder, given, given.servers)
    kilobytes = 1024 * (sum(many["mb"]) - sum(few["mb"])) / (given.servers - 4)
    return {"few": few, "many": many, "kb_per_server": round(kilobytes, 1)}


async def _with_servers(url: str, folder: Path, given: argparse.Namespace, number: int) -> dict[str, object]:
    world = big_world(number)
    limits = Limits(ack_seconds=30.0, max_concurrency=SHARDS)
    async with Standin(world, judge=Judge(enabled=False), limits=limits) as standin:
        settings = settings_of(standin, url) | {"BRIEFBOT_DISCORD__SHARDS": str(SHARDS)}
        await tool("sync", settings)
        running: list[Running] = []
        try:
            began = time.monotonic()
            running += [await start("run", settings, folder) for _ in range(given.processes)]
            await standin.until(lambda: len(live_shards(standin)) == SHARDS, 300.0)
            for one in running:
                await one.ready(300.0)
            await _steady(running)
            ready = time.monotonic() - began
            before = [await figures_of(one) for one in running]
            began = time.monotonic()
            asked = await ask_all(standin, given.interactions, rate=given.rate)
            seconds = time.monotonic() - began
            after = [await figures_of(one) for one in running]
            await chatter(standin, given.messages)
            later = [await figures_of(one) for one in running]
        finally:
            await end_all(running)
    cpu = sum(b["cpu"] - a["cpu"] for a, b in zip(before, after, strict=True))
    heard = sum(b["cpu"] - a["cpu"] for a, b in zip(after, later, strict=True))
    return {
        "servers": number,
        "processes": given.processes,
        "start_seconds": round(ready, 1),
        "start_cpu_seconds": [round(one["cpu"], 1) for one in before],
        "mb": [round(one["mb"], 1) for one in before],
        "rate": round(len(asked) / seconds, 1),
        "cpu_ms_per_interaction": round(1e3 * cpu / len(asked), 2),
        "cores_in_use": round(cpu / seconds, 3),
        "cpu_ms_per_message_of_others": round(1e3 * heard / given.messages, 3),
        **timing(asked),
    }


async def chatter(standin: Standin, number: int) -> None:
    """People talk with each other, not to the bot, which hears it all the same."""
    guilds = list(standin.world.guilds.values())
    people = list(standin.world.people.values())
    for index in range(number):
        guild = DICE.choice(guilds)
        channel = DICE.choice(list(guild.channels.values()))
        await standin.say(channel, "Words that are not for the bot, as most words are not.", user=DICE.choice(people))
        if index % 100 == 0:
            await asyncio.sleep(0.05)  # the gateway's writers need a turn as well
    await asyncio.sleep(2.0)


async def _steady(running: list[Running]) -> None:
    """Wait until starting is over: no process used more than a tenth of a second of CPU in the last two."""
    last = [await figures_of(one) for one in running]
    while True:
        await asyncio.sleep(2.0)
        now = [await figures_of(one) for one in running]
        if all(b["cpu"] - a["cpu"] < 0.1 for a, b in zip(last, now, strict=True)):
            return
        last = now


async def takeover(url: str, folder: Path, given: argparse.Namespace) -> dict[str, object]:
    """Kill one of two processes, and wait for the other to take its shards."""
    world = big_world(8)
    async with Standin(world, judge=Judge(enabled=False), limits=Limits(max_concurrency=1)) as standin:
        settings = settings_of(standin, url) | {"BRIEFBOT_DISCORD__SHARDS": str(SHARDS)}
        running: list[Running] = []
        try:
            running += [await start("run", settings, folder) for _ in range(2)]
            await standin.until(lambda: len(live_shards(standin)) == SHARDS, 300.0)
            for one in running:
                await one.ready(180.0)
            await running[0].end(signal.SIGKILL)
            began = time.monotonic()
            await asyncio.sleep(0.2)
            left = len(live_shards(standin))
            await standin.until(lambda: len(live_shards(standin)) == SHARDS, 120.0)
            took = time.monotonic() - began
        finally:
            await end_all(running)
    return {"shards_of_the_killed": SHARDS - left, "all_back_after_seconds": round(took, 1), "max_concurrency": 1}


MEASURES: dict[str, Callable[[str, Path, argparse.Namespace], Awaitable[dict[str, object]]]] = {
    "workers": workers,
    "servers": servers,
    "takeover": takeover,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=MEASURES)
    parser.add_argument("--count", type=int, default=2, help="workers")
    parser.add_argument("--interactions", type=int, default=2_000)
    parser.add_argument("--servers", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rate", type=float, default=20.0, help="interactions a second in `servers`")
    parser.add_argument("--messages", type=int, default=5_000, help="of people among themselves, in `servers`")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, new_database("briefbot_scaling") as url:
        outside(lambda: operations.migrate(url))
        print(json.dumps(asyncio.run(MEASURES[given.what](url, Path(folder), given))))


if __name__ == "__main__":
    main()
