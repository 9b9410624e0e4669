"""What a person may be typing: titles that begin so, titles that hold it, names that begin so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from bot.library.snapshot import Library
from bot.search.normalising import clean

Entry = tuple[str, str]  # title, id


class Completer:
    """Titles and names of one library, folded once; briefs are counted in display order."""

    def __init__(self, library: Library) -> None:
        self._entries: tuple[Entry, ...] = tuple((brief.title, brief.id) for brief in library.briefs.values())
        self._titles = [clean(title) for title, _ in self._entries]
        self._names = sorted(
            (clean(name), number) for number, brief in enumerate(library.briefs.values()) for name in brief.names
        )

    def entry(self, number: int) -> Entry:
        """The title and id of a brief."""
        return self._entries[number]

    def begin(self, text: str, limit: int) -> tuple[Entry, ...]:
        """Up to `limit` entries for `text`: titles that begin so, titles that hold it, names that begin so."""
        typed = clean(text)
        if not typed:
            return self._entries[:limit]
        inside = [number for number, title in enumerate(self._titles) if typed in title]
        inside.sort(key=lambda number: not self._titles[number].startswith(typed))
        numbers = dict.fromkeys([*inside[:limit], *islice(self._named(typed), 4 * limit)])
        return tuple(self._entries[number] for number in islice(numbers, limit))

    def _named(self, typed: str) -> Iterator[int]:
        """Briefs with a name that begins so, by name."""
        for name, number in islice(self._names, bisect_left(self._names, (typed, -1)), None):
            if not name.startswith(typed):
                return
            yield number
