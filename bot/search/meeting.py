"""How far a brief and its quotes meet a query: the features, and the weights that make a score of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul
from typing import Final

from bot.search.index import Index, Unit
from bot.search.reading import NameMatch, Reading, best_meaning
from bot.search.rooms import LENT, Places, Room

LATER: Final = 0.8  # of a question's likeness, for the quotes that answer it second and later

#: Of a quote, then of its brief.
FEATURES: Final = (
    "sentence", "density", "question", "asked", "around", "union", "pairs", "source", "other_source", "numbers", "row",
    "row_unasked", "group_row", "place", "year", "named_place", "wordings", "figure", "section",
    "names", "brief", "alias", "exact_name", "brief_question",
)  # fmt: skip
#: Fitted by `python -m benchmarks.fit_lookup` on the training queries; see docs/lookup.md.
WEIGHTS: Mapping[str, float] = {
    "sentence": 3.42, "density": 0.28, "question": 4.28, "asked": -4.23, "around": 1.58, "union": 4.63,
    "pairs": 3.01, "source": 1.98, "other_source": -1.98, "numbers": 1.59, "row": 8.97, "row_unasked": 1.52,
    "group_row": -0.57, "place": 0.24, "year": 1.3, "named_place": 2.83, "wordings": 4.19, "figure": 1.22,
    "section": 1.73, "names": 0.37, "brief": -0.6, "alias": 1.65, "exact_name": 0.72, "brief_question": 2.65,
}  # fmt: skip
_ORDERED: Final = tuple(WEIGHTS[name] for name in FEATURES)
_SHARED: Final = len(FEATURES) - 5  # where the features of the brief begin
_EXACT: Final = FEATURES.index("exact_name") - _SHARED
_SENTENCE, _DENSITY, _QUESTION, _ASKED, _AROUND, _UNION, _PAIRS = _ORDERED[:7]
_ROW_UNASKED, _GROUP_ROW, _PLACE = (WEIGHTS[name] for name in ("row_unasked", "group_row", "place"))
_NAMED_PLACE: Final = WEIGHTS["named_place"]
_WORDINGS: Final = WEIGHTS["wordings"]
_NOT_ASKED: Final = (0.0, 0.0)
_NOT_MET: Final = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query looks for, laid out for speed; one for each query."""

    reading: Reading
    terms: tuple[tuple[float, tuple[tuple[str, float], ...]], ...]  # share of the whole weight, meanings
    total: float
    pairs: frozenset[tuple[str, str]]
    pair_count: int


def want(reading: Reading) -> Wanted:
    """Lay a reading out for meeting many briefs."""
    pairs = frozenset((best_meaning(a), best_meaning(b)) for a, b in pairwise(reading.terms))
    total = reading.total or 1.0
    terms = tuple((term.weight / total, term.meanings) for term in reading.terms if term.meanings)
    return Wanted(reading, terms, total, pairs, max(1, len(reading.terms) - 1))


