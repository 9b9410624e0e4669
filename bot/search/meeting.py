"""How far a brief and its quotes meet a query: the features, and the weights that make a score of them."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter, mul
from typing import Final, NamedTuple, cast, overload

from bot.search.index import Unit
from bot.search.loops import Spread
from bot.search.reading import NameMatch, Reading
from bot.search.rooms import Met, Room, Rooms, Word, unpacked

LATER: Final = 0.8  # of a question's likeness, for the quotes that answer it second and later

#: Of a quote, then of its brief.
FEATURES: Final = (
    "sentence", "density", "question", "asked", "around", "union", "pairs", "source", "other_source", "numbers", "row",
    "row_unasked", "group_row", "place", "year", "named_place", "wordings", "figure", "section", "own",
    "names", "brief", "alias", "exact_name", "brief_question",
)  # fmt: skip
#: Fitted by `python -m benchmarks.fit_lookup` on the training queries; see docs/lookup.md.
WEIGHTS: Mapping[str, float] = {
    "sentence": 1.87, "density": 0.88, "question": 2.65, "asked": -0.7, "around": 1.31, "union": 2.51, "pairs":
    1.81, "source": 1.44, "other_source": -1.44, "numbers": 0.26, "row": 5.07, "row_unasked": 1.46, "group_row":
    1.02, "place": 0.24, "year": 0.39, "named_place": 1.49, "wordings": 1.46, "figure": 0.42, "section": 0.35,
    "own": 5.15, "names": 1.9, "brief": 0.39, "alias": 1.84, "exact_name": -0.04, "brief_question": 2.15,
}  # fmt: skip
_ORDERED: Final = tuple(WEIGHTS[name] for name in FEATURES)
_SHARED: Final = len(FEATURES) - 5  # where the features of the brief begin
_EXACT: Final = FEATURES.index("exact_name") - _SHARED
_SENTENCE, _DENSITY, _QUESTION, _ASKED, _AROUND, _UNION, _PAIRS = _ORDERED[:7]
_ROW_UNASKED, _GROUP_ROW, _PLACE = (WEIGHTS[name] for name in ("row_unasked", "group_row", "place"))
_NAMED_PLACE: Final = WEIGHTS["named_place"]
_WORDINGS: Final = WEIGHTS["wordings"]
_OWN: Final = WEIGHTS["own"]
_NOT_ASKED: Final = (0.0, 0.0)


class Wanted(NamedTuple):
    """What a query looks for, laid out for speed; one for each query."""

    reading: Reading
    words: tuple[tuple[Word, float], ...]  # those that the library knows, with their weights
    terms: tuple[tuple[float, Word], ...]  # the same, with their shares of the whole weight
    total: float
    pairs: frozenset[tuple[str, str]]
    pair_count: int
    cued: bool  # whether the query says more than its topic: a source, a year, a number, a wish for one


def want(reading: Reading, rooms: Rooms) -> Wanted:
    """Lay a reading out for meeting many briefs."""
    pairs = frozenset(pairwise([term.best for term in reading.terms]))
    total = reading.total or 1.0
    words = tuple([(rooms.word(term), term.weight) for term in reading.terms if term.meanings])
    terms = tuple([(weight / total, word) for word, weight in words])
    cues = reading.cues
    cued = cues.sources or cues.years or cues.wants_score or cues.wants_rank or cues.wants_number or reading.numbers
    return Wanted(reading, words, terms, total, pairs, max(1, len(reading.terms) - 1), bool(cued))


class Ranked(NamedTuple):
    """A unit with its score (any size, higher is better); made by the thousand, so features wait until asked for."""

    score: float
    unit: int
    offset: int = 0  # of the unit in its brief
    meeting: Meeting | None = None  # None for a row that was found by its description

    @property
    def features(self) -> tuple[float, ...]:
        """What the score is made of, in the order of `FEATURES`; empty for a described row."""
        return self.meeting.features(self.offset) if self.meeting else ()


class Meeting:
    """One brief against one query: shares (0–1) of the query's weight, by the unit's offset in the brief."""

    __slots__ = ("_around", "_asked", "_base", "_brief", "_index", "_own", "_paired", "_room", "_sentence", "_shared",
                 "_union", "_wanted", "_worded", "number")  # fmt: skip

    def __init__(self, wanted: Wanted, rooms: Rooms, number: int, match: NameMatch | None) -> None:
        self.number = number
        self._room = room = rooms.of(number)
        self._wanted = wanted
        self._index = rooms.index
        self._brief = rooms.index.briefs[number]
        size = len(self._brief.units)
        sentence = self._sentence = [0.0] * size
        union = self._union = [0.0] * size  # over and above `_base`
        around = self._around = [0.0] * size
        own = self._own = [0.0] * size  # in the quote or in a question that it answers best
        wordings: dict[int, float] = {}
        questions: dict[int, float] = {}
        base = names = whole = 0.0
        for weight, word in wanted.terms:
            met = _met(word, number, rooms)
            if met is None:
                continue
            names += weight * met.names
            whole += weight * met.whole
            base += weight * met.base
            for asked, factor in met.wordings:
                wordings[asked] = wordings.get(asked, 0.0) + weight * factor
            for asked, factor in met.questions:
                questions[asked] = questions.get(asked, 0.0) + weight * factor
            for offset, in_sentence, above, beside, its_own in met.units:
                if its_own:
                    own[offset] += weight * its_own
                    if in_sentence:
                        sentence[offset] += weight * in_sentence
                union[offset] += weight * above
                around[offset] += weight * beside
        self._base = base
        self._paired = Counter(
            unit for pair in wanted.pairs if pair in room.pairs for unit in unpacked(room.pairs[pair])
        )
        self._asked, self._worded, best_question = _asked(wordings, questions, room, wanted.total)
        alias = match.share * match.likeness if match else 0.0
        exact = 1.0 if match and match.whole else 0.0
        self._shared = (names, whole, alias, exact, best_question)

    def ranked(self) -> list[Ranked]:
        """The units of the brief, in their order."""
        units = self._brief.units
        return [Ranked(score, units[offset], offset, self) for offset, score in enumerate(self.scores())]

    def scores(self) -> list[float]:
        """The score of each unit: the sum of its features times their weights."""
        if self._wanted.cued:
            return [sum(map(mul, _ORDERED, self.features(offset))) for offset in range(len(self._sentence))]
        return self._plain_scores()

    def _plain_scores(self) -> list[float]:
        """The same for a query without cues, where most features are 0."""
        room, total = self._room, self._wanted.total
        paired, pair_count = self._paired, self._wanted.pair_count
        start = sum(map(mul, _ORDERED[_SHARED:], self._shared)) + self._base * _UNION
        named = self._shared[_EXACT] * _NAMED_PLACE
        scores = []
        for place, above, around, its_own in zip(room.standing, self._union, self._around, self._own, strict=True):
            # a row has no place of its own; see `standing`
            own = (_PLACE + named) * place if place > 0 else (_ROW_UNASKED if place else _ROW_UNASKED + _GROUP_ROW)
            scores.append(start + own + above * _UNION + around * _AROUND + its_own * _OWN)
        for offset, share in enumerate(self._sentence):
            if share:
                scores[offset] += share * _SENTENCE + min(1.0, share * total / room.unit_norms[offset]) * _DENSITY
                if met := paired.get(offset):
                    scores[offset] += met / pair_count * _PAIRS
        for offset, (likeness, cover) in self._asked.items():
            scores[offset] += likeness * _QUESTION + cover * _ASKED
        for offset, share in self._worded.items():
            scores[offset] += share * _WORDINGS
        return scores

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
            self._paired.get(offset, 0) / wanted.pair_count,
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
            self._own[offset],
            *self._shared,
        )

    def _in_section(self, unit: Unit) -> float:
        """The share of the query that names the unit's section (0–1)."""
        section = frozenset(unit.section)
        return sum(weight for weight, word in self._wanted.terms if word.meanings[0][0] in section)


