"""C15: ten thousand citations come into the library of the bot while it answers, sound ones and broken ones."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest
import yaml

from bot.config import LibrarySettings, Settings
from bot.discord_app.client import Briefbot
from bot.discord_app.reloading import LibraryStatus
from bot.library.reading import SIZE_LIMIT
from bot.search.engine import Engine
from bot.standin import Standin
from bot.store import Store
from tests.conftest import ROOT
from tests.discord_app.conftest import connected
from tests.faults.measuring import loop_lag

LAG = 0.1  # seconds
TRIES = 3  # since others share the machine
CITATIONS = 10_000
A_BRIEF = 60  # quotes, as many as one may have
WORDS = 10  # of a quote

RECORD = """\
- id: made-{0}
  series: article
  title: "An invented report, the {0}th of many"
  label: Made {0}
  country: Nowhere
  date: "2020"
  accessed: "2026-11-22"
  reuse: {{terms: "Anything at all.", longest_quote_words: 9}}
  covers: "Nothing that anybody would want to know."
  standing: {{title: printed}}
  csl: {{id: made-{0}, type: report, title: "An invented report"}}
"""
MISTAKE = "- {{id: made-{0}, nothing: of it, is: right}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return Path(shutil.copytree(ROOT / "briefs", tmp_path / "briefs"))


async def test_c15_ten_thousand_citations_are_read_beside_the_loop(
    standin: Standin, store: Store, engine: Engine, folder: Path
) -> None:
    settings = Settings(library=LibrarySettings(path=folder, reload=False))
    async with connected(standin, engine, store, settings) as bot:
        await standin.slash("ask", {"question": "kwanliso"})  # what is loaded late is loaded now
        size = add_briefs(folder, engine)
        lags = {"quotes": await lag(bot, sorted((folder / "topics").glob("made-*.yaml")))}
        quotes = len(bot.engine.library.quotes)
        sources = folder / "sources.yaml"
        before = sources.read_text("utf-8")
        room = SIZE_LIMIT - len(before.encode()) - 1_000
        sources.write_text(before + filled(RECORD, room), "utf-8")
        lags["records"] = await lag(bot, [sources])
        records = len(bot.engine.library.sources)
        served = bot.reloader.status
        sources.write_text(before + filled(MISTAKE, room), "utf-8")
        lags["mistakes"] = await lag(bot, [sources])
        refused = bot.reloader.status
        answer = await standin.slash("ask", {"question": "kwanliso"})

    assert size >= 1_300_000
    assert quotes >= CITATIONS
    assert records >= 2_500
    assert ("", "mistake") == (served.refused, named(refused))
    assert answer.error is None
    assert {} == {what: lag for what, lag in lags.items() if lag > LAG}


def named(status: LibraryStatus) -> str:
    return "mistake" if "sources.yaml" in status.refused else status.refused


async def lag(bot: Briefbot, files: list[Path]) -> float:
    """By how much a reload held the bot's loop, in the calmest of a few tries; each reads the files anew."""
    least = float("inf")
    for attempt in range(TRIES):
        for path in files if attempt else ():
            path.write_text(f"{path.read_text('utf-8')}# {attempt}\n", "utf-8")
        async with loop_lag() as late:
            await bot.reloader.reload()
        least = min(least, max(late))
        if least <= LAG:
            break
    return least


def filled(entry: str, size: int) -> str:
    """Entries with numbers of their own, up to `size` bytes."""
    out, length = [], 0
    for number in itertools.count():
        out.append(entry.format(number))
        length += len(out[-1])
        if length > size:
            break
    return "".join(out[:-1])


def add_briefs(folder: Path, engine: Engine) -> int:
    """Briefs with ten thousand quotes of the real reports; their size in bytes."""
    model = yaml.safe_load((folder / "topics" / "heroin.yaml").read_text("utf-8"))
    places = itertools.cycle(quotable(engine))
    size = 0
    for number in range(CITATIONS // A_BRIEF + 1):
        quotes = {
            f"q{i}": dict(zip(("source", "paragraph", "text"), next(places), strict=True)) for i in range(A_BRIEF)
        }
        made = {
            **{key: model[key] for key in model if key not in ("aliases", "search_terms", "figures", "differs")},
            "id": f"made-{number}",
            "title": f"Invented matter {number}",
            "related": [],
            "quotes": quotes,
            "questions": [{**model["questions"][0], "ask": f"what is the matter {number}", "quotes": list(quotes)}],
            "statements": [{**model["statements"][0], "text": "Somebody says something.", "quotes": ["q0"]}],
        }
        path = folder / "topics" / f"made-{number}.yaml"
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1), "utf-8")  # which is YAML, and written sooner
        size += path.stat().st_size
    return size


def quotable(engine: Engine) -> list[tuple[str, int, str]]:
    """Source, paragraph and a few words of it, for every place in the long reports."""
    found = []
    for source, text in engine.library.texts.items():
        for passage in text.paragraphs:
            words = passage.text.split()
            for at in range(len(words) - WORDS if passage.paragraph else 0):
                found.append((source, passage.paragraph, " ".join(words[at : at + WORDS])))
    return found
