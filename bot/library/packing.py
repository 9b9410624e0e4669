"""Thousands of entries in a fraction of their memory, for those that few people ask for and every bot holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Generic

from pydantic import TypeAdapter

from bot.library.validating import ModelT


class Packed(Generic[ModelT]):
    """Entries of one model in their order, unpacked each time that they are gone through."""

    __slots__ = ("_length", "_model", "_parts")

    def __init__(self, model: type[ModelT], entries: Iterable[ModelT] = ()) -> None:
        self._model = model
        held = list(entries)
        self._length = len(held)
        self._parts: tuple[bytes, ...] = (
            (zlib.compress(_adapter(model).dump_json(held, exclude_defaults=True), level=1),) if held else ()
        )

    @classmethod
    def joined(cls, model: type[ModelT], packs: Iterable[Packed[ModelT]]) -> Packed[ModelT]:
        """The entries of several, one after the other; what they are packed in is shared with them."""
        whole = cls(model)
        for pack in packs:
            whole._parts += pack._parts
            whole._length += pack._length
        return whole

    def __len__(self) -> int:
        """How many entries there are."""
        return self._length

    def __iter__(self) -> Iterator[ModelT]:
        """Unpack the entries; 0.1 s for the sixty-six thousand wordings of claims."""
        adapter = _adapter(self._model)
        for part in self._parts:
            yield from adapter.validate_json(zlib.decompress(part))

    def __eq__(self, other: object) -> bool:
        """Whether the entries are the same."""
        return self._parts == other._parts if isinstance(other, Packed) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def _adapter(model: type[ModelT]) -> TypeAdapter[list[ModelT]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]  # a model that is known only when it runs
