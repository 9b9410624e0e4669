"""A library that another process reads is the same library, and none is lost where there can be no such process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.errors import LibraryError
from bot.library import apart
from bot.library.apart import Apart
from bot.library.loading import load_library
from tests.library.conftest import Shelf


def test_it_is_the_same_library(shelf: Shelf) -> None:
    here = load_library(shelf.briefs)
    there = Apart(shelf.briefs).library()

    assert here == there
    assert list(here.wordings) == list(there.wordings)


def test_what_was_read_is_taken_over_by_the_next_load(shelf: Shelf) -> None:
    there = Apart(shelf.briefs).library()
    next_one = load_library(shelf.briefs, known=there)

    assert there.version == next_one.version
    assert all(next_one.briefs[id_] is brief for id_, brief in there.briefs.items())


def test_a_folder_without_briefs_is_told_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    with pytest.raises(LibraryError) as here:
        load_library(tmp_path / "briefs")
    with pytest.raises(LibraryError) as there:
        Apart(tmp_path / "briefs").library()

    assert str(here.value) == str(there.value)


@pytest.mark.parametrize("program", ["", "/nowhere/python", "/bin/false"])
def test_it_is_read_here_where_no_other_process_can(
    shelf: Shelf, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)

    assert load_library(shelf.briefs) == Apart(shelf.briefs).library()


def test_the_other_process_does_not_get_the_token(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []

    class Refused:
        def __init__(self, *_: object, env: dict[str, str], **__: object) -> None:
            given.append(env)
            raise OSError

    monkeypatch.setenv("BRIEFBOT_TOKEN", "worth-something")
    monkeypatch.setattr(apart.subprocess, "Popen", Refused)
    Apart(shelf.briefs)

    assert [{name: value for name, value in os.environ.items() if name != "BRIEFBOT_TOKEN"}] == given


def test_a_package_of_the_same_name_in_the_folder_of_the_start_is_not_run(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text("open('was-run', 'w').close()")
    monkeypatch.chdir(tmp_path)
    there = Apart(shelf.briefs).library()

    assert 2 == len(there.briefs)
    assert not (tmp_path / "was-run").exists()