class Ranking(Sequence[Ranked]):
    """Units, best first, and the briefs that they are of."""

    def __init__(self, ranked: Sequence[Ranked], brief_of: Sequence[int]) -> None:
        """`brief_of` gives the brief of each unit of the index."""
        self._ranked = ranked
        self._of: dict[int, list[Ranked]] = {}
        for one in ranked:
            brief = brief_of[one.unit]
            if brief in self._of:
                self._of[brief].append(one)
            else:
                self._of[brief] = [one]

    @overload
    def __getitem__(self, place: int) -> Ranked: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Ranked]: ...
    def __getitem__(self, place: int | slice) -> Ranked | Sequence[Ranked]:
        return self._ranked[place]

    def __len__(self) -> int:
        return len(self._ranked)

    def briefs(self) -> list[tuple[int, float]]:
        """Each brief once, with the score of its best unit, best first."""
        return [(brief, units[0].score) for brief, units in self._of.items()]

    def of(self, brief: int, most: int) -> list[Ranked]:
        """The best units of a brief."""
        return self._of[brief][:most]


def in_order(meetings: Iterable[Meeting], brief_of: Sequence[int]) -> Ranking:
    """The units of all that were met, best first; ties go to the curator's order."""
    ranked = [one for meeting in meetings for one in meeting.ranked()]
    ranked.sort(key=itemgetter(1))
    ranked.sort(key=itemgetter(0), reverse=True)  # a stable sort, so that equal scores stay in the curator's order
    return Ranking(ranked, brief_of)


