"""
What docs/performance.md shows, from one run: answers, start-up, memory, charts, lag, commands and growth.

python -m benchmarks speed [--only interactions,startup,charts,lag,commands,growth] [--rounds 5] [--count 300] [--short]
Ends with 1 when a median is above its limit, except in the short form, which only shows that everything runs.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable

from benchmarks import charts, commands, growth, interactions, lag, startup
from benchmarks.figures import Figure, table

PARTS: dict[str, Callable[[argparse.Namespace], Awaitable[list[Figure]]]] = {
    "interactions": interactions.measure,
    "peers": interactions.measure_peers,
    "startup": startup.measure,
    "charts": charts.measure,
    "lag": lag.measure,
    "commands": commands.measure,
    "growth": growth.measure,
}


async def run(options: argparse.Namespace) -> bool:
    """Print a table for each part as it is done; whether all limits are kept."""
    kept = True
    for name in options.only.split(","):
        figures = await PARTS[name](options)
        print(f"\n## {name}\n\n{table(figures)}", flush=True)
        kept &= all(figure.is_kept for figure in figures)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each thing")
    parser.add_argument("--count", type=int, default=300, help="interactions of one measurement")
    parser.add_argument("--short", action="store_true", help="once and little of it")
    options = parser.parse_args()
    if not asyncio.run(run(options)) and not options.short:
        sys.exit(1)


if __name__ == "__main__":
    main()
