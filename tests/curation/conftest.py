"""A library of its own for each test that writes, and the data file where this machine has it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, require


@pytest.fixture
def own_library(tmp_path: Path) -> Path:
    """A copy of the briefs and their sources; returns the folder of the briefs."""
    shutil.copytree(ROOT / "briefs", tmp_path / "briefs", ignore=shutil.ignore_patterns("drafts"))
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "config.yaml").write_text("library:\n  path: briefs\n")
    return tmp_path / "briefs"


@pytest.fixture(scope="session")
def data_file() -> Path:
    """The publisher's data file, which users download themselves."""
    path = ROOT.parent / "shared" / "data" / "ocindex-2021-2023.xlsx"
    require("dataset", path.exists(), "the publisher's data file is not on this machine")
    return path


_FEW = ("loyalty-funds", "overseas-wages", "tier-3", "bureau-39", "tip-recommendations")


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    """Five briefs and all sources, without sheets: quick to load and edit; returns the folder of the briefs."""
    folder = tmp_path / "briefs"
    (folder / "topics").mkdir(parents=True)
    for name in ("sources.yaml", "measures.yaml", "thesaurus.yaml", "lexicon.yaml", "places.yaml"):
        if (ROOT / "briefs" / name).exists():
            shutil.copy(ROOT / "briefs" / name, folder / name)
    for name in _FEW:
        lines = (ROOT / "briefs" / "topics" / f"{name}.yaml").read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("related:")]
        (folder / "topics" / f"{name}.yaml").write_text("".join(kept), "utf-8")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "config.yaml").write_text("library:\n  path: briefs\n")
    return folder
