"""From all sentences beside a claim to one verdict: what they come to together, and what fitted weights make of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim
from bot.evidence.claims.trees import trees

#: Chance (0–1) that support must reach; between two doubtful ones the other is said. See docs/claims.md.
SUPPORTS: Final = 0.9
UNCLAIMED: Final = ("of_self", "unsure", "wonders")  # ways of speaking of which any forbids support
#: Signals that count as well of the sentence that supports most, and of the one that differs most.
OF_OTHERS: Final = (
    "coverage", "vote", "wrong", "like_supported", "like_differs", "novel", "s_own", "s_clean", "s_any", "s_polarity",
    "s_number", "s_kind", "d_own", "d_clean",
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
    """What a verdict rests on, by name, most of it 0–1; `found` has the likeliest sentence first, and may be empty."""
    first = found[0] if found else None
    second = found[1] if len(found) > 1 else None
    supporting = max(found, key=lambda one: one.supports, default=None)
    differing = max(found, key=lambda one: one.differs, default=None)
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
        "pairs_right": claim.leaning.right,
        "pairs_wrong": claim.leaning.wrong,
        "pairs_balance": claim.leaning.balance,
        "pairs_known": claim.leaning.known,
        "order_right": claim.leaning.order_right,
        "order_wrong": claim.leaning.order_wrong,
        "order_balance": claim.leaning.order_balance,
        "opinion": float(claim.tone.opinion),
        "of_self": float(claim.tone.of_self),
        "unsure": float(claim.tone.unsure),
        "wonders": float(claim.tone.wonders),
    }
    told |= {f"first_{name}": value for name, value in (first.signals if first else {}).items()}
    told |= {f"supporting_{name}": supporting.signals[name] for name in OF_OTHERS if supporting}
    return told | {f"differing_{name}": differing.signals[name] for name in OF_OTHERS if differing}


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
    scores = trees().scores(told)
    highest = max(scores.values())
    powers = {verdict: math.exp(score - highest) for verdict, score in scores.items()}
    total = sum(powers.values())
    return {verdict: power / total for verdict, power in powers.items()}
