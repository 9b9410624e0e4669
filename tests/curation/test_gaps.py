"""From a question in vain to a name, a test and a word to the asker; a rejection leaves no trace."""

from __future__ import annotations

import asyncio
import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.parser import main
from bot.curation.gaps import close_gap, find_gap, group_reports
from bot.curation.promoting import REGRESSIONS, Addition, PatchWritten, Promoted, Refused, Standing, leads_to, promote
from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.store import NewReport, Report, Store, open_store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_library(Path(__file__).resolve().parents[2] / "briefs"))


def report(text: str, number: int, *, better: str = "") -> Report:
    at = NOW + timedelta(minutes=number)
    return Report(
        f"r{number:015}", "miss", text, "typed", False, (), "", better, None, None, "waiting", at, None
    )  # fmt: skip


def test_reports_that_ask_the_same_are_one_gap_and_most_asked_comes_first(engine: Engine) -> None:
    texts = ["zeppelin hangars", "garnishing of the pay", "pay garnishing", "Garnishing pay!", "", "zeppelin hangar?"]
    gaps = group_reports([report(text, i) for i, text in enumerate(texts)], engine)

    assert [("garnishing of the pay", 3), ("zeppelin hangars", 2)] == [(gap.text, gap.count) for gap in gaps]
    assert ["r" + "0" * 14 + "1", "r" + "0" * 15] == [gap.id for gap in gaps]


def test_a_gap_shows_the_nearest_briefs_and_what_askers_suggest(engine: Engine) -> None:
    (gap,) = group_reports([report("how are overseas workers paid", 1, better="Wages")], engine)

    assert "overseas-wages" in [near.brief for near in gap.nearest]
    assert ("Wages",) == gap.suggested
    assert ("miss",) == gap.kinds


def test_the_wording_most_used_speaks_for_a_gap(engine: Engine) -> None:
    gaps = group_reports(
        [report(text, i) for i, text in enumerate(["pay garnish", "garnished pay", "garnished pay"])], engine
    )

    assert ["garnished pay"] == [gap.text for gap in gaps]
    assert gaps[0] == find_gap(gaps, "r" + "0" * 14 + "2")
    assert find_gap(gaps, "unknown") is None


def alias(text: str = "zorblatnik", brief: str = "loyalty-funds", **more: object) -> Addition:
    return Addition(brief, text, "alias", text, **more)  # type: ignore[arg-type]  # quotes only


def test_words_in_no_source_become_a_search_term_and_comments_stay(small_library: Path, tmp_path: Path) -> None:
    path = small_library / "topics" / "loyalty-funds.yaml"
    path.write_text(path.read_text().replace("aliases:", "# names that sources print\naliases:"))
    before = path.read_text().splitlines()
    done = promote(small_library, alias(), tmp_path / "patches", TODAY)
    after = path.read_text().splitlines()

    assert Promoted(path, "search_terms.en") == done
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert 1 == len(changed)
    assert '"zorblatnik"' in changed[0][1]
    assert "# names that sources print" in after
    assert () == load_library(small_library).errors


def test_what_was_asked_is_answered_without_a_restart_and_ever_after(small_library: Path, tmp_path: Path) -> None:
    assert not leads_to(Engine(load_library(small_library)), "zorblatnik", "loyalty-funds")
    promote(small_library, alias(), tmp_path / "patches", TODAY)

    assert leads_to(Engine(load_library(small_library)), "zorblatnik", "loyalty-funds")
    regressions = (small_library.parent / REGRESSIONS).read_text()
    assert '- query: "zorblatnik"\n  brief: loyalty-funds\n  added: "2026-11-22"\n' in regressions


def test_words_that_a_source_prints_become_an_alias(small_library: Path, tmp_path: Path) -> None:
    done = promote(small_library, alias("cut their income"), tmp_path / "patches", TODAY)

    assert isinstance(done, Promoted)
    assert "aliases" == done.key
    assert () == load_library(small_library).errors


def test_words_of_another_script_go_to_their_language(small_library: Path, tmp_path: Path) -> None:
    done = promote(small_library, alias("조르블랏 부과금"), tmp_path / "patches", TODAY)

    assert isinstance(done, Promoted)
    assert "search_terms.ko" == done.key


