"""Building what is large and lives long, beside a running loop, without the pauses of the garbage collector."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

TURN_SECONDS: Final = 0.0005  # after which the building thread lets the loop in; Python's own is 0.005

P = ParamSpec("P")
T = TypeVar("T")


class Builder:
    """
    The one thread that builds, so that what is freed is used again.

    Each thread takes its memory from a heap of its own: built in any thread that was free, a library and its index
    left 20 MB behind in 40 reloads, and left none in one thread.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="builder")

    async def build(self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `make` beside the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(built, make, *args, **kwargs))


def built(make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """
    Call `make` with the collector off, letting the loop in often: it asks for its turn at each wait.

    A collection holds every thread. What is built holds no cycles, so it is freed when it is replaced, collector or
    not; and a library that takes over what did not change is a small part of what the collector looks at later.
    """
    usual, collects = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(min(TURN_SECONDS, usual))
    gc.disable()
    try:
        return make(*args, **kwargs)
    finally:
        if collects:
            gc.enable()
        sys.setswitchinterval(usual)


def give_back() -> None:
    """
    Give freed memory back to the system, where the C library can (glibc's `malloc_trim`); other threads run meanwhile.

    Arrays that a build needs for a moment are freed into the heap and stay there: 76 MiB after the wordings of claims.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # TypeError: Windows has no library without a name
        ctypes.CDLL(None).malloc_trim(0)


def hush() -> None:
    """Leave the collector off from the start of a process until `settle`: it would look at all that is loaded."""
    gc.disable()


def settle() -> None:
    """
    Let the collector work, on what comes from now on, once all is loaded that lives as long as the process.

    That stays out of its sight: a full collection would hold every thread for a tenth of a second. The garbage of a
    start, 0.8 MiB, stays with it; at each reload it would be what was under way just then, for good.
    """
    gc.freeze()
    gc.enable()
