"""A claim beside one sentence: what the sentence meets, what it lacks, and where the two conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.corpus import Corpus, Sentence, kinds_of
from bot.evidence.claims.counting import Met, compare_quantities
from bot.evidence.claims.lexicon import lexicon
from bot.evidence.claims.scope import compare_scope
from bot.evidence.claims.tables import word_set
from bot.evidence.claims.words import Text, Word

SAME: Final = 1.0  # credit of a word that the sentence has
GROUP: Final = 0.93  # of one that stands for it
PARTS: Final = 0.85  # of a phrase whose words it has
BEFORE: Final = 0.75  # of one in the sentences just before, where the sentence leans on them
NEAR: Final = 0.45  # of one that stands before it, in its section, or in how curators speak of it
SLOT: Final = 0.55  # how far a slot that is filled otherwise shows that the sentence is about the same
LABEL: Final = 1.5  # factor on the slot of a numbered name: another tier is another claim about the same
_LABELS: Final = frozenset(("tier", "article", "unscr"))
TURNED: Final = 0.4  # least weight of a word whose opposite the sentence says
COUNT_WORDS: Final = 0.7  # weight of words that must be met where only a bare count differs
MOST_WEIGHT: Final = 0.3  # of “most” where both say it
NAME_WEIGHT: Final = 0.75  # of a person, body or city, at least
POLARITY: Final = 0.06  # share of the weight of a clause that must speak against it
ALIEN: Final = 0.88  # weight by English alone from which an unknown word is taken for a name
ANCHORING: Final = 0.99  # weight by English alone from which a word is a name that ties a claim to a sentence
_NAMING: Final = frozenset(("person", "body", "city"))
#: Kinds whose slot in the sentence itself outweighs what stands before it.
_STRICT: Final = frozenset(
    ("person", "relation", "ending", "drug", "month", "building", "river", "tier", "owner", "season", "body")
)
_SETTINGS: Final = frozenset(("china", "russia", "southkorea", "us"))  # places that whole paragraphs are about
_RECIPROCAL: Final = {
    "son": "father",
    "father": "son",
    "grandson": "grandfather",
    "grandfather": "grandson",
    "husband": "wife",
    "wife": "husband",
}
_LEANS: Final = re.compile(
    r"\b(?:they|their|them|these|those|this|he|his|him|she|her|it|its|such|that factory|both"
    r"|the report|the order|the resolution|the guard|the workers|the ban)\b"
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Shares are of the claim's summed weight, 0–1; `conflicts` names each kind of contradiction once."""

    sentence: Sentence
    coverage: float  # words and numbers met, with what stands near
    own: float  # met by the sentence itself
    about: float  # as coverage, with the slots that the sentence fills otherwise
    lacking: float  # the heaviest single word that is not met, as a share
    absent: float  # weight of the heaviest word that is met nowhere near
    matched: float  # summed weight of what is met by the sentence itself, slots in part
    conflicts: frozenset[str]
    unmet: int  # quantities that the sentence cannot answer
    met: tuple[Met, ...]
    missing: tuple[str, ...]
    alien: bool  # a missing word that no source and no table knows
    loose: bool  # a word that could turn the sense, or “all”, is not met by the sentence itself
    anchored: bool  # a rare word or name of the claim stands in the sentence itself
    denied: bool  # the claim and the sentence deny the same
    cited: bool  # the originators that the claim names stand here or just before
    against: float = 0.0  # share of the claim that speaks against it: its opposite, or negated on one side
    favoured: float = 0.0  # share that is negated on both sides, or turned twice
    missed: tuple[tuple[Word, float], ...] = ()  # words met nowhere near, with their weight

    @property
    def order(self) -> float:
        """For ranking: a conflict in a well-met sentence is still the right sentence."""
        right = sum(one.agrees for one in self.met)
        return self.about + 0.25 * self.own + 0.12 * right - 0.08 * self.unmet + (0.0 if self.cited else -0.2)


@dataclass(slots=True)
class _Tally:
    """Weights as they are added up, word by word."""

    own: float = 0.0
    near: float = 0.0
    slots: float = 0.0
    lacking: float = 0.0
    absent: float = 0.0
    agree: float = 0.0
    disagree: float = 0.0
    clauses: dict[int, list[float]] = field(default_factory=dict)  # clause → weight for, against, in all

    def turns(self) -> bool:
        """Whether some clause says the reverse."""
        return any(against > agree and against >= POLARITY * whole for agree, against, whole in self.clauses.values())


def weigh(words: Iterable[Word], corpus: Corpus) -> tuple[float, ...]:
    """The weight of each word of a claim: rarer in English and in the sources weighs more, names weigh most."""
    return tuple(_weight(word, corpus) for word in words)


