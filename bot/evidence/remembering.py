"""What is worked out once for each brief, because every answer from it says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from bot.library.model import Brief
from bot.library.snapshot import Library

T = TypeVar("T")

MOST: Final = 1_000  # briefs of which something is remembered; the one that came first gives way


class PerBrief(Generic[T]):
    """Something for each brief of the library that answers; the first word of another library ends it all."""

    def __init__(self, make: Callable[[Library, Brief], T]) -> None:
        self._make = make
        self._known: tuple[Library | None, dict[str, tuple[Brief, T]]] = (None, {})

    def of(self, library: Library, brief: Brief) -> T:
        """What `make` says of this very brief in this very library."""
        serving, known = self._known
        if serving is not library:
            known = {}
            self._known = (library, known)  # in one step: cards are made in several threads
        held = known.get(brief.id)
        if held is not None and held[0] is brief:
            return held[1]
        made = self._make(library, brief)
        if len(known) >= MOST:
            known.pop(next(iter(known)), None)
        known[brief.id] = (brief, made)
        return made
