"""The compiled `Meeting` and `nearest` come to what the Python ones come to."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import meeting, ranking
from bot.search.meeting import Wanted, want
from bot.search.normalising import parse
from bot.search.reading import Reading, read
from tests.conftest import ROOT, require
from tests.search.test_properties import EXAMPLES, QUERIES
from tests.shared_library import the_engine

ASKED = [json.loads(line)["query"] for line in (ROOT / "tests/lookup/queries.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def compiled() -> ModuleType:
    try:
        module = importlib.import_module("bot.search._meeting")
    except ImportError as error:
        require("compiler", False, f"bot.search._meeting was not built: {error}")
        raise
    return module


def _reading(query: str) -> tuple[Reading, Wanted]:
    engine = the_engine()
    parsed = parse(query)
    reading = read(parsed, engine._cues.read(parsed.text), engine.index)
    return reading, want(reading)


def _met(query: str, module: ModuleType) -> Iterator[list[tuple[int, tuple[float, ...]]]]:
    """The units of every brief on the shortlist with score and features."""
    engine = the_engine()
    reading, wanted = _reading(query)
    names = {match.brief: match for match in reading.names}
    for brief in ranking._shortlist(reading, engine.index, engine._rooms):
        met = module.Meeting(wanted, engine.index, (brief, engine._rooms.of(brief)), names.get(brief))
        ranked = met.ranked(engine.index.briefs[brief].units)
        assert met.scores() == [one.score for one in ranked]
        yield [(one.unit, (one.score, *one.features)) for one in ranked]


def _agree(query: str, compiled: ModuleType) -> None:
    for ours, theirs in zip(_met(query, meeting), _met(query, compiled), strict=True):
        assert [unit for unit, _ in ours] == [unit for unit, _ in theirs]
        for (_, expected), (_, told) in zip(ours, theirs, strict=True):
            assert told == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("part", range(8))
def test_questions_of_people_are_met_alike(part: int, compiled: ModuleType) -> None:
    for query in ASKED[part::16]:
        _agree(query, compiled)


@EXAMPLES
@given(query=QUERIES)
def test_whatever_is_typed_is_met_alike(query: str, compiled: ModuleType) -> None:
    _agree(query, compiled)


_BRIEFS = st.integers(0, 9)
_SPREADS = st.lists(
    st.tuples(st.dictionaries(_BRIEFS, st.sampled_from([0.25, 0.5, 1.0])), st.sampled_from([0.5, 1.0, 2.0]))
)


@given(
    _SPREADS,
    st.lists(st.tuples(_BRIEFS, st.sampled_from([0.5, 1.0])), unique_by=lambda one: one[0]),
    st.integers(1, 12),
)
def test_the_same_briefs_are_nearest(
    compiled: ModuleType, spreads: list[tuple[dict[int, float], float]], named: list[tuple[int, float]], count: int
) -> None:
    expected = meeting.nearest(spreads, named, 10, count)

    assert expected == compiled.nearest(spreads, named, 10, count)
    assert count >= len(expected)


def test_a_brief_beyond_the_index_is_refused(compiled: ModuleType) -> None:
    with pytest.raises(IndexError):
        compiled.nearest([({3: 1.0}, 1.0)], [], 3, 8)


def test_the_compiled_one_answers(compiled: ModuleType) -> None:
    assert ranking.Meeting is compiled.Meeting
    assert ranking.nearest is compiled.nearest


#: Answers the questions given as JSON by the Python alone.
_IN_PYTHON = """
import json, sys
sys.modules["bot.search._meeting"] = None
from bot.search import ranking
from tests.search.test_compiled import answers
assert not ranking.IS_COMPILED
print(json.dumps(answers(json.load(sys.stdin))))
"""


def answers(asked: list[str]) -> list[tuple[str, list[tuple[str, float]]]]:
    found = map(the_engine().look_up, asked)
    return [(type(one).__name__, [(hit.brief, hit.similarity) for hit in one.hits]) for one in found]


def test_without_a_compiler_the_same_is_answered() -> None:
    asked = ASKED[::20]
    command = [sys.executable, "-c", _IN_PYTHON]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, cwd=ROOT, check=True)

    assert json.loads(done.stdout) == json.loads(json.dumps(answers(asked)))