class Meeting:
    """One brief against one query: shares (0–1) of the query's weight, by the unit's offset in the brief."""

    def __init__(self, wanted: Wanted, index: Index, brief: tuple[int, Room], match: NameMatch | None) -> None:
        number, self._room = brief
        self._wanted = wanted
        self._index = index
        self._brief = index.briefs[number]
        size = len(self._brief.units)
        self._base = self._names = self._whole = 0.0
        self._sentence = [0.0] * size
        self._union = [0.0] * size  # over and above `_base`
        self._around = [0.0] * size
        self._questions: dict[int, float] = {}
        self._wordings: dict[int, float] = {}
        for weight, meanings in wanted.terms:
            self._meet(meanings, weight)
        self._asked, best_question = self._ask()
        self._worded = self._word()
        alias = match.share * match.likeness if match else 0.0
        exact = 1.0 if match and match.whole else 0.0
        self._shared = (self._names, self._whole, alias, exact, best_question)

    def scores(self) -> list[float]:
        """The score of each unit: the sum of its features times their weights."""
        reading, cues = self._wanted.reading, self._wanted.reading.cues
        offsets = range(len(self._sentence))
        if cues.sources or cues.years or cues.wants_score or cues.wants_rank or cues.wants_number or reading.numbers:
            return [sum(map(mul, _ORDERED, self.features(offset))) for offset in offsets]
        start = sum(map(mul, _ORDERED[_SHARED:], self._shared)) + self._base * WEIGHTS["union"]
        return [start + self._plain_score(offset) for offset in offsets]

    def _plain_score(self, offset: int) -> float:
        """What a unit adds to its brief's score for a query without cues: most features are 0 there."""
        unit = self._index.units[self._brief.units[offset]]
        score = self._around[offset] * _AROUND + self._union[offset] * _UNION
        if share := self._sentence[offset]:
            score += share * _SENTENCE + min(1.0, share * self._wanted.total / unit.norm) * _DENSITY
            if pairs := self._wanted.pairs & self._room.pairs[offset]:
                score += len(pairs) / self._wanted.pair_count * _PAIRS
        if asked := self._asked.get(offset):
            score += asked[0] * _QUESTION + asked[1] * _ASKED
        score += self._worded.get(offset, 0.0) * _WORDINGS
        if unit.quote is None:
            return score + _ROW_UNASKED + (_GROUP_ROW if unit.group else 0.0)
        return score + (_PLACE + self._shared[_EXACT] * _NAMED_PLACE) / (1 + unit.place)

    def features(self, offset: int) -> tuple[float, ...]:
        """The features of a unit, in the order of `FEATURES`."""
        reading, wanted = self._wanted.reading, self._wanted
        unit = self._index.units[self._brief.units[offset]]
        years, numbers, named = reading.cues.years, reading.numbers, reading.cues.sources
        names, _, alias, exact, _ = self._shared
        share = self._sentence[offset]
        place = 1.0 / (1 + unit.place) if unit.quote else 0.0
        row_wanted = reading.cues.wants_score or reading.cues.wants_rank
        is_row = unit.quote is None
        return (
            share,
            min(1.0, share * wanted.total / unit.norm) if unit.norm else 0.0,
            *self._asked.get(offset, _NOT_ASKED),
            self._around[offset],
            self._base + self._union[offset],
            len(wanted.pairs & self._room.pairs[offset]) / wanted.pair_count,
            1.0 if unit.passage.source in named else 0.0,
            1.0 if named and unit.passage.source not in named else 0.0,
            len(numbers & unit.numbers) / len(numbers) if numbers else 0.0,
            max(share, 0.9 * names, 0.9 * alias) if is_row and row_wanted else 0.0,
            1.0 if is_row and not row_wanted else 0.0,
            1.0 if is_row and unit.group else 0.0,
            place,
            len(years & unit.numbers) / len(years) if years else 0.0,
            exact * place,
            self._worded.get(offset, 0.0),
            1.0 if reading.cues.wants_number and unit.numbers and not is_row else 0.0,
            self._in_section(unit) if named else 0.0,
            *self._shared,
        )

    def _in_section(self, unit: Unit) -> float:
        """The share of the query that names the unit's section (0–1)."""
        section = frozenset(unit.section)
        return sum(weight for weight, meanings in self._wanted.terms if meanings[0][0] in section)

    def _meet(self, meanings: Sequence[tuple[str, float]], weight: float) -> None:
        """Add what one term of the query finds in the brief: of its meanings, the one that is met best."""
        room = self._room
        names = whole = 0.0
        places: list[tuple[Places, float]] = []
        asked: dict[int, float] = {}
        worded: dict[int, float] = {}
        for meaning, factor in meanings:
            value = weight * factor
            if meaning in room.terms:
                whole = max(whole, value)
                if meaning in room.names:
                    names = max(names, value)
                for number in room.questions.get(meaning, ()):
                    if value > asked.get(number, 0.0):
                        asked[number] = value
                for number in room.wordings.get(meaning, ()):
                    if value > worded.get(number, 0.0):
                        worded[number] = value
            if held := room.places.get(meaning):
                places.append((held, value))
        base = max(0.8 * names, 0.5 * whole)
        self._names += names
        self._whole += whole
        self._base += base
        for number, value in asked.items():
            self._questions[number] = self._questions.get(number, 0.0) + value
        for number, value in worded.items():
            self._wordings[number] = self._wordings.get(number, 0.0) + value
        for offset, sentence, union, around in _strongest(places):
            self._sentence[offset] += sentence
            self._around[offset] += around
            if union > base:
                self._union[offset] += union - base

    def _ask(self) -> tuple[dict[int, tuple[float, float]], float]:
        """
        How well curated questions ask the same.

        Returns:
            Unit → likeness and cover of the best question that it answers (0–1 each); and the best likeness of all.
        """
        found: dict[int, tuple[float, float]] = {}
        best = 0.0
        total = self._wanted.total
        for number, share in self._questions.items():
            dice = 2 * share * total / (total + self._index.questions[self._brief.questions[number]].norm)
            if dice > best:
                best = dice
            factor = 1.0
            for unit in self._room.answers[number]:
                old = found.get(unit)
                if old is None:
                    found[unit] = (dice * factor, share * factor)
                elif dice * factor > old[0] or share * factor > old[1]:
                    found[unit] = (max(old[0], dice * factor), max(old[1], share * factor))
                factor = LATER
        return found, best

    def _word(self) -> dict[int, float]:
        """Unit → how far all the wordings of the best question that it answers cover the query (0–1)."""
        found: dict[int, float] = {}
        for number, share in self._wordings.items():
            for unit in self._room.answers[number]:
                if share > found.get(unit, 0.0):
                    found[unit] = share
                share *= LATER
        return found


def _strongest(places: Sequence[tuple[Places, float]]) -> Iterable[tuple[int, float, float, float]]:
    """For each unit where a term stands: how far it meets the sentence, the profile and the paragraph."""
    if len(places) == 1:
        held, value = places[0]
        lent = [(value * sentence, value * union, value * around) for sentence, union, around in LENT]
        return [(offset, *lent[kind]) for offset, kind in held]
    best: dict[int, tuple[float, float, float]] = {}
    for held, value in places:
        for offset, kind in held:
            sentence, union, around = LENT[kind]
            old = best.get(offset, _NOT_MET)
            best[offset] = (max(old[0], value * sentence), max(old[1], value * union), max(old[2], value * around))
    return [(offset, *met) for offset, met in best.items()]
