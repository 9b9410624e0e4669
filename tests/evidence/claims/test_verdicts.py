"""Whole messages: our own, one mechanism at a time, and the labelled file with its floors."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.evidence.claims.checking import check_claim
from bot.evidence.claims.outcomes import ClaimResult, Verdict
from bot.search.engine import Engine

HERE = Path(__file__).resolve().parent
LABELLED = HERE.parent.parent / "claims"


def own_messages() -> list[tuple[str, str]]:
    lines = (HERE / "messages.txt").read_text(encoding="utf-8").splitlines()
    return [(verdict.strip(), text.strip()) for verdict, text in (line.split("|", 1) for line in lines if "|" in line)]


def labelled(split: str) -> list[dict[str, object]]:
    names = {
        "tune": "fresh.jsonl",
        "final": "fresh.jsonl",
        "train": "train.jsonl",
        "plain": "train.jsonl",
        "late": "late.jsonl",
        "later": "later.jsonl",
        "pairs": "pairs.jsonl",
        "held-out": "held-out.jsonl",
    }
    name = names.get(split, "claims.jsonl")
    items = map(json.loads, (LABELLED / name).read_text(encoding="utf-8").splitlines())
    return [item for item in items if item["split"] == split]


def sources(result: ClaimResult) -> list[str]:
    return [reason.passage.source for reason in result.reasons]


def test_our_own_messages_get_the_right_verdict_and_hardly_one_false_support(engine: Engine) -> None:
    verdicts = [(wanted, check_claim(text, engine).verdict.value) for wanted, text in own_messages()]
    right = sum(wanted == got for wanted, got in verdicts)
    false = sum(got == "supported" != wanted for wanted, got in verdicts)

    assert len(verdicts) >= 200
    assert right / len(verdicts) >= 0.85
    assert false <= 3


@pytest.mark.parametrize(
    ("split", "floor", "false_limit"),
    [
        ("dev", 0.91, 3),
        ("test", 0.89, 1),
        ("tune", 0.88, 2),
        ("final", 0.8, 5),
        ("train", 0.88, 12),
        ("plain", 0.88, 4),
        ("late", 0.87, 8),
        ("later", 0.86, 12),
        ("pairs", 0.8, 25),
    ],
)
def test_labelled_messages_stay_above_the_floor(engine: Engine, split: str, floor: float, false_limit: int) -> None:
    items = labelled(split)
    verdicts = [(item["labels"], check_claim(str(item["text"]), engine).verdict.value) for item in items]
    right = sum(got in wanted for wanted, got in verdicts)
    false = sum(got == "supported" and "supported" not in wanted for wanted, got in verdicts)

    assert right / len(verdicts) >= floor
    assert false <= false_limit


def test_messages_that_nothing_was_fitted_on_stay_above_the_floor(engine: Engine) -> None:
    items = labelled("held-out")
    verdicts = [(item["labels"], check_claim(str(item["text"]), engine).verdict.value) for item in items]

    assert sum(got in wanted for wanted, got in verdicts) / len(verdicts) >= 0.84
    assert sum(got == "supported" and "supported" not in wanted for wanted, got in verdicts) <= 6


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("up to 90 percent of overseas workers' wages are withheld", "supported"),
        ("nine in ten of the overseas workers' wages are withheld", "supported"),
        ("more than 90 percent of overseas workers' wages are withheld", "differs"),
        ("all of the overseas workers' wages are withheld according to tip 2024", "differs"),
        ("the guard fled over the tumen river", "supported"),
        ("the guard fled over the yalu river", "differs"),
        ("fair trials did not occur in north korea", "supported"),
        ("fair trials did occur in north korea", "differs"),
        ("almost all wood trade with china is illegal", "supported"),
        ("almost all wood trade with china is legal", "differs"),
        ("the last elections were held in 2019", "supported"),
        ("the last elections were held in 2016", "differs"),
        ("tier 3, that is what north korea got in 2024", "supported"),
        ("tier 1, that is what north korea got in 2024", "differs"),
        ("article 50 of the penal code criminalises the sale of children", "supported"),
        ("article 51 of the penal code criminalises the sale of children", "differs"),
    ],
)
def test_one_word_or_number_decides(engine: Engine, message: str, verdict: str) -> None:
    assert verdict == check_claim(message, engine).verdict.value


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("tucker says 95 percent of the salary goes to the government", "supported"),
        ("tip 2024 says 95 percent of the salary goes to the government", "differs"),
        ("hrw believes china holds at least 1,170 north koreans", "supported"),
        ("daily nk believes china holds at least 1,170 north koreans", "differs"),
        ("the bbc found that 42 defectors had gone missing in five years", "differs"),
        ("tip 2007 says 150,000 to 200,000 people are in the prison camps", "supported"),
        ("tip 2024 says 150,000 to 200,000 people are in the prison camps", "differs"),
        ("tip 2015 says 150,000 to 200,000 people are in the prison camps", "not-found"),
    ],
)
def test_a_named_source_or_originator_binds(engine: Engine, message: str, verdict: str) -> None:
    assert verdict == check_claim(message, engine).verdict.value


def test_of_two_claims_one_that_differs_makes_the_whole_differ(engine: Engine) -> None:
    result = check_claim("The most recent elections were held in 2019. Song was sentenced to ten years.", engine)

    assert [Verdict.SUPPORTED, Verdict.DIFFERS] == [claim.verdict for claim in result.claims]
    assert Verdict.DIFFERS is result.verdict
    assert "three years" in result.reasons[0].text


def test_a_claim_that_is_not_found_leaves_no_support_for_the_whole(engine: Engine) -> None:
    result = check_claim("The most recent elections were held in 2019. The moon is made of cheese.", engine)

    assert Verdict.NOT_FOUND is result.verdict


def test_reasons_are_verbatim_and_at_most_five(engine: Engine) -> None:
    result = check_claim("80,000 to 120,000 people are held in political prison camps", engine)

    assert 1 <= len(result.reasons) <= 5
    assert all(reason.text in reason.passage.text for reason in result.reasons)
    assert {"tip-2024", "hrr-2021"} <= set(sources(result))


def test_a_dropped_hedge_stays_supported_and_is_shown(engine: Engine) -> None:
    result = check_claim("workers abroad work an average of 12 to 16 hours a day", engine)

    assert Verdict.SUPPORTED is result.verdict
    assert result.reasons[0].hedge is not None


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("fuel smuggling plunged in early 2021", "supported"),
        ("fuel smuggling shot up in early 2021", "differs"),
        ("the state keeps up to 90 percent of what workers abroad earn", "supported"),
        ("the state keeps up to 20 percent of what workers abroad earn", "differs"),
        ("counterfeit cigarette factories? owned by the military", "supported"),
        ("fake designer stuff is openly sold in department stores", "supported"),
    ],
)
def test_everyday_words_are_understood(engine: Engine, message: str, verdict: str) -> None:
    assert verdict == check_claim(message, engine).verdict.value


def test_the_relation_says_how_the_number_sits(engine: Engine) -> None:
    above = check_claim("half a million people are held in political prison camps", engine).reasons[0]

    within = check_claim("95k people are held in political prison camps", engine).reasons[0]

    assert above.relation == "The claim's number is above the one given here."
    assert within.relation == "The claim's number is within the range given here."


@pytest.mark.parametrize(
    "message", ["", "   ", "🎉🎉", "```code```", "<@123> @everyone", "?!", "\x00\u202e", "-" * 500]
)
def test_a_message_without_words_claims_nothing(engine: Engine, message: str) -> None:
    result = check_claim(message, engine)

    assert (Verdict.NOT_FOUND, ()) == (result.verdict, result.reasons)


@pytest.mark.parametrize(
    "piece", ["the state holds people in camps and ", "90 percent ", "a ", "x" * 50 + " ", "no not never "]
)
def test_a_message_of_4000_characters_is_checked_in_bounded_time(engine: Engine, piece: str) -> None:
    check_claim("warm", engine)
    start = time.perf_counter()
    check_claim((piece * 4_000)[:4_000], engine)

    assert time.perf_counter() - start < 2.0


def test_the_same_message_gives_the_same_result(engine: Engine) -> None:
    message = "the border with china is porous"

    assert check_claim(message, engine) == check_claim(message, engine)
