"""What was made of each file, so that the next load makes again only what a change touches."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Remembered:
    """
    Results by what they were made from. A key names everything that its result depends on, the text of files by digest.

    Holds what one load used, and nothing older: it lives with the library that the load made.
    """

    def __init__(self, known: Remembered | None = None) -> None:
        self._known = known._made if known is not None else {}
        self._made: dict[Hashable, object] = {}

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, or what it was when it was last made from the same."""
        found = self._known.get(key, self)
        if found is self:
            found = make()
        self._made[key] = found
        return cast("T", found)

    def close(self) -> None:
        """Let go of what came before; the load is over."""
        self._known = {}