def _met(word: Word, brief: int, rooms: Rooms) -> Met | None:
    """What a word meets in a brief, remembered; None for nothing at all."""
    known = cast("dict[int, Met | None] | None", word.met)
    if known is None:
        known = word.met = {}
    if brief not in known:
        known[brief] = rooms.of(brief).meet(word.meanings)
        rooms.note()
    return known[brief]


def _asked(
    wordings: Mapping[int, float], questions: Mapping[int, float], room: Room, total: float
) -> tuple[dict[int, tuple[float, float]], dict[int, float], float]:
    """
    How well curated questions ask the same.

    Args:
        wordings: The share of the query (0–1) that each wording holds, where it holds any.
        questions: The share that all wordings of a question hold together.
        room: Whose wordings they are.
        total: The query's weight.

    Returns:
        Unit → likeness and cover of the best question that it answers (0–1 each); unit → how far all the wordings of
        the best question that it answers cover the query (0–1); and the best likeness of all.
    """
    likeness = dict.fromkeys(questions, 0.0)
    cover = dict.fromkeys(questions, 0.0)
    norms, of_question = room.norms, room.of_question
    for wording, share in wordings.items():
        question = of_question[wording]
        dice = share / (total + norms[wording])
        if dice > likeness[question]:
            likeness[question] = dice
        if share > cover[question]:
            cover[question] = share
    asked: dict[int, tuple[float, float]] = {}
    worded: dict[int, float] = {}
    twice = 2 * total
    for question, together in questions.items():
        dice, share = likeness[question] * twice, cover[question]
        later = dice * LATER, share * LATER
        for unit in room.answers[question]:
            old = asked.get(unit)
            if old is None:
                asked[unit] = dice, share
            elif dice > old[0] or share > old[1]:
                asked[unit] = (max(old[0], dice), max(old[1], share))
            if together > worded.get(unit, 0.0):
                worded[unit] = together
            dice, share = later
            together *= LATER
    return asked, worded, twice * max(likeness.values(), default=0.0)


def nearest(
    spreads: Iterable[tuple[Spread, float]], named: Iterable[tuple[int, float]], briefs: int, count: int
) -> list[tuple[float, int]]:
    """
    The briefs that count most, each with how much, the most first; of equals the first in the index.

    Args:
        spreads: Where a word counts, and what it weighs.
        named: Briefs whose names were typed, with what that adds.
        briefs: How many the index has.
        count: The most that are wanted.
    """
    scores: dict[int, float] = {}
    for spread, weight in spreads:
        for brief, value in zip(*spread, strict=True):
            scores[brief] = scores.get(brief, 0.0) + value * weight
    for brief, more in named:
        scores[brief] = scores.get(brief, 0.0) + more
    return heapq.nsmallest(
        count, ((score, brief) for brief, score in scores.items()), key=lambda one: (-one[0], one[1])
    )
