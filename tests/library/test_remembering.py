"""A library that is loaded upon another is the same as one that is loaded from nothing."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from bot.library.loading import load_library
from bot.library.remembering import Remembered
from bot.library.snapshot import Library


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    return Path(shutil.copytree(root / "briefs", tmp_path / "briefs", ignore=shutil.ignore_patterns("schema")))


def cut(text: str, dice: random.Random) -> str:
    """A line is gone."""
    lines = text.splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    return "".join(lines)


def double(text: str, dice: random.Random) -> str:
    """A line stands twice: a key, an entry or a name."""
    lines = text.splitlines(keepends=True)
    at = dice.randrange(len(lines))
    return "".join([*lines[:at], lines[at], *lines[at:]])


def swap(text: str, dice: random.Random) -> str:
    """A word is another one, so that quotes, ids and links are wrong."""
    words = text.split(" ")
    at, other = dice.randrange(len(words)), dice.choice(words)
    return " ".join([*words[:at], other, *words[at + 1 :]])


def note(text: str, dice: random.Random) -> str:
    """Nothing changes but a remark."""
    return f"{text}# {dice.random()}\n"


def edit(folder: Path, dice: random.Random) -> str:
    """What a curator may do to one file; what was done."""
    paths = sorted(folder.rglob("*.yaml"))
    path = dice.choice([*paths, folder / "sources.yaml", folder / "measures.yaml", *folder.glob("scores/*.yaml")])
    text = path.read_text("utf-8")
    kind = dice.choice(["note", "cut", "double", "swap", "swap", "away", "copy", "back"])
    if kind == "away":
        path.unlink()
    elif kind == "copy":
        (path.parent / f"another-{dice.randrange(3)}.yaml").write_text(text, "utf-8")
    elif kind == "back":
        for one in sorted((Path(__file__).parents[2] / "briefs").rglob("*.yaml")):
            target = folder / one.relative_to(one.parents[2 if one.parent.name != "briefs" else 1] / "briefs")
            if target.parent.is_dir():
                shutil.copy(one, target)
    else:
        path.write_text({"note": note, "cut": cut, "double": double, "swap": swap}[kind](text, dice), "utf-8")
    return f"{kind} {path.name}"


@pytest.mark.parametrize(("seed", "edits"), [(1, 8), (2, 8), pytest.param(3, 150, marks=pytest.mark.slow)])
def test_any_row_of_edits_loads_as_from_nothing(folder: Path, seed: int, edits: int) -> None:
    dice = random.Random(seed)
    known = load_library(folder)
    done, problems = [], 0
    for _ in range(edits):
        done.append(edit(folder, dice))
        known = load_library(folder, known=known)
        anew = load_library(folder)
        problems += len(anew.problems)

        assert anew.problems == known.problems, done
        assert anew == known, done
        assert [*anew.briefs] == [*known.briefs]
        assert [*anew.quotes] == [*known.quotes]
    assert problems


def test_a_change_of_any_file_is_another_version(folder: Path) -> None:
    known = load_library(folder)
    seen = {known.version}
    for path in sorted(folder.rglob("*.yaml")):
        path.write_text(note(path.read_text("utf-8"), random.Random(1)), "utf-8")
        known = load_library(folder, known=known)

        assert known.version not in seen, path
        seen.add(known.version)


def test_what_did_not_change_is_the_very_same(folder: Path) -> None:
    before = load_library(folder)
    path = folder / "topics" / "heroin.yaml"
    path.write_text(note(path.read_text("utf-8"), random.Random(1)), "utf-8")
    after = load_library(folder, known=before)

    assert before.version != after.version
    assert ["heroin"] == [id_ for id_, brief in after.briefs.items() if brief is not before.briefs[id_]]
    assert all(text is before.texts[source] for source, text in after.texts.items())


def test_nothing_older_than_the_last_load_is_kept(folder: Path) -> None:
    library: Library = load_library(folder)
    size = len(library.remembered._made)
    path = folder / "topics" / "heroin.yaml"
    for number in range(5):
        path.write_text(note(path.read_text("utf-8"), random.Random(number)), "utf-8")
        library = load_library(folder, known=library)

    assert size == len(library.remembered._made)
    assert {} == library.remembered._known


def test_a_result_is_made_once_for_each_key() -> None:
    made: list[int] = []

    def make() -> None:
        made.append(1)

    first = Remembered()
    first.made("key", make)
    second = Remembered(first)
    second.made("key", make)
    second.made("other", make)

    assert 2 == len(made)
