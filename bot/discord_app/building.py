"""Building what is large and lives long, beside a running loop, without the pauses of the garbage collector."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

TURN_SECONDS: Final = 0.0005  # after which the building thread lets the loop in; Python's own is 0.005

P = ParamSpec("P")
T = TypeVar("T")


def built(make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """
    Call `make` with the collector off, and keep what lives then out of its sight for good.

    A full collection holds every thread, 0.1 to 0.25 s with a library in memory. Libraries hold no cycles, so an old
    one is freed when it is replaced, collector or not; garbage is collected first, or it would stay for good. The loop
    is let in often: it asks for its turn at each wait, and 5 ms each time add up to seconds under load.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(TURN_SECONDS, usual))
    gc.disable()
    try:
        return make(*args, **kwargs)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(usual)
