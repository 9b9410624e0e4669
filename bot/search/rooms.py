"""Where each term stands inside one brief: built when first wanted, so that a large library stays small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.search.index import Index

KEPT: Final = 1_000  # rooms held at once

#: Kinds of place, and what each lends to (sentence, profile, paragraph): how far a term that stands there is met.
IN_QUOTE: Final = 0
ASKED_AND_AROUND: Final = 1
ASKED: Final = 2  # in a question that the quote answers best
AROUND: Final = 3  # elsewhere in the quote's paragraph
LENT: Final = ((1.0, 1.0, 1.0), (0.0, 0.9, 1.0), (0.0, 0.9, 0.0), (0.0, 0.6, 1.0))
Places = tuple[tuple[int, int], ...]  # (unit, kind of place)


@dataclass(frozen=True, slots=True)
class Room:
    """The inner index of a brief; units and questions are counted by their offset in the brief's own lists."""

    terms: frozenset[str]  # of names, quotes and questions
    names: frozenset[str]
    places: dict[str, Places]  # by term
    questions: dict[str, tuple[int, ...]]
    wordings: dict[str, tuple[int, ...]]  # term → questions, each with all its wordings, by their first one
    pairs: tuple[frozenset[tuple[str, str]], ...]  # neighbouring terms of each unit
    answers: tuple[tuple[int, ...], ...]  # of each question: units, best first


class Rooms:
    """The rooms of an index, remembered."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._built: dict[int, Room] = {}

    def of(self, brief: int) -> Room:
        """The room of a brief."""
        room = self._built.get(brief)
        if room is None:
            if len(self._built) >= KEPT:
                self._built.clear()
            room = self._built[brief] = _furnish(self.index, brief)
        return room


def _furnish(index: Index, number: int) -> Room:
    brief = index.briefs[number]
    units = [index.units[position] for position in brief.units]
    questions = [index.questions[position] for position in brief.questions]
    offsets = {position: offset for offset, position in enumerate(brief.units)}
    asked: list[set[str]] = [set() for _ in units]
    for question in questions:
        asked[offsets[question.units[0]]].update(question.terms)
    places: dict[str, list[tuple[int, int]]] = {}
    for offset, unit in enumerate(units):
        around = index.passages[unit.passage.key]
        kinds = dict.fromkeys(around, AROUND)
        for term in sorted(asked[offset]):
            kinds[term] = ASKED_AND_AROUND if term in kinds else ASKED
        kinds |= dict.fromkeys(unit.terms, IN_QUOTE)
        for term, kind in kinds.items():
            places.setdefault(term, []).append((offset, kind))
    terms = {term for unit in units for term in unit.terms}.union(brief.names, *(one.terms for one in questions))
    return Room(
        frozenset(terms),
        frozenset(brief.names),
        {term: tuple(found) for term, found in places.items()},
        _where((number, one.terms) for number, one in enumerate(questions)),
        _where((one.first - brief.questions[0], one.terms) for one in questions),
        tuple(frozenset(pairwise(unit.terms)) for unit in units),
        tuple(tuple(offsets[position] for position in one.units) for one in questions),
    )


def _where(fields: Iterable[tuple[int, tuple[str, ...]]]) -> dict[str, tuple[int, ...]]:
    """Term → the numbers of the fields that hold it, each once."""
    found: dict[str, dict[int, None]] = {}
    for number, terms in fields:
        for term in terms:
            found.setdefault(term, {})[number] = None
    return {term: tuple(numbers) for term, numbers in found.items()}
