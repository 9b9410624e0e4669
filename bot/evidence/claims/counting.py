"""The quantities of a claim beside those of one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.evidence.claims.comparing import agrees, answers
from bot.evidence.claims.corpus import Sentence
from bot.evidence.claims.lexicon import lexicon
from bot.evidence.claims.quantities import Quantity
from bot.evidence.claims.words import MONTHS, Text

UNMET_QUANTITY: Final = 1.0  # weight of a number that the sentence cannot answer
NUMBER_WEIGHT: Final = 0.7  # of a number that it can
YEAR_WEIGHT: Final = 0.4
REACH: Final = 32  # letters about a year that tell what happened in it
_DATE: Final = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}),? (\d{{4}})\b")
COUNT_RATIO: Final = 2_000  # two counts further apart are of different things


@dataclass(frozen=True, slots=True)
class Met:
    """A quantity of the claim with the one of the sentence that it was set beside."""

    claim: Quantity
    source: Quantity
    agrees: bool


@dataclass(slots=True)
class Numbers:
    """What came of the quantities of a claim."""

    met: list[Met]
    conflicts: set[str]
    weight: float = 0.0
    own: float = 0.0
    slots: float = 0.0
    unmet: int = 0


def compare_quantities(claim: Text, sentence: Sentence) -> Numbers:
    """Set each quantity of `claim` beside those of `sentence` that count alike; the very same ones first."""
    found = Numbers([], set())
    theirs = [other for other in sentence.read.quantities if other.unit != "date"]
    taken: dict[int, Quantity] = {}  # quantity of the claim → the very same of the sentence
    for place, quantity in enumerate(claim.quantities):
        free = (other for other in theirs if not any(other is one for one in taken.values()))
        if quantity.unit != "date" and (same := next((o for o in free if _is_same(quantity, o)), None)):
            taken[place] = same
    for place, quantity in enumerate(claim.quantities):
        if quantity.unit == "date":
            _year(found, quantity, claim, sentence)
            continue
        if place in taken:
            found.weight += NUMBER_WEIGHT
            found.own += NUMBER_WEIGHT
            found.met.append(Met(quantity, taken[place], agrees=True))
            continue
        rivals = [other for other in theirs if _comparable(quantity, other) and answers(quantity, other)]
        agreeing = [other for other in rivals if quantity.unit == other.unit and agrees(quantity, other)]
        if not agreeing:  # what another number of the claim answers contradicts no other
            rivals = [other for other in rivals if not any(other is one for one in taken.values())]
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


def _is_same(claim: Quantity, source: Quantity) -> bool:
    """Whether the two are one number, whatever words count it: six schoolkids are six students, under 14 is an age."""
    if (claim.low, claim.high) != (source.low, source.high) or not agrees(claim, source):
        return False
    return claim.unit == source.unit or (not claim.unit and source.unit in _SAID_BARE)


def _year(found: Numbers, quantity: Quantity, claim: Text, sentence: Sentence) -> None:
    year = int(quantity.low)
    own = {int(other.low): other for other in sentence.read.quantities if other.unit == "date"}
    held = year in own or (year in sentence.near_years and not own)
    if _other_year(claim.folded, sentence.read.folded):
        found.weight += YEAR_WEIGHT
        found.slots += YEAR_WEIGHT
        found.conflicts.add("year")
    elif held and not (year in own and len(own) > 1 and _told_of_another(quantity, claim, own, sentence)):
        found.own += YEAR_WEIGHT
        found.weight += YEAR_WEIGHT
    elif sentence.years:
        found.weight += YEAR_WEIGHT
        found.slots += YEAR_WEIGHT
        found.conflicts.add("year")
    else:
        found.weight += UNMET_QUANTITY
        found.unmet += 1


def _other_year(claim: str, sentence: str) -> bool:
    """Whether a day that both name is of other years only."""
    theirs = set(_DATE.findall(sentence))
    days = {date[:2] for date in theirs}
    return any(date[:2] in days and date not in theirs for date in _DATE.findall(claim))


def _told_of_another(quantity: Quantity, claim: Text, own: dict[int, Quantity], sentence: Sentence) -> bool:
    """Whether the words about a year of the claim stand clearly nearer to another year of the sentence."""
    ours = _about(quantity, claim)
    shared = {year: len(ours & _about(other, sentence.read)) for year, other in own.items()}
    best = max(shared.values())
    mine = shared[int(quantity.low)]
    return best >= mine + 2 or (best > 0 and mine == 0)


def _about(quantity: Quantity, text: Text) -> frozenset[str]:
    """The stems of the words within `REACH` letters of a quantity."""
    near = (
        text.folded[max(0, quantity.start - REACH) : quantity.start] + text.folded[quantity.end : quantity.end + REACH]
    )
    return frozenset(word.stem for word in text.words if word.text in near.split())


_SAID_BARE: Final = frozenset(("age", "dollar"))  # units that people leave out
_COUNTED_ANY: Final = frozenset(
    """person peopl northkorea nk work worker prison inmat human individu citizen dprk korean defector escape
    refuge kid schoolkid pupil student teen teenag highschool guy folk ppl man men woman women child children
    labour labor exile runaway soul bodi north""".split()
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
