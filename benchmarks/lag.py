"""
How late the event loop is: under load, while a library is loaded anew, and while it is loaded under load.

python -m benchmarks speed --only lag [--short] [--rounds 5]
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks import load
from benchmarks.figures import Figure
from benchmarks.subjects import ROOT, Kind, running

LIMIT = 100.0  # milliseconds
RELOAD_SECONDS = 60.0  # for a reload to be over, on a busy machine


async def measure(options: argparse.Namespace) -> list[Figure]:
    """The worst delay of each round."""
    rounds, count = (1, 30) if options.short else (options.rounds, 1_000)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("briefs", "seeds"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        probe = Path(folder) / "probe"
        environment = {"PROBE": str(probe), "BRIEFBOT_LIBRARY__PATH": str(Path(folder) / "briefs")}
        kind = Kind("probed", ("-m", "benchmarks.probed"), environment=environment, is_ours=True)
        async with running(kind) as ours:
            await ours.still()
            await load.drive(ours, load.mixed(), count, 16)
            loaded, changed = [], []
            for number in range(rounds):
                began = time.monotonic()
                await load.drive(ours, load.mixed(), count, 64)
                loaded.append(_worst(probe, began))
                began = time.monotonic()
                _edit(Path(folder), number)
                await asyncio.sleep(1.0)
                await ours.still(RELOAD_SECONDS)
                changed.append(_worst(probe, began))
    return [
        Figure("loop lag, mixed load, 64 at once", tuple(loaded), LIMIT, "ms"),
        Figure("loop lag while the library is loaded anew", tuple(changed), LIMIT, "ms"),
    ]


def _edit(folder: Path, number: int) -> None:
    """Change a brief as an editor does."""
    path = sorted((folder / "briefs" / "topics").glob("*.yaml"))[number]
    path.write_text(f"{path.read_text('utf-8')}# edited\n", "utf-8")


def _worst(probe: Path, since: float) -> float:
    lines = (line.split() for line in probe.read_text("utf-8").splitlines())
    return max((float(late) for at, late in lines if float(at) > since), default=0.0)
