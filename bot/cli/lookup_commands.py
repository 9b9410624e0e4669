"""ask and cite: the same answers in the terminal, for people and for programs."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from bot.cli.context import answer_lines, library_folder

if TYPE_CHECKING:
    from bot.search.engine import Engine
    from bot.search.outcomes import Evidence, Hit, Lookup

QUOTES = 10  # of one brief in a batch answer


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
