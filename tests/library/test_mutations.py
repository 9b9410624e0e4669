"""Two hundred random slips in the real briefs: each is harmless or told at its file and line, and none is a crash."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.checking_briefs import BriefCheck, Shelf
from bot.library.folding import fold
from bot.library.loading import load_library
from bot.library.model import Brief
from bot.library.problems import Problem
from bot.library.reading import parse_yaml
from bot.library.validating import validate

SLIPS = 200
SEED = 20261122
NEAR = 2  # lines; what is gone altogether is told where it was leaned on


def _drop_character(line: str, rng: random.Random) -> str:
    at = rng.randrange(len(line))
    return line[:at] + line[at + 1 :]


def _add_character(line: str, rng: random.Random) -> str:
    at = rng.randrange(len(line) + 1)
    return line[:at] + rng.choice("\"':{}[],#-x7 \t&*!%@`") + line[at:]


def _change_letter(line: str, rng: random.Random) -> str:
    at = rng.randrange(len(line))
    return line[:at] + rng.choice("abcdefgh0123456789") + line[at + 1 :]


def _indent(line: str, rng: random.Random) -> str:
    return " " * rng.randrange(1, 4) + line if rng.random() < 0.5 else line[rng.randrange(1, 3) :]


def _empty(line: str, rng: random.Random) -> str:
    return line.partition(":")[0] + ":" if ":" in line else ""


def _twice(line: str, rng: random.Random) -> str:
    return f"{line}\n{line}"


def _remove(line: str, rng: random.Random) -> str:
    return ""


def _cut(line: str, rng: random.Random) -> str:
    return line[: rng.randrange(len(line))]


KINDS: tuple[Callable[[str, random.Random], str], ...] = (
    _drop_character, _add_character, _change_letter, _indent, _empty, _twice, _remove, _cut,
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    library = load_library(Path(__file__).resolve().parents[2] / "briefs")
    words = {source: fold(text.text).casefold() for source, text in library.texts.items()}
    return Shelf(library.sources, library.texts, library.measures, frozenset(library.briefs), words, complete=True)


def problems_of(name: str, text: str, shelf: Shelf) -> list[Problem]:
    document = parse_yaml(text, name)
    if isinstance(document, Problem):
        return [document]
    brief = validate(Brief, document.data, document)
    return brief if isinstance(brief, list) else BriefCheck(brief, document, shelf).run()[1]


def test_slips_are_harmless_or_told_where_they_are(shelf: Shelf, root: Path) -> None:
    rng = random.Random(SEED)
    paths = sorted((root / "briefs" / "topics").glob("*.yaml"))
    told, far = 0, []
    for _ in range(SLIPS):
        path = rng.choice(paths)
        lines = path.read_text("utf-8").splitlines()
        number = rng.choice([i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")])
        kind = rng.choice(KINDS)
        changed = [*lines[:number], kind(lines[number], rng), *lines[number + 1 :]]
        new = problems_of(path.name, "\n".join(changed) + "\n", shelf)
        if not new:
            continue
        told += 1
        assert {path.name} == {one.file for one in new}
        if min(abs(one.line - (number + 1)) for one in new) > NEAR and kind is not _remove:
            far.append((path.name, number + 1, kind.__name__, [(one.line, one.code) for one in new]))

    assert [] == far
    assert told > SLIPS / 2
