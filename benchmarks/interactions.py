"""
What an answer costs above discord.py itself: a bare bot and ours by turns, each in its own process.

python -m benchmarks speed --only interactions [--short] [--rounds 5]
Bot CPU for each interaction and the median time to the first response, as ratios to the bare bot's no-op, which is
measured anew before each of ours: other work on the machine then falls on both.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks import load
from benchmarks.figures import Figure
from benchmarks.subjects import EMBED, FLOOR, OURS, Kind, Subject, bare, running
from bot.standin import StandinError

CPU_LIMITS = {"/ask": 2.5, "/brief": 2.0, "autocomplete": 2.0}
ACK_LIMIT = 1.8
LOADS: dict[str, Callable[[], load.Ask]] = {
    "/ask": lambda: load.asking(load.queries()),
    "/brief": lambda: load.asking(load.topics(), "topic", "brief"),
    "autocomplete": lambda: load.completing(load.beginnings()),
    "/ask private": lambda: load.asking(load.queries(), private=True),
    "mixed": load.mixed,
}


async def measure(options: argparse.Namespace) -> list[Figure]:
    """Ratios for each load at each concurrency."""
    rounds, count = (1, 20) if options.short else (options.rounds, options.count)
    levels = (1, 16) if options.short else (1, 16, 64, 256)
    async with running(FLOOR) as floor, running(OURS) as ours:
        await floor.still()
        await ours.still()
        await load.drive(ours, load.mixed(), count, 16)  # what is loaded on first use is measured elsewhere
        return [
            figure
            for name in LOADS
            for at_once in levels
            for figure in await _compare(floor, ours, name, at_once, rounds=rounds, count=count)
        ]


async def measure_peers(options: argparse.Namespace) -> list[Figure]:
    """A plain embed and other libraries over the floor, then the same card in each library."""
    rounds, count = (1, 20) if options.short else (options.rounds, options.count)
    figures: list[Figure] = []
    for kind in (EMBED, bare("disnake", "ok"), bare("hikari", "ok")):
        figures += await _compared(kind, FLOOR, rounds, count)
    for library in ("disnake", "hikari"):
        figures += await _compared(bare(library, "card"), bare("discord.py", "card"), rounds, count)
    return figures


async def _compare(
    floor: Subject, ours: Subject, name: str, at_once: int, *, rounds: int, count: int
) -> tuple[Figure, ...]:
    cpu, acks, costs, rates = [], [], [], []
    for _ in range(rounds):
        base = await load.drive(floor, load.asking(load.queries()), max(count, at_once), at_once)
        full = await load.drive(ours, LOADS[name](), max(count, at_once), at_once)
        cpu.append(full.cpu / base.cpu)
        acks.append(full.p50 / base.p50)
        costs.append(full.cpu * 1e3)
        rates.append(base.cpu * 1e3)
    where = f"{name}, {at_once} at once"
    return (
        Figure(f"CPU over floor: {where}", tuple(cpu), CPU_LIMITS.get(name)),
        Figure(
            f"ack p50 over floor: {where}", tuple(acks), ACK_LIMIT if at_once <= 64 and name in CPU_LIMITS else None
        ),
        Figure(f"CPU of ours: {where}", tuple(costs), unit="ms"),
        Figure(f"CPU of the floor beside it: {where}", tuple(rates), unit="ms"),
    )


async def _compared(kind: Kind, against: Kind, rounds: int, count: int) -> list[Figure]:
    """The figure of a peer; none, with the reason, where it is missing or does not get on with the stand-in."""
    try:
        return await _peer(kind, against, rounds, count)
    except (RuntimeError, StandinError) as error:
        print(f"left out: {kind.name}: {error}")
        return []


async def _peer(kind: Kind, against: Kind, rounds: int, count: int) -> list[Figure]:
    if not kind.is_installed:
        print(f"left out: {kind.name}, because {kind.library} is not installed (pip install '.[bench]')")
        return []
    ratios = []
    async with running(against) as base, running(kind) as peer:
        await base.still()
        await peer.still()
        for _ in range(rounds):
            floor = await load.drive(base, load.asking(load.queries()), count, 16)
            one = await load.drive(peer, load.asking(load.queries()), count, 16)
            ratios.append(one.cpu / floor.cpu)
    return [Figure(f"CPU of {kind.name} over {against.name}, 16 at once", tuple(ratios))]
