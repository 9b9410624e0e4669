"""A claim beside one sentence: what the sentence meets, what it lacks, and where the two conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.comparing import agrees
from bot.evidence.claims.corpus import Corpus, Sentence, kinds_of
from bot.evidence.claims.lexicon import lexicon
from bot.evidence.claims.quantities import Quantity
from bot.evidence.claims.words import Text, Word

SAME: Final = 1.0  # credit of a word that the sentence has
GROUP: Final = 0.93  # of one that stands for it
PARTS: Final = 0.85  # of a phrase whose words it has
NEAR: Final = 0.6  # of one that stands before it, in its section, or in how curators speak of it
UNMET_QUANTITY: Final = 1.0  # weight of a number that the sentence cannot answer
_ALL: Final = re.compile(r"\b(?:every single one|every single|each and every|all of|all the|all their|all its|all|every|everyone|everybody|always|entire(?:ly)?|completely|100 percent|never|the whole|any)\b")
_NOT_ALL: Final = re.compile(r"\b(?:almost all|nearly all|at all|all over|not all|all right|not every|all kinds|all sorts|after all|first of all|all in all|as all|every (?:day|year|month)|in all|not always)\b")
_SOURCE_ALL: Final = re.compile(r"\b(?:all|every|any|always|each|entire|anyone|exclusively|only|virtually unlimited|everything)\b")
_SOURCE_PART: Final = re.compile(
    r"\b(?:most|mostly|majority|some|many|several|often|sometimes|occasionally|up to|as many as|approximately|almost all|in some cases|other|part|number of|usually|typically|in many cases|may|mainly|primarily|certain|hundreds|thousands|limited|few|female)\b"
)
_MOST: Final = re.compile(r"\b(?:most|mostly|majority|bulk|nearly all|almost all)\b(?! (?:common|criminal|popular|recent|likely|repressive|corrupt|of all))")
_SOURCE_FEW: Final = re.compile(r"\b(?:small number|few|a fraction|some|several|rare)\b")
_SOURCE_MOST: Final = re.compile(r"\b(?:most|mostly|majority|bulk|almost all|all|mainly|primarily|vast|largely)\b")
_UNKNOWN: Final = re.compile(r"\bno (?:information|indications?|evidence|reported|known)\b|\bunclear\b|\bundetermined\b")


@dataclass(frozen=True, slots=True)
class Met:
    """A quantity of the claim with the one of the sentence that it was set beside."""

    claim: Quantity
    source: Quantity
    agrees: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """Shares are of the claim's summed weight, 0–1; `conflicts` names each kind of contradiction once."""

    sentence: Sentence
    coverage: float  # words and numbers met, with what stands near
    own: float  # met by the sentence itself
    lacking: float  # the heaviest single word that is not met, as a share
    matched: float  # summed weight of what is met by the sentence itself
    conflicts: frozenset[str]
    unmet: int  # quantities that the sentence cannot answer
    met: tuple[Met, ...]
    missing: tuple[str, ...]

    @property
    def order(self) -> float:
        """For ranking: what is met counts; a conflict in a well-met sentence is still the right sentence."""
        right = sum(one.agrees for one in self.met)
        return self.coverage + 0.25 * self.own + 0.12 * right + 0.04 * (len(self.met) - right) - 0.08 * self.unmet


def weigh(words: Iterable[Word], corpus: Corpus) -> tuple[float, ...]:
    """The weight of each word of a claim: rarer in English and in the sources weighs more."""
    return tuple(word.weight * (0.45 + 0.55 * min(map(corpus.spread, _all_keys(word)))) for word in words)


def align(claim: Text, weights: tuple[float, ...], sentence: Sentence, spoken: str) -> Alignment:
    """Set `claim` beside `sentence`; `spoken` is the folded claim with the words of scope."""
    total = sum(weights)
    own = near = lacking = matched = 0.0
    conflicts: set[str] = set()
    missing: list[str] = []
    agree = disagree = 0.0
    named = kinds_of(claim.words)
    for word, weight in zip(claim.words, weights, strict=True):
        credit, keys = _credit(word, sentence)
        turned = False
        if credit < SAME and _opposed(word, sentence) and not (credit and credit >= GROUP and _same_group(word, sentence)):
            credit, turned = GROUP, True
        if credit:
            own += weight * credit
            matched += weight
            negated_there = bool(keys) and keys <= sentence.negated
            if word.negated or negated_there or turned:
                if (word.negated != negated_there) != turned:
                    disagree += weight
                else:
                    agree += weight
            continue
        kind = _slot_conflict(word, sentence, named)
        if _is_near(word, sentence) and not kind:
            near += weight * NEAR
            lacking = max(lacking, weight * (1 - NEAR))
        else:
            if kind:
                conflicts.add(kind)
            missing.append(word.text)
            lacking = max(lacking, weight)
    if disagree > agree and disagree >= 0.12 * total:
        conflicts.add("polarity")
    met, unmet, clashes = _quantities(claim, sentence)
    conflicts |= clashes
    conflicts |= _scope(spoken, sentence)
    total += UNMET_QUANTITY * unmet
    share = total or 1.0
    return Alignment(sentence, (own + near) / share, own / share, lacking / share, matched, frozenset(conflicts), unmet, met, tuple(missing))


