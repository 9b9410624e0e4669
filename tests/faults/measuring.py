"""What the fault tests measure: how long the event loop was held, how much memory is in use, what the slowest took."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

PROC = Path("/proc")
PAGE = 4096  # bytes
TICK = 0.005  # seconds


@asynccontextmanager
async def loop_lag() -> AsyncIterator[list[float]]:
    """By how much each tick of the loop came late while the block ran, in seconds."""
    late: list[float] = []

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            late.append(time.perf_counter() - before - TICK)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    try:
        yield late
    finally:
        await asyncio.sleep(TICK)
        ticking.cancel()
        await asyncio.gather(ticking, return_exceptions=True)


def resident(process: int | str = "self") -> float:
    """Memory of a process, in MB (Linux)."""
    return int((PROC / str(process) / "statm").read_text().split()[1]) * PAGE / 1e6


def share(values: Sequence[float], part: float) -> float:
    """The value below which `part` of `values` lie: 0.99 for the slowest one in a hundred."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)]
