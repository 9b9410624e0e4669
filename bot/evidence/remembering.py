"""What is worked out once and said again, for as long as its library answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

from bot.library.model import Brief
from bot.library.snapshot import Library

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

BRIEFS: Final = 1_000  # of which something is remembered


class Remembered(Generic[K, T]):
    """Up to `most` things of the library that answers, the latest used; the first word of another ends them all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: tuple[Library | None, OrderedDict[K, T]] = (None, OrderedDict())

    def get(self, library: Library, key: K) -> T | None:
        """What is remembered under `key`."""
        serving, known = self._known
        if serving is not library or (found := known.get(key)) is None:
            return None
        try:  # noqa: SIM105 - `suppress` would cost more than all the rest
            known.move_to_end(key)
        except KeyError:  # cards are made in several threads, and another has just let go of it
            pass
        return found

    def put(self, library: Library, key: K, made: T) -> None:
        """Remember `made`."""
        serving, known = self._known
        if serving is not library:
            known = OrderedDict()
            self._known = (library, known)  # in one step, for the same reason
        known[key] = made
        if len(known) > self._most:
            known.popitem(last=False)


class PerBrief(Generic[T]):
    """Something for each brief of the library that answers."""

    def __init__(self, make: Callable[[Library, Brief], T]) -> None:
        self._make = make
        self._known: Remembered[str, tuple[Brief, T]] = Remembered(BRIEFS)

    def of(self, library: Library, brief: Brief) -> T:
        """What `make` says of this very brief in this very library."""
        known = self._known.get(library, brief.id)
        if known is not None and known[0] is brief:
            return known[1]
        made = self._make(library, brief)
        self._known.put(library, brief.id, (brief, made))
        return made
