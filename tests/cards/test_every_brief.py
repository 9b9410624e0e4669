"""Every brief, source, sheet and measure of the library makes cards that Discord takes, with nothing lost."""

from __future__ import annotations

import pytest

from bot.cards import asking
from bot.cards.actions import Action, read_action
from bot.cards.briefs import PAGE, answer_card, brief_card
from bot.cards.card import Button, Card, Menu
from bot.cards.fitting import COMPONENTS_LIMIT, TEXT_LIMIT, Fitted, FittedText, Look, fit, plain_text
from bot.cards.opening import open_card
from bot.cards.rows import FittedMenu
from bot.cards.text import units
from bot.evidence.briefs import answer_from_brief, whole_brief
from bot.evidence.figures import counted_measures
from bot.evidence.sources import source_answer
from tests.shared_library import the_engine, the_library

BRIEFS = list(the_library().briefs)


def check(card: Card) -> Fitted:
    for locale in ("ko", "fr", "en-GB"):
        fitted = fit(card, Look(locale, spoilers=True))
        text = sum(units(block.markdown) for block in fitted.blocks if isinstance(block, FittedText))
        rows = sum(2 if isinstance(row, FittedMenu) else 1 + len(row) for row in fitted.rows)
        ids = [row.custom_id for row in fitted.rows if isinstance(row, FittedMenu)]
        ids += [one.custom_id for row in fitted.rows if not isinstance(row, FittedMenu) for one in row if one.custom_id]

        assert 0 < text <= TEXT_LIMIT
        assert 1 + len(fitted.blocks) + rows <= COMPONENTS_LIMIT
        assert len(ids) == len(set(ids))
        assert all(len(one) <= 100 and read_action(one) for one in ids)
        assert all(block.markdown for block in fitted.blocks if isinstance(block, FittedText))
    return fitted


def actions(card: Card) -> list[Action]:
    found = [card.origin] if card.origin else []
    for row in card.rows:
        if isinstance(row, Menu):
            found += [
                Action(row.action.arg(0), tuple(one.value.split("|")))
                for one in row.options
                if row.action.verb == "open"
            ]
        else:
            found += [one.action for one in row if isinstance(one, Button)]
    return found


OWN_ACT = frozenset({"wrong", "none", "tellme", "keep", "report", "share", "text"})  # they open no card of the library


@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_fits_whole_and_names_each_passage(name: str) -> None:
    answer = whole_brief(the_library(), the_library().briefs[name])
    card = brief_card(answer)
    check(card)
    text = plain_text(card)

    assert all(statement.text in text for statement in (*answer.statements, *answer.differs))
    assert all(text.count(f"[{mark}]") > 1 for statement in answer.statements for mark in statement.marks)


@pytest.mark.parametrize("name", BRIEFS)
def test_the_answer_to_each_question_opens_with_its_passages(name: str) -> None:
    brief = the_library().briefs[name]
    for question in brief.questions:
        answer = answer_from_brief(the_library(), brief, question.quotes)
        card = answer_card(answer, query=question.ask)
        text = check(card).plain
        first = the_library().quotes[name, question.quotes[0]]

        assert f"“{first.text}” [1]" in text
        assert [one.number for one in answer.lead] == sorted(one.number for one in answer.lead)


@pytest.mark.parametrize("name", BRIEFS)
def test_every_passage_of_a_brief_is_reached_by_turning_pages(name: str) -> None:
    answer = whole_brief(the_library(), the_library().briefs[name])
    pages = -(-len(answer.passages) // PAGE)
    text = "".join(check(open_card(the_engine(), Action("passages", (name, str(page))))).plain for page in range(pages))

    assert all(f"“{one.text}”" in text for one in answer.passages)


@pytest.mark.parametrize("name", BRIEFS)
def test_every_button_of_a_brief_opens_a_card(name: str) -> None:
    for action in actions(brief_card(whole_brief(the_library(), the_library().briefs[name]))):
        if action.verb not in OWN_ACT:
            opened = check(open_card(the_engine(), action))

            assert "No longer here" not in opened.plain


@pytest.mark.parametrize("name", list(the_library().sources))
def test_a_source_is_read_from_end_to_end_section_by_section(name: str) -> None:
    answer = source_answer(the_library(), the_library().sources[name])
    action: Action | None = Action("section", (name, "0", "0")) if answer.sections else None
    text = check(open_card(the_engine(), Action("source", (name,)))).plain
    while action is not None:
        card = open_card(the_engine(), action)
        text += check(card).plain
        ahead = [b.action for row in card.rows if not isinstance(row, Menu) for b in row if isinstance(b, Button)]
        now = card.origin
        assert now is not None
        action = next((one for one in ahead if one.verb == "section" and place(one) > place(now)), None)

    assert all(passage.text in text for _, passages in answer.sections for passage in passages)


def place(action: Action) -> tuple[int, int]:
    return int(action.arg(1)), int(action.arg(2))


@pytest.mark.parametrize("name", list(the_library().sheets))
def test_every_score_of_a_sheet_makes_a_card(name: str) -> None:
    sheet = the_library().sheets[name]
    check(open_card(the_engine(), Action("sheet", (name,))))
    for group in sheet.groups:
        check(open_card(the_engine(), Action("score", (name, group.id))))
        for indicator in group.indicators:
            card = open_card(the_engine(), Action("score", (name, indicator.id)))

            assert f"{indicator.value:.2f} on a scale from 1 to 10" in check(card).plain


@pytest.mark.parametrize("measure", [one.id for one in counted_measures(the_library())])
def test_every_measure_makes_a_card(measure: str) -> None:
    card = asking.figures(the_library(), measure)

    assert the_library().measures[measure].title in check(card).plain


def test_what_is_gone_is_told() -> None:
    for verb in ("brief", "passages", "source", "score", "figures", "citekey", "compare", "nonsense"):
        card = open_card(the_engine(), Action(verb, ("no-such-thing", "x", "y")))

        assert check(card).private
