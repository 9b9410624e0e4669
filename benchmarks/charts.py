"""
A chart, drawn for the first time in a process and taken from the cache, in milliseconds of CPU.

python -m benchmarks speed --only charts [--short] [--rounds 5]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from benchmarks.figures import Figure
from benchmarks.subjects import ROOT

COLD_LIMIT = 250.0
CACHED_LIMIT = 5.0


async def measure(options: argparse.Namespace) -> list[Figure]:
    """Every round a new process, which imports the drawing library as a bot does at its first chart."""
    rounds = 1 if options.short else options.rounds
    command = [sys.executable, "-m", "benchmarks.charts"]
    said = [subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout for _ in range(rounds)]  # noqa: ASYNC221 - nothing else runs
    cold, cached = zip(*(map(float, one.split()) for one in said), strict=True)
    return [
        Figure("chart of a whole sheet, cold", tuple(cold), COLD_LIMIT, "ms"),
        Figure("the same from the cache", tuple(cached), CACHED_LIMIT, "ms"),
    ]


def main() -> None:
    """Print the two times of this process."""
    from bot.cards.illustrating import score_chart_card
    from bot.evidence.scores import score_answer
    from bot.library.loading import load_library
    from bot.search.engine import Engine

    answer = score_answer(Engine(load_library(ROOT / "briefs")), None, "")
    times = []
    for _ in range(2):
        began = time.process_time()
        score_chart_card(answer)
        times.append((time.process_time() - began) * 1e3)
    print(*times)


if __name__ == "__main__":
    main()
