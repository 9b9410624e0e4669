"""From alignments to a verdict: thresholds, the choice of sentence, and what a named source does to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.evidence.claims.aligning import Alignment, align, cites, weigh
from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.corpus import Corpus
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.words import Text

CANDIDATES: Final = 20  # sentences looked at closely
SUPPORT: Final = 0.75  # coverage from which a sentence without conflict supports
SUPPORT_OWN: Final = 0.58  # of it met by the sentence itself
SUPPORT_OWN_BY_NUMBER: Final = 0.42  # where the sentence has the claim's very number
LACKING: Final = 0.24  # the heaviest single word that may be missing, as a share
ABSENT: Final = 0.5  # weight of a word that support may lack altogether
DIFFER: Final = 0.55  # coverage from which a conflict is one about the same thing
DIFFER_WITH_ALIEN: Final = 0.75  # the same where the claim has a name that is not met
DIFFER_WEAKLY: Final = 0.65  # where only kinds of `WEAK` conflict
WEAK: Final = frozenset(
    ("relation", "gender", "age", "sector", "goods", "crime", "offender", "means", "injury", "ending", "body")
)
MARGIN: Final = 0.05  # by which a supporting sentence may stand behind one with another number or name
_PLAIN: Final = frozenset(("number", "year", "polarity", "tier", "article", "unscr"))  # conflicts that need no more
_URGED: Final = re.compile(
    r"\b(?:recommend\w*|urge[sd]?|calls? (?:on|for)|called (?:on|for)|wants?|should|told|advis\w+"
    r"|asks?|asked|demand\w*|suggest\w*)\b"
)
KIND_SHARE: Final = 0.3  # for finding candidates, of a word whose kind the sentence names otherwise
COVERED: Final = 0.4  # coverage without slots that a claim must have where only a slot differs
MISQUOTED: Final = 0.7  # what must be about the same where only the originator differs
ANCHOR: Final = 0.65  # summed weight that must be met for any verdict but not-found
INHERITED: Final = 0.35  # weight of words taken over from the part before


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on one claim and the alignments behind it, best first."""

    verdict: Verdict
    alignments: tuple[Alignment, ...]


def candidates(claim: Text, weights: tuple[float, ...], corpus: Corpus, sources: frozenset[str] | None) -> list[int]:
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


def decide(claim: Text, attribution: Attribution, corpus: Corpus, reader: AttributionReader) -> Decision:
    """The verdict on one claim, by the sentences that share most with it."""
    weights = weigh(claim.words, corpus)
    found = [
        replace(one, cited=cites(attribution, reader, one.sentence))
        for one in (
            align(claim, weights, corpus.sentences[n], corpus)
            for n in candidates(claim, weights, corpus, attribution.sources)
        )
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
        (one, Verdict.DIFFERS if verdict is Verdict.SUPPORTED and not one.cited else verdict) for one, verdict in inside
    ]
    decision = _choose(bound)
    if decision.verdict is Verdict.NOT_FOUND and outside and _choose(outside).verdict is not Verdict.NOT_FOUND:
        near = tuple(one for one, _ in inside if one.about >= DIFFER)
        chosen = _choose(outside)
        return Decision(Verdict.DIFFERS, (*near[:1], *chosen.alignments[:3], *near[1:], *chosen.alignments[3:]))
    return decision


def _judge(one: Alignment, claim: Text) -> Verdict:
    if claim.elsewhere:
        return Verdict.DIFFERS if one.anchored and one.coverage >= COVERED else Verdict.NOT_FOUND
    if one.matched < ANCHOR:
        return Verdict.NOT_FOUND
    if _recommended(one) and not _URGED.search(claim.folded):
        return Verdict.NOT_FOUND
    if one.conflicts:
        enough = DIFFER if one.conflicts - WEAK else DIFFER_WEAKLY
        if one.alien or ("place" in one.conflicts and _begins_elsewhere(one, claim)):
            enough = DIFFER_WITH_ALIEN
        covered = one.coverage >= COVERED or one.conflicts & _PLAIN
        same = one.about >= enough and not one.unmet and bool(covered)
        return Verdict.DIFFERS if same else Verdict.NOT_FOUND
    if not one.cited and not one.unmet and one.about >= MISQUOTED:
        return Verdict.DIFFERS
    if one.unmet or one.loose:
        return Verdict.NOT_FOUND
    own = SUPPORT_OWN_BY_NUMBER if any(met.agrees for met in one.met) else SUPPORT_OWN
    good = one.coverage >= SUPPORT and one.own >= own and one.lacking <= LACKING and one.absent <= ABSENT
    return Verdict.SUPPORTED if good else Verdict.NOT_FOUND


def _recommended(one: Alignment) -> bool:
    """Whether the sentence only asks for something to be done."""
    return any("RECOMMENDATIONS" in title.upper() for title in one.sentence.passage.section)


def _outweighs(supporting: Alignment, differing: Alignment) -> bool:
    """One that turns the sense must be clearly worse met, unless the supporting one denies what the claim denies."""
    if "polarity" in differing.conflicts and not supporting.denied:
        return supporting.order >= differing.order + MARGIN
    return supporting.order >= differing.order - MARGIN


def _begins_elsewhere(one: Alignment, claim: Text) -> bool:
    """Whether the claim opens with a place that the sentence does not name: it is about that country."""
    first = claim.words[0]
    return first.text in one.missing and any(kind == "place" for kind, _ in first.entry.kinds)


def _choose(judged: list[tuple[Alignment, Verdict]]) -> Decision:
    """Support wins over a conflict only where it meets the claim about as well."""
    by = {verdict: [one for one, v in judged if v is verdict] for verdict in Verdict}
    supporting, differing = by[Verdict.SUPPORTED], by[Verdict.DIFFERS]
    rest = by[Verdict.NOT_FOUND]
    if supporting and all(_outweighs(supporting[0], one) for one in differing):
        return Decision(Verdict.SUPPORTED, (*supporting, *differing, *rest))
    if differing:
        return Decision(Verdict.DIFFERS, (*differing, *supporting, *rest))
    return Decision(Verdict.NOT_FOUND, tuple(one for one, _ in judged))
