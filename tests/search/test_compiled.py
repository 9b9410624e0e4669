"""What is compiled comes to what the Python comes to."""

from __future__ import annotations

import importlib
import json
import random
import subprocess
import sys
from array import array
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import compiled as chosen
from bot.search import loops, meeting, ranking, reading
from bot.search import rooms as rooms_
from bot.search.engine import Engine
from bot.search.index import starts_of
from bot.search.loops import Spread
from bot.search.meeting import want
from bot.search.normalising import parse
from bot.search.rooms import Rooms
from bot.search.words import Term
from tests.conftest import ROOT, require
from tests.search.test_properties import EXAMPLES, QUERIES
from tests.shared_library import the_engine, the_library

ASKED = [json.loads(line)["query"] for line in (ROOT / "tests/lookup/queries.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def compiled() -> ModuleType:
    try:
        module = importlib.import_module("bot.search._meeting")
    except ImportError as error:
        require("compiler", False, f"bot.search._meeting was not built: {error}")
        raise
    return module


@cache
def _rooms(module: ModuleType) -> Rooms:
    """Of each its own, as they remember what a word meets in forms of their own."""
    return Rooms(the_engine().index)


def _met(query: str, module: ModuleType) -> tuple[list[meeting.Meeting], meeting.Ranking]:
    """The briefs on the shortlist, and their units."""
    engine, rooms = the_engine(), _rooms(module)
    parsed = parse(query)
    reading_ = reading.read(parsed, engine._cues.read(parsed.text), engine.index)
    names = {match.brief: match for match in reading_.names}
    wanted = want(reading_, rooms)
    shortlist = ranking._shortlist(wanted, engine.index)
    meetings = [module.Meeting(wanted, rooms, brief, names.get(brief)) for brief in shortlist]
    return meetings, module.in_order(meetings, engine.index.brief_of)


def _ranked(query: str, module: ModuleType) -> meeting.Ranking:
    """The units of every brief on the shortlist, best first."""
    meetings, ranked = _met(query, module)
    scores = {met.number: met.scores() for met in meetings}
    for one in ranked:
        assert scores[the_engine().index.brief_of[one.unit]][one.offset] == one.score
    return ranked


def _agree(query: str, compiled: ModuleType) -> None:
    ours, theirs = _ranked(query, meeting), _ranked(query, compiled)
    _is_the_same_before_it_is_in_order(_met(query, compiled)[1], theirs)
    told = {one.unit: one for one in theirs}
    assert len(told) == len(theirs) == len(ours)
    for one in ours:
        assert told[one.unit].offset == one.offset
        assert told[one.unit].score == pytest.approx(one.score, abs=1e-9)
        assert told[one.unit].features == pytest.approx(one.features, abs=1e-9)
    for ranked in (ours, theirs):
        _is_in_order(ranked)


def _is_in_order(ranked: meeting.Ranking) -> None:
    """Best first, of equals the first in the index; and the same by place, from the end, in part and by brief."""
    every, brief_of = list(ranked), the_engine().index.brief_of
    assert every == sorted(every, key=lambda one: (-one.score, one.unit))
    assert every == [ranked[place] for place in range(len(ranked))]
    assert every[-3:] == ranked[-3:] == [ranked[place] for place in range(-min(3, len(every)), 0)]
    of_brief: dict[int, list[meeting.Ranked]] = {}
    for one in every:
        of_brief.setdefault(brief_of[one.unit], []).append(one)
    assert ranked.briefs() == [(brief, units[0].score) for brief, units in of_brief.items()]
    for brief, units in of_brief.items():
        assert units[:4] == ranked.of(brief, 4)
        assert units == ranked.of(brief, 10_000)
    for place in (len(every), -len(every) - 1):
        with pytest.raises(IndexError):
            ranked[place]


def _is_the_same_before_it_is_in_order(fresh: meeting.Ranking, ranked: meeting.Ranking) -> None:
    """What is asked for mostly is found without putting all units in order."""
    best = [(one.score, one.unit, one.offset) for one in ranked[:1]]
    assert best == [(one.score, one.unit, one.offset) for one in (fresh[0],)] if fresh else not best
    assert ranked.briefs() == fresh.briefs()
    for brief, score in fresh.briefs():
        assert [one.unit for one in ranked.of(brief, 4)] == [one.unit for one in fresh.of(brief, 4)]
        assert score == fresh.of(brief, 1)[0].score
    assert [one.unit for one in ranked] == [one.unit for one in fresh]


@pytest.mark.parametrize("part", range(8))
def test_questions_of_people_are_met_alike(part: int, compiled: ModuleType) -> None:
    for query in ASKED[part::16]:
        _agree(query, compiled)


def test_what_was_met_is_forgotten_when_there_is_too_much(
    compiled: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ASKED[::40]
    expected = [[(one.unit, one.score) for one in _ranked(query, compiled)] for query in asked]
    monkeypatch.setattr(rooms_, "MET", 20)
    monkeypatch.setattr(rooms_, "WORDS", 5)
    monkeypatch.setattr(sys.modules[__name__], "_rooms", cache(lambda _: Rooms(the_engine().index)))

    for module in (compiled, meeting):
        found = [[(one.unit, one.score) for one in _ranked(query, module)] for query in asked]

        assert [[unit for unit, _ in one] for one in expected] == [[unit for unit, _ in one] for one in found]
        held = _rooms(module)._words
        assert len(held) <= 5
        assert sum(len(word.met) for word in held.values() if word.met is not None) <= 20


def test_threads_that_look_up_at_once_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {query: answers([query]) for query in ASKED[::12]}
    monkeypatch.setattr(rooms_, "MET", 100)
    monkeypatch.setattr(rooms_, "WORDS", 60)
    monkeypatch.setattr(rooms_, "KEPT", 20)
    engine = Engine(the_library())  # which remembers nothing yet
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)

    def differing(seed: int) -> list[str]:
        dice = random.Random(seed)
        asked = dice.choices(list(expected), k=100)
        return [query for query in asked if answers([query], engine) != expected[query]]

    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(differing, range(4)))
    finally:
        sys.setswitchinterval(usual)

    assert [[]] * 4 == found


@EXAMPLES
@given(query=QUERIES)
def test_whatever_is_typed_is_met_alike(query: str, compiled: ModuleType) -> None:
    _agree(query, compiled)


def _spread(found: dict[int, float]) -> Spread:
    return array("I", found), array("d", found.values())


_BRIEFS = st.integers(0, 9)
_SPREADS = st.lists(
    st.tuples(
        st.dictionaries(_BRIEFS, st.sampled_from([0.25, 0.5, 1.0])).map(_spread), st.sampled_from([0.5, 1.0, 2.0])
    )
)


@given(
    _SPREADS,
    st.lists(st.tuples(_BRIEFS, st.sampled_from([0.5, 1.0])), unique_by=lambda one: one[0]),
    st.integers(1, 12),
)
def test_the_same_briefs_are_nearest(
    compiled: ModuleType, spreads: list[tuple[Spread, float]], named: list[tuple[int, float]], count: int
) -> None:
    expected = meeting.nearest(spreads, named, 10, count)

    assert expected == compiled.nearest(spreads, named, 10, count)
    assert count >= len(expected)


def test_a_brief_beyond_the_index_is_refused(compiled: ModuleType) -> None:
    with pytest.raises(IndexError):
        compiled.nearest([(_spread({3: 1.0}), 1.0)], [], 3, 8)


@pytest.mark.parametrize(
    "spread",
    [
        pytest.param((array("H", [1]), array("d", [1.0])), id="narrow-briefs"),
        pytest.param((array("I", [1]), array("f", [1.0])), id="narrow-counts"),
        pytest.param((array("I", [1, 2]), array("d", [1.0])), id="too-few"),
    ],
)
def test_arrays_of_another_kind_are_refused(compiled: ModuleType, spread: Spread) -> None:
    with pytest.raises(ValueError, match="not briefs and how much"):
        compiled.nearest([(spread, 1.0)], [], 3, 8)


def _loops() -> ModuleType:
    return importlib.import_module("bot.search._loops")


_WORDS = st.sampled_from(["camp", "mine", "border", "guard", "rice", "coal"])
_TERM_SETS = st.frozensets(_WORDS)
_TERMS = st.lists(
    st.builds(
        Term,
        _WORDS,
        st.sampled_from([0.25, 0.5, 2.0]),
        st.lists(st.tuples(_WORDS, st.sampled_from([1.0, 0.85, 0.5])), max_size=3).map(tuple),
        st.booleans(),
    ),
    max_size=6,
).map(tuple)


@pytest.mark.usefixtures("compiled")
@given(_TERMS, _TERM_SETS, _TERM_SETS, st.none() | _TERM_SETS)
def test_words_weigh_alike(
    terms: tuple[Term, ...], here: frozenset[str], own: frozenset[str], name: frozenset[str] | None
) -> None:
    assert loops.weigh(terms, here, own, name) == _loops().weigh(terms, here, own, name)


_SEQUENCES = st.lists(st.lists(_WORDS, max_size=12).map(tuple), max_size=3)


_POSTINGS = st.dictionaries(_BRIEFS, st.sampled_from([0.25, 0.3, 0.9])).map(
    lambda found: (array("I", sorted(found)), array("f", [found[brief] for brief in sorted(found)]))
)


@pytest.mark.usefixtures("compiled")
@given(st.lists(st.tuples(_POSTINGS, st.sampled_from([1.0, 0.85, 0.7])), max_size=4))
def test_words_count_alike(meanings: list[tuple[tuple[array[int], array[float]], float]]) -> None:
    held = [(*posting, factor) for posting, factor in meanings]
    briefs, shares = loops.most_of(held, 10)

    assert (briefs, shares) == _loops().most_of(held, 10)
    assert list(briefs) == sorted(set(briefs))


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("briefs", "weights", "error"),
    [
        pytest.param(array("I", [10]), array("f", [1.0]), IndexError, id="beyond"),
        pytest.param(array("I", [1, 2]), array("f", [1.0]), ValueError, id="too-few"),
        pytest.param(array("H", [1]), array("f", [1.0]), ValueError, id="narrow-briefs"),
        pytest.param(array("I", [1]), array("d", [1.0]), ValueError, id="wide-counts"),
    ],
)
def test_postings_of_another_kind_are_refused(
    briefs: array[int], weights: array[float], error: type[Exception]
) -> None:
    with pytest.raises(error):
        _loops().most_of([(briefs, weights, 1.0)], 10)


