"""Words that turn a sentence round, how much is meant, and what the weights make of the signals."""

from __future__ import annotations

import pytest

from bot.evidence.claims.asserting import Heard, Tone, is_topic
from bot.evidence.claims.checking import Checker, claimed
from bot.evidence.claims.deciding import beside, weighed
from bot.evidence.claims.extent import degrees, distance
from bot.evidence.claims.summing import summary
from bot.evidence.claims.trees import trees
from bot.evidence.claims.turning import direction, negatives, order_in_time, period
from bot.evidence.claims.weights import AGAINST, SAME_MATTER
from bot.search.engine import Engine
from bot.search.leading import LEADS, NOWHERE, lead


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        ("prices went up", "prices fell sharply", 1.0),
        ("prices fell", "prices fell sharply", 0.0),
        ("prices rose", "wages rose while prices fell", 0.5),
        ("prices are high", "prices fell", 0.0),
        ("prices fell", "a more expensive one fell", 0.0),
    ],
)
def test_up_is_not_down(claim: str, sentence: str, expected: float) -> None:
    assert expected == direction(claim, sentence)


def test_before_is_not_after() -> None:
    assert 1.0 == order_in_time("screened after they left", "screened before they left")
    assert 0.0 == order_in_time("screened before they left", "screened before they left")
    assert 0.0 == order_in_time("screened", "screened before they left")


def test_a_day_off_a_week_is_not_one_a_month() -> None:
    assert 1.0 == period("two days off per week", "two rest days per month")
    assert 0.0 == period("two days off each month", "two rest days monthly")
    assert 0.0 == period("two days off", "two rest days per month")


def test_negatives_of_one_side_and_of_both_are_told_apart() -> None:
    assert (1.0, 0.0) == negatives("they never vote", "they vote")
    assert (0.0, 1.0) == negatives("they never vote", "they cannot vote")
    assert (0.0, 0.0) == negatives("they vote", "they cannot vote")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fewer than half are women", {1}),
        ("more than half are women", {3}),
        ("nobody voted", {0}),
        ("all of them and some others", {2, 4}),
        ("women work there", set()),
    ],
)
def test_degrees_go_from_none_to_all(text: str, expected: set[int]) -> None:
    assert expected == degrees(text)


def test_degrees_have_a_distance_only_where_both_have_one() -> None:
    assert 0.5 == distance(frozenset({1}), frozenset({3}))
    assert 0.0 == distance(frozenset(), frozenset({3}))


def test_a_topic_with_a_question_mark_is_joined_to_what_tells_of_it() -> None:
    assert ["the camps still open in 2024"] == [heard.text for heard in claimed("the camps? still open in 2024")]
    assert is_topic("the camps")
    assert not is_topic("are the camps open")
    assert [] == claimed("are the camps open? thanks")


def test_every_signal_has_its_weights(checker: Checker) -> None:
    claim = checker.claim(Heard("heroin is sold in north korea", Tone()))
    near = beside(claim, checker.corpus, checker.attribution)
    names = {"one", *near[0][1]}

    assert names == set(SAME_MATTER) == set(AGAINST)
    assert summary(claim, weighed(near)).keys() == set(trees().signals)
    assert all(-0.5 <= value <= 1.5 for _, told in near for value in told.values())


def test_a_lookup_leads_to_quotes_and_nothing_leads_nowhere(engine: Engine) -> None:
    leads = lead("how much of their wages do workers abroad lose", engine)

    assert 1 <= len(leads.quotes) <= LEADS
    assert 1.0 == leads.quotes[0].share
    assert NOWHERE == lead("?!", engine)