def test_a_question_is_added_with_quotes_that_answer(small_library: Path, tmp_path: Path) -> None:
    text = "What: does the zorblatnik cost a worker?"
    done = promote(small_library, Addition("loyalty-funds", text, "question", text), tmp_path / "patches", TODAY)
    question = load_library(small_library).briefs["loyalty-funds"].questions[-1]

    assert Promoted(small_library / "topics" / "loyalty-funds.yaml", "questions") == done
    assert text == question.ask
    assert question.quotes


@pytest.mark.parametrize(
    ("addition", "reason"),
    [
        (alias(brief="nothing"), "There is no brief “nothing”"),
        (alias(text=" "), "There is nothing to add"),
        (alias(text="Bureau 39"), "is claimed by"),
        (alias(text="x" * 200), "too long"),
        (Addition("loyalty-funds", "zorblat", "alias", "how do I bake sourdough bread"), "not lead to"),
        (Addition("loyalty-funds", "zorblat?", "question", "zorblat?", ("q99",)), "No quote “q99”"),
    ],
    ids=["unknown brief", "blank", "claimed", "too long", "no help", "unknown quote"],
)
def test_an_edit_that_would_break_or_not_help_is_refused_and_nothing_written(
    addition: Addition, reason: str, small_library: Path, tmp_path: Path
) -> None:
    before = load_library(small_library).version
    done = promote(small_library, addition, tmp_path / "patches", TODAY)

    assert isinstance(done, Refused)
    assert reason in done.reason
    assert before == load_library(small_library).version
    assert not (small_library.parent / REGRESSIONS).exists()


def test_the_same_twice_changes_nothing(small_library: Path, tmp_path: Path) -> None:
    promote(small_library, alias(), tmp_path / "patches", TODAY)
    before = load_library(small_library).version, (small_library.parent / REGRESSIONS).read_bytes()
    again = promote(small_library, alias(), tmp_path / "patches", TODAY)

    assert Standing(small_library / "topics" / "loyalty-funds.yaml", "search_terms.en") == again
    assert before == (load_library(small_library).version, (small_library.parent / REGRESSIONS).read_bytes())


def test_words_that_stand_there_and_do_not_help_are_refused(small_library: Path, tmp_path: Path) -> None:
    promote(small_library, alias(), tmp_path / "patches", TODAY)
    asked = "how do I bake sourdough bread"
    again = promote(small_library, Addition("loyalty-funds", "zorblatnik", "alias", asked), tmp_path, TODAY)

    assert isinstance(again, Refused)
    assert "stands in" in again.reason


def test_what_a_person_wrote_by_hand_still_gets_its_regression(small_library: Path, tmp_path: Path) -> None:
    promote(small_library, alias(), tmp_path / "patches", TODAY)
    (small_library.parent / REGRESSIONS).unlink()
    done = promote(small_library, alias(), tmp_path / "patches", TODAY)

    assert isinstance(done, Standing)
    assert "zorblatnik" in (small_library.parent / REGRESSIONS).read_text()


