"""check-claim: what the sources say to a claim, for people and for programs."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from bot.cli.context import answer_lines
from bot.cli.lookup_commands import load_engine

if TYPE_CHECKING:
    from bot.evidence.claims.outcomes import ClaimResult, Reason
    from bot.search.engine import Engine

_SAID = {
    "supported": "Supported: these sources say it.",
    "differs": "Sources differ from it.",
    "not-found": "Not in these sources.",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("check-claim", help="a claim against the library")
    one.add_argument("text", nargs="*", help="a message, as somebody wrote it")
    one.add_argument("--json", action="store_true", help="for tools")
    one.add_argument("--batch", action="store_true", help='JSON lines {"id", "query"} in, verdicts out')
    one.set_defaults(run=check_claims)


def check_claims(arguments: argparse.Namespace) -> int:
    """Check one message, or a batch of them."""
    from bot.evidence.claims.checking import check_claim

    engine = load_engine(arguments)
    if arguments.batch:
        return answer_lines(lambda query: claim_data(engine, query))
    message = " ".join(arguments.text)
    if arguments.json:
        print(json.dumps({"query": message, **claim_data(engine, message)}, ensure_ascii=False, indent=1))
        return 0
    _print_result(check_claim(message, engine), engine)
    return 0


def claim_data(engine: Engine, message: str) -> dict[str, Any]:
    """A claim check as the batch contract lays it out."""
    from bot.evidence.claims.checking import check_claim

    result = check_claim(message, engine)
    return {"verdict": result.verdict.value, "reasons": [_reason(reason) for reason in result.reasons]}


def _reason(reason: Reason) -> dict[str, Any]:
    data: dict[str, Any] = {
        "source": reason.passage.source,
        "section": " > ".join(reason.passage.section),
        "paragraph": reason.passage.paragraph,
        "key": reason.passage.key,
        "text": reason.text,
    }
    further = {"figure": reason.figure, "hedge": reason.hedge, "originator": reason.originator, "as_of": reason.as_of}
    return data | {name: value for name, value in (further | {"relation": reason.relation}).items() if value}


def _print_result(result: ClaimResult, engine: Engine) -> None:
    print(_SAID[result.verdict.value])
    if len(result.claims) > 1:
        for claim in result.claims:
            print(f"  {_SAID[claim.verdict.value]}  {claim.claim}")
    for reason in result.reasons[:3]:
        label = engine.library.sources[reason.passage.source].label
        print(f"\n  “{reason.text}”\n      {label}, {reason.passage.key}")
        hedge = f"hedge: {reason.hedge}" if reason.hedge else None
        for note in (reason.relation, hedge, reason.originator):
            if note:
                print(f"      {note}")
