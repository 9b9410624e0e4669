"""From a claim to a verdict: which sentences are near, and what the fitted weights make of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.evidence.claims.aligning import Alignment, align, cites, weigh
from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.corpus import Corpus
from bot.evidence.claims.judging import judge
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim, led_to, signals
from bot.evidence.claims.weights import AGAINST, SAME_MATTER
from bot.evidence.claims.words import Text, read_folded
from bot.search.leading import Leads

CANDIDATES: Final = 20  # sentences set beside a claim, by its words
LED_TO: Final = 5  # quotes of the lookup whose sentences are set beside it as well
LED: Final = 0.5  # what the first quote of the lookup adds to a sentence's order
WEIGHED: Final = 10  # of all these, those that the weights see
KIND_SHARE: Final = 0.3  # for finding candidates, of a word whose kind the sentence names otherwise
#: Chances (0–1) from which a sentence supports or differs; the first is strict, see docs/claims.md.
SUPPORTS: Final = 0.65
DIFFERS: Final = 0.45
OUTWEIGHS: Final = 1.2  # times the best chance of a conflict, which support must reach
MUCH_BETTER: Final = 0.25  # coverage by which a sentence without conflict stands before one with
#: Signals of which any forbids support: a number that is not answered, another country, what is only recommended.
FORBID: Final = ("unmet", "elsewhere", "urged")


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on one claim and the alignments behind it, best first."""

    verdict: Verdict
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One sentence with its signals, and the chances (0–1) that it says the claim or something else of the matter."""

    alignment: Alignment
    signals: Mapping[str, float]
    supports: float
    differs: float
    outside: bool  # of a source that the claim does not name, where it names one


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


def beside(
    folded: str, attribution: Attribution, leads: Leads, corpus: Corpus, reader: AttributionReader
) -> list[tuple[Alignment, dict[str, float]]]:
    """A folded claim beside the sentences that may decide on it, at most `WEIGHED`, each with its signals."""
    text = read_folded(folded)
    claim = Claim(text, weigh(text.words, corpus), attribution, leads)
    numbers = dict.fromkeys(_candidates(text, claim.weights, corpus, attribution.sources))
    for lead in leads.quotes[:LED_TO]:
        numbers |= dict.fromkeys(corpus.by_quote.get((lead.brief, lead.quote), ()))
    found = [align(text, claim.weights, corpus.sentences[number], corpus) for number in numbers]
    found = [replace(one, cited=cites(attribution, reader, one.sentence)) for one in found]
    best = max((one.order for one in found), default=0.0)
    found.sort(key=lambda one: (-(one.order + LED * led_to(leads, one.sentence).share), one.sentence.number))
    return [(one, signals(claim, one, corpus, judge(one, text), best)) for one in found[:WEIGHED]]


def decide(folded: str, attribution: Attribution, leads: Leads, corpus: Corpus, reader: AttributionReader) -> Decision:
    """The verdict on one folded claim, by the sentences that its words and the lookup lead to."""
    found = [_weigh(*pair) for pair in beside(folded, attribution, leads, corpus, reader)]
    found.sort(key=lambda one: (-(one.supports + one.differs), one.alignment.sentence.number))
    inside = [one for one in found if not one.outside]
    outside = [one for one in found if one.outside]
    if attribution.sources is not None and not attribution.sources:
        return Decision(Verdict.NOT_FOUND, tuple(one.alignment for one in found))
    verdict = choose(inside)
    ordered = [*inside, *outside]
    if verdict is Verdict.NOT_FOUND and outside and choose(outside) is not Verdict.NOT_FOUND:
        verdict, ordered = Verdict.DIFFERS, found
    return Decision(verdict, tuple(one.alignment for one in ordered))


def choose(found: list[Weighed]) -> Verdict:
    """Support must outweigh every conflict; between two doubtful ones the matter is not found."""
    best = max(found, key=lambda one: one.supports, default=None)
    supports = best.supports if best else 0.0
    differs = max((one.differs for one in found), default=0.0)
    rivals = max((one.differs for one in found if best and not _beside_the_point(one, best)), default=0.0)
    if supports >= SUPPORTS and supports >= OUTWEIGHS * rivals:
        return Verdict.SUPPORTED
    return Verdict.DIFFERS if differs >= max(DIFFERS, supports) else Verdict.NOT_FOUND


def _beside_the_point(rival: Weighed, best: Weighed) -> bool:
    """Whether a sentence gives another number or thing where a better met one gives the claim's very own."""
    told, held = rival.signals, best.signals
    if rival.alignment.order >= best.alignment.order or not held["clean"]:
        return False
    return bool(held["number_agrees"] and told["c_number"]) or held["coverage"] - told["coverage"] >= MUCH_BETTER


def _weigh(alignment: Alignment, told: dict[str, float]) -> Weighed:
    same, against = _chance(SAME_MATTER, told), _chance(AGAINST, told)
    return permitted(alignment, told, same * (1 - against), same * against)


def permitted(alignment: Alignment, told: dict[str, float], supports: float, differs: float) -> Weighed:
    """The chances as far as the claim's sources, numbers and country permit support."""
    if any(told[name] for name in FORBID):
        supports = 0.0
    if told["uncited"]:
        differs = max(differs, supports) if supports >= SUPPORTS else differs
        supports = 0.0
    return Weighed(alignment, told, supports, differs, bool(told["source_other"]))


def _chance(weights: Mapping[str, float], told: Mapping[str, float]) -> float:
    z = weights["one"] + sum(weights[name] * value for name, value in told.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
