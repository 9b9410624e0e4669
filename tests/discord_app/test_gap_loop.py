"""The gap loop as people live it: asked in vain, taught in the terminal, answered without a restart, told once."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.config import LibrarySettings, Settings
from bot.curation.promoting import REGRESSIONS, leads_to
from bot.discord_app.client import Briefbot
from bot.discord_app.telling import tell
from bot.search.engine import Engine
from bot.standin import Exchange, Message, Standin
from bot.store import Store
from tests.conftest import ROOT
from tests.curation.test_regressions import pairs
from tests.discord_app.conftest import connected, until

pytestmark = pytest.mark.slow  # the whole library is read some ten times, in the bot and in the terminal

ASKED = "tornado cash"
ANSWERED_BY = "cybercrime-crypto"
WORD = "Word of your earlier question"
WISH = "Tell me if this is added"
RELOADED = 60.0  # seconds; a busy machine takes long to build an index


class Workshop(NamedTuple):
    """A running bot and the library that it watches."""

    bot: Briefbot
    standin: Standin
    folder: Path

    @property
    def brief(self) -> Path:
        return self.folder / "topics" / f"{ANSWERED_BY}.yaml"

    async def ask(self, question: str, person: str, *, private: bool = False) -> Exchange:
        user = self.standin.world.person(person)
        return await self.standin.slash("ask", {"question": question, "private": private}, user=user)

    async def wish(self, question: str, person: str) -> Exchange:
        """Ask in vain and wish to be told."""
        missed = await self.ask(question, person)
        assert missed.ephemeral
        assert "Not in these sources" in missed.text
        return await self.standin.click(missed.message, WISH)

    async def terminal(self, *arguments: str) -> tuple[int, str]:
        """Run a command as an operator does, beside the running bot; its status and all that it printed."""
        config = self.folder.parent / "config.yaml"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "--config", str(config), *arguments),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, printed.decode("utf-8")

    async def reloaded(self, version: str) -> None:
        """Wait until the bot serves another library than `version`, of its own accord."""
        await until(lambda: self.bot.engine.library.version != version, seconds=RELOADED)

    def told(self, person: str) -> list[Message]:
        """Every message that gave this person word of an earlier question."""
        user = self.standin.world.person(person)
        direct = self.standin.world.direct_channel(user)
        theirs = [one for one in self.standin.state.messages if one.channel is direct or one.seen_by is user]
        return [one for one in theirs if WORD in one.text]


@pytest.fixture
async def workshop(tmp_path: Path, standin: Standin, engine: Engine, store: Store) -> AsyncIterator[Workshop]:
    for name in ("briefs", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("drafts", "schema"))
    brief = tmp_path / "briefs" / "topics" / f"{ANSWERED_BY}.yaml"
    brief.write_text(brief.read_text("utf-8").replace("\ntags:", "\n# what people search for\ntags:"), "utf-8")
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / REGRESSIONS, tmp_path / REGRESSIONS)
    written = f"library:\n  path: briefs\nstore:\n  url: sqlite:///{tmp_path / 'store.db'}\n"
    (tmp_path / "config.yaml").write_text(written, "utf-8")
    settings = Settings(library=LibrarySettings(path=tmp_path / "briefs", reload=True))
    async with connected(standin, engine, store, settings) as bot:
        yield Workshop(bot, standin, tmp_path / "briefs")


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    both = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old, new) for old, new in both if old != new]


async def test_a_question_in_vain_is_taught_answered_and_told_once(workshop: Workshop) -> None:
    bot, brief = workshop.bot, workshop.brief
    before, version, untaught = brief.read_text("utf-8"), bot.engine.library.version, bot.engine

    workshop.standin.world.person("Ben").accepts_dms = False
    await workshop.wish(ASKED, "Ana")
    await workshop.wish("Tornado Cash?", "Ben")
    status, listed = await workshop.terminal("misses", "--json")
    (gap,) = json.loads(listed)

    assert (0, 2) == (status, gap["count"])

    status, printed = await workshop.terminal("misses", "--accept", gap["id"], "--brief", ANSWERED_BY)

    assert (0, True) == (status, "2 reports closed, 2 to tell" in printed), printed

    await workshop.reloaded(version)
    answered = await workshop.ask(ASKED, "Chi")

    assert bot.engine.library.briefs[ANSWERED_BY].title in answered.text
    assert not answered.ephemeral
    ((old, new),) = changed_lines(before, brief.read_text("utf-8"))
    assert new == old.replace("]", f', "{ASKED}"]')

    await tell(bot)
    await tell(bot)
    (direct,) = workshop.told("Ana")

    assert ASKED in direct.text
    assert bot.engine.library.briefs[ANSWERED_BY].title in direct.text
    assert [] == workshop.told("Ben")

    for _ in range(2):
        await workshop.ask(ASKED, "Ben", private=True)
        await workshop.ask(ASKED, "Ana", private=True)
        await bot.flights.landed(5.0)  # the word follows the answer
    await tell(bot)

    assert [1, 1, 0] == [len(workshop.told(person)) for person in ("Ana", "Ben", "Chi")]

    kept = pairs(workshop.folder.parent)

    assert [*pairs(), (ASKED, ANSWERED_BY)] == [*kept[:-1], (kept[-1]["query"], kept[-1]["brief"])]
    assert all(leads_to(bot.engine, pair["query"], pair["brief"]) for pair in kept)
    assert not leads_to(untaught, kept[-1]["query"], kept[-1]["brief"])


async def test_a_bad_edit_meanwhile_keeps_the_last_library_and_the_word_waits(workshop: Workshop) -> None:
    bot, other = workshop.bot, workshop.folder / "topics" / "heroin.yaml"
    good, version = other.read_text("utf-8"), bot.engine.library.version
    await workshop.wish(ASKED, "Ana")
    (report,) = await bot.store.reports.waiting()
    other.write_text(good.replace("title:", "title: [", 1), "utf-8")
    await until(lambda: "heroin.yaml" in bot.reloader.status.refused, seconds=RELOADED)
    refused_at = bot.reloader.status.refused_at
    status, printed = await workshop.terminal("misses", "--accept", report.id, "--brief", ANSWERED_BY)
    await until(lambda: bot.reloader.status.refused_at != refused_at, seconds=RELOADED)
    served = await workshop.ask("is heroin made there?", "Chi")
    await tell(bot)
    again = await workshop.ask(ASKED, "Ana")

    assert (0, True) == (status, "1 to tell" in printed), printed
    assert (version, False) == (bot.engine.library.version, served.ephemeral)
    assert "Heroin and opium" in served.text
    assert "Not in these sources" in again.text
    assert [] == workshop.told("Ana")

    other.write_text(good, "utf-8")
    await workshop.reloaded(version)
    answered = await workshop.ask(ASKED, "Ana")
    await tell(bot)

    assert bot.engine.library.briefs[ANSWERED_BY].title in answered.text
    assert 1 == len(workshop.told("Ana"))