@pytest.mark.usefixtures("compiled")
@given(st.lists(st.lists(_WORDS, max_size=6).map(tuple), max_size=6))
def test_words_stand_in_the_same_fields(fields: list[tuple[str, ...]]) -> None:
    alike: dict[bytes, bytes] = {}
    found = loops.where(fields, alike)

    assert (
        found
        == _loops().where(fields, alike)
        == {
            word: array("H", [number for number, held in enumerate(fields) if word in held]).tobytes() for word in found
        }
    )
    assert set(found) == {word for held in fields for word in held}
    assert all(numbers is alike[numbers] for numbers in found.values())


_UNIT = st.tuples(*3 * [st.lists(_WORDS, max_size=4).map(tuple)])


@pytest.mark.usefixtures("compiled")
@given(st.lists(_UNIT, max_size=5))
def test_words_stand_in_the_same_places(units: list[tuple[tuple[str, ...], ...]]) -> None:
    around, asked, quoted = ([unit[which] for unit in units] for which in range(3))
    expected: dict[str, list[int]] = {}
    for number, (paragraph, questions, quote) in enumerate(units):
        for word in {*paragraph, *questions, *quote}:
            kind = (
                loops.IN_QUOTE if word in quote
                else loops.AROUND if word not in questions
                else loops.ASKED_AND_AROUND if word in paragraph
                else loops.ASKED
            )  # fmt: skip
            expected.setdefault(word, []).append(number * loops.KINDS + kind)

    for module in (loops, _loops()):
        found = module.places(around, asked, quoted, {})
        assert expected == {word: list(memoryview(numbers).cast("H")) for word, numbers in found.items()}


