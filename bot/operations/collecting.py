"""How often Python looks for garbage that refers to itself, while a bot answers."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: Objects made and not freed before the youngest are looked through. Python's 700 are reached every third answer, and
#: each look takes part of a millisecond; 10,000 are some 2 MiB of garbage at most.
YOUNG: Final = 10_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom while the block runs; the library is out of the collector's sight anyway."""
    usual = gc.get_threshold()
    gc.set_threshold(YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
