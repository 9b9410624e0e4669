"""
The lookup beside its peers on the same queries: quality by category, and time as the library grows.

    python -m benchmarks lookup [--quick] [--queries FILE] [--split dev|test] [--sizes 0 10000 100000]

Peers rank single passages, with the titles of source and section before the text, and say no below a bound that serves
them best on the dev split. Times are of one thread's processor time; `--quick` measures quality and the smallest size.
Needs the `bench` extra; peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from benchmarks.peers import Search, peers
from benchmarks.simulated import QUOTES, simulate
from bot.library.loading import load_library
from bot.library.passages import Passage
from bot.library.snapshot import Library
from bot.search.engine import Engine
from bot.search.evaluating import Judged, Labelled, Table, evaluate, load_queries, satisfies, tabulate

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "tests" / "lookup" / "queries.jsonl"
SHOWN = ("hit@1", "hit@3", "first quote", "answered right", "answered wrong", "declined", "abstention F1", "e2e")
PATIENCE = 20.0  # seconds of processor time for one peer at one size; at least ten queries are always run
FEWEST = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print Markdown tables."""
    options = _options(arguments)
    library = load_library(ROOT / "briefs")
    queries = load_queries(options.queries)
    judged = [one for one in queries if options.split in (None, one.split)]
    dev = [one for one in load_queries(SHIPPED) if one.split == "dev"]

    engine = Engine(library)
    found = _passages(library)
    searches = peers([_text(library, passage) for passage in found])
    tables = {"Briefbot": tabulate(evaluate(engine, judged), samples=options.samples)}
    for name, search in searches.items():
        once = cache(search)
        bound = _best_bound(once, found, dev)
        tables[name] = tabulate(_judge(once, found, judged, bound), samples=options.samples)
    _print_quality(tables)
    _print_categories(tables)
    for size in options.sizes[: 1 if options.quick else None]:
        _print_times(library, size, [query.query for query in judged])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks lookup", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--queries", type=Path, default=SHIPPED)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[0, 10_000, 100_000], metavar="PASSAGES", help="0: as shipped"
    )
    parser.add_argument("--samples", type=int, default=500, help="bootstrap samples")
    return parser.parse_args(arguments)


def _passages(library: Library) -> list[Passage]:
    return [passage for text in library.texts.values() for passage in text.passages]


def _text(library: Library, passage: Passage) -> str:
    return f"{library.sources[passage.source].label} {' '.join(passage.section)} {passage.text}"


def _judge(search: Search, found: Sequence[Passage], queries: Iterable[Labelled], bound: float) -> list[Judged]:
    judged = []
    for query in queries:
        hits = search(query.query, 10)
        answered = bool(hits) and hits[0][0] >= bound
        rank = _rank(query, [found[number] for _, number in hits])
        judged.append(Judged(query, answered, False, rank, answered and rank == 1 and not query.need_all))
    return judged


def _rank(query: Labelled, passages: Sequence[Passage]) -> int:
    wanted, got = {gold.group for gold in query.gold}, set()
    for number, passage in enumerate(passages, 1):
        met = {gold.group for gold in query.gold if satisfies(gold, passage.source, passage.text, "")}
        got |= met
        if met and (not query.need_all or got == wanted):
            return number
    return 0


def _best_bound(search: Search, found: Sequence[Passage], dev: Sequence[Labelled]) -> float:
    """The nearness from which to answer that gives the best mean of served hits and refusals on dev."""
    nearness = sorted(hits[0][0] for query in dev if (hits := search(query.query, 10)))
    bounds = [nearness[len(nearness) * share // 20] for share in range(0, 20, 2)]
    return max(bounds, key=lambda bound: tabulate(_judge(search, found, dev, bound)).whole["e2e"])


def _print_quality(tables: dict[str, Table]) -> None:
    print("| | " + " | ".join(SHOWN) + " |\n| --- |" + " --- |" * len(SHOWN))
    for name, table in tables.items():
        cells = []
        for figure in SHOWN:
            low, high = table.intervals.get(figure, (0.0, 0.0))
            cells.append(f"{table.whole.get(figure, 0.0):.3f} ({low:.2f}–{high:.2f})")
        print(f"| {name} | " + " | ".join(cells) + " |")
    print()


def _print_categories(tables: dict[str, Table]) -> None:
    """hit@1 in scope, and the share that is not answered out of scope."""
    rows: dict[str, list[str]] = defaultdict(list)
    for table in tables.values():
        for category, figures in table.categories.items():
            rows[category].append(f"{figures['hit@1'] if 'hit@1' in figures else 1 - figures['answered']:.2f}")
    print("| hit@1, or refused | " + " | ".join(tables) + " |\n| --- |" + " --- |" * len(tables))
    for category, cells in rows.items():
        print(f"| {category} | " + " | ".join(cells) + " |")
    print()


def _print_times(real: Library, size: int, queries: Sequence[str]) -> None:
    library = real if size <= len(_passages(real)) + QUOTES else simulate(real, size // QUOTES)
    found = _passages(library)
    gc.collect()
    before = _memory()
    started = time.thread_time()
    engine = Engine(library)
    built = time.thread_time() - started
    gc.collect()
    gc.freeze()  # as the program does once its library stands: what lives for ever is not walked again
    grown = _memory() - before
    print(f"{len(found):,} passages, {len(library.briefs):,} briefs: index in {built:.1f} s, {grown:.0f} MB\n")
    print("| | median ms | p99 ms | slowest ms |\n| --- | --- | --- | --- |")
    _print_time("Briefbot", engine.look_up, queries)
    _print_time("Briefbot, autocomplete", engine.complete, [query[:9] for query in queries])
    del engine
    for name, search in peers([_text(library, passage) for passage in found]).items():
        _print_time(name, lambda query, search=search: search(query, 10), queries)  # type: ignore[misc]
    gc.unfreeze()
    print()


def _print_time(name: str, run: Callable[[str], object], queries: Sequence[str]) -> None:
    spent: list[float] = []
    for query in queries:
        started = time.thread_time()
        run(query)
        spent.append(1000 * (time.thread_time() - started))
        if len(spent) >= FEWEST and sum(spent) > 1000 * PATIENCE:
            break
    spent.sort()
    print(f"| {name} | {spent[len(spent) // 2]:.2f} | {spent[int(0.99 * len(spent))]:.2f} | {spent[-1]:.2f} |")


def _memory() -> float:
    """Resident memory in MB; Linux only."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main()
