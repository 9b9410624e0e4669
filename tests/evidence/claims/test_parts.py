"""The parts of the claim check: sentences, assertions, quantities, attributions, scores."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.evidence.claims.asserting import Tone, hear
from bot.evidence.claims.checking import Checker, claimed
from bot.evidence.claims.comparing import agrees, answers, relation
from bot.evidence.claims.quantities import Bound, Quantity, find_quantities
from bot.evidence.claims.splitting import sentences
from bot.evidence.claims.words import fold, read_text


def quantity(low: str, high: str | None = None, bound: Bound = Bound.EXACT) -> Quantity:
    return Quantity(Decimal(low), Decimal(high or low), "", bound, (), 0, 0)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "bound"),
    [
        ("150k to 200k people", "150000", "200000", "", Bound.EXACT),
        ("somewhere between 80 and 120 thousand people", "80000", "120000", "", Bound.EXACT),
        ("2-3k workers", "2000", "3000", "", Bound.EXACT),
        ("nine in ten won", "90", "90", "percent", Bound.EXACT),
        ("about a third of it", "33.3", "33.3", "percent", Bound.ABOUT),
        ("half of the wages", "50", "50", "percent", Bound.EXACT),
        ("about half a million people", "500000", "500000", "", Bound.ABOUT),
        ("two dozen guards", "24", "24", "", Bound.EXACT),
        ("up to $10,000 for it", "10000", "10000", "dollar", Bound.AT_MOST),
        ("at least 20k each", "20000", "20000", "", Bound.AT_LEAST),
        ("10k and up from there", "10000", "10000", "", Bound.AT_LEAST),
        ("well over 30,000 kids", "30000", "30000", "", Bound.MORE),
        ("kids under 14 are free", "14", "14", "age", Bound.LESS),
        ("it is only 17km long", "17", "17", "km", Bound.EXACT),
        ("he was 23 years old", "23", "23", "age", Bound.EXACT),
        ("it ended in 2019", "2019", "2019", "date", Bound.EXACT),
        ("they lost 2000 elephants to it", "2000", "2000", "", Bound.EXACT),
        ("tens of thousands of people", "10000", "99999", "", Bound.VAGUE),
        ("hundreds of millions of dollars", "100000000", "999999999", "dollar", Bound.VAGUE),
    ],
)
def test_quantities_are_read_with_unit_and_bound(text: str, low: str, high: str, unit: str, bound: Bound) -> None:
    found = find_quantities(fold(text))

    assert [(Decimal(low), Decimal(high), unit, bound)] == [(q.low, q.high, q.unit, q.bound) for q in found]


@pytest.mark.parametrize("text", ["tier 3", "article 50", "bureau 39", "one of them", "no numbers here"])
def test_labels_are_no_quantities(text: str) -> None:
    assert find_quantities(fold(text)) == ()


def test_the_whole_of_a_part_is_not_counted() -> None:
    assert [Decimal(5)] == [found.low for found in find_quantities(fold("five of the 10 treaties"))]


@pytest.mark.parametrize(
    ("claim", "source", "agree"),
    [
        (quantity("90"), quantity("90", bound=Bound.AT_MOST), True),
        (quantity("90", bound=Bound.MORE), quantity("90", bound=Bound.AT_MOST), False),
        (quantity("95", bound=Bound.MORE), quantity("90", bound=Bound.AT_MOST), False),
        (quantity("50000", bound=Bound.MORE), quantity("50000", bound=Bound.MORE), True),
        (quantity("40", bound=Bound.MORE), quantity("42"), True),
        (quantity("5", bound=Bound.AT_LEAST), quantity("5", bound=Bound.AT_LEAST), True),
        (quantity("14", bound=Bound.LESS), quantity("14", bound=Bound.LESS), True),
        (quantity("98", bound=Bound.LESS), quantity("14", bound=Bound.LESS), False),
        (quantity("90", bound=Bound.AT_MOST), quantity("90", bound=Bound.AT_MOST), True),
        (quantity("72", bound=Bound.ABOUT), quantity("70"), True),
        (quantity("100", bound=Bound.ABOUT), quantity("80", "120"), True),
        (quantity("100"), quantity("80", "120"), False),
        (quantity("1"), quantity("1", "2"), True),
        (quantity("120", bound=Bound.MORE), quantity("80", "120"), False),
        (quantity("70", bound=Bound.MORE), quantity("80", "120"), True),
        (quantity("80", bound=Bound.AT_LEAST), quantity("80", "120"), True),
        (quantity("120", bound=Bound.AT_MOST), quantity("80", "120"), True),
        (quantity("130", bound=Bound.LESS), quantity("80", "120"), True),
        (quantity("80", "120"), quantity("80", "120"), True),
        (quantity("150", "200"), quantity("80", "120"), False),
        (quantity("80", "120"), quantity("90"), False),
        (quantity("1000", "9999", Bound.VAGUE), quantity("2000", "3000"), True),
        (quantity("2000"), quantity("1000", "9999", Bound.VAGUE), False),
    ],
)
def test_a_claim_may_be_looser_but_never_stronger(claim: Quantity, source: Quantity, agree: bool) -> None:
    assert agree is agrees(claim, source)


def test_a_vague_source_cannot_decide_on_a_number_within_it() -> None:
    vague = quantity("10000", "99999", Bound.VAGUE)

    assert not answers(quantity("40000"), vague)
    assert answers(quantity("400"), vague)


@pytest.mark.parametrize(
    ("claim", "source", "said"),
    [
        (quantity("90"), quantity("90"), "equal to"),
        (quantity("100", bound=Bound.ABOUT), quantity("80", "120"), "within"),
        (quantity("95"), quantity("90"), "above"),
        (quantity("20"), quantity("90"), "below"),
        (quantity("90", bound=Bound.MORE), quantity("90"), "a stronger bound than"),
        (quantity("100"), quantity("80", "120"), "within"),
    ],
)
def test_the_relation_of_two_quantities_is_told(claim: Quantity, source: Quantity, said: str) -> None:
    assert said == relation(claim, source)


@pytest.mark.parametrize(
    "sentence",
    [
        "how many people are held",
        "in which countries do they work",
        "anyone know the figure",
        "pls add the figure to the doc",
        "can you look up the wages",
        "imo that is far too many",
        "they should be ashamed",
        "my boss keeps all of it",
        "i ran 17 km",
        "we need a source",
        "i wonder whether that is right",
    ],
)
def test_questions_requests_opinions_and_talk_of_oneself_are_heard_as_such(sentence: str) -> None:
    heard = hear(sentence, asks=False)

    assert heard is None or heard.tone != Tone()


def test_a_verb_in_the_past_is_no_talk_of_oneself() -> None:
    heard = hear("the last elections, held in 2019, were neither free nor fair", asks=False)

    assert heard is not None
    assert heard.tone == Tone()


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("did you know that the border is porous", "the border is porous"),
        ("i read that the border is porous", "the border is porous"),
        ("lol, the border is porous", "the border is porous"),
        ("inmates have to log, mine and farm", "inmates have to log, mine and farm"),
    ],
)
def test_what_leads_up_to_a_claim_is_taken_away(sentence: str, claim: str) -> None:
    heard = hear(sentence, asks=False)

    assert heard is not None
    assert claim == heard.text


@pytest.mark.parametrize("asks", [False, True])
@pytest.mark.parametrize(
    "message",
    [
        "guards take bribes at the river crossing, someone pls put that on the slide",
        "guards take bribes at the river crossing, can someone add it",
        "guards take bribes at the river crossing — pls add it, thx",
        "please note for chapter two: guards take bribes at the river crossing",
    ],
)
def test_what_is_asked_beside_a_claim_is_taken_away(message: str, asks: bool) -> None:
    heard = hear(message, asks=asks)

    assert heard is not None
    assert heard.text == "guards take bribes at the river crossing"


@pytest.mark.parametrize(
    "message", ["guards take bribes at the river, can someone check that", "can you send me the numbers, thanks"]
)
def test_who_wants_it_checked_or_asks_for_something_claims_nothing(message: str) -> None:
    assert hear(message, asks=True) is None


def test_a_scale_that_is_told_after_a_number_belongs_to_it() -> None:
    assert [heard.text for heard in claimed("the score is a 1. out of ten.")] == ["the score is a 1 out of ten"]


def test_a_sentence_that_asks_claims_nothing() -> None:
    assert hear("the border is porous, right", asks=True) is None


def test_a_message_is_split_into_sentences_without_markup() -> None:
    found = sentences("> **One** thing.\nIs it 5? Min. five years; https://example.org/x")

    assert [("One thing", False), ("Is it 5", True), ("Min. five years", False)] == list(found)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("tip 2024 says so", {"tip-2024"}),
        ("the 2007 tip says so", {"tip-2007"}),
        ("that is so (tip24)", {"tip-2024"}),
        ("the tip report says so", {"tip-2007", "tip-2024"}),
        ("the state dept says so", {"tip-2007", "tip-2024", "hrr-2021"}),
        ("according to the organized crime index it is so", {"oci-2023"}),
        ("william tucker wrote so", {"ihs-tucker"}),
        ("the 2021 report says so", {"hrr-2021"}),
        ("tip 2015 says so", set()),
        ("never ratified the 2000 un tip protocol", None),
    ],
)
def test_a_source_is_recognised_by_what_people_call_it(checker: Checker, text: str, named: set[str] | None) -> None:
    assert (None if named is None else frozenset(named)) == checker.attribution.read(fold(text)).sources


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("heroin is a 4 and cocaine is a 1.5", "supported"),
        ("heroin is a 4 and cocaine is a 2.5", "differs"),
        ("human trafficking scored 8.5", "supported"),
        ("nk scores 9 on human trafficking", "differs"),
        ("resilience is 1.79, 187th in the world", "supported"),
        ("north korea is 1st of 193 in criminality", "differs"),
        ("last of 5 in eastern asia for resilience", "supported"),
        ("arms trafficking scores higher than heroin", "supported"),
        ("heroin scores lower than cocaine", "differs"),
        ("arms trafficking and cybercrime have the same score", "supported"),
        ("state-embedded actors have the highest score of the criminal actors", "supported"),
        ("aml did not get a 1 in the index", "differs"),
        ("china scores 8.5 on human trafficking", "not-found"),
    ],
)
def test_scores_and_ranks_are_checked_against_the_printed_rows(checker: Checker, text: str, verdict: str) -> None:
    assert verdict == checker.check(text).verdict.value


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("they are not smuggled by diplomats", ["smuggled", "diplomats"]),
        ("there are no drug treatment programmes offered", ["drug", "treatment", "programs", "offered"]),
        ("fair trials did not occur", ["fair", "trials", "occur"]),
        ("girls who couldn't pay fees were sent away", ["pay", "fees"]),
    ],
)
def test_a_negator_governs_its_clause(text: str, negated: list[str]) -> None:
    assert negated == [word.text for word in read_text(text).words if word.negated]
