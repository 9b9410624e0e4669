"""What the processes of one bot tell each other: a library that is served in one is soon served in all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import LibrarySettings, Settings, StoreSettings
from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.serving.process import Process, process
from tests.small_library import change, small_library

pytestmark = pytest.mark.postgres


@pytest.fixture
def briefs(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@asynccontextmanager
async def serving(briefs: Path, url: str, *, watching: bool = False) -> AsyncIterator[Process]:
    settings = Settings(library=LibrarySettings(path=briefs, reload=watching), store=StoreSettings(url=url))
    async with process(Engine(load_library(briefs)), settings, counted=False) as whole:
        yield whole


def titles(whole: Process) -> list[str]:
    return [brief.title for brief in whole.engine.library.briefs.values()]


async def until(happened: Callable[[], bool], seconds: float = 10.0) -> float:
    """Wait; how many seconds it took."""
    began = time.monotonic()
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - what happens elsewhere sets no event here
            await asyncio.sleep(0.01)
    return time.monotonic() - began


@pytest.mark.parametrize("pooler", ["", "?pooler=transaction"], ids=["notified", "looked up"])
async def test_a_reload_reaches_all_within_two_seconds(briefs: Path, clean_postgres_url: str, pooler: str) -> None:
    url = clean_postgres_url + pooler
    async with serving(briefs, url) as first, serving(briefs, url) as second, serving(briefs, url) as third:
        change(briefs, "Another title")
        await first.reloader.reload()
        took = await until(lambda: ["Another title"] == titles(second) == titles(third))

    assert took < 2.0


async def test_a_saved_file_is_served_and_told(briefs: Path, clean_postgres_url: str) -> None:
    async with (
        serving(briefs, clean_postgres_url, watching=True) as first,
        serving(briefs, clean_postgres_url) as second,
    ):
        await asyncio.sleep(0.3)  # the watcher sees what changes after it has begun
        change(briefs, "Saved")
        await until(lambda: ["Saved"] == titles(first) == titles(second))

    assert first.library_state().version == second.library_state().version


async def test_what_cannot_be_served_is_not(briefs: Path, clean_postgres_url: str) -> None:
    async with serving(briefs, clean_postgres_url) as whole:
        before = titles(whole)
        for path in (briefs / "topics").iterdir():
            path.write_text("id: broken\n", "utf-8")
        await whole.reloader.reload()
        report = whole.report()

    assert before == titles(whole)
    assert report["library_refused"]


async def test_a_process_lives_without_its_store(briefs: Path) -> None:
    async with serving(briefs, "postgresql://nobody@127.0.0.1:1/none") as whole:
        change(briefs, "Without a store")
        await whole.reloader.reload()
        report = whole.report()

    assert ["Without a store"] == titles(whole)
    assert "down" == report["store"]


async def test_nobody_is_sent_to_a_process_that_stops(briefs: Path, clean_postgres_url: str) -> None:
    async with serving(briefs, clean_postgres_url) as whole:
        whole.stopping.set()

        assert not whole.is_ready
        assert whole.report()["stopping"]
