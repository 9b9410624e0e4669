"""A claim beside one sentence: what the sentence meets, what it lacks, and where the two conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.comparing import agrees, answers
from bot.evidence.claims.corpus import Corpus, Sentence, kinds_of
from bot.evidence.claims.lexicon import lexicon
from bot.evidence.claims.quantities import Quantity
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
COUNT_RATIO: Final = 2_000  # two counts further apart are of different things
COUNT_WORDS: Final = 0.7  # weight of words that must be met where only a bare count differs
UNMET_QUANTITY: Final = 1.0  # weight of a number that the sentence cannot answer
NUMBER_WEIGHT: Final = 0.7  # of a number that it can
YEAR_WEIGHT: Final = 0.4
MOST_WEIGHT: Final = 0.3  # of “most” where both say it
NAME_WEIGHT: Final = 0.75  # of a person, body or city, at least
POLARITY: Final = 0.06  # share of the weight of a clause that must speak against it
ALIEN: Final = 0.88  # weight by English alone from which an unknown word is taken for a name
ANCHORING: Final = 0.99  # weight by English alone from which a word is a name that ties a claim to a sentence
_NAMING: Final = frozenset(("person", "body", "city"))
#: Kinds whose slot in the sentence itself outweighs what stands before it.
_STRICT: Final = frozenset(("person", "relation", "ending", "drug", "month", "building", "river", "tier"))
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
_ALL: Final = re.compile(
    r"\b(?:every single one|every single|each and every|all of|all the|all their|all its|all|every"
    r"|everyone|everybody|always|entire(?:ly)?|completely|the whole)\b"
)
_NOT_ALL: Final = re.compile(
    r"\b(?:almost all|nearly all|at all|all over|not all|all right|not every|all kinds|all sorts"
    r"|after all|first of all|all in all|as all|every (?:day|year|month)|in all|not always)\b"
)
_SOURCE_ALL: Final = re.compile(
    r"\b(?:all|every|any|always|each|entire|anyone|exclusively|virtually unlimited|everything)\b"
)
_SOURCE_PART: Final = re.compile(
    r"\b(?:most|mostly|majority|some|many|several|often|sometimes|occasionally|up to|as many as"
    r"|approximately|almost all|in some cases|other|part|number of|usually|typically|in many cases|may"
    r"|mainly|primarily|certain|hundreds|thousands|limited|few|female)\b"
)
_MOST: Final = re.compile(
    r"\b(?:most|mostly|majority|bulk|nearly all|almost all)\b(?! (?:common|criminal|popular|recent"
    r"|likely|repressive|corrupt|of all))"
)
_SOURCE_FEW: Final = re.compile(r"\b(?:small number|few|a fraction|some|several|rare)\b")
_SOURCE_MOST: Final = re.compile(r"\b(?:most|mostly|majority|bulk|almost all|all|mainly|primarily|vast|largely)\b")
_UNKNOWN: Final = re.compile(
    r"\bno (?:information|indications?|evidence|reported|known)\b|\bunclear\b|\bundetermined\b"
)


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
        tally.absent = max(tally.absent, weight)
        alien = alien or (not word.entry.groups and word.weight >= ALIEN and word.stem not in corpus.vocabulary)
        tally.lacking = max(tally.lacking, weight)
    total = sum(weights)
    if tally.turns():
        conflicts.add("polarity")
    numbers = _quantities(claim, sentence)
    conflicts |= numbers.conflicts
    if tally.own < COUNT_WORDS and any(not one.agrees and not one.claim.unit for one in numbers.met):
        numbers.unmet += 1
    scope, agreed, unscoped = _scope(claim.folded, sentence)
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
    """Whether the sentence, or those it leans on, name the originators that the claim names."""
    if attribution.stranger:
        return False
    said = [
        sentence.read.folded,
        sentence.before,
        *(f.originator for f in sentence.figures),
        *(s.originator for s in sentence.statements),
    ]
    return all(reader.cites(name, *said) for name in attribution.originators)


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


@dataclass(slots=True)
class _Numbers:
    """What came of the quantities of a claim."""

    met: list[Met]
    conflicts: set[str]
    weight: float = 0.0
    own: float = 0.0
    slots: float = 0.0
    unmet: int = 0


def _quantities(claim: Text, sentence: Sentence) -> _Numbers:
    found = _Numbers([], set())
    for quantity in claim.quantities:
        if quantity.unit == "date":
            _year(found, int(quantity.low), sentence)
            continue
        rivals = [
            other for other in sentence.read.quantities if _comparable(quantity, other) and answers(quantity, other)
        ]
        agreeing = [other for other in rivals if quantity.unit == other.unit and agrees(quantity, other)]
        if not rivals:
            found.unmet += 1
            found.weight += UNMET_QUANTITY
            continue
        found.weight += NUMBER_WEIGHT
        found.met.append(Met(quantity, (agreeing or rivals)[0], bool(agreeing)))
        if agreeing:
            found.own += NUMBER_WEIGHT
        else:
            found.slots += NUMBER_WEIGHT
            found.conflicts.add("number")
    return found


def _year(found: _Numbers, year: int, sentence: Sentence) -> None:
    if year in sentence.years or year in sentence.near_years:
        found.own += YEAR_WEIGHT
        found.weight += YEAR_WEIGHT
    elif sentence.years:
        found.weight += YEAR_WEIGHT
        found.slots += YEAR_WEIGHT
        found.conflicts.add("year")
    else:
        found.weight += UNMET_QUANTITY
        found.unmet += 1


_COUNTED_ANY: Final = frozenset(
    """person peopl northkorea nk work worker prison inmat human individu citizen dprk korean defector escape
    refuge""".split()
)


_TERMS: Final = frozenset(("month", "year"))


def _comparable(claim: Quantity, source: Quantity) -> bool:
    """Whether two quantities count alike: one unit, or, for counts, a thing that both name."""
    if claim.unit != source.unit:
        return claim.unit in _TERMS and source.unit in _TERMS
    if claim.unit:
        return True
    if source.low > COUNT_RATIO * claim.high or claim.low > COUNT_RATIO * source.high:
        return False
    ours, theirs = claim.counted[:3], source.counted[:3]
    if not ours or not theirs:
        return True
    if set(ours) & set(theirs):
        return True
    table = lexicon()
    our_groups = {group for part in ours for group in table.entry(part).groups}
    if any(our_groups & table.entry(part).groups for part in theirs):
        return True
    return bool(set(ours) & _COUNTED_ANY) and bool(set(theirs) & _COUNTED_ANY)


def _scope(spoken: str, sentence: Sentence) -> tuple[set[str], bool, bool]:
    """All for some, most for few; whether both say most; whether the claim alone says all."""
    text = _NOT_ALL.sub(" ", spoken)
    there = sentence.read.folded
    unscoped = _ALL.search(text) is not None and not _SOURCE_ALL.search(_NOT_ALL.sub(" ", there))
    if unscoped and _SOURCE_PART.search(there):
        return {"scope"}, False, True
    most = _MOST.search(text) is not None
    if most and _SOURCE_FEW.search(there) and not _SOURCE_MOST.search(there):
        return {"scope"}, False, unscoped
    return set(), most and _SOURCE_MOST.search(there) is not None, unscoped
