"""What a person may be typing: titles that begin so, titles that hold it, names that begin so, briefs of such words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain, islice
from typing import Final

from bot.library.snapshot import Library
from bot.search.index import Index
from bot.search.normalising import clean, words_of
from bot.search.words import is_content, stem

WORDS: Final = 1  # most words whose briefs are looked up where no title or name is being typed; more are a question
SHARE: Final = 0.5  # of what the words count in the brief where they count most, from which another is offered
LEAST: Final = 4  # letters of a word that is not whole yet; a shorter one begins too many others
FOREIGN: Final = 0.9  # how well a word of another language, or a longer word that begins so, stands for one typed
_READ: Final = 2_000  # entries of postings read for one word, so that a large library stays quick

Entry = tuple[str, str]  # title, id


class Completer:
    """Titles, names and words of one library, folded once; briefs are counted in display order."""

    def __init__(self, library: Library, index: Index) -> None:
        self._index = index
        self._entries: tuple[Entry, ...] = tuple((brief.title, brief.id) for brief in library.briefs.values())
        titles = [clean(title) for title, _ in self._entries]
        self._titles = "\n".join(["", *titles])
        self._starts = list(accumulate((len(title) + 1 for title in titles[:-1]), initial=1))  # of each title in it
        self._names = sorted(
            (clean(name), number)
            for number, brief in enumerate(library.briefs.values())
            for name in (*brief.names, brief.id)
        )
        self._words = sorted(index.words)

    def entry(self, number: int) -> Entry:
        """The title and id of a brief."""
        return self._entries[number]

    def begin(self, typed: str, limit: int) -> tuple[Entry, ...]:
        """Up to `limit` entries for a cleaned text: titles that begin so, titles that hold it, names that begin so."""
        if not typed:
            return self._entries[:limit]
        titles = islice(chain(self._titled(f"\n{typed}"), self._titled(typed)), 2 * limit)
        numbers = dict.fromkeys([*titles, *islice(self._named(typed), 4 * limit)])
        return tuple([self._entries[number] for number in islice(numbers, limit)])

    def hold(self, typed: str, limit: int, *, is_open: bool, begun: bool) -> tuple[Entry, ...]:
        """
        Up to `limit` briefs that hold all words of a cleaned text, those that hold most first.

        Args:
            is_open: The last word may not be whole yet.
            begun: Some title or name begins as typed. None is found for several words where that is not so: they may
                be a question or hold a slip, which are better ranked.
        """
        spoken = words_of(typed)
        words = [word for word in spoken if is_content(word)]
        if not words or (len(words) > WORDS and not begun):
            return ()
        is_open = is_open and words[-1] == spoken[-1]
        if is_open and len(words[-1]) < LEAST:
            return ()
        held = self._held(words[-1], is_open=is_open)
        for word in words[:-1]:
            more = self._held(word)
            held = {brief: weight + more[brief] for brief, weight in held.items() if brief in more}
        least = SHARE * max(held.values(), default=0.0)
        best = sorted(
            (brief for brief, weight in held.items() if weight >= least), key=lambda brief: (-held[brief], brief)
        )
        return tuple(self._entries[brief] for brief in best[:limit])

    def _titled(self, typed: str) -> Iterator[int]:
        """Briefs with a title that holds this, where the end of the title before counts as a line break."""
        at = self._titles.find(typed)
        while at >= 0:
            number = bisect_right(self._starts, at + (typed[0] == "\n")) - 1
            yield number
            end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._titles)
            at = self._titles.find(typed, end)

    def _named(self, typed: str) -> Iterator[int]:
        """Briefs with a name that begins so, by name."""
        for at in range(bisect_left(self._names, (typed, -1)), len(self._names)):
            name, number = self._names[at]
            if not name.startswith(typed):
                return
            yield number

    def _held(self, word: str, *, is_open: bool = False) -> dict[int, float]:
        """The briefs that hold a word or what stands for it, and how much it counts there."""
        index, own = self._index, stem(word)
        terms = {own: 1.0} | index.synonyms.get(own, {})
        for term in (*index.foreign.get(word, ()), *(self._longer(word) if is_open else ())):
            terms.setdefault(term, FOREIGN)
        held: dict[int, float] = {}
        read = 0
        for term, likeness in terms.items():
            posting = index.postings.get(term)
            if posting is None or read > _READ:
                continue
            read += len(posting.briefs)
            weight = index.weight(term) * likeness
            for brief, share in zip(posting.briefs, posting.weights, strict=True):
                if (counted := weight * share) > held.get(brief, 0.0):
                    held[brief] = counted
        return held

    def _longer(self, word: str) -> Iterator[str]:
        """The terms of the library's words that begin so."""
        for at in range(bisect_left(self._words, word), len(self._words)):
            if not self._words[at].startswith(word):
                return
            yield stem(self._words[at])
