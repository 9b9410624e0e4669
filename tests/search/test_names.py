"""Every brief is found by its title and by each of its names."""

from __future__ import annotations

import pytest

from bot.library.model import Brief
from bot.search.normalising import clean, words_of
from bot.search.outcomes import Answer
from tests.shared_library import the_engine, the_library

BRIEFS = [pytest.param(brief, id=id_) for id_, brief in the_library().briefs.items()]


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_title_and_each_alias_find_their_brief_first(brief: Brief) -> None:
    for name in (brief.title, *brief.aliases):
        outcome = the_engine().look_up(name)

        assert isinstance(outcome, Answer), name
        assert brief.id == outcome.hits[0].brief, name


@pytest.mark.parametrize("brief", BRIEFS)
def test_each_outside_term_finds_its_brief(brief: Brief) -> None:
    for name in brief.outside_terms:
        outcome = the_engine().look_up(name)

        assert isinstance(outcome, Answer), name
        assert brief.id in [hit.brief for hit in outcome.hits[:3]], name


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_curated_question_is_answered_by_the_quote_that_it_names(brief: Brief) -> None:
    """Where several briefs ask the same, any of their quotes will do; a score may be answered by its printed row."""
    for question in brief.questions:
        outcome = the_engine().look_up(question.ask)
        first = outcome.hits[0].evidence[0]

        assert isinstance(outcome, Answer), question.ask
        assert first.quote is None or (first.brief, first.quote) in _answers(question.ask), question.ask


def _answers(wording: str) -> set[tuple[str, str]]:
    asked = words_of(clean(wording))
    return {
        (brief.id, question.quotes[0])
        for brief in the_library().briefs.values()
        for question in brief.questions
        if any(asked == words_of(clean(one)) for one in (question.ask, *question.also))
    }