def align(claim: Text, weights: tuple[float, ...], sentence: Sentence, corpus: Corpus) -> Alignment:
    """Set `claim` beside `sentence`."""
    tally = _Tally()
    conflicts: set[str] = set()
    missing: list[str] = []
    missed: list[tuple[Word, float]] = []
    alien = loose = False
    named = kinds_of(claim.words)
    for word, weight in zip(claim.words, weights, strict=True):
        tally.clauses.setdefault(word.clause, [0.0, 0.0, 0.0])[2] += weight
        credit, keys = _credit(word, sentence)
        turned = credit < GROUP and bool(word.entry.is_a & sentence.side_b)
        if credit or turned:
            weight = max(weight, TURNED) if turned else weight
            if keys & sentence.both and not turned:
                tally.own += weight * credit
            else:
                _count(
                    tally, word, weight, GROUP if turned else credit, turned=turned, there=_denied(word, keys, sentence)
                )
            continue
        loose = loose or word.text in word_set("turning")
        kind = _slot_conflict(word, sentence, named)
        near = 0.0 if kind else _nearness(word, sentence)
        if near:
            tally.near += weight * near
            tally.lacking = max(tally.lacking, weight * (1 - near))
            continue
        if kind:
            conflicts.add(kind)
            tally.slots += weight * (LABEL if kind in _LABELS else 1.0)
        missing.append(word.text)
        missed.append((word, weight))
        tally.absent = max(tally.absent, weight)
        alien = alien or (not word.entry.groups and word.weight >= ALIEN and word.stem not in corpus.vocabulary)
        tally.lacking = max(tally.lacking, weight)
    total = sum(weights)
    if tally.turns():
        conflicts.add("polarity")
    numbers = compare_quantities(claim, sentence)
    conflicts |= numbers.conflicts
    if tally.own < COUNT_WORDS and any(not one.agrees and not one.claim.unit for one in numbers.met):
        numbers.unmet += 1
    scope, agreed, unscoped = compare_scope(claim.folded, sentence)
    conflicts |= scope
    own = tally.own + numbers.own
    slots = SLOT * (tally.slots + numbers.slots)
    share = (total + numbers.weight) or 1.0
    return Alignment(
        sentence,
        coverage=(own + tally.near) / share,
        own=own / share,
        about=(own + tally.near + slots) / share,
        lacking=tally.lacking / share,
        absent=tally.absent,
        matched=own + slots + (MOST_WEIGHT if agreed else 0.0),
        conflicts=frozenset(conflicts),
        unmet=numbers.unmet,
        met=tuple(numbers.met),
        missing=tuple(missing),
        alien=alien,
        loose=loose or unscoped,
        anchored=any(
            word.weight >= ANCHORING and not word.entry.groups and word.stem in sentence.keys for word in claim.words
        ),
        denied=tally.agree > tally.disagree,
        cited=True,
        against=tally.disagree / share,
        favoured=tally.agree / share,
        missed=tuple(missed),
    )


def _denied(word: Word, keys: frozenset[str], sentence: Sentence) -> bool:
    """Whether what meets a word stands only under a negator, and was not said just before."""
    return bool(keys) and keys <= sentence.negated and (word.negated or word.stem not in sentence.earlier)


def _count(tally: _Tally, word: Word, weight: float, credit: float, *, turned: bool, there: bool) -> None:
    """Add a word that is met; one that is turned or negated on one side speaks for or against."""
    tally.own += weight * credit
    if word.negated or there or turned:
        against = (word.negated != there) != turned
        tally.clauses[word.clause][int(against)] += weight
        if against:
            tally.disagree += weight
        else:
            tally.agree += weight


def cites(attribution: Attribution, reader: AttributionReader, sentence: Sentence) -> bool:
    """Whether the sentence, or what curators note of it, or those that it leans on, name whom the claim names."""
    alone = (statement for statement in sentence.statements if len(statement.quotes) == 1)
    noted = {*(one.originator for one in sentence.figures), *(one.originator for one in alone)}
    return reader.cites(attribution, sentence.read.folded, [one.lower() for one in noted if one], sentence.before)


def _weight(word: Word, corpus: Corpus) -> float:
    weight = word.weight * (0.45 + 0.55 * min(map(corpus.spread, _all_keys(word))))
    return max(weight, NAME_WEIGHT) if any(kind in _NAMING for kind, _ in word.entry.kinds) else weight


def _all_keys(word: Word) -> set[str]:
    return {word.stem, *word.entry.groups} if word.entry.groups else {word.stem}


def _credit(word: Word, sentence: Sentence) -> tuple[float, frozenset[str]]:
    """How well the sentence itself has a word, and by which keys."""
    if word.stem in sentence.keys:
        return SAME, frozenset((word.stem,))
    shared = word.entry.groups & sentence.keys
    if shared:
        return GROUP, shared
    if word.parts and not word.entry.kinds:
        held = frozenset(part for part in word.parts if part in sentence.keys or _part_groups(part) & sentence.keys)
        if held:
            return PARTS * len(held) / len(word.parts), frozenset(held & sentence.keys)
    return 0.0, frozenset()


def _part_groups(part: str) -> frozenset[str]:
    return lexicon().entry(part).groups


def _nearness(word: Word, sentence: Sentence) -> float:
    """Credit of a word that stands around the sentence: more where the sentence leans on what went before."""
    keys = {word.stem, *word.entry.groups}
    if keys & sentence.earlier:
        return BEFORE if _LEANS.search(sentence.read.folded) else NEAR
    if keys & sentence.near:
        return NEAR
    if (
        word.parts
        and not word.entry.kinds
        and all(part in sentence.near or part in sentence.keys for part in word.parts)
    ):
        return NEAR
    return 0.0


def _slot_conflict(word: Word, sentence: Sentence, named: dict[str, frozenset[str]]) -> str | None:
    """The kind whose slot the word fills otherwise than the sentence does."""
    for kind, thing in word.entry.kinds:
        there = sentence.kinds.get(kind) or sentence.near_kinds.get(kind, frozenset())
        strict = kind in sentence.kinds and (kind in _STRICT or (kind == "place" and thing not in _SETTINGS))
        if thing in there or (thing in sentence.near_kinds.get(kind, frozenset()) and not strict):
            continue
        if kind == "relation" and (_RECIPROCAL.get(thing) in there or "person" not in named):
            continue
        if there - named.get(kind, frozenset()):
            return kind
    return None
