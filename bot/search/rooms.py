"""Where each term stands inside one brief: built when first wanted, so that a large library stays small."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sized
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple, TypeVar

from bot.search.compiled import most_of, places, where
from bot.search.index import Index, Terms
from bot.search.loops import KINDS, Packed, Spread
from bot.search.words import Term

KEPT: Final = 1_000  # rooms held at once
WORDS: Final = 4_000  # remembered, with the briefs that hold them
MET: Final = 25_000  # of words in briefs, remembered; each takes some 200 bytes
_WIDE: Final = 2_000  # briefs; how a commoner word spreads is read anew each time

#: What each kind of place lends to (sentence, profile, paragraph, own): how far a term that stands there is met.
LENT: Final = ((1.0, 1.0, 1.0, 1.0), (0.0, 0.9, 1.0, 1.0), (0.0, 0.9, 0.0, 1.0), (0.0, 0.6, 1.0, 0.0))
NAMES_LEND: Final = 0.8  # of a term in a brief's names, to the profile of each of its quotes
BRIEF_LENDS: Final = 0.5  # of a term anywhere in a brief
ALIKE: Final = 50_000  # tuples of each sort that are shared
T = TypeVar("T")
#: Terms of the library that a word stands for, each with how well (0–1), the best first.
Meanings = tuple[tuple[str, float], ...]


class Met(NamedTuple):
    """What one word of a query meets in a brief, for a weight of 1: by the meaning that is met best each time."""

    names: float
    whole: float
    base: float  # what names and brief lend to the profile of every unit
    wordings: tuple[tuple[int, float], ...]  # wordings of questions
    questions: tuple[tuple[int, float], ...]  # questions, each with all its wordings
    units: tuple[tuple[int, float, float, float, float], ...]  # unit, sentence, profile above `base`, paragraph, own


class Alike:
    """One object for all that are equal, since rooms hold the same few numbers over and over."""

    def __init__(self) -> None:
        self._numbers: dict[Packed, Packed] = {}
        self._factors: dict[object, object] = {}

    @property
    def numbers(self) -> dict[Packed, Packed]:
        """Packed numbers, to which new ones are added."""
        if len(self._numbers) >= ALIKE:
            self._numbers.clear()
        return self._numbers

    def factor(self, found: T) -> T:
        """A tuple that begins with a whole number and ends with factors."""
        if len(self._factors) >= ALIKE:
            self._factors.clear()
        return self._factors.setdefault(found, found)  # type: ignore[return-value]  # a value is kept under itself


class Room:
    """The inner index of a brief; units and questions are counted by their offset in the brief's own lists."""

    __slots__ = ("_alike", "_asked", "_own", "answers", "laid_out", "names", "norms", "numbers", "of_question", "pairs",
                 "places", "standing", "terms", "unit_norms", "unit_terms", "units", "wordings")  # fmt: skip

    def __init__(self, index: Index, number: int, alike: Alike) -> None:
        self._alike = alike
        brief = index.briefs[number]
        self.numbers = brief.units  # of the units in the index
        units = self.units = tuple(index.units[position] for position in brief.units)
        self.unit_terms = tuple([unit.terms for unit in units])
        wordings = [index.questions[position] for position in brief.questions]
        self._asked = tuple([one.terms for one in wordings])
        offsets = {position: offset for offset, position in enumerate(brief.units)}
        answers: list[tuple[int, ...]] = []
        firsts: dict[int, int] = {}
        asked: list[list[str]] = [[] for _ in units]
        self.of_question = array("H")  # wording → question; those of one question follow each other
        for one in wordings:
            question = firsts.setdefault(one.first, len(firsts))
            if question == len(answers):
                answers.append(tuple([offsets[position] for position in one.units]))
            self.of_question.append(question)
            asked[answers[question][0]] += one.terms
        self.answers = tuple(answers)  # question → units, best first
        self.norms = array("f", [one.norm for one in wordings])  # in the least room, as a search jumps about in them
        self.names = frozenset(brief.names)
        self.terms = self.names.union(*self.unit_terms, *self._asked)  # of names, quotes and questions
        self.unit_norms = tuple([unit.norm for unit in units])
        #: What an earlier place in the curator's order is worth (1, 1/2, 1/3 …); of rows -1, of rows of a group 0.
        self.standing = tuple(
            [1.0 / (1 + unit.place) if unit.quote is not None else (0.0 if unit.group else -1.0) for unit in units]
        )
        around = [index.passages[unit.passage.key] for unit in units]
        #: Term → KINDS times the unit, and the kind of place in which it stands there.
        self.places: dict[str, Packed] = places(around, asked, list(self.unit_terms), alike.numbers)
        self.wordings: dict[str, Packed] = where(list(self._asked), alike.numbers)
        #: Neighbouring terms → the units that hold them.
        self.pairs: dict[tuple[str, str], Packed] = where(
            [tuple(pairwise(unit.terms)) for unit in units], alike.numbers
        )
        self.laid_out: object = None  # what the compiled `Meeting` made of this
        self._own: dict[int, frozenset[str]] = {}

    def own(self, unit: int) -> frozenset[str]:
        """The terms of a unit and of the questions that it answers first or second."""
        found = self._own.get(unit)
        if found is None:
            own: list[Terms] = []
            for question, units in enumerate(self.answers):
                if unit in units[:2]:
                    first = bisect_left(self.of_question, question)
                    own += self._asked[first : bisect_right(self.of_question, question, first)]
            found = self._own[unit] = frozenset(self.unit_terms[unit]).union(*own)
        return found

    def meet(self, meanings: Meanings) -> Met | None:
        """What a word with these meanings meets here; None for nothing at all."""
        here = [meaning for meaning in meanings if meaning[0] in self.terms]
        places = [(self.places[term], factor) for term, factor in meanings if term in self.places]
        if not here and not places:
            return None
        names = max([factor for term, factor in here if term in self.names], default=0.0)
        whole = max([factor for _, factor in here], default=0.0)
        base = max(NAMES_LEND * names, BRIEF_LENDS * whole)
        alike = self._alike.factor
        units: dict[int, tuple[float, float, float, float]] = {}
        for held, factor in places:
            lent = [(s * factor, max(p * factor, base), a * factor, o * factor) for s, p, a, o in LENT]
            for place in unpacked(held):
                offset = place // KINDS
                new, old = lent[place % KINDS], units.get(offset)
                if old is None:
                    units[offset] = new
                elif old != new:
                    units[offset] = (max(old[0], new[0]), max(old[1], new[1]), max(old[2], new[2]), max(old[3], new[3]))
        wordings: dict[int, float] = {}
        for term, factor in sorted(here, key=itemgetter(1)):  # the highest has the last word
            wordings.update(dict.fromkeys(unpacked(self.wordings.get(term, b"")), factor))
        questions: dict[int, float] = {}
        for wording, factor in wordings.items():
            question = self.of_question[wording]
            questions[question] = max(factor, questions.get(question, 0.0))
        return Met(
            names,
            whole,
            base,
            tuple(map(alike, wordings.items())),
            tuple(map(alike, questions.items())),
            tuple([alike((offset, met[0], met[1] - base, met[2], met[3])) for offset, met in units.items()]),
        )


