"""From all sentences beside a claim to one verdict: what they come to together, and what fitted weights make of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim
from bot.evidence.claims.weights import VERDICTS

#: Chance (0–1) that support must reach; between two doubtful ones the other is said. See docs/claims.md.
SUPPORTS: Final = 0.7
UNCLAIMED: Final = ("of_self", "unsure", "wonders")  # ways of speaking of which any forbids support
#: Signals of the likeliest sentence that count once more for the verdict on the whole.
KEPT: Final = (
    "coverage", "own", "about", "lacking", "c_number", "c_year", "c_polarity", "clean", "number_agrees", "numbers_all",
    "numbers_torn", "unmet",
    "elsewhere", "uncited", "rule_supports", "rule_differs", "degree", "turned", "turned_round", "against", "favoured",
    "urged", "extreme", "like_supported", "like_differs", "like_beside", "vote", "like_best",
    "like_behind", "wrong", "spared", "short", "long",
)  # fmt: skip


class Chances(Protocol):
    """A sentence beside a claim, as `bot.evidence.claims.deciding` weighs it."""

    @property
    def signals(self) -> Mapping[str, float]: ...
    @property
    def same(self) -> float: ...
    @property
    def against(self) -> float: ...
    @property
    def supports(self) -> float: ...
    @property
    def differs(self) -> float: ...


def summary(claim: Claim, found: Sequence[Chances]) -> dict[str, float]:
    """What a verdict rests on, by name, most of it 0–1; `found` has the likeliest sentence first."""
    first = found[0] if found else None
    second = found[1] if len(found) > 1 else None
    votes, best = claim.likeness.votes, claim.likeness.best
    told = {
        "supports": max((one.supports for one in found), default=0.0),
        "differs": max((one.differs for one in found), default=0.0),
        "same": first.same if first else 0.0,
        "other": first.against if first else 0.0,
        "second_same": second.same if second else 0.0,
        "second_other": second.against if second else 0.0,
        "chance": claim.leads.chance,
        "unknown_names": claim.leads.unknown_names,
        "uncovered": claim.leads.uncovered,
        "votes_supported": votes[0],
        "votes_differs": votes[1],
        "votes_beside": votes[2],
        "nearest_supported": best[0],
        "nearest_differs": best[1],
        "nearest_beside": best[2],
        "nearest": max(best),
        "opinion": float(claim.tone.opinion),
        "of_self": float(claim.tone.of_self),
        "unsure": float(claim.tone.unsure),
        "wonders": float(claim.tone.wonders),
    }
    return told | {f"first_{name}": first.signals[name] if first else 0.0 for name in KEPT}


def claims_nothing(told: Mapping[str, float]) -> bool:
    """Whether a sentence is said in a way that forbids support."""
    return any(told[name] for name in UNCLAIMED)


def verdict_of(told: Mapping[str, float]) -> Verdict:
    """The likeliest verdict; support only where it is likely by itself."""
    chances = chances_of(told)
    supported, differs, not_found = (
        chances[verdict] for verdict in (Verdict.SUPPORTED, Verdict.DIFFERS, Verdict.NOT_FOUND)
    )
    if not claims_nothing(told) and supported >= max(SUPPORTS, differs, not_found):
        return Verdict.SUPPORTED
    return Verdict.DIFFERS if differs > not_found else Verdict.NOT_FOUND


def chances_of(told: Mapping[str, float]) -> dict[Verdict, float]:
    """The chance of each verdict; they add up to 1."""
    scores = {
        verdict: weights["one"] + sum(weights[name] * value for name, value in told.items())
        for verdict, weights in VERDICTS.items()
    }
    highest = max(scores.values())
    powers = {verdict: math.exp(score - highest) for verdict, score in scores.items()}
    total = sum(powers.values())
    return {verdict: power / total for verdict, power in powers.items()}
