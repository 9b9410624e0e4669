"""Cards that are kept are the cards that would be made, for the library that is served."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.actions import Action
from bot.cards.briefs import brief_card
from bot.cards.card import Button
from bot.cards.fitting import PLAIN_LOOK, Look, fit, with_row
from bot.cards.keeping import Kept
from bot.evidence.briefs import whole_brief
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
