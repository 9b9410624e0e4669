"""A brief is found by words that its curator has not thought of: names and questions are taken away and asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.search.engine import Engine
from tests.shared_library import the_library

ALIASES = 0.60  # of the names taken away that find their brief among the first three
QUESTIONS = 0.85


def _without(kind: str, fold: int, folds: int) -> tuple[Engine, list[tuple[str, str, frozenset[str]]]]:
    """
    An engine over briefs without every `folds`-th alias or question, with all its wordings; and what is gone.

    Each entry is the brief, what to ask, and the passages that a question rests on.
    """
    briefs, gone = {}, []
    for brief in the_library().briefs.values():
        held = getattr(brief, kind)
        kept = tuple(one for number, one in enumerate(held) if number % folds != fold)
        for one in (one for number, one in enumerate(held) if kept and number % folds == fold):
            if isinstance(one, str):
                gone.append((brief.id, one, frozenset[str]()))
            else:
                keys = frozenset(the_library().quotes[brief.id, name].key for name in one.quotes)
                gone.append((brief.id, one.ask, keys))
        briefs[brief.id] = brief.model_copy(update={kind: kept or held})
    return Engine(replace(the_library(), briefs=briefs)), gone


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "floor"), [("aliases", ALIASES), ("questions", QUESTIONS)])
def test_what_was_taken_away_still_finds_its_brief(kind: str, floor: float) -> None:
    """Or another brief that shows a passage which the question rests on: briefs overlap."""
    found = asked = 0
    for fold in (0, 3):
        engine, gone = _without(kind, fold, folds=8)
        for brief, query, keys in gone:
            hits = engine.look_up(query).hits[:3]
            shown = {one.passage.key for hit in hits for one in hit.evidence[:3]}
            found += brief in [hit.brief for hit in hits] or bool(keys & shown)
            asked += 1

    assert floor <= found / asked
