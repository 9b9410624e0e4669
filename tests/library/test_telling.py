"""The status file that the preview reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.library.loading import load_library
from bot.library.problems import Problem, Severity
from bot.library.snapshot import Library
from bot.library.telling import STATUS_FILE, tell_status


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Path(__file__).parents[2] / "briefs")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "status.json"
    monkeypatch.setenv(STATUS_FILE, str(path))
    return path


def test_the_served_library_is_told_with_a_digest_for_each_brief(library: Library, file: Path) -> None:
    tell_status(library)
    status = json.loads(file.read_text())

    assert status["version"] == library.version
    assert list(status["briefs"]) == list(library.briefs)
    assert len(set(status["briefs"].values())) == len(library.briefs)
    assert [file.name] == [entry.name for entry in file.parent.iterdir()]


def test_a_digest_changes_with_its_brief_only(library: Library, file: Path) -> None:
    tell_status(library)
    before = json.loads(file.read_text())["briefs"]
    name, brief = next(iter(library.briefs.items()))
    changed = brief.model_copy(update={"title": brief.title + "!"})
    tell_status(replace(library, briefs={**library.briefs, name: changed}))
    after = json.loads(file.read_text())["briefs"]

    assert [name] == [one for one in before if before[one] != after[one]]


def test_problems_of_a_refused_load_are_told_in_full(library: Library, file: Path) -> None:
    problem = Problem("briefs/topics/x.yaml", 7, 3, "quote-not-found", Severity.ERROR, "Not in tip-2024.")
    tell_status(library, [problem])

    assert json.loads(file.read_text())["problems"] == [
        {
            "file": "briefs/topics/x.yaml",
            "line": 7,
            "column": 3,
            "code": "quote-not-found",
            "severity": "error",
            "message": "Not in tip-2024.",
        }
    ]


def test_nothing_is_written_where_nobody_watches(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STATUS_FILE, raising=False)
    monkeypatch.chdir(tmp_path)
    tell_status(library)

    assert list(tmp_path.iterdir()) == []