def test_a_read_only_library_gets_a_patch_that_applies(
    small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write anywhere, so the permission itself cannot be taken away here.
    monkeypatch.setattr("bot.curation.promoting.os.access", lambda path, mode: False)
    before = load_library(small_library).version
    done = promote(small_library, alias(), tmp_path / "patches", TODAY)

    assert isinstance(done, PatchWritten)
    assert before == load_library(small_library).version
    subprocess.run(["git", "apply", "-p1", str(done.path)], cwd=small_library.parent, check=True)
    assert leads_to(Engine(load_library(small_library)), "zorblatnik", "loyalty-funds")
    assert (small_library.parent / REGRESSIONS).exists()
    assert isinstance(promote(small_library, alias(), tmp_path / "patches", TODAY), Standing)


@pytest.fixture
async def store(tmp_path: Path) -> Store:
    return await open_store(f"sqlite:///{tmp_path / 'store.db'}", clock=lambda: NOW, role="tool")


async def test_an_accepted_gap_is_closed_and_each_asker_told_once(engine: Engine, store: Store) -> None:
    for asker in (7, 7, 8, None):
        await store.reports.record(NewReport("miss", "zorblatnik", asker_id=asker))
    (gap,) = group_reports(await store.reports.waiting(), engine)
    closed = await close_gap(store, gap, "answered", by=1, brief=engine.library.briefs["loyalty-funds"])
    notices = await store.notices.take()
    waiting = await store.reports.waiting()
    await store.close()

    assert (4, 2) == (closed.reports, closed.notices)
    assert {7, 8} == {notice.user_id for notice in notices}
    title = engine.library.briefs["loyalty-funds"].title
    assert all("zorblatnik" in notice.text and title in notice.text for notice in notices)
    assert () == waiting


async def test_a_rejected_gap_tells_nobody(engine: Engine, store: Store) -> None:
    await store.reports.record(NewReport("miss", "zorblatnik", asker_id=7))
    (gap,) = group_reports(await store.reports.waiting(), engine)
    closed = await close_gap(store, gap, "rejected", by=1)
    notices = await store.notices.take()
    await store.close()

    assert (1, 0, ()) == (closed.reports, closed.notices, notices)


def misses(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["--config", str(folder / "config.yaml"), *arguments])
    told = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, told.out, told.err


def test_the_loop_in_the_terminal(small_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    (tmp_path / "config.yaml").write_text(f"library:\n  path: briefs\nstore:\n  url: {url}\n")

    async def ask() -> None:
        store = await open_store(url, role="tool")
        for text in ("zorblatnik", "Zorblatnik!", "weather in Arden"):
            await store.reports.record(NewReport("miss", text))
        await store.close()

    asyncio.run(ask())
    listed = json.loads(misses(tmp_path, capsys, "misses", "--json")[1])
    assert [("zorblatnik", 2), ("weather in Arden", 1)] == [
        (gap["text"].lower(), gap["count"]) if i == 0 else (gap["text"], gap["count"]) for i, gap in enumerate(listed)
    ]
    status, out, _ = misses(tmp_path, capsys, "misses", "--accept", listed[0]["id"], "--brief", "loyalty-funds")
    assert (0, True) == (status, "2 reports closed" in out)
    version = load_library(small_library).version
    status, out, _ = misses(tmp_path, capsys, "misses", "--reject", listed[1]["id"])
    assert (0, True) == (status, "the briefs are as they were" in out)
    assert version == load_library(small_library).version
    assert (0, "Nothing waits.\n", "") == misses(tmp_path, capsys, "misses")
    status, _, err = misses(tmp_path, capsys, "misses", "--accept", listed[0]["id"], "--brief", "loyalty-funds")
    assert (1, True) == (status, "No group that waits" in err)


def test_a_patch_applied_by_hand_closes_the_group_and_tells(
    small_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    (tmp_path / "config.yaml").write_text(f"library:\n  path: briefs\nstore:\n  url: {url}\n")

    async def ask() -> str:
        store = await open_store(url, role="tool")
        kept = await store.reports.record(NewReport("miss", "zorblatnik", asker_id=7))
        await store.close()
        return kept

    accept = ("misses", "--accept", asyncio.run(ask()), "--brief", "loyalty-funds")
    monkeypatch.chdir(tmp_path)
    # Root may write anywhere, so the permission itself cannot be taken away here.
    monkeypatch.setattr("bot.curation.promoting.os.access", lambda path, mode: False)
    status, _, err = misses(tmp_path, capsys, *accept)
    assert (1, True) == (status, "read-only" in err)
    assert "1x" in misses(tmp_path, capsys, "misses")[1]

    (patch,) = tmp_path.glob("*.patch")
    subprocess.run(["git", "apply", "-p1", str(patch)], cwd=small_library.parent, check=True)
    status, out, _ = misses(tmp_path, capsys, *accept)
    assert (0, True) == (status, "1 reports closed, 1 to tell" in out)


def test_dates_are_of_the_day_that_was_given(small_library: Path, tmp_path: Path) -> None:
    promote(small_library, alias(), tmp_path / "patches", date(2031, 2, 3))

    assert 'added: "2031-02-03"' in (small_library.parent / REGRESSIONS).read_text()