@pytest.mark.usefixtures("compiled")
def test_more_fields_than_can_be_packed_are_refused() -> None:
    for module in (loops, _loops()):
        with pytest.raises(OverflowError):
            module.where([()] * 65_536 + [("camp",)], {})


@pytest.mark.usefixtures("compiled")
@given(_SEQUENCES, st.sets(st.lists(_WORDS, min_size=1, max_size=8).map(tuple), max_size=8))
def test_the_same_names_are_found(sequences: list[tuple[str, ...]], names: set[tuple[str, ...]]) -> None:
    name_of = {name: (number,) for number, name in enumerate(sorted(names))}
    held = (starts_of(name_of), name_of)
    long_way = [
        (place, start, end, name_of[sequence[start:end]])
        for place, sequence in enumerate(sequences)
        for start in range(len(sequence))
        for end in range(min(len(sequence), start + loops.LONGEST_NAME), start, -1)
        if sequence[start:end] in name_of
    ]

    assert long_way == loops.names_in(sequences, *held) == _loops().names_in(sequences, *held)


@pytest.mark.usefixtures("compiled")
@given(
    st.lists(st.sets(st.integers(0, 30)).map(lambda found: array("I", sorted(found))), max_size=8),
    st.integers(0, 60),
    st.integers(1, 12),
)
def test_the_same_words_share_most(held: list[array[int]], limit: int, count: int) -> None:
    found = loops.most_shared(held, 31, limit, count)

    assert found == _loops().most_shared(held, 31, limit, count)
    assert len(set(found)) == len(found) <= count


