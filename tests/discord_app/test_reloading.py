"""The library kept fresh: a good change is live, a bad one is refused with its reason."""

from __future__ import annotations

import asyncio
import shutil
import weakref
from pathlib import Path

import pytest

from bot.cards import asking
from bot.discord_app.reloading import Reloader
from bot.evidence.claims.checking import check_claim
from bot.library.loading import load_library
from bot.search.engine import Engine
from tests.discord_app.conftest import until

KEPT = ("heroin.yaml", "tier-3.yaml")  # two briefs load in no time


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """A small library: the real one with two briefs."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    shutil.copytree(root / "briefs", tmp_path / "briefs", ignore=shutil.ignore_patterns("topics", "schema"))
    (tmp_path / "briefs/topics").mkdir()
    for name in KEPT:
        shutil.copy(root / "briefs/topics" / name, tmp_path / "briefs/topics" / name)
    return tmp_path / "briefs"


def retitle(folder: Path, title: str) -> None:
    path = folder / "topics" / "heroin.yaml"
    text = path.read_text(encoding="utf-8")
    changed = "\n".join(f"title: {title}" if one.startswith("title:") else one for one in text.splitlines())
    path.write_text(changed + "\n", encoding="utf-8")


class Served:
    def __init__(self, folder: Path) -> None:
        self.engines = [Engine(load_library(folder))]
        self.reloader = Reloader(folder, self.engines[0], self.engines.append)

    @property
    def title(self) -> str:
        return self.engines[-1].library.briefs["heroin"].title


async def test_a_good_change_takes_over(folder: Path) -> None:
    served = Served(folder)
    retitle(folder, "Heroin anew")
    status = await served.reloader.reload()

    assert "Heroin anew" == served.title
    assert served.engines[-1].library.version == status.version
    assert "" == status.refused


async def test_a_bad_change_is_refused_with_its_reason_and_mended_later(folder: Path) -> None:
    served = Served(folder)
    before = served.title
    retitle(folder, "[")
    refused = await served.reloader.reload()
    retitle(folder, "Mended")
    mended = await served.reloader.reload()

    assert "heroin.yaml" in refused.refused
    assert refused.refused_at is not None
    assert [before, "Mended"] == [engine.library.briefs["heroin"].title for engine in served.engines]
    assert "" == mended.refused


async def test_nothing_changed_is_no_new_engine(folder: Path) -> None:
    served = Served(folder)
    await served.reloader.reload()

    assert 1 == len(served.engines)


async def test_an_empty_library_never_takes_over(folder: Path) -> None:
    served = Served(folder)
    shutil.rmtree(folder / "topics")
    status = await served.reloader.reload()

    assert status.refused
    assert 1 == len(served.engines)


async def test_a_saved_file_is_live_without_asking(folder: Path) -> None:
    served = Served(folder)
    stop = asyncio.Event()
    watching = asyncio.create_task(served.reloader.watch(stop))
    await asyncio.sleep(0.5)
    retitle(folder, "Saved just now")
    await until(lambda: served.title == "Saved just now", seconds=20)
    stop.set()
    await watching


async def test_what_was_served_is_gone_once_it_is_replaced(folder: Path) -> None:
    """Without the collector: what was built is kept out of its sight, so that a cycle in it would stay for good."""
    served = Served(folder)
    old = served.engines[0]
    check_claim("There are 100 camps.", old)
    asking.brief(old, "heroin")
    old.look_up("how pure is the heroin")
    old.complete("her")
    parts = [weakref.ref(part) for part in (old, old.index, old._rooms, old._cues, old._subjects)]
    del old
    retitle(folder, "Heroin anew")
    await served.reloader.reload()
    del served.engines[0]
    await asyncio.sleep(0.1)  # the thread that built lets go of its last work

    assert [] == [type(part()).__name__ for part in parts if part() is not None]


async def test_a_library_is_read_for_claims_when_one_is_checked_and_then_at_each_reload(folder: Path) -> None:
    served = Served(folder)
    retitle(folder, "Nobody has checked a claim")
    await served.reloader.reload()
    before = served.reloader.is_ready_for_claims(served.engines[-1])
    await asyncio.gather(*(served.reloader.ready_for_claims(served.engines[-1]) for _ in range(3)))
    then = served.reloader.is_ready_for_claims(served.engines[-1])
    retitle(folder, "Somebody has")
    await served.reloader.reload()

    assert [False, True, True] == [before, then, served.reloader.is_ready_for_claims(served.engines[-1])]


async def test_a_check_that_ends_after_a_reload_keeps_no_old_library(folder: Path) -> None:
    served = Served(folder)
    old = served.engines[0]
    retitle(folder, "Heroin anew")
    await served.reloader.reload()
    await served.reloader.ready_for_claims(old)
    gone = weakref.ref(old)
    del old, served.engines[0]
    await asyncio.sleep(0.1)

    assert gone() is None
