"""What is done for each word of a query, over and over; `_loops` does the same compiled, where there was a compiler."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from bot.search.words import Term, rarity, stem

LONGEST_NAME: Final = 7  # words
#: Kinds of place where a term can stand.
IN_QUOTE: Final = 0
ASKED_AND_AROUND: Final = 1
ASKED: Final = 2  # in a question that the quote answers best
AROUND: Final = 3  # elsewhere in the quote's paragraph
KINDS: Final = 4
Packed = bytes  # whole numbers below 65,536, two bytes each in the machine's order, so that C can read them as they are
K = TypeVar("K", bound=Hashable)
Spread = tuple["array[int]", "array[float]"]  # briefs, and how much a word counts in each (0–1)


class Weighed(NamedTuple):
    """What the terms of a query weigh together, by how they stand to the best hit."""

    known: float  # to the library
    unknown: float
    unknown_names: float  # of the unknown, what is too rare to be everyday English
    slips: float
    met: int  # how many stand in the brief
    strongest: float  # of those
    unmet: float  # known, but not in the brief
    own: float  # in the quote or what it answers, by how well; where no name was typed
    beside: float  # beside the name that was typed
    lacking: int  # how many of those beside it are not in the quote


def weigh(terms: Sequence[Term], here: frozenset[str], own: frozenset[str], name: frozenset[str] | None) -> Weighed:
    """Weigh the terms against those of the best brief, of its quote, and of the name that was typed, if one was."""
    known = unknown = unknown_names = slips = strongest = unmet = owned = beside = 0.0
    met = lacking = 0
    for term in terms:
        weight = term.weight
        if term.meanings:
            known += weight
            if term.slip:
                slips += weight
            if _best_in(here, term):
                met += 1
                strongest = max(strongest, weight)
            else:
                unmet += weight
        else:
            unknown += weight
            if rarity(term.word) >= 1.0:
                unknown_names += weight
        if name is None:
            owned += weight * _best_in(own, term)
        elif not _is_of(name, term):
            beside += weight
            lacking += not _best_in(own, term)
    return Weighed(known, unknown, unknown_names, slips, met, strongest, unmet, owned, beside, lacking)


def _is_of(name: frozenset[str], term: Term) -> bool:
    """Whether a word of a query may stand for one of a name."""
    return stem(term.word) in name or _best_in(name, term) > 0


def _best_in(terms: frozenset[str], term: Term) -> float:
    """How well the best meaning of a word that is among `terms` stands for it (0–1)."""
    for meaning, factor in term.meanings:  # the best first
        if meaning in terms:
            return factor
    return 0.0


def names_in(
    sequences: Sequence[tuple[str, ...]],
    starts: Mapping[str, Collection[str]],
    name_of: Mapping[tuple[str, ...], tuple[int, ...]],
) -> list[tuple[int, int, int, tuple[int, ...]]]:
    """
    Where names stand in sequences of terms.

    Args:
        sequences: Terms in order.
        starts: The first term of names → their second terms.
        name_of: The terms of names → their numbers.

    Returns:
        The place of a sequence, the first and the end of the terms in it, and the names that those are; in order, and
        from each term the longest first.
    """
    found = []
    for place, sequence in enumerate(sequences):
        length = len(sequence)
        for start, seconds in enumerate(map(starts.get, sequence)):
            if seconds is None:
                continue
            several = start + 1 < length and sequence[start + 1] in seconds
            for end in range(min(length, start + LONGEST_NAME) if several else start + 1, start, -1):
                names = name_of.get(sequence[start:end])
                if names is not None:
                    found.append((place, start, end, names))
    return found


def most_shared(held: Sequence[array[int]], size: int, limit: int, count: int) -> list[int]:
    """
    The numbers that most of the arrays hold, the most first; of equals the smaller first.

    Args:
        held: Numbers below `size`, in each array once; the first array is always read.
        limit: Entries of arrays that are read at most after it; from the first that is too long on, none is.
        count: The most numbers that are wanted.
    """
    shared: Counter[int] = Counter()
    read = 0
    for numbers in held:
        if read and read + len(numbers) > limit:
            break
        read += len(numbers)
        shared.update(numbers)
    # One whole number for how many and which, which needs no function to compare.
    best = heapq.nlargest(count, [many * size - number for number, many in shared.items()])
    return [-one % size for one in best]


def most_of(held: Sequence[tuple[array[int], array[float], float]], size: int) -> Spread:
    """
    How much a word counts in each brief, by the meaning that counts most there.

    Args:
        held: For each meaning the briefs, how much it counts in each, and how well the word stands for it.
        size: How many briefs there are.
    """
    found: dict[int, float] = {}
    for briefs, weights, factor in held:
        for brief, weight in zip(briefs, weights, strict=True):
            if not brief < size:
                raise IndexError(brief)
            if weight * factor > found.get(brief, 0.0):
                found[brief] = weight * factor
    return array("I", sorted(found)), array("d", [found[brief] for brief in sorted(found)])


def where(fields: Sequence[Sequence[K]], alike: dict[Packed, Packed]) -> dict[K, Packed]:
    """
    What fields hold → the numbers of those that hold it, each once.

    Args:
        fields: What each holds.
        alike: One object for all numbers that are equal; new ones are added.
    """
    found: dict[K, dict[int, None]] = defaultdict(dict)
    for number, held in enumerate(fields):
        for one in held:
            found[one][number] = None
    return {one: _alike(numbers, alike) for one, numbers in found.items()}


def places(
    around: Sequence[tuple[str, ...]],
    asked: Sequence[Sequence[str]],
    quoted: Sequence[tuple[str, ...]],
    alike: dict[Packed, Packed],
) -> dict[str, Packed]:
    """
    Term → KINDS times each unit in which it stands, and the kind of place.

    Args:
        around: The terms of each unit's paragraph.
        asked: Those of the questions that each answers best.
        quoted: Its own.
        alike: As in `where`.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for unit, (paragraph, questions, quote) in enumerate(zip(around, asked, quoted, strict=True)):
        kinds = dict.fromkeys(paragraph, AROUND)
        kinds |= {term: ASKED_AND_AROUND if term in kinds else ASKED for term in questions}
        kinds |= dict.fromkeys(quote, IN_QUOTE)
        for term, kind in kinds.items():
            found[term].append(unit * KINDS + kind)
    return {term: _alike(numbers, alike) for term, numbers in found.items()}


def _alike(numbers: Collection[int], alike: dict[Packed, Packed]) -> Packed:
    packed = array("H", numbers).tobytes()
    return alike.setdefault(packed, packed)
