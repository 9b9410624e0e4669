"""The named signals of a claim beside one sentence, from which the fitted weights make a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.evidence.claims.aligning import Alignment
from bot.evidence.claims.asserting import Tone
from bot.evidence.claims.attribution import Attribution
from bot.evidence.claims.corpus import Corpus, Sentence
from bot.evidence.claims.extent import degrees, distance
from bot.evidence.claims.facing import Facing
from bot.evidence.claims.judging import URGED, is_recommended
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.pairs import Leaning
from bot.evidence.claims.roles import Casting
from bot.evidence.claims.turning import direction, negatives, order_in_time, period, turned_round
from bot.evidence.claims.wordings import Likeness
from bot.evidence.claims.words import Text
from bot.search.leading import Lead, Leads
from bot.search.words import rarity

_FIRM: Final = frozenset(("number", "year", "polarity", "scope", "place", "city", "person", "body"))
_LABELS: Final = frozenset(("tier", "article", "unscr", "month", "river", "relation", "drug", "ending", "building"))
_SUPERLATIVE: Final = re.compile(
    r"\b(?:most recent|latest|only|sole|first|second|third|last|least|best|worst|biggest|largest|highest|lowest"
    r"|main|primary)\b"
)
_AS_LAST: Final = {"most recent": "last", "latest": "last", "sole": "only"}
TORN: Final = 0.3  # share of the claim that the sentence both says and denies: a law, and what is done
_NOTHING: Final = Lead("", "", 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, as everything that is set beside a sentence."""

    text: Text
    weights: tuple[float, ...]
    attribution: Attribution
    leads: Leads
    likeness: Likeness
    leaning: Leaning
    casting: Casting
    tone: Tone