def attribution_conflict(attribution: Attribution, reader: AttributionReader, sentence: Sentence) -> bool:
    """Whether the claim names an originator whom the sentence, or those it leans on, does not."""
    if attribution.stranger:
        return True
    said = [sentence.read.folded, sentence.before, *(f.originator for f in sentence.figures), *(s.originator for s in sentence.statements)]
    return any(not reader.cites(name, *said) for name in attribution.originators)


def _all_keys(word: Word) -> set[str]:
    return {word.stem, *word.entry.groups} if word.entry.groups else {word.stem}


def _credit(word: Word, sentence: Sentence) -> tuple[float, frozenset[str]]:
    """How well the sentence itself has a word, and by which keys."""
    if word.stem in sentence.keys:
        return SAME, frozenset((word.stem,))
    shared = word.entry.groups & sentence.keys
    if shared:
        return GROUP, shared
    if word.parts:
        held = frozenset(part for part in word.parts if part in sentence.keys or _part_groups(part) & sentence.keys)
        if held:
            return PARTS * len(held) / len(word.parts), frozenset(held & sentence.keys)
    return 0.0, frozenset()


def _part_groups(part: str) -> frozenset[str]:
    return lexicon().entry(part).groups


def _same_group(word: Word, sentence: Sentence) -> bool:
    return bool(word.entry.groups & sentence.keys)


def _opposed(word: Word, sentence: Sentence) -> bool:
    return bool(word.entry.is_a & sentence.side_b)


def _is_near(word: Word, sentence: Sentence) -> bool:
    if word.stem in sentence.near or word.entry.groups & sentence.near:
        return True
    return bool(word.parts) and all(part in sentence.near or part in sentence.keys for part in word.parts)


def _slot_conflict(word: Word, sentence: Sentence, named: dict[str, frozenset[str]]) -> str | None:
    """The kind whose slot the word fills otherwise than the sentence does."""
    for kind, thing in word.entry.kinds:
        there = sentence.kinds.get(kind, frozenset())
        if thing not in there and there - named.get(kind, frozenset()):
            return kind
    return None


def _quantities(claim: Text, sentence: Sentence) -> tuple[tuple[Met, ...], int, set[str]]:
    met: list[Met] = []
    unmet = 0
    conflicts: set[str] = set()
    for quantity in claim.quantities:
        if quantity.unit == "date":
            year = int(quantity.low)
            if year in sentence.years or year in sentence.near_years:
                continue
            if sentence.years:
                conflicts.add("year")
            else:
                unmet += 1
            continue
        rivals = [other for other in sentence.read.quantities if _comparable(quantity, other)]
        agreeing = [other for other in rivals if agrees(quantity, other)]
        if agreeing or rivals:
            met.append(Met(quantity, (agreeing or rivals)[0], bool(agreeing)))
            if not agreeing:
                conflicts.add("number")
        else:
            unmet += 1
    return tuple(met), unmet, conflicts


_COUNTED_ANY: Final = frozenset("person peopl northkorea nk work worker prison inmat human individu citizen dprk korean defector escape refuge".split())


def _comparable(claim: Quantity, source: Quantity) -> bool:
    """Whether two quantities count alike: one unit, or, for counts, a thing that both name."""
    if claim.unit != source.unit:
        return False
    if claim.unit:
        return True
    ours, theirs = claim.counted[:2], source.counted[:2]
    if not ours or not theirs:
        return True
    if set(ours) & set(theirs):
        return True
    table = lexicon()
    our_groups = {group for part in ours for group in table.entry(part).groups}
    if any(our_groups & table.entry(part).groups for part in theirs):
        return True
    return bool(set(ours) & _COUNTED_ANY) and bool(set(theirs) & _COUNTED_ANY)


def _scope(spoken: str, sentence: Sentence) -> set[str]:
    """All where the source says some, most where it says few."""
    text = _NOT_ALL.sub(" ", spoken)
    there = sentence.read.folded
    if _ALL.search(text) and not _SOURCE_ALL.search(_NOT_ALL.sub(" ", there)) and _SOURCE_PART.search(there):
        return {"scope"}
    if _MOST.search(text) and _SOURCE_FEW.search(there) and not _SOURCE_MOST.search(there):
        return {"scope"}
    return set()
