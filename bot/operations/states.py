"""What is served and on which connections, for the figures and for who asks how it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What is served: `loaded_at` in seconds since 1970."""

    version: str
    briefs: int
    errors: int
    warnings: int
    loaded_at: float


@dataclass(frozen=True, slots=True)
class ShardState:
    """A connection to the gateway: `latency` in seconds, not finite while nothing was measured."""

    name: str
    is_up: bool
    latency: float


@dataclass(frozen=True, slots=True)
class Gauges:
    """Where the figures that are looked up come from."""

    library: Callable[[], LibraryState]
    shards: Callable[[], Iterable[ShardState]]
    store_is_up: Callable[[], bool]
    under_way: Callable[[], int]
