"""Thousands of entries in a fraction of their memory, for those that few people ask for and every bot holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Generic

from pydantic import TypeAdapter

from bot.library.validating import ModelT


class Packed(Generic[ModelT]):
    """Entries of one model in their order, unpacked each time that they are gone through."""

    __slots__ = ("_data", "_length", "_model")

    def __init__(self, model: type[ModelT], entries: Iterable[ModelT]) -> None:
        self._model = model
        held = list(entries)
        self._length = len(held)
        self._data = zlib.compress(_adapter(model).dump_json(held, exclude_defaults=True), level=1)

    def __len__(self) -> int:
        """How many entries there are."""
        return self._length

    def __iter__(self) -> Iterator[ModelT]:
        """Unpack the entries; 0.05 s for forty thousand wordings of claims."""
        return iter(_adapter(self._model).validate_json(zlib.decompress(self._data)))

    def __eq__(self, other: object) -> bool:
        """Whether the entries are the same."""
        return self._data == other._data if isinstance(other, Packed) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def _adapter(model: type[ModelT]) -> TypeAdapter[list[ModelT]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]  # a model that is known only when it runs