class Word:
    """A word of queries, by what it stands for: the briefs that hold it, and what it was found to meet in them."""

    __slots__ = ("_index", "_spread", "meanings", "met", "size", "used")

    def __init__(self, meanings: Meanings, index: Index) -> None:
        self._index = index
        self._spread: Spread | None = None
        self.meanings = meanings
        self.size = sum([index.postings.size(term) for term, _ in meanings])  # entries of postings
        self.used = 0  # the turn of `Rooms` in which it was last looked for
        self.met: Sized | None = None  # what it was found to meet, by brief; kept by `Meeting` in a form of its own

    @property
    def spread(self) -> Spread:
        """Where the word counts, in each brief by the meaning that counts most."""
        if self._spread is not None:
            return self._spread
        held = [
            (posting.briefs, posting.weights, factor)
            for term, factor in self.meanings
            if (posting := self._index.postings.get(term))
        ]
        found = most_of(held, len(self._index.briefs))
        if len(found[0]) <= _WIDE:
            self._spread = found
        return found


class Rooms:
    """The rooms of an index, and the words that are looked for in them; both remembered."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._alike = Alike()
        self._built: dict[int, Room] = {}
        self._words: dict[str, Word] = {}
        self._met = 0  # of all words, in all briefs
        self._turn = 0  # goes on when there is too much of that

    def of(self, brief: int) -> Room:
        """The room of a brief."""
        room = self._built.get(brief)
        if room is None:
            if len(self._built) >= KEPT:
                self._built.clear()
            room = self._built[brief] = Room(self.index, brief, self._alike)
        return room

    def word(self, term: Term) -> Word:
        """The word of a query's term."""
        known = self._words.get(term.word)
        if known is not None and (known.meanings is term.meanings or known.meanings == term.meanings):
            known.used = self._turn
            return known
        if len(self._words) >= WORDS:
            self._words.clear()
            self._met = 0
        word = self._words[term.word] = Word(term.meanings, self.index)
        word.used = self._turn
        return word

    def note(self) -> None:
        """Note that one more word was met in one more brief; when there is too much of that, forget some."""
        self._met += 1
        if self._met > MET:
            self._forget()

    def _forget(self) -> None:
        """Forget what was met by words that were not looked for in this turn or, where that is too little, by any."""
        words = list(self._words.values())  # in one step, as other threads look up as well
        for enough, turn in ((MET // 2, self._turn), (MET, self._turn + 1)):
            for word in words:
                if word.used < turn:
                    word.met = None
            self._met = sum(len(met) for word in words if (met := word.met) is not None)
            if self._met <= enough:
                break
        self._turn += 1


def unpacked(numbers: Packed) -> memoryview[int]:
    """The numbers of a packed tuple."""
    return memoryview(numbers).cast("H")
