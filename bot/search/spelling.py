"""Words that the library does not know, brought to the words that it knows."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.compiled import most_shared

LIKENESS: Final = 0.70  # of two spellings, 0–1 (optimal string alignment); from the typo queries of the training set
SHORT: Final = 4  # letters; a shorter word has too many neighbours to guess
_CANDIDATES: Final = 60  # words that share enough letter pairs to be compared in full
_READ: Final = 6_000  # entries of the lists of pairs, rarest pairs first, so that a large vocabulary stays quick
_NEIGHBOURS: Final = 4
_REMEMBERED: Final = 20_000  # answers


class Speller:
    """Finds the library's words that are spelt most like a given one; answers are remembered."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = sorted(word for word in set(vocabulary) if len(word) >= SHORT and not word[0].isdigit())
        self._pairs: dict[str, array[int]] = defaultdict(partial(array, "I"))
        for number, word in enumerate(self._words):
            for pair in _pairs(word):
                self._pairs[pair].append(number)
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}

    def neighbours(self, word: str) -> tuple[tuple[str, float], ...]:
        """Up to four words of the library like `word`, each with its likeness (0–1), best first, ties by name."""
        if len(word) < SHORT or word.isdigit():
            return ()
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._search(word[:40])
        return found

    @property
    def remembered(self) -> int:
        """How many answers are kept."""
        return len(self._known)

    def _search(self, word: str) -> tuple[tuple[str, float], ...]:
        held = sorted((self._pairs[pair] for pair in _pairs(word) if pair in self._pairs), key=len)
        close = [self._words[number] for number in most_shared(held, len(self._words), _READ, _CANDIDATES)]
        cutoff = LIKENESS if len(word) > 5 else LIKENESS + 0.04
        hits = process.extract(
            word, close, scorer=OSA.normalized_similarity, processor=None, score_cutoff=cutoff, limit=_NEIGHBOURS
        )
        return tuple(sorted(((name, likeness) for name, likeness, _ in hits), key=lambda hit: (-hit[1], hit[0])))


def _pairs(word: str) -> set[str]:
    """Letter pairs with the ends marked, and first and last letter, so that short words keep something in common."""
    marked = f"^{word}$"
    return {marked[i : i + 2] for i in range(len(marked) - 1)}
