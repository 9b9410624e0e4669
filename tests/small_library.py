"""A library of one source and one brief of the real one, for tests that change or reload it."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from tests.conftest import ROOT

SOURCE = "tip-2024"
TOPICS = 1


def small_library(folder: Path) -> Path:
    """Make it in `folder`; the folder of the briefs."""
    briefs, seeds = folder / "briefs", folder / "seeds"
    (briefs / "topics").mkdir(parents=True)
    seeds.mkdir()
    records = yaml.safe_load((ROOT / "briefs" / "sources.yaml").read_text("utf-8"))
    record = next(one for one in records if one["id"] == SOURCE)
    shutil.copy(ROOT / "seeds" / record["file"], seeds)
    _write(briefs / "sources.yaml", [record])
    shutil.copy(ROOT / "briefs" / "measures.yaml", briefs)
    for path in sorted((ROOT / "briefs" / "topics").glob("*.yaml")):
        brief = yaml.safe_load(path.read_text("utf-8"))
        if all(quote["source"] == SOURCE for quote in brief["quotes"].values()):
            _write(briefs / "topics" / path.name, {**brief, "related": []})
        if len(list((briefs / "topics").iterdir())) == TOPICS:
            break
    return briefs


def change(briefs: Path, title: str) -> None:
    """Give the first brief another title."""
    path = sorted((briefs / "topics").iterdir())[0]
    _write(path, {**yaml.safe_load(path.read_text("utf-8")), "title": title})


def _write(path: Path, data: object) -> None:
    # To the side and then in place, as an editor does: a watcher must not see half a file.
    beside = path.with_suffix(".new")
    beside.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    beside.replace(path)
