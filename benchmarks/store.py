"""
Measures the store: how long a tray write and a settings read take, and what settings weigh in memory.

python benchmarks/store.py [--rounds N] [--guilds N] URL…    one line of figures an address; use an empty store.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import replace

import sqlalchemy as sa

from bot.store import NewItem, Store, open_store, private_tray, tables
from bot.store.connections import Connection
from bot.store.settings import read_all

BATCH = 1000  # rows


def figures(name: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p99 = ordered[int(len(ordered) * 0.99)]
    return f"{name}: median {statistics.median(ordered) * 1e3:.4g} ms, p99 {p99 * 1e3:.4g} ms, n {len(ordered):,}"


async def timed(rounds: int, work: Callable[[int], Awaitable[object]]) -> list[float]:
    seconds = []
    for number in range(rounds):
        began = time.perf_counter()
        await work(number)
        seconds.append(time.perf_counter() - began)
    return seconds


def timed_reads(store: Store, rounds: int, guilds: int) -> list[float]:
    seconds = []
    for number in range(rounds):
        began = time.perf_counter()
        store.settings.of(number % guilds + 1)
        seconds.append(time.perf_counter() - began)
    return seconds


async def add_guilds(store: Store, guilds: int) -> None:
    row = {"visibility": "private", "citation_style": "mla", "public_channels": [1, 2], "spoilers": True}
    template = {**row, "notices_channel": None, "changed_at": store._clock()}
    for first in range(1, guilds + 1, BATCH):
        rows = [{**template, "guild_id": number} for number in range(first, min(first + BATCH, guilds + 1))]
        await store._database.write(lambda connection, rows=rows: insert(connection, rows))


async def insert(connection: Connection, rows: list[dict[str, object]]) -> None:
    await connection.execute(sa.insert(tables.guild_settings), rows)


async def weigh(store: Store) -> tuple[float, float]:
    """Seconds to load all settings, and the bytes of memory that they keep."""
    gc.collect()
    tracemalloc.start()
    began = time.perf_counter()
    known = await store._database.read(read_all)
    seconds = time.perf_counter() - began
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, held / len(known)


async def measure(url: str, rounds: int, guilds: int) -> None:
    store = await open_store(url)
    try:
        add = await timed(rounds, lambda n: store.trays.add(private_tray(n // 50), NewItem("passage", f"k:{n}"), by=1))
        show = await timed(rounds, lambda n: store.trays.show(private_tray(n // 50)))
        await add_guilds(store, guilds)
        edit = await timed(
            rounds // 10,
            lambda n: store.settings.change(n + 1, lambda old: replace(old, citation_style=f"s{n}"), by=1),
        )
        await store.settings.load()
        print(f"{store.address}")
        print(f"  {figures('tray write', add)}")
        print(f"  {figures('tray read', show)}")
        print(f"  {figures('settings change', edit)}")
        print(f"  {figures('settings read', timed_reads(store, rounds * 100, guilds))}")
        seconds, each = await weigh(store)
        print(f"  settings of {guilds:,} servers: loaded in {seconds:.2f} s (traced), {each:.0f} bytes each")
        for n in range(0, rounds, 50):
            await store.trays.clear(private_tray(n // 50))
    finally:
        await store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--guilds", type=int, default=10_000)
    options = parser.parse_args()
    for url in options.urls:
        asyncio.run(measure(url, options.rounds, options.guilds))


if __name__ == "__main__":
    main()
