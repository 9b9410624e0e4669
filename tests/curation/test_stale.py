"""What grows old is told: briefs by their newest source, sources that a newer edition has superseded."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.cli.parser import main
from bot.curation.stale import read_served, stale_briefs, superseded_sources
from bot.library.loading import load_library
from bot.operations.metrics import Metrics

METRICS = """# TYPE briefbot_served_total counter
briefbot_served_total{brief="loyalty-funds"} 7.0
briefbot_served_total{brief="tier-3"} 2.0
briefbot_lookups_total 9.0
"""


def test_the_most_served_brief_whose_newest_source_is_old_comes_first(small_library: Path) -> None:
    library = load_library(small_library)
    found = stale_briefs(library, date(2029, 1, 1), served=read_served(METRICS))

    assert [("loyalty-funds", 7), ("tier-3", 2)] == [(one.brief, one.served) for one in found[:2]]
    assert ("2024-06-24", 4.5) == (found[0].newest, found[0].years)


def test_a_brief_with_a_recent_source_is_not_stale_and_one_without_a_date_is(small_library: Path) -> None:
    library = load_library(small_library)

    found = stale_briefs(library, date(2024, 7, 1))
    assert {"bureau-39"} == {one.brief for one in found}
    assert [(None, None)] == [(one.newest, one.years) for one in found]


def test_what_the_bot_counts_is_read_and_added_over_processes(
    small_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text("library:\n  path: briefs\n")
    for name, briefs in {"one": ["tier-3"], "two": ["tier-3", "bureau-39"]}.items():
        counted = Metrics()
        for brief in briefs:
            counted.served(brief)
        (tmp_path / name).write_bytes(counted.text())
    places = [str(tmp_path / name) for name in ("one", "two", "missing")]
    with pytest.raises(SystemExit) as end:
        main(["--config", str(tmp_path / "config.yaml"), "stale", "--years", "0", "--json", "--metrics", *places])
    told = capsys.readouterr()

    assert 0 == end.value.code
    assert [("tier-3", 2), ("bureau-39", 1)] == [
        (one["brief"], one["served"]) for one in json.loads(told.out)["briefs"] if one["served"]
    ]
    assert "missing" in told.err


def test_superseded_sources_name_where_they_are_used(root: Path) -> None:
    found = {one.source: one for one in superseded_sources(load_library(root / "briefs"))}

    assert {"tip-2024", "hrr-2021", "oci-2021"} <= set(found)
    assert ("oci-2021",) == found["oci-2021"].sheets
    assert "tier-3" in found["tip-2024"].briefs
