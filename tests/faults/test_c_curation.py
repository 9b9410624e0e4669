"""Group C: bad briefs while the bot runs. What single files hold is tested in tests/library."""

from __future__ import annotations

import asyncio
import re
import shutil
import threading
import time
from pathlib import Path

import pytest

from bot.config import LibrarySettings, Settings
from bot.library.loading import load_library
from bot.library.reading import Document, read_yaml
from bot.search.engine import Engine
from bot.standin import Standin
from bot.store import Store
from tests.conftest import ROOT
from tests.discord_app.conftest import connected
from tests.faults.measuring import loop_lag, resident
from tests.library.test_reading import ALIAS_BOMB, MERGE_BOMB


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of twelve of the real briefs, with all sources."""
    briefs = tmp_path / "briefs"
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "briefs", briefs, ignore=shutil.ignore_patterns("topics", "scores"))
    (briefs / "topics").mkdir()
    for path in sorted((ROOT / "briefs" / "topics").glob("*.yaml"))[:12]:
        shutil.copy(path, briefs / "topics" / path.name)
    return briefs


@pytest.mark.parametrize("bomb", [ALIAS_BOMB, MERGE_BOMB], ids=["c01", "c02"])
def test_c01_c02_a_bomb_costs_neither_time_nor_memory(bomb: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text(bomb, "utf-8")
    before, begun = resident(), time.perf_counter()
    problem = read_yaml(path)
    seconds = time.perf_counter() - begun

    assert str(problem).startswith("bomb.yaml:1:")
    assert seconds <= 0.05
    assert resident() - before <= 5


@pytest.mark.parametrize(
    "text",
    ["a: " + "9" * 900_000, "a: 0x" + "f" * 900_000, "a: " + ":".join(["1"] * 100_000), "a: " + "9" * 1_100_000],
    ids=["digits", "hexadecimal", "base 60", "over the size"],
)
def test_c11_a_number_without_end_is_refused_at_once(text: str, tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_text(text, "utf-8")
    begun = time.perf_counter()
    result = read_yaml(path)
    seconds = time.perf_counter() - begun

    if isinstance(result, Document):  # then it is text, and text is what a schema refuses where a number is due
        assert all(isinstance(value, str) for value in result.data.values())
    assert seconds <= 0.5


async def test_c15_a_file_of_thousands_of_entries_is_read_beside_the_loop(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    entry = '- {id: "entry-%d", text: "words of some length that a citation might well have", paragraph: %d}\n'
    path.write_text("".join(entry % (number, number) for number in range(9_000)), "utf-8")
    async with loop_lag() as late:
        begun = time.perf_counter()
        result = await asyncio.to_thread(read_yaml, path)
        seconds = time.perf_counter() - begun

    assert isinstance(result, Document)
    assert len(result.data) == 9_000
    assert max(late) <= 0.25
    assert seconds <= 10


async def test_c16_one_broken_file_of_twelve_costs_one_topic(standin: Standin, store: Store, folder: Path) -> None:
    broken = folder / "topics" / sorted(path.name for path in (folder / "topics").iterdir())[3]
    broken.write_text("id: [\n", "utf-8")
    library = load_library(folder)
    settings = Settings(library=LibrarySettings(path=folder, reload=False))
    async with connected(standin, Engine(library), store, settings):
        answers = [await standin.slash("brief", {"topic": name}, user=standin.world.person("Dana"))
                   for name in library.briefs]  # fmt: skip

    assert len(library.briefs) == 11
    assert [broken.name] == [Path(one.file).name for one in library.errors if one.code == "yaml-syntax"]
    assert [None] * 11 == [answer.error for answer in answers]
    assert all("Not in these sources" not in answer.text for answer in answers)


async def test_c16_a_bad_edit_is_refused_and_the_last_good_library_answers(
    standin: Standin, store: Store, folder: Path
) -> None:
    dana = standin.world.person("Dana")
    settings = Settings(library=LibrarySettings(path=folder, reload=False))
    async with connected(standin, Engine(load_library(folder)), store, settings) as bot:
        name, brief = next(iter(bot.engine.library.briefs.items()))
        path = folder / "topics" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("text: ", "text: x", 1), "utf-8")
        reloaded = await standin.slash("briefbot reload", user=dana)
        status = await standin.slash("briefbot status", user=dana)
        answer = await standin.slash("brief", {"topic": name})

    assert "The change is not served" in reloaded.text
    assert f"{name}.yaml" in status.text
    assert brief.title in answer.text


def writer(path: Path, whole: str, stop: threading.Event, torn: bool) -> None:
    """Write version after version into a brief, as an editor that saves without care, or with it."""
    number = 0
    while not stop.is_set():
        number += 1
        title = f"Version {number} of a title"
        text = re.sub(r"(?m)^title: .*$", f"title: {title}", whole)
        text = re.sub(r"(?m)^search_terms:\n(?:  .*\n)+", f"search_terms:\n  en: [name {number} of it]\n", text)
        if torn:
            with path.open("w", encoding="utf-8") as file:
                for part in (text[: len(text) // 2], text[len(text) // 2 :]):
                    file.write(part)
                    file.flush()
                    time.sleep(0.002)
        else:
            new = path.with_suffix(".new")
            new.write_text(text, "utf-8")
            new.replace(path)
        time.sleep(0.002)


@pytest.mark.parametrize("loads", [15, pytest.param(1_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("torn", [True, False], ids=["half written", "replaced"])
def test_c17_no_library_is_made_of_halves(folder: Path, loads: int, torn: bool) -> None:
    keep = sorted((folder / "topics").iterdir())[:2]
    for path in list((folder / "topics").iterdir()):
        if path not in keep:
            path.unlink()
    path = keep[0]
    whole = path.read_text("utf-8")
    id_ = path.stem
    stop = threading.Event()
    writing = threading.Thread(target=writer, args=(path, whole, stop, torn))
    writing.start()
    mixed, served = [], 0
    try:
        for _ in range(loads):
            brief = load_library(folder).briefs.get(id_)
            if brief is None:
                continue  # set aside: a reload keeps the last good one
            served += 1
            numbers = {re.sub(r"\D", "", name) for name in (brief.title, *brief.outside_terms)}
            if len(numbers) != 1:
                mixed.append((brief.title, brief.outside_terms))
    finally:
        stop.set()
        writing.join()

    assert mixed == []
    assert served > 0 or torn
