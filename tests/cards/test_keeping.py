"""Cards that are kept are the cards that would be made, for the library that is served."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.actions import Action
from bot.cards.briefs import answer_card, answered, brief_card
from bot.cards.card import Button, Lines
from bot.cards.fitting import FULL_TEXT, PLAIN_LOOK, TEXT_LIMIT, Look, fit, with_end, with_row
from bot.cards.keeping import Kept
from bot.cards.text import line
from bot.evidence.answers import BriefAnswer
from bot.evidence.briefs import answer_from_brief, whole_brief
from bot.library.snapshot import Library

DELETE = (Button("Delete", Action("delete", ("1",))),)


def test_a_card_is_made_once_and_fitted_once_for_each_look(library: Library) -> None:
    kept = Kept()
    brief = next(iter(library.briefs.values()))

    card = kept.brief(library, brief)

    assert card == brief_card(whole_brief(library, brief))
    assert kept.brief(library, brief) is card
    assert kept.brief(library, brief, private=True).private
    assert kept.fitted(card, PLAIN_LOOK) is kept.fitted(card, PLAIN_LOOK)
    assert kept.fitted(card, PLAIN_LOOK) == fit(card)
    assert kept.fitted(card, Look("fr")) == fit(card, Look("fr"))


def test_an_edited_brief_has_another_card_whatever_its_library_says(library: Library) -> None:
    kept = Kept()
    brief = next(iter(library.briefs.values()))
    edited = brief.model_copy(update={"title": "Another title"})

    old, new = kept.brief(library, brief), kept.brief(library, edited)

    assert old != new
    assert "Another title" in fit(new).plain
    assert kept.fitted(old, PLAIN_LOOK) == fit(old)


def test_what_is_no_card_of_a_whole_brief_is_fitted_anew(library: Library) -> None:
    kept = Kept()
    brief = next(iter(library.briefs.values()))
    marked = replace(kept.brief(library, brief), private=True)

    assert kept.fitted(marked, PLAIN_LOOK) == fit(marked)
    assert kept.fitted(marked, PLAIN_LOOK) is not kept.fitted(marked, PLAIN_LOOK)


def test_the_card_that_was_not_asked_for_the_longest_gives_way(library: Library) -> None:
    kept = Kept(cards=2)
    one, two, three = list(library.briefs.values())[:3]
    first, second = kept.brief(library, one), kept.brief(library, two)
    kept.brief(library, one)
    kept.brief(library, three)

    assert kept.brief(library, one) is first
    assert kept.brief(library, two) is not second
    assert kept.brief(library, two) == second


def test_a_row_added_later_is_the_row_of_the_card(library: Library) -> None:
    for brief in library.briefs.values():
        card = brief_card(whole_brief(library, brief))

        assert with_row(fit(card), DELETE) == fit(card.with_rows(DELETE))


def test_a_row_is_added_only_once(library: Library) -> None:
    fitted = with_row(fit(brief_card(whole_brief(library, next(iter(library.briefs.values()))))), DELETE)

    assert with_row(fitted, DELETE).rows == fitted.rows


def answers(library: Library) -> list[BriefAnswer]:
    """What each curated question of the library comes to."""
    found = [(brief, question.quotes) for brief in library.briefs.values() for question in brief.questions]
    return [answer_from_brief(library, brief, quotes) for brief, quotes in found]


def test_an_answer_is_worked_out_once_for_the_same_passages_of_the_library_that_answers(library: Library) -> None:
    brief = next(iter(library.briefs.values()))
    lead, other = list(brief.quotes)[:2], list(brief.quotes)[1:2]
    first = answer_from_brief(library, brief, lead)

    assert first is answer_from_brief(library, brief, lead)
    assert first is not answer_from_brief(library, brief, other)
    assert first is not answer_from_brief(library, brief.model_copy(), lead)
    assert first is not answer_from_brief(replace(library), brief, lead)
    assert first == answer_from_brief(library, brief, lead)


def test_a_kept_answer_with_its_end_is_the_card_that_would_be_fitted(library: Library) -> None:
    kept = Kept()
    for answer in answers(library) * 2:
        for why, query in (("matched camps", "prison camps"), ("", "camps"), ("matched *stars*", "")):
            card = answered(kept.common(library, answer), why=why, query=query)
            for look in (PLAIN_LOOK, Look("ko", spoilers=True)):
                assert card == answer_card(answer, why=why, query=query)
                assert kept.fitted(card, look) == fit(card, look)
                assert with_row(kept.fitted(card, look), DELETE) == fit(card.with_rows(DELETE), look)


def test_answers_to_other_questions_and_to_one_person_are_told_apart(library: Library) -> None:
    kept = Kept()
    answer = answers(library)[0]
    common, private = kept.common(library, answer), kept.common(library, answer, private=True)

    assert common is kept.common(library, answer)
    assert private.card.private
    assert not common.card.private
    assert "one" in kept.fitted(answered(common, why="one", query="1"), PLAIN_LOOK).plain
    assert "two" in kept.fitted(answered(common, why="two", query="2"), PLAIN_LOOK).plain
    assert kept.fitted(answered(private, why="two", query="2"), PLAIN_LOOK).private


def test_an_end_that_is_too_long_or_not_of_the_card_is_fitted_whole(library: Library) -> None:
    kept = Kept()
    common = kept.common(library, answers(library)[0])
    long = answered(common, why="x" * TEXT_LIMIT, query="")
    headed = replace(long, blocks=(Lines((line("a word"),)), *common.card.blocks, Lines((line("another"),))))

    assert with_end(fit(common.card), long, PLAIN_LOOK) is None
    assert with_end(fit(common.card), headed, PLAIN_LOOK) is None
    assert [FULL_TEXT] == [file.name for file in kept.fitted(long, PLAIN_LOOK).files]
    assert kept.fitted(headed, PLAIN_LOOK) == fit(headed)
