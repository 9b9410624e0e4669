"""ask and cite: the same answers in the terminal, for people and for programs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.context import answer_lines, library_folder

if TYPE_CHECKING:
    from bot.search.engine import Engine
    from bot.search.evaluating import Table
    from bot.search.outcomes import Evidence, Hit, Lookup

QUOTES = 10  # of one brief in a batch answer
_SHIPPED = Path(__file__).resolve().parent.parent.parent / "tests" / "lookup" / "queries.jsonl"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("ask", help="the same answer in the terminal")
    one.add_argument("text", nargs="*", help="a question, a topic, a key such as tip-2024:12")
    one.add_argument("--json", action="store_true", help="for tools")
    one.add_argument("--explain", action="store_true", help="say why each brief was found")
    one.add_argument("--batch", action="store_true", help='JSON lines {"id", "query"} in, answers out')
    one.set_defaults(run=ask)

    one = commands.add_parser("cite", help="the passages that say it")
    one.add_argument("text", nargs="*", help="words to look for")
    one.add_argument("--json", action="store_true", help="for tools")
    one.add_argument("--batch", action="store_true", help='JSON lines {"id", "query"} in, passages out')
    one.set_defaults(run=cite)

    one = commands.add_parser("eval", help="lookup quality on a query file")
    one.add_argument("file", nargs="?", type=Path, help="JSON lines; the shipped training set without it")
    one.add_argument("--split", choices=("dev", "test", "second", "third"), help="only the queries marked so")
    one.add_argument("--misses", type=int, default=0, metavar="N", help="list up to N queries that went wrong")
    one.add_argument("--samples", type=int, default=1000, metavar="N", help="bootstrap samples for the intervals")
    one.set_defaults(run=evaluate)


def ask(arguments: argparse.Namespace) -> int:
    """Answer one query, or a batch of them."""
    engine = load_engine(arguments)
    if arguments.batch:
        return answer_lines(lambda query: ask_data(engine, query))
    query = " ".join(arguments.text)
    if arguments.json:
        print(json.dumps({"query": query, **ask_data(engine, query)}, ensure_ascii=False, indent=1))
        return 0
    return _print_answer(engine, query, explain=arguments.explain)


def cite(arguments: argparse.Namespace) -> int:
    """Passages for one query, or a batch of them."""
    engine = load_engine(arguments)
    if arguments.batch:
        return answer_lines(lambda query: cite_data(engine, query))
    query = " ".join(arguments.text)
    data = cite_data(engine, query)
    if arguments.json:
        print(json.dumps({"query": query, **data}, ensure_ascii=False, indent=1))
        return 0
    for hit in data["hits"]:
        print(f"“{hit['text']}”\n    {hit['key']} · {hit['section'] or 'no headings'}\n")
    return 0 if data["answer"] else _nothing()


def load_engine(arguments: argparse.Namespace) -> Engine:
    """The engine over the configured library."""
    from bot.library.loading import load_library
    from bot.search.engine import Engine

    return Engine(load_library(library_folder(arguments)))


def ask_data(engine: Engine, query: str) -> dict[str, Any]:
    """A lookup as the batch contract lays it out."""
    outcome = engine.look_up(query)
    return {**_flags(outcome), "hits": [_hit(hit) for hit in outcome.hits]}


def cite_data(engine: Engine, query: str) -> dict[str, Any]:
    """The passages of a lookup as the batch contract lays them out."""
    outcome, passages = engine.passages(query)
    return {**_flags(outcome), "hits": [{**_evidence(one), "brief": one.brief} for one in passages]}


def _flags(outcome: Lookup) -> dict[str, Any]:
    from bot.search.outcomes import Answer, Ask, Decline

    flags: dict[str, Any] = {"answer": isinstance(outcome, Answer), "ask": isinstance(outcome, Ask)}
    if isinstance(outcome, Decline):
        flags |= {"reason": outcome.reason.value, "subject": outcome.subject}
    return flags


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "brief": hit.brief,
        "title": hit.title,
        "similarity": hit.similarity,
        "why": hit.why,
        "quotes": [_evidence(one) for one in hit.evidence[:QUOTES]],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "source": one.passage.source,
        "section": " > ".join(one.passage.section),
        "paragraph": one.passage.paragraph,
        "key": one.passage.key,
        "text": one.text,
        "similarity": one.similarity,
    }


def _print_answer(engine: Engine, query: str, *, explain: bool) -> int:
    from bot.search.outcomes import Answer, Ask, Decline

    outcome = engine.look_up(query)
    match outcome:
        case Answer(_, hits, topics):
            for hit in hits[:topics]:
                _print_brief(engine, hit)
        case Ask(_, hits):
            print("Which of these?")
            for hit in hits[:5]:
                print(f"  {hit.title}  (briefbot ask {hit.brief})")
        case Decline(_, _, subject, nearest):
            print(f"These sources do not cover {subject}." if subject else "Nothing in these sources comes close.")
            for hit in nearest:
                print(f"  Nearest: {hit.title}  (briefbot ask {hit.brief})")
    if explain:
        for hit in outcome.hits[:5]:
            print(f"  {hit.similarity:5.1f}  {hit.brief}: {hit.why}")
    return 0


def _print_brief(engine: Engine, hit: Hit) -> None:
    library = engine.library
    brief = library.briefs[hit.brief]
    print(f"{brief.title}\n")
    for one in hit.evidence[:3]:
        print(f"  “{one.text}”\n      {library.sources[one.passage.source].label}, {one.passage.key}")
    print()
    for statement in (*brief.statements, *brief.differs):
        keys = ", ".join(dict.fromkeys(library.quotes[brief.id, name].key for name in statement.quotes))
        print(f"- {statement.text} [{keys}]")
    print()


def _nothing() -> int:
    print("No passage in these sources says it.", file=sys.stderr)
    return 0


def evaluate(arguments: argparse.Namespace) -> int:
    """Print how well queries of a labelled file are answered."""
    from bot.search import evaluating

    path = arguments.file or _SHIPPED
    if not path.is_file():
        print(f"There is no query file {path}.", file=sys.stderr)
        return 1
    try:
        queries = evaluating.load_queries(path)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    chosen = [query for query in queries if arguments.split in (None, query.split)]
    if not chosen:
        print(f"{path.name} holds no query to look up.", file=sys.stderr)
        return 1
    judged = evaluating.evaluate(load_engine(arguments), chosen)
    _print_table(evaluating.tabulate(judged, samples=arguments.samples))
    wrong = [one for one in judged if (one.query.gold and one.rank != 1) or (not one.query.gold and one.answered)]
    for one in wrong[: arguments.misses]:
        state = "answered" if one.answered else "asked" if one.asked else "declined"
        print(f"  {one.query.category}: {one.query.query!r} was {state}, the right brief at rank {one.rank}")
    return 0


def _print_table(table: Table) -> None:
    for category, figures in table.categories.items():
        shares = ", ".join(f"{name} {value:.3f}" for name, value in figures.items() if name != "n")
        print(f"{category} ({figures['n']:.0f}): {shares}")
    print()
    for name, value in table.whole.items():
        low, high = table.intervals.get(name, (value, value))
        print(f"{name:<28} {value:.3f}  ({low:.3f} to {high:.3f})")
