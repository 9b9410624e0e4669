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
FIRST = 1_000  # questions after a start, told apart: most of their words are met for the first time, in most briefs
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
    figures: list[Figure] = []
    floors: dict[int, list[float]] = {at_once: [] for at_once in levels}
    async with running(FLOOR) as floor, running(OURS) as ours:
        await floor.still()
        await ours.still()
        await load.drive(ours, load.mixed(), count, 16)  # what is loaded on first use is measured elsewhere
        first = await _pair(floor, ours, "/ask", FIRST if not options.short else count, 16)
        figures += _compared_at("/ask, the first thousand", 16, [first])
        for name in LOADS:
            for at_once in levels:
                pairs = [await _pair(floor, ours, name, max(count, at_once), at_once) for _ in range(rounds)]
                floors[at_once] += [base.cpu * 1e3 for base, _ in pairs]
                figures += _compared_at(name, at_once, pairs)
    return [
        *figures,
        *(Figure("CPU of the floor", tuple(found), unit="ms", column=_column(n)) for n, found in floors.items()),
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


async def _pair(floor: Subject, ours: Subject, name: str, count: int, at_once: int) -> tuple[load.Sample, load.Sample]:
    """The floor, and right after it ours."""
    base = await load.drive(floor, load.asking(load.queries()), count, at_once)
    return base, await load.drive(ours, LOADS[name](), count, at_once)


def _compared_at(name: str, at_once: int, pairs: list[tuple[load.Sample, load.Sample]]) -> list[Figure]:
    cpu = tuple(ours.cpu / base.cpu for base, ours in pairs)
    acks = tuple(ours.p50 / base.p50 for base, ours in pairs)
    ack_limit = ACK_LIMIT if at_once <= 64 and name in CPU_LIMITS else None
    column = _column(at_once)
    return [
        Figure(f"CPU over floor: {name}", cpu, CPU_LIMITS.get(name), column=column),
        Figure(f"ack p50 over floor: {name}", acks, ack_limit, column=column),
        Figure(f"CPU: {name}", tuple(ours.cpu * 1e3 for _, ours in pairs), unit="ms", column=column),
    ]


def _column(at_once: int) -> str:
    return f"{at_once} at once"


async def _compared(kind: Kind, against: Kind, rounds: int, count: int) -> list[Figure]:
    """The figure of a peer; none, with the reason, where it is missing or does not get on with the stand-in."""
    try:
        return await _peer(kind, against, rounds, count)
    except (RuntimeError, StandinError) as error:
        print(f"left out: {kind.name}: {error}")
        return []


async def _peer(kind: Kind, against: Kind, rounds: int, count: int) -> list[Figure]:
    if not kind.is_installed:
        print(f"left out: {kind.name}, because {kind.library} is not installed (see `peers` in docs/developing.md)")
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
