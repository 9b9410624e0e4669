"""
Who does what to whom: pairs of words in their order, in a claim and in the wordings of the fact that is nearest to it.

“Guards beat prisoners” and “prisoners beat guards” hold the same words.
What stands before what, within a few words, tells them apart where curators wrote down both.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

REACH: Final = 6  # words from one to the other
#: Small words that tell what is done by whom, to whom, when, and whether at all.
TURNING: Final = frozenset("by to from into out than before after without not no never only".split())
_MANY: Final = 20  # pairs, or summed log-odds, that count as many
_CERTAIN: Final = 8.0  # summed log-odds at which the balance is nearly 1
_ORDERED: Final = 10.0  # the same of orders
_TURNED: Final = 4.0

Pair = tuple[str, str]
Naming = Callable[[str], Iterable[str]]  # a text to the names of its words in their order; small ones of `TURNING` too


@dataclass(frozen=True, slots=True)
class FactPairs:
    """How many wordings of each verdict hold a pair, and how many wordings there are."""

    right: Counter[Pair]
    rights: int
    wrong: Counter[Pair]
    wrongs: int


@dataclass(frozen=True, slots=True)
class Leaning:
    """
    How the pairs of a claim lean, all 0–1 but for the balances, which are -1 (wrong) to 1 (right).

    The first four go by whether two words stand in this order at all, the last three by which order they stand in.
    """

    right: float = 0.0
    wrong: float = 0.0
    balance: float = 0.0
    known: float = 0.0
    order_right: float = 0.0
    order_wrong: float = 0.0
    order_balance: float = 0.0


def lean(claim: str, fact: FactPairs, name: Naming) -> Leaning:
    """Set a claim, as typed, beside a fact whose wordings were read with the same `name`."""
    return _lean(_pairs(claim, name), fact)


def read_fact(right: Sequence[str], wrong: Sequence[str], name: Naming) -> FactPairs:
    """Count the pairs in the wordings of a fact that a source bears out, and in those that say something else."""
    return FactPairs(_count(right, name), len(right), _count(wrong, name), len(wrong))


def _count(texts: Iterable[str], name: Naming) -> Counter[Pair]:
    return Counter(pair for text in texts for pair in _pairs(text, name))


def _pairs(text: str, name: Naming) -> list[Pair]:
    names = list(name(text))
    return list(
        dict.fromkeys(
            (first, second)
            for at, first in enumerate(names)
            for second in names[at + 1 : at + 1 + REACH]
            if first != second
        )
    )


def _lean(pairs: Iterable[Pair], fact: FactPairs) -> Leaning:
    right = wrong = order_right = order_wrong = 0.0
    known = 0
    for first, second in pairs:
        pair, turned = (first, second), (second, first)
        rights, wrongs = fact.right[pair], fact.wrong[pair]
        if rights or wrongs:
            known += 1
            odds = math.log((rights + 0.5) / (fact.rights + 1) / ((wrongs + 0.5) / (fact.wrongs + 1)))
            right += max(0.0, odds)
            wrong += max(0.0, -odds)
        either_right, either_wrong = rights + fact.right[turned], wrongs + fact.wrong[turned]
        if either_right or either_wrong:
            odds = math.log((rights + 0.5) / (either_right + 1) / ((wrongs + 0.5) / (either_wrong + 1)))
            order_right += max(0.0, odds)
            order_wrong += max(0.0, -odds)
    return Leaning(
        min(1.0, right / _MANY),
        min(1.0, wrong / _MANY),
        math.tanh((right - wrong) / _CERTAIN),
        min(1.0, known / _MANY),
        min(1.0, order_right / _ORDERED),
        min(1.0, order_wrong / _ORDERED),
        math.tanh((order_right - order_wrong) / _TURNED),
    )
