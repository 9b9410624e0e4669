"""From alignments to a verdict: thresholds, the choice of sentence, and what a named source does to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.evidence.claims.aligning import Alignment, align, cites, weigh
from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.corpus import Corpus
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.words import Text

CANDIDATES: Final = 14  # sentences looked at closely
SUPPORT: Final = 0.74  # coverage from which a sentence without conflict supports
SUPPORT_OWN: Final = 0.52  # of it met by the sentence itself
LACKING: Final = 0.24  # the heaviest single word that may be missing, as a share
DIFFER: Final = 0.55  # coverage from which a conflict is one about the same thing
DIFFER_WITH_ALIEN: Final = 0.75  # the same where the claim has a name that is not met
ANCHOR: Final = 0.75  # summed weight that must be met for any verdict but not-found
INHERITED: Final = 0.35  # weight of words taken over from the part before


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on one claim and the alignments behind it, best first."""

    verdict: Verdict
    alignments: tuple[Alignment, ...]


def candidates(claim: Text, weights: tuple[float, ...], corpus: Corpus) -> list[int]:
    """The sentences that share most with a claim; ties go to reading order."""
    scores: dict[int, float] = {}
    for word, weight in zip(claim.words, weights, strict=True):
        best: dict[int, float] = {}
        for key in (word.stem, *word.parts, *word.entry.groups):
            for number in corpus.postings.get(key, ()):
                best[number] = weight
            for number in corpus.near_postings.get(key, ()):
                best.setdefault(number, 0.5 * weight)
        for number, value in best.items():
            scores[number] = scores.get(number, 0.0) + value
    values = {(quantity.low, quantity.high) for quantity in claim.quantities}
    for number in scores:
        held = {(quantity.low, quantity.high) for quantity in corpus.sentences[number].read.quantities}
        scores[number] += 0.6 * len(values & held)
    return sorted(scores, key=lambda number: (-scores[number], number))[:CANDIDATES]


def decide(claim: Text, attribution: Attribution, corpus: Corpus, reader: AttributionReader) -> Decision:
    """The verdict on one claim, by the sentences that share most with it."""
    weights = weigh(claim.words, corpus)
    found = [
        replace(one, cited=cites(attribution, reader, one.sentence))
        for one in (align(claim, weights, corpus.sentences[n], corpus) for n in candidates(claim, weights, corpus))
    ]
    found.sort(key=lambda one: (-one.order, one.sentence.number))
    judged = [(one, _judge(one, claim)) for one in found]
    if attribution.sources is None:
        inside, outside = judged, []
    else:
        inside = [pair for pair in judged if pair[0].sentence.passage.source in attribution.sources]
        outside = [pair for pair in judged if pair[0].sentence.passage.source not in attribution.sources]
        if not attribution.sources:
            return Decision(Verdict.NOT_FOUND, tuple(found))
    bound = [
        (one, Verdict.DIFFERS if verdict is Verdict.SUPPORTED and not one.cited else verdict)
        for one, verdict in inside
    ]
    decision = _choose(bound)
    if decision.verdict is Verdict.NOT_FOUND and outside and _choose(outside).verdict is not Verdict.NOT_FOUND:
        near = tuple(one for one, _ in inside if one.about >= DIFFER)
        chosen = _choose(outside)
        return Decision(Verdict.DIFFERS, (*near[:1], *chosen.alignments[:3], *near[1:], *chosen.alignments[3:]))
    return decision


def _judge(one: Alignment, claim: Text) -> Verdict:
    if claim.elsewhere:
        return Verdict.NOT_FOUND
    if one.matched < ANCHOR:
        return Verdict.NOT_FOUND
    if one.conflicts:
        same = one.about >= DIFFER and not one.unmet and (not one.alien or one.about >= DIFFER_WITH_ALIEN)
        return Verdict.DIFFERS if same else Verdict.NOT_FOUND
    if one.unmet:
        return Verdict.NOT_FOUND
    good = one.coverage >= SUPPORT and one.own >= SUPPORT_OWN and one.lacking <= LACKING
    return Verdict.SUPPORTED if good else Verdict.NOT_FOUND


def _choose(judged: list[tuple[Alignment, Verdict]]) -> Decision:
    """Support wins over a conflict only where it meets the claim about as well."""
    by = {verdict: [one for one, v in judged if v is verdict] for verdict in Verdict}
    supporting, differing = by[Verdict.SUPPORTED], by[Verdict.DIFFERS]
    rest = by[Verdict.NOT_FOUND]
    if supporting and (not differing or supporting[0].order >= differing[0].order - 0.05):
        return Decision(Verdict.SUPPORTED, (*supporting, *differing, *rest))
    if differing:
        return Decision(Verdict.DIFFERS, (*differing, *supporting, *rest))
    return Decision(Verdict.NOT_FOUND, tuple(one for one, _ in judged))
