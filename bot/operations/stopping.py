"""When to stop: SIGTERM and SIGINT, heard once for the whole process."""

from __future__ import annotations

import asyncio
import contextlib
import signal

SHUTDOWN_SECONDS = 10.0  # a stop is bounded, whatever hangs


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM or SIGINT sets; call it within the loop."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(number, stopping.set)
    return stopping
