"""From a claim to a verdict: which sentences are near, and what the fitted weights make of each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.evidence.claims.aligning import Alignment, align, cites
from bot.evidence.claims.attribution import AttributionReader
from bot.evidence.claims.corpus import Corpus
from bot.evidence.claims.facing import Facing
from bot.evidence.claims.judging import judge
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim, led_to, signals
from bot.evidence.claims.summing import summary, verdict_of
from bot.evidence.claims.weights import AGAINST, SAME_MATTER
from bot.evidence.claims.words import Text

CANDIDATES: Final = 20  # sentences set beside a claim, by its words
LED_TO: Final = 5  # quotes of the lookup whose sentences are set beside it as well
LED: Final = 0.5  # what the first quote of the lookup adds to a sentence's order
WEIGHED: Final = 10  # of all these, those that the weights see
KIND_SHARE: Final = 0.3  # for finding candidates, of a word whose kind the sentence names otherwise
ELSEWHERE: Final = 0.6  # chance from which a source that was not named speaks of the claim's matter
POSSIBLE: Final = 0.05  # chance of support below which no sentence permits it
LITERAL: Final = 0.85  # of the claim, from which a sentence with its very numbers says it; 73 of 76 messages
WORD_FOR_WORD: Final = 0.9  # the same for a claim without numbers, most of it in the sentence itself,
RIGHT: Final = 0.75  # where the wordings of the fact vote so for it,
WRONG: Final = 0.3  # and no more of one that differs is said: 228 of 243 messages
EXACTLY: Final = 0.15  # what a claim's very number adds to the chance that a sentence is the one that is meant
LIKE: Final = 0.5  # what a wording that is wholly like the claim adds to the order of its sentence
#: Signals of which any forbids support: a number that is not answered, another country, what is only recommended.
FORBID: Final = ("unmet", "elsewhere", "urged", "uncited")


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on one claim and the alignments behind it, best first."""

    verdict: Verdict
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One sentence with its signals, and the chances (0–1) that it speaks of the claim's matter, and otherwise."""

    alignment: Alignment
    signals: Mapping[str, float]
    same: float
    against: float  # of those that speak of it

    @property
    def supports(self) -> float:
        """The chance that it says the claim, as far as the claim's source, numbers and country permit."""
        return 0.0 if any(self.signals[name] for name in FORBID) else self.same * (1 - self.against)

    @property
    def has_the_number(self) -> bool:
        """Whether it has every number of the claim, and there is one."""
        return bool(self.signals["numbers_all"])

    @property
    def says_it(self) -> bool:
        """Whether it says the claim nearly word for word, with its very numbers or as right wordings do."""
        told = self.signals
        if not told["rule_supports"] or any(told[name] for name in FORBID):
            return False
        if self.has_the_number:
            return told["coverage"] >= LITERAL
        close = told["coverage"] >= WORD_FOR_WORD and told["own"] >= WORD_FOR_WORD - 0.1
        right = told["vote"] >= RIGHT and told["wrong"] <= WRONG and told["like_supported"] >= told["like_differs"]
        return close and right and not (told["turned"] or told["extreme"])

    @property
    def outside(self) -> bool:
        """Whether it is of a source that the claim does not name, where it names one."""
        return bool(self.signals["source_other"])

    @property
    def differs(self) -> float:
        """The chance that it says something else of the claim's matter."""
        return self.same * self.against


