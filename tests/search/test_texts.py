"""An index that is built upon another is the same as one that is built from nothing."""

from __future__ import annotations

import random
import shutil
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.search.index import Index
from tests.library.test_remembering import edit


def content(index: Index) -> dict[str, Any]:
    """All that an index holds, in a form that compares by value."""
    postings = {term: (list(one.briefs), list(one.weights)) for term, one in index.postings.items()}
    units = [(*astuple(unit)[:2], unit.passage.key, *astuple(unit)[3:]) for unit in index.units]
    plain = "passages foreign foreign_phrases synonyms vocabulary words name_starts name_of".split()
    plain += "cjk_names _frequency _surfaces _printed".split()
    return {
        "briefs": [astuple(brief) for brief in index.briefs],
        "units": units,
        "questions": [astuple(question) for question in index.questions],
        "names": [astuple(name) for name in index.names],
        "postings": postings,
        "wholes": [(one._wholes, one._numbers) for one in (index.whole_names, index.whole_questions)],
        "unspaced": index.foreign_cjk._by_first,
        "spelling": (index.speller._words, index.speller._pairs),
        **{name: getattr(index, name) for name in plain},
    }


@pytest.mark.parametrize(("seed", "edits"), [(1, 6), pytest.param(2, 100, marks=pytest.mark.slow)])
def test_any_row_of_edits_is_indexed_as_from_nothing(tmp_path: Path, root: Path, seed: int, edits: int) -> None:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    folder = Path(shutil.copytree(root / "briefs", tmp_path / "briefs", ignore=shutil.ignore_patterns("schema")))
    dice = random.Random(seed)
    library = load_library(folder)
    known = Index(library)
    for _ in range(edits):
        done = edit(folder, dice)
        library = load_library(folder, known=library)
        known = Index(library, known)

        assert content(Index(library)) == content(known), done


def test_an_engine_upon_another_answers_from_its_own_library(tmp_path: Path, root: Path) -> None:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    folder = Path(shutil.copytree(root / "briefs", tmp_path / "briefs"))
    first = Engine(load_library(folder))
    path = folder / "topics" / "heroin.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Heroin and opium", "title: Heroin", 1), "utf-8")
    second = Engine(load_library(folder, known=first.library), first)

    assert "Heroin" == second.look_up("heroin").hits[0].title
    assert second.library.briefs["heroin"] is not first.library.briefs["heroin"]
    assert second.index.texts.briefs["heroin"] is not first.index.texts.briefs["heroin"]
    assert second.index.texts.briefs["tier-3"] is first.index.texts.briefs["tier-3"]