@pytest.mark.usefixtures("compiled")
def test_numbers_of_no_word_are_refused() -> None:
    with pytest.raises(IndexError):
        _loops().most_shared([array("I", [3])], 3, 60, 8)
    with pytest.raises(ValueError, match="not numbers of words"):
        _loops().most_shared([array("H", [1])], 3, 60, 8)


def test_the_compiled_one_answers(compiled: ModuleType) -> None:
    assert ranking.Meeting is compiled.Meeting
    assert ranking.in_order is compiled.in_order
    assert ranking.nearest is compiled.nearest
    for name in chosen.__all__:
        assert getattr(chosen, name) is getattr(_loops(), name)


#: Answers the questions given as JSON by the Python alone.
_IN_PYTHON = """
import json, sys
sys.modules["bot.search._loops"] = sys.modules["bot.search._meeting"] = None
from bot.search import compiled, loops, ranking
from tests.search.test_compiled import answers
assert not ranking.IS_COMPILED
assert all(getattr(compiled, name) is getattr(loops, name) for name in compiled.__all__)
print(json.dumps(answers(json.load(sys.stdin))))
"""


def answers(asked: list[str], engine: Engine | None = None) -> list[tuple[str, list[tuple[str, float]]]]:
    found = map((engine or the_engine()).look_up, asked)
    return [(type(one).__name__, [(hit.brief, hit.similarity) for hit in one.hits]) for one in found]


def test_without_a_compiler_the_same_is_answered() -> None:
    asked = ASKED[::20]
    command = [sys.executable, "-c", _IN_PYTHON]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, cwd=ROOT, check=True)

    assert json.loads(done.stdout) == json.loads(json.dumps(answers(asked)))