def _candidates(claim: Text, weights: tuple[float, ...], corpus: Corpus, sources: frozenset[str] | None) -> list[int]:
    """The sentences that share most with a claim, in the named sources and elsewhere; ties go to reading order."""
    scores: dict[int, float] = {}
    for word, weight in zip(claim.words, weights, strict=True):
        best: dict[int, float] = {}
        for key in (word.stem, *word.parts, *word.entry.groups):
            for number in corpus.postings.get(key, ()):
                best[number] = weight
            for number in corpus.near_postings.get(key, ()):
                best.setdefault(number, 0.5 * weight)
        for kind, _ in word.entry.kinds:
            for number in corpus.by_kind.get(kind, ()):
                best.setdefault(number, KIND_SHARE * weight)
        for number, value in best.items():
            scores[number] = scores.get(number, 0.0) + value
    values = {(quantity.low, quantity.high) for quantity in claim.quantities}
    for number in scores:
        held = {(quantity.low, quantity.high) for quantity in corpus.sentences[number].read.quantities}
        scores[number] += 0.6 * len(values & held)
    best_first = sorted(scores, key=lambda number: (-scores[number], number))
    if sources is None:
        return best_first[:CANDIDATES]
    inside = [number for number in best_first if corpus.sentences[number].passage.source in sources]
    return inside[:CANDIDATES] + [number for number in best_first if number not in set(inside)][:CANDIDATES]


def beside(claim: Claim, corpus: Corpus, reader: AttributionReader) -> list[tuple[Alignment, dict[str, float]]]:
    """A claim beside the sentences that may decide on it, at most `WEIGHED`, each with its signals."""
    text, attribution = claim.text, claim.attribution
    numbers = dict.fromkeys(_candidates(text, claim.weights, corpus, attribution.sources))
    for lead in claim.leads.quotes[:LED_TO]:
        numbers |= dict.fromkeys(corpus.by_quote.get((lead.brief, lead.quote), ()))
    numbers |= dict.fromkeys(claim.likeness.sentences)
    found = [align(text, claim.weights, corpus.sentences[number], corpus) for number in numbers]
    found = [replace(one, cited=cites(attribution, reader, one.sentence)) for one in found]
    best = max((one.order for one in found), default=0.0)

    def order(one: Alignment) -> tuple[float, int]:
        like = corpus.wordings.close(claim.likeness, one.sentence.number).best
        return -(one.order + LED * led_to(claim.leads, one.sentence).share + LIKE * like), one.sentence.number

    found.sort(key=order)
    facing = Facing(claim, corpus)
    return [(one, signals(claim, one, facing, corpus, judge(one, text), best)) for one in found[:WEIGHED]]


def decide(claim: Claim, corpus: Corpus, reader: AttributionReader) -> Decision:
    """The verdict on one claim, by the sentences that its words, the lookup and curated wordings lead to."""
    found = weighed(beside(claim, corpus, reader))
    inside = [one for one in found if not one.outside]
    outside = [one for one in found if one.outside]
    if claim.attribution.sources is not None and not claim.attribution.sources:
        return Decision(Verdict.NOT_FOUND, tuple(one.alignment for one in found))
    told = summary(claim, inside)
    verdict = verdict_of(told, plainly=bool(inside) and inside[0].says_it)
    if verdict is Verdict.SUPPORTED and told["supports"] < POSSIBLE and told["first_uncited"]:
        verdict = Verdict.DIFFERS  # said so, but not by the one who is named
    if verdict is Verdict.NOT_FOUND and any(one.same >= ELSEWHERE for one in outside):
        return Decision(Verdict.DIFFERS, tuple(one.alignment for one in found))  # another source than the named one
    return Decision(verdict, tuple(one.alignment for one in (*inside, *outside)))


def weighed(near: Iterable[tuple[Alignment, dict[str, float]]]) -> list[Weighed]:
    """The sentences beside a claim with their chances, the likeliest to speak of its matter first."""
    found = [
        Weighed(alignment, told, chance_of(SAME_MATTER, told), chance_of(AGAINST, told)) for alignment, told in near
    ]
    found.sort(key=lambda one: (-one.same - (EXACTLY if one.has_the_number else 0.0), one.alignment.sentence.number))
    return found


def chance_of(weights: Mapping[str, float], told: Mapping[str, float]) -> float:
    """What logistic weights make of signals, 0–1."""
    z = weights["one"] + sum(weights[name] * value for name, value in told.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
