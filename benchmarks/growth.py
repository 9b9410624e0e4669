"""
What a larger library costs: the look-up, a whole answer, suggestions, the index and memory, from 81 briefs to 100,000.

python -m benchmarks speed --only growth [--short]
Made-up briefs beside the real ones (`benchmarks.simulated`), a new process for each size. Half of the questions are
those of `tests/lookup` that are in scope, the other half begin as a passage of the library does; each is asked once for
the look-up and once, with another ending, for the answer. CPU time throughout.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.load import queries
from benchmarks.subjects import ROOT

SIZES = (0, 1_000, 10_000, 100_000)  # briefs; 0 for the library as it is
QUESTIONS = 300
NAMES = {
    "index": ("index, from texts to first answer", "s"),
    "memory": ("resident memory of the process", "MiB"),
    "look_up": ("look up, median", "ms"),
    "look_up_p99": ("look up, 99th of 100", "ms"),
    "answer": ("look up and card, median", "ms"),
    "complete": ("suggestions for a beginning, median", "ms"),
}


async def measure(options: argparse.Namespace) -> list[Figure]:
    """One process for each size; one after another, since the largest takes gigabytes."""
    figures = []
    for size in SIZES[:2] if options.short else SIZES:
        command = [sys.executable, "-m", "benchmarks.growth", str(size)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: ASYNC221 - alone
        found = json.loads(done.stdout)
        column = f"{found['briefs']:,} briefs"
        figures += [Figure(name, (found[key],), unit=unit, column=column) for key, (name, unit) in NAMES.items()]
    return figures


def main() -> None:
    """Print the figures of one size as JSON."""
    from benchmarks.simulated import simulate
    from bot.cards.lookups import question_card
    from bot.evidence.questions import answer_question
    from bot.library.loading import load_library
    from bot.search.engine import Engine

    real = load_library(ROOT / "briefs")
    size = int(sys.argv[1])
    library = simulate(real, size) if size else real
    gc.freeze()
    gc.disable()  # as while a bot builds
    began = time.process_time()
    engine = Engine(library)
    index = time.process_time() - began
    gc.enable()
    chance = random.Random(1)
    quotes = chance.sample(list(library.quotes.values()), QUESTIONS)
    asked = [*queries()[:QUESTIONS], *(" ".join(quote.text.split()[:7]) for quote in quotes)]
    chance.shuffle(asked)
    found = _times(engine.look_up, asked)
    again = [f"{query} please" for query in asked]
    answers = _times(lambda query: question_card(library, answer_question(engine, query)), again)
    begun = _times(engine.complete, [query[: chance.randint(2, 9)] for query in asked])
    print(
        json.dumps(
            {
                "briefs": len(library.briefs),
                "index": index,
                "memory": int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024,
                "look_up": statistics.median(found),
                "look_up_p99": statistics.quantiles(found, n=100)[98],
                "answer": statistics.median(answers),
                "complete": statistics.median(begun),
            }
        )
    )


def _times(call: Callable[[str], object], asked: Iterable[str]) -> list[float]:
    """Milliseconds of CPU that each takes."""
    times = []
    for query in asked:
        began = time.process_time()
        call(query)
        times.append((time.process_time() - began) * 1e3)
    return times


if __name__ == "__main__":
    main()
