"""Group C: the library is reloaded while an editor that saves without care is in the middle of a file."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.discord_app.reloading import SETTLE_MILLISECONDS, Reloader
from bot.library.finished import UnfinishedError, finished
from bot.library.loading import load_library
from bot.library.model import Brief
from bot.search.engine import Engine
from tests.conftest import ROOT
from tests.discord_app.conftest import until
from tests.small_library import small_library

LONG = 3 * SETTLE_MILLISECONDS / 1_000  # seconds; far longer than a watcher waits for more


@dataclass(frozen=True, slots=True)
class Draft:
    """A brief that is written again and again; `half` of its text is a sound brief by itself, and says less."""

    path: Path
    whole: str
    half: int  # characters

    def version(self, number: int) -> str:
        """The text with another title of the same length."""
        return re.sub(r"(?m)^title: .*$", f"title: Version {number:06} of a title", self.whole)

    def write(self, number: int, seconds: float) -> None:
        """Write in place, and pause in the middle."""
        text = self.version(number)
        with self.path.open("w", encoding="utf-8") as file:
            file.write(text[: self.half])
            file.flush()
            time.sleep(seconds)
            file.write(text[self.half :])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """The draft in a small library that nobody changes, found by leaving out ever more of the end."""
    folder = small_library(tmp_path_factory.mktemp("model"))
    path = next((folder / "topics").iterdir())
    text = (ROOT / "briefs" / "topics" / path.name).read_text("utf-8")
    made = Draft(path, re.sub(r"(?m)^related:.*\n(?:  .*\n)*", "", text), 0)
    full = made.version(0)
    path.write_text(full, "utf-8")
    if not tells_of_writers(folder):
        pytest.skip("this system does not tell which files are being written")
    said = bare(load_library(folder).briefs[path.stem])
    lines = full.splitlines(keepends=True)
    for kept in range(len(lines) - 1, 1, -1):
        path.write_text("".join(lines[:kept]), "utf-8")
        half = load_library(folder)
        if not half.errors and path.stem in half.briefs and bare(half.briefs[path.stem]) != said:
            path.write_text(full, "utf-8")
            return Draft(path, made.whole, len("".join(lines[:kept])))
    raise AssertionError("no half of the brief is a sound brief")


@pytest.fixture
def draft(model: Draft, tmp_path: Path) -> Draft:
    root = model.path.parents[2]
    shutil.copytree(root, tmp_path / "own")
    return replace(model, path=tmp_path / "own" / model.path.relative_to(root))


def tells_of_writers(folder: Path) -> bool:
    with next((folder / "topics").iterdir()).open("a"):
        try:
            finished(folder, folder.parent / "seeds")
        except UnfinishedError:
            return True
    return False


def bare(brief: Brief) -> dict[str, Any]:
    """All that a brief says, but for its title."""
    return brief.model_dump(exclude={"title"})


class Served:
    """A reloader, and every brief that it has swapped in."""

    def __init__(self, draft: Draft) -> None:
        self.folder = draft.path.parent.parent
        self.id = draft.path.stem
        self.briefs: list[Brief] = []
        engine = Engine(load_library(self.folder))
        self.whole = bare(engine.library.briefs[self.id])
        self.reloader = Reloader(self.folder, engine, self.swap)

    def swap(self, engine: Engine) -> None:
        self.briefs.append(engine.library.briefs[self.id])

    @property
    def mixed(self) -> list[str]:
        return [brief.title for brief in self.briefs if bare(brief) != self.whole]


@pytest.mark.parametrize("reloads", [15, pytest.param(1_000, marks=pytest.mark.slow)])
async def test_c17_no_half_of_a_file_is_served_though_it_is_sound(draft: Draft, reloads: int) -> None:
    served, dice, stop = Served(draft), random.Random(reloads), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            draft.write(number, LONG if number % 50 == 10 else dice.uniform(0.005, 0.05))
            stop.wait(dice.uniform(0.005, 0.05))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for _ in range(reloads):
            await served.reloader.reload()
            await asyncio.sleep(dice.uniform(0.0, 0.06))  # or a quick machine reloads before anything has changed
    finally:
        stop.set()
        writing.join()
    last = await served.reloader.reload()

    assert [] == served.mixed
    assert len(served.briefs) >= 3
    assert "" == last.refused


async def test_c17_a_file_is_served_when_its_writer_is_done_however_long_he_pauses(draft: Draft) -> None:
    served, stop = Served(draft), asyncio.Event()
    watching = asyncio.create_task(served.reloader.watch(stop))
    await asyncio.sleep(0.2)  # the watcher looks at the folders
    writing = asyncio.create_task(asyncio.to_thread(draft.write, 7, LONG))
    await asyncio.sleep(LONG - 0.1)
    meanwhile = list(served.briefs)
    await writing
    try:
        await until(lambda: bool(served.briefs))
    finally:
        stop.set()
        await watching

    assert [] == meanwhile
    assert ["Version 000007 of a title"] == [brief.title for brief in served.briefs]
    assert [] == served.mixed


@pytest.mark.slow
async def test_c17_who_asks_for_a_reload_is_told_what_it_waits_for(draft: Draft) -> None:
    served = Served(draft)
    with draft.path.open("a") as file:
        file.write("# the first words of")
        file.flush()
        status = await served.reloader.reload()
    after = await served.reloader.reload()

    assert f"{draft.path.name} is still being written" in status.refused
    assert "" == after.refused
