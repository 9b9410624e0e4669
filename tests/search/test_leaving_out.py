"""A brief is found by words that its curator has not thought of: names and questions are taken away and asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot.library.model import Brief, Question
from bot.search.engine import Engine
from tests.shared_library import the_library

Gone = tuple[str, frozenset[str]]  # what to ask, and the passages that it rests on
FOLDS = 8


def _keys(brief: Brief, question: Question) -> frozenset[str]:
    return frozenset(the_library().quotes[brief.id, name].key for name in question.quotes)


def _without_aliases(brief: Brief, fold: int) -> tuple[Brief, list[Gone]]:
    kept = tuple(name for number, name in enumerate(brief.aliases) if number % FOLDS != fold)
    if not kept:
        return brief, []
    gone = [(name, frozenset[str]()) for number, name in enumerate(brief.aliases) if number % FOLDS == fold]
    return brief.model_copy(update={"aliases": kept}), gone


def _without_questions(brief: Brief, fold: int) -> tuple[Brief, list[Gone]]:
    kept = tuple(question for number, question in enumerate(brief.questions) if number % FOLDS != fold)
    if not kept:
        return brief, []
    gone = [(one.ask, _keys(brief, one)) for number, one in enumerate(brief.questions) if number % FOLDS == fold]
    return brief.model_copy(update={"questions": kept}), gone


def _without_first_wordings(brief: Brief, fold: int) -> tuple[Brief, list[Gone]]:
    kept, gone = [], []
    for number, question in enumerate(brief.questions):
        if number % FOLDS == fold and question.also:
            gone.append((question.ask, _keys(brief, question)))
            question = question.model_copy(update={"ask": question.also[0], "also": question.also[1:]})
        kept.append(question)
    return brief.model_copy(update={"questions": tuple(kept)}), gone


def shares_found(
    without: Callable[[Brief, int], tuple[Brief, list[Gone]]], folds: Sequence[int]
) -> tuple[float, float]:
    """
    What is found again among the first three briefs.

    Returns:
        The share (0–1) that finds its brief; and that or another brief showing a passage that the question rests on,
        since briefs overlap.
    """
    itself = either = asked = 0
    for fold in folds:
        parts = {id_: without(brief, fold) for id_, brief in the_library().briefs.items()}
        engine = Engine(replace(the_library(), briefs={id_: brief for id_, (brief, _) in parts.items()}))
        for id_, (_, gone) in parts.items():
            for query, keys in gone:
                hits = engine.look_up(query).hits[:3]
                shown = {one.passage.key for hit in hits for one in hit.evidence[:3]}
                same = id_ in [hit.brief for hit in hits]
                itself += same
                either += same or bool(keys & shown)
                asked += 1
    return itself / asked, either / asked


@pytest.mark.slow
@pytest.mark.parametrize(
    ("without", "itself", "either"),
    [
        pytest.param(_without_aliases, 0.95, 0.95, id="aliases"),
        pytest.param(_without_first_wordings, 0.87, 0.95, id="a-question-but-for-its-other-wordings"),
        pytest.param(_without_questions, 0.76, 0.93, id="a-question-with-all-its-wordings"),
    ],
)
def test_what_was_taken_away_still_finds_its_brief(
    without: Callable[[Brief, int], tuple[Brief, list[Gone]]], itself: float, either: float
) -> None:
    found = shares_found(without, (0, 3))

    assert itself <= found[0]
    assert either <= found[1]