def signals(
    claim: Claim, one: Alignment, facing: Facing, corpus: Corpus, rule: Verdict, best: float
) -> dict[str, float]:
    """
    The signals of a claim beside the sentence of an alignment, by name, most of them 0–1.

    Args:
        claim: The claim, looked up and read.
        one: The claim beside one sentence.
        facing: The claim beside wordings.
        corpus: Whose sentence it is.
        rule: What the thresholds alone would say.
        best: The highest `order` that any sentence reaches.
    """
    sentence = one.sentence
    close = corpus.wordings.close(claim.likeness, sentence.number)
    first = led_to(claim.leads, sentence)
    total = sum(claim.weights) or 1.0
    regained, lacking = _heard(claim, one)
    held = sum(weight for word, weight in one.missed if word.stem in corpus.vocabulary) / total
    names = sum(weight for word, weight in one.missed if rarity(word.text) >= 1.0) / total
    count = len(claim.text.words)
    mine, theirs = degrees(claim.text.folded), degrees(sentence.read.folded)
    agrees = sum(met.agrees for met in one.met)
    named = claim.attribution.sources
    texts = claim.text.folded, sentence.read.folded
    denies = negatives(*texts)
    torn = sum(w for word, w in zip(claim.text.words, claim.weights, strict=True) if word.stem in sentence.both) / total
    turned = direction(*texts) == 1 or order_in_time(*texts) or period(*texts) or torn >= TORN
    clean = not one.conflicts and not turned
    return {
        "coverage": one.coverage,
        "own": one.own,
        "about": one.about,
        "lacking": one.lacking,
        "absent": min(1.0, one.absent),
        "matched": min(1.0, one.matched / 4),
        "heard": min(1.0, one.coverage + 0.8 * regained),
        "heard_lacking": lacking,
        "missing_known": held,
        "missing_names": names,
        "missing_count": min(1.0, len(one.missed) / 5),
        "unmet": float(min(1, one.unmet)),
        "number_agrees": float(min(1, agrees)),
        "numbers_all": float(agrees > 0 and agrees == len(one.met) and not one.unmet and "year" not in one.conflicts),
        "numbers_torn": float(0 < agrees < len(one.met) + one.unmet),
        "loose": float(one.loose),
        "anchored": float(one.anchored),
        "denied": float(one.denied),
        "alien": float(one.alien),
        "against": one.against,
        "favoured": one.favoured,
        **{f"c_{kind}": float(kind in one.conflicts) for kind in ("number", "year", "polarity", "scope", "place")},
        "c_who": float(bool(one.conflicts & {"city", "person", "body"})),
        "c_label": float(bool(one.conflicts & _LABELS)),
        "c_weak": float(bool(one.conflicts - _FIRM - _LABELS)),
        "clean": float(clean),
        "behind": min(1.0, best - one.order),
        "lead": first.share,
        "lead_first": float(first.share >= 0.999),
        "lead_chance": first.share * claim.leads.chance,
        "question": first.question,
        "wordings": first.wordings,
        "union": first.union,
        "chance": claim.leads.chance,
        "unknown": claim.leads.unknown,
        "unknown_names": claim.leads.unknown_names,
        "uncovered": claim.leads.uncovered,
        "elsewhere": float(bool(claim.text.elsewhere)),
        "short": max(0.0, 1 - count / 5),
        "long": min(1.0, count / 14),
        "source_other": float(named is not None and sentence.passage.source not in named),
        "source_right": float(named is not None and sentence.passage.source in named),
        "uncited": float(not one.cited),
        "cited": float(one.cited and bool(claim.attribution.originators)),
        "turned_round": turned_round(claim.text, sentence.read),
        "degree": distance(mine, theirs),
        "degree_more": float(bool(mine & {0, 4}) and not theirs & {0, 4}),
        "degree_less": float(bool(mine & {0, 1}) and bool(theirs & {3, 4})),
        "turned": float(bool(turned)),
        "direction": direction(*texts),
        "denies_alone": denies[0],
        "denies_too": denies[1],
        "torn": torn,
        "polarity_close": float("polarity" in one.conflicts) * max(0.0, one.coverage - 0.5),
        "polarity_both": float("polarity" in one.conflicts) * denies[1],
        "clean_close": float(clean) * max(0.0, one.coverage - 0.5),
        "number_close": float("number" in one.conflicts) * max(0.0, one.about - 0.5),
        "extreme": _extreme(claim.text.folded, sentence.read.folded),
        "urged": float(is_recommended(sentence) and not URGED.search(claim.text.folded)),
        "like_supported": close.supported,
        "like_differs": close.differs,
        "like_beside": close.beside,
        "vote": close.vote,
        "like_best": close.best,
        "like_behind": max(claim.likeness.best) - close.best,
        "words_for": close.words_for,
        "words_against": close.words_against,
        "leaning": close.leaning,
        "wrong": close.wrong,
        "spared": close.spared,
        "tone": claim.likeness.tone,
        "rule_supports": float(rule is Verdict.SUPPORTED and clean),
        "rule_differs": float(rule is Verdict.DIFFERS and not (one.conflicts == {"polarity"} and denies[1])),
        **facing.beside(sentence),
    }


def led_to(leads: Leads, sentence: Sentence) -> Lead:
    """The best lead to a quote that holds the sentence, or is held by it."""
    return next((one for one in leads.quotes if (one.brief, one.quote) in sentence.quotes), _NOTHING)


def _heard(claim: Claim, one: Alignment) -> tuple[float, float]:
    """Share of the claim regained by the thesaurus, and the heaviest share that is still lacking."""
    total = sum(claim.weights) or 1.0
    regained = lacking = 0.0
    for word, weight in one.missed:
        factor = _stands_for(claim.leads.meanings, word.stem, one.sentence)
        regained += factor * weight
        lacking = max(lacking, (1 - factor) * weight)
    return regained / total, lacking / total


def _stands_for(meanings: Mapping[str, tuple[tuple[str, float], ...]], stem: str, sentence: Sentence) -> float:
    best = 0.0
    for term, factor in meanings.get(stem, ()):
        if term in sentence.keys:
            best = max(best, factor)
        elif term in sentence.near:
            best = max(best, 0.5 * factor)
    return best


def _extreme(claim: str, sentence: str) -> float:
    """Whether one of the two speaks of the first, only or least where the other does not."""
    ours, theirs = ({_AS_LAST.get(word, word) for word in _SUPERLATIVE.findall(text)} for text in (claim, sentence))
    return float(bool(ours - theirs))
