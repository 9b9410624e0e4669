"""A preview that runs in a thread of its own, and a browser beside it."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from bot.preview import Commands, Page, Preview, Settings
from bot.standin import Limits, StandinError

T = TypeVar("T")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DEMO = Commands((sys.executable, "-m", "tests.preview.demo_bot"))


class Running:
    """A preview whose bot answers; `address` opens its page."""

    def __init__(self, preview: Preview, page: Page, loop: asyncio.AbstractEventLoop) -> None:
        self.preview = preview
        self.page = page
        self._loop = loop

    @property
    def address(self) -> str:
        return self.page.address

    def do(self, work: Coroutine[Any, Any, T], seconds: float = 20.0) -> T:
        """Do something in the thread of the preview."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)


@contextmanager
def running(
    commands: Commands = DEMO, *, environment: dict[str, str] | None = None, ack_seconds: float = 1.5
) -> Iterator[Running]:
    """The preview, from when its bot answers."""
    ready, ended = threading.Event(), threading.Event()
    box: list[Running | StandinError] = []

    async def serve() -> None:
        limits = Limits(ack_seconds=ack_seconds)
        preview = Preview(Settings(commands=commands, limits=limits, environment=tuple((environment or {}).items())))
        async with Page(preview, 0) as page, preview:
            await preview.answering()
            box.append(Running(preview, page, asyncio.get_running_loop()))
            ready.set()
            await asyncio.to_thread(ended.wait)

    def work() -> None:
        try:
            asyncio.run(serve())
        except StandinError as error:
            box.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    if isinstance(box[0], StandinError):
        thread.join()
        raise box[0]
    try:
        yield box[0]
    finally:
        ended.set()
        thread.join()


@contextmanager
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
