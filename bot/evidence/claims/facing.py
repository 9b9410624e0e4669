"""
A claim beside the wordings of one fact that are most like it.

A sentence of a report says many things at once; a wording says one of them, so what differs stands out: another person,
the opposite word, a negation, a word that no right wording of the fact needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.evidence.claims.aligning import Alignment, align
from bot.evidence.claims.corpus import Corpus, Sentence, read_alone
from bot.evidence.claims.extent import degrees, distance
from bot.evidence.claims.turning import direction, order_in_time, period, turned_round
from bot.evidence.claims.wordings import DIFFERS, SUPPORTED

if TYPE_CHECKING:
    from bot.evidence.claims.signals import Claim

FACTS: Final = 4  # that a claim is set beside, those with the wordings that are most like it
RIGHT: Final = 4  # wordings that are borne out, the most like a claim, that it is set beside
WRONG: Final = 3  # wordings that differ
_NUMBERS: Final = frozenset(("number", "year"))
_UNNAMED: Final = _NUMBERS | {"polarity", "scope"}  # conflicts that are of no kind of thing
NAMES: Final = (
    "s_own", "s_clean", "s_any", "s_polarity", "s_number", "s_kind", "s_turned", "s_degree", "s_inverted", "s_lacking",
    "s_against", "s_favoured", "d_own", "d_clean", "d_any", "d_inverted", "d_closer", "novel", "novel_most", "wrongly",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Faced:
    """A claim beside one wording; shares are of the claim's weight, 0–1."""

    alignment: Alignment
    turned: bool
    degree: float
    inverted: float

    @property
    def own(self) -> float:
        return self.alignment.own

    @property
    def conflicts(self) -> bool:
        return bool(self.alignment.conflicts or self.alignment.unmet or self.turned)

    @property
    def clean(self) -> float:
        """How much of the claim it says, where nothing conflicts."""
        return 0.0 if self.conflicts else self.own


class Facing:
    """One claim beside the facts of the sentences that are near; each fact is read once."""

    def __init__(self, claim: Claim, corpus: Corpus) -> None:
        self._claim = claim
        self._corpus = corpus
        self._nearest = frozenset(corpus.wordings.nearest_facts(claim.likeness, FACTS))
        self._by_fact: dict[int, dict[str, float]] = {}

    def beside(self, sentence: Sentence) -> dict[str, float]:
        """
        The signals `NAMES` of the claim beside the nearest fact of a sentence, 0–1; all 0 where others are nearer.

        Those with `s_` are of wordings that are borne out, with `d_` of those that differ. `novel` is the share of the
        claim that neither these nor the sentence have, `wrongly` what only wordings that differ have.
        """
        fact = self._corpus.wordings.nearest_fact(self._claim.likeness, sentence.number)
        if fact is None or fact not in self._nearest:
            return dict.fromkeys(NAMES, 0.0)
        if fact not in self._by_fact:
            self._by_fact[fact] = self._compare(fact, sentence)
        return self._by_fact[fact] | self._unsaid(fact, sentence)

    def _compare(self, fact: int, sentence: Sentence) -> dict[str, float]:
        like, wordings = self._claim.likeness, self._corpus.wordings
        right = [self._face(said, sentence) for said in wordings.most_like(like, fact, SUPPORTED, RIGHT)]
        wrong = [self._face(said, sentence) for said in wordings.most_like(like, fact, DIFFERS, WRONG)]
        found = dict.fromkeys(NAMES, 0.0)
        if right:
            found |= {
                "s_own": max(one.own for one in right),
                "s_clean": max(one.clean for one in right),
                "s_any": min(float(one.conflicts) for one in right),
                "s_polarity": _mean(right, lambda one: "polarity" in one.alignment.conflicts),
                "s_number": _mean(right, lambda one: bool(one.alignment.conflicts & _NUMBERS)),
                "s_kind": _mean(right, lambda one: bool(one.alignment.conflicts - _UNNAMED)),
                "s_turned": _mean(right, lambda one: one.turned),
                "s_degree": min(one.degree for one in right),
                "s_inverted": min(one.inverted for one in right),
                "s_lacking": min(one.alignment.lacking for one in right),
                "s_against": _mean(right, lambda one: one.alignment.against),
                "s_favoured": _mean(right, lambda one: one.alignment.favoured),
            }
        if wrong:
            found |= {
                "d_own": max(one.own for one in wrong),
                "d_clean": max(one.clean for one in wrong),
                "d_any": min(float(one.conflicts) for one in wrong),
                "d_inverted": min(one.inverted for one in wrong),
            }
            found["d_closer"] = float(found["d_own"] > found["s_own"])
        return found

    def _face(self, said: str, sentence: Sentence) -> _Faced:
        claim = self._claim
        alignment = align(claim.text, claim.weights, read_alone(said, sentence), self._corpus)
        texts = claim.text.folded, alignment.sentence.read.folded
        return _Faced(
            alignment,
            turned=direction(*texts) == 1 or bool(order_in_time(*texts) or period(*texts)),
            degree=distance(degrees(texts[0]), degrees(texts[1])),
            inverted=turned_round(claim.text, alignment.sentence.read),
        )

    def _unsaid(self, fact: int, sentence: Sentence) -> dict[str, float]:
        wordings = self._corpus.wordings
        total = sum(self._claim.weights) or 1.0
        novel = most = wrongly = 0.0
        for word, weight in zip(self._claim.text.words, self._claim.weights, strict=True):
            if not sentence.keys.isdisjoint((word.stem, *word.entry.groups)) or wordings.says(fact, SUPPORTED, word):
                continue
            if wordings.says(fact, DIFFERS, word):
                wrongly += weight
            else:
                novel += weight
                most = max(most, weight)
        return {"novel": novel / total, "novel_most": most / total, "wrongly": wrongly / total}


def _mean(faced: Sequence[_Faced], value: Callable[[_Faced], float]) -> float:
    """A value's mean, each wording by how much of the claim it has."""
    total = sum(one.own for one in faced) or 1.0
    return sum(one.own * value(one) for one in faced) / total
