"""The answer to a question is short: what answers comes first, figures are whole, the rest is a press away."""

from __future__ import annotations

import json

import pytest

from bot.cards.actions import Action
from bot.cards.briefs import BODY, answer_card
from bot.cards.card import Button, Card, Lines, Menu
from bot.cards.fitting import plain_text
from bot.cards.lines import figure_line
from bot.cards.lookups import question_card
from bot.cards.opening import open_card
from bot.cards.text import Kind, plain
from bot.evidence.answers import BriefAnswer, Topics
from bot.evidence.briefs import answer_from_brief
from bot.evidence.questions import answer_question
from tests.conftest import ROOT
from tests.shared_library import the_engine, the_library

ASKED = [json.loads(line)["query"] for line in (ROOT / "tests/lookup/queries.jsonl").read_text("utf-8").splitlines()]
BRIEFS = list(the_library().briefs)


def answers(name: str) -> list[BriefAnswer]:
    brief = the_library().briefs[name]
    return [answer_from_brief(the_library(), brief, question.quotes) for question in brief.questions]


def asked(question: str) -> Card:
    return question_card(the_library(), answer_question(the_engine(), question))


def buttons(card: Card) -> dict[str, Action]:
    found = [one for row in card.rows if not isinstance(row, Menu) for one in row if isinstance(one, Button)]
    return {getattr(one.label, "template", str(one.label)): one.action for one in found}


@pytest.mark.parametrize("name", BRIEFS)
def test_an_answer_is_ten_lines_and_a_legend(name: str) -> None:
    for answer in answers(name):
        blocks = [block for block in answer_card(answer).blocks if isinstance(block, Lines)]
        lines = [one for block in blocks for one in block.lines]
        legend = sum(one.kind is Kind.SUBTLE for one in blocks[-1].lines) if len(blocks[-1].lines) == 1 else 0

        assert len(lines) - legend <= BODY


@pytest.mark.parametrize("name", BRIEFS)
def test_a_shown_figure_is_whole_and_each_mark_is_told(name: str) -> None:
    for answer in answers(name):
        text = plain_text(answer_card(answer))
        whole = [plain(figure_line(one), "en-GB") for group in answer.figures for one in group.lines]
        shown = [one for one in text.splitlines() if one in whole]

        assert bool(shown) == bool(whole)
        assert all(text.count(one[one.rindex("[") :]) > 1 for one in shown)


def test_figures_that_show_a_difference_stand_in_place_of_the_sentence_on_it() -> None:
    text = plain_text(asked("how many people are in prison camps"))

    assert "Sources differ: People held in prison camps" in text
    assert "KINU’s White Paper for 2020, as cited in Human Rights Report 2021" in text
    assert "as of 2020" in text
    assert "Not one count: " in text
    assert "Numbers held: " not in text


def test_a_difference_that_the_figures_do_not_show_is_told_in_its_sentence() -> None:
    text = plain_text(asked("how many north koreans work abroad"))

    assert "Sources differ: Scope: the estimated 20,000-100,000 is for the PRC (TIP 2024)" in text


def test_figures_that_are_left_out_are_counted_and_a_press_away() -> None:
    card = asked("what share of the wages is taken")
    everything = plain_text(open_card(the_engine(), buttons(card)["All figures"]))

    assert "more under “All figures”" in plain_text(card)
    assert "under “All figures”" not in everything
    assert "only a fraction of the money" in everything


def test_a_passage_that_found_no_room_is_still_cited() -> None:
    card = asked("how many people are in prison camps")
    leads = buttons(card)["Cite"].arg(1).split(",")
    said = [the_library().quotes["political-prison-camps", name].text for name in leads]

    assert "DEMOCRATIC PEOPLE’S REPUBLIC OF" not in plain_text(card)
    assert any("forced labor in a network of prison camps" in one for one in said)
    assert any("government policy or pattern of human trafficking" in one for one in said)


def test_a_shared_answer_says_what_the_private_one_said() -> None:
    """Shared, or opened again, an answer is made anew from its button; the statement beside its passages stays."""
    told = 0
    for query in ASKED[::6]:
        answer = answer_question(the_engine(), query)
        if not isinstance(answer, Topics) or len(answer.answers) > 1:
            continue
        (only,) = answer.answers
        origin = question_card(the_library(), answer).origin
        assert origin is not None
        again = plain_text(open_card(the_engine(), origin))
        if all(one.quote for one in only.lead):  # several keys of rows may be too long for a button
            told += len(only.statements)
            assert all(one.text in again for one in only.statements), query
    assert told > 40
