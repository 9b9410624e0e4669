"""From all sentences beside a claim to one verdict: what they come to together, and what fitted weights make of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim
from bot.evidence.claims.trees import trees

#: Chance (0–1) that support must reach; between two doubtful ones the other is said. See docs/claims.md.
SUPPORTS: Final = 0.92
PLAINLY: Final = 0.5  # the same where a sentence says it nearly word for word,
TURNED: Final = 0.5  # unless right wordings have a role of the claim the other way round as much as this
INVERTED: Final = 0.75  # how far the roles of a claim are turned on the whole, from which it is not supported,
HEARD: Final = 0.3  # where as many of them are known
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
        "roles_known": claim.casting.known,
        "roles_kept": claim.casting.kept,
        "roles_turned": claim.casting.turned,
        "roles_turned_mean": claim.casting.turned_mean,
        "roles_wrong": claim.casting.wrong,
        "roles_balance": claim.casting.balance,
        "opinion": float(claim.tone.opinion),
        "of_self": float(claim.tone.of_self),
        "unsure": float(claim.tone.unsure),
        "wonders": float(claim.tone.wonders),
    }
    told |= {f"first_{name}": value for name, value in (first.signals if first else {}).items()}
    told |= {f"supporting_{name}": supporting.signals[name] for name in OF_OTHERS if supporting}
    return told | {f"differing_{name}": differing.signals[name] for name in OF_OTHERS if differing}


def _forbids(told: Mapping[str, float]) -> bool:
    """Whether a sentence claims nothing by the way it is said, or has nearly all its roles the other way round."""
    return _turned(told, INVERTED) or any(told[name] for name in UNCLAIMED)


def _turned(told: Mapping[str, float], bound: float) -> bool:
    """Whether right wordings have the roles of a claim the other way round, where enough of them are known."""
    return told["roles_turned_mean"] >= bound and told["roles_known"] >= HEARD


def verdict_of(told: Mapping[str, float], *, plainly: bool) -> Verdict:
    """The likeliest verdict; support only where it is likely by itself, less so where a sentence says it `plainly`."""
    bound = PLAINLY if plainly and not _turned(told, TURNED) else SUPPORTS
    chances = chances_of(told)
    supported, differs, not_found = (
        chances[verdict] for verdict in (Verdict.SUPPORTED, Verdict.DIFFERS, Verdict.NOT_FOUND)
    )
    if not _forbids(told) and supported >= max(bound, differs, not_found):
        return Verdict.SUPPORTED
    return Verdict.DIFFERS if differs > not_found else Verdict.NOT_FOUND


def chances_of(told: Mapping[str, float]) -> dict[Verdict, float]:
    """The chance of each verdict; they add up to 1."""
    scores = trees().scores(told)
    highest = max(scores.values())
    powers = {verdict: math.exp(score - highest) for verdict, score in scores.items()}
    total = sum(powers.values())
    return {verdict: power / total for verdict, power in powers.items()}
