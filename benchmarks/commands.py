"""
What a curator waits for: whole commands, Python's own start included, in seconds of CPU.

python -m benchmarks speed --only commands [--short] [--rounds 5]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from typing import Final

from benchmarks.figures import Figure
from benchmarks.subjects import ROOT

COMMANDS: Final = {
    "briefbot check": ("check",),
    "briefbot export": ("export", "--format", "json"),
    "briefbot ask": ("ask", "do they keep the wages?"),
    "briefbot check-claim": ("check-claim", "they keep 95% of the wages"),
}


async def measure(options: argparse.Namespace) -> list[Figure]:
    """Every command in a process of its own, a round after the other."""
    rounds = 1 if options.short else options.rounds
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            taken[name].append(_cpu_of(arguments))
    return [Figure(name, tuple(times), unit="s") for name, times in taken.items()]


def _cpu_of(arguments: tuple[str, ...]) -> float:
    """Seconds of CPU of one command."""
    before = _children()
    subprocess.run([sys.executable, "-m", "bot", *arguments], cwd=ROOT, capture_output=True, check=True)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
