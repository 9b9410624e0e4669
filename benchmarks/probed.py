"""`briefbot run` with a clock beside it: writes how late the event loop was, in each tenth of a second, to PROBE."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

EVERY = 0.005  # seconds between two looks
SPAN = 0.1  # seconds of one line


async def watch(path: Path) -> None:
    """One line a span: when it ended (monotonic seconds) and the longest delay in it (milliseconds)."""
    loop = asyncio.get_running_loop()
    with path.open("a", encoding="utf-8", buffering=1) as out:
        worst, end = 0.0, loop.time() + SPAN
        while True:
            wanted = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            worst = max(worst, loop.time() - wanted)
            if loop.time() >= end:
                out.write(f"{time.monotonic()} {worst * 1e3}\n")
                worst, end = 0.0, loop.time() + SPAN


def main() -> None:
    from bot.config import load_settings, read_token
    from bot.discord_app.building import hush
    from bot.library.apart import Apart
    from bot.serving.over_gateway import run

    async def both() -> None:
        watching = asyncio.create_task(watch(Path(os.environ["PROBE"])))
        try:
            await run(reading, settings, read_token())
        finally:
            watching.cancel()

    hush()
    settings = load_settings(None)
    reading = Apart(settings.library.path)
    asyncio.run(both())


if __name__ == "__main__":
    main()
