"""
Start-up and memory: from the start of the process to a session on the gateway, and MiB above a bare bot.

python -m benchmarks speed --only startup [--short] [--rounds 5]
Ours connects while it reads the library; its first question is asked when it is connected, and waits for that. It goes
on to load what answers the first of each other kind at once.
"""

from __future__ import annotations

import argparse
import time

from benchmarks import load
from benchmarks.figures import Figure
from benchmarks.subjects import FLOOR, OURS, running

START_LIMIT = 0.8  # seconds above a bare bot
MEMORY_LIMIT = 70.0  # MiB above it


async def measure(options: argparse.Namespace) -> list[Figure]:
    """Differences to the bare bot, one pair of starts at a time."""
    starts, sizes, used, firsts, cpu = [], [], [], [], []
    for _ in range(1 if options.short else options.rounds):
        async with running(FLOOR) as floor:
            await floor.still()
            async with running(OURS) as ours:
                began = time.monotonic()
                await load.drive(ours, load.asking(load.queries()), 1, 1)
                firsts.append(time.monotonic() - began)
                await ours.still()
                starts.append(ours.connected_after - floor.connected_after)
                cpu.append(ours.cpu)
                sizes.append(ours.memory - floor.memory)
                for one, ask in ((floor, load.asking(load.queries())), (ours, load.mixed())):
                    await load.drive(one, ask, 20 if options.short else 1_000, 16)
                used.append(ours.memory - floor.memory)
    return [
        Figure("connected after, above a bare bot", tuple(starts), START_LIMIT, "s"),
        Figure("first answer after that", tuple(firsts), unit="s"),
        Figure("CPU until everything is loaded", tuple(cpu), unit="s"),
        Figure("memory at rest, above a bare bot", tuple(sizes), MEMORY_LIMIT, "MiB"),
        Figure("memory after 1,000 mixed, above a bare bot", tuple(used), MEMORY_LIMIT, "MiB"),
    ]
