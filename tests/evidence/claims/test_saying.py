"""Who is said to have said it binds, and what stands before what tells who does it to whom."""

from __future__ import annotations

import re

import pytest

from bot.evidence.claims.checking import Checker
from bot.evidence.claims.pairs import lean, read_fact
from bot.evidence.claims.words import fold

MEDIA = "According to one media report that cited figures from PRC officials, there were 80,000 in the city."
RFA = "According to RFA, Kim ordered the arrest of a border guard."


@pytest.mark.parametrize(
    ("claim", "speakers"),
    [
        ("NGOs report that it is state policy", {"civil society"}),
        ("the figure goes back to Russian officials", {"russian"}),
        ("that number is Beijing's own", {"chinese"}),
        ("according to some defectors nobody was paid", {"escapees"}),
        ("the South Korean government says 42 went missing", {"southern"}),
        ("defectors are beaten by the guards", set()),
        ("the media is state owned", set()),
        ("NGOs may not work in the country", set()),
        ("HRW says they are held", set()),  # named, and so no kind
    ],
)
def test_a_kind_of_originator_is_named_only_where_it_says_it(checker: Checker, claim: str, speakers: set[str]) -> None:
    assert speakers == checker.attribution.read(fold(claim)).speakers


@pytest.mark.parametrize(
    ("claim", "sentence", "noted", "before", "cited"),
    [
        ("PRC officials said there were 80,000", MEDIA, (), "", True),
        ("Russian officials said there were 80,000", MEDIA, (), "", False),
        ("the press reported 80,000", MEDIA, (), "", True),
        ("the press says he ordered it", RFA, (), "", True),  # RFA is press
        ("RFA says he ordered it", RFA, (), "", True),
        ("Daily NK says he ordered it", RFA, (), "Daily NK wrote of the guard.", False),  # the sentence names another
        ("Daily NK says he ordered it", "Kim ordered the arrest.", (), "Daily NK wrote of the guard.", True),
        (
            "NGOs say he ordered it",
            "Kim ordered the arrest.",
            (),
            "",
            True,
        ),  # nobody is named: nothing speaks against it
        ("NGOs say he ordered it", "Kim ordered the arrest.", ("defectors",), "", False),
        ("the BBC says he ordered it", "Kim ordered the arrest.", (), "", False),  # no source cites it
        ("he ordered it", RFA, (), "", True),
    ],
)
def test_a_sentence_is_cited_by_who_says_it(
    checker: Checker, claim: str, sentence: str, noted: tuple[str, ...], before: str, cited: bool
) -> None:
    reader = checker.attribution

    assert cited == reader.cites(reader.read(fold(claim)), fold(sentence), noted, fold(before))


@pytest.mark.parametrize(
    "message",
    [
        "PRC officials report that the government manages its overseas workers as a matter of state policy",
        "According to Daily NK, Kim Jong Un ordered the arrest of an armed border guard who had fled to China in 2021.",
        "According to the Hudson Institute 42 North Korean defectors had gone missing in the previous five years",
    ],
)
def test_what_another_said_differs(checker: Checker, message: str) -> None:
    assert "differs" == checker.check(message).verdict.value


def test_pairs_tell_who_does_it_to_whom() -> None:
    right = ["guards beat prisoners", "the guards often beat the prisoners", "guards there beat up prisoners"]
    wrong = ["prisoners beat guards", "the prisoners often beat the guards", "no guards beat prisoners"]
    words = re.compile("[a-z]+").findall
    fact = read_fact(right, wrong, words)
    as_said, turned, unknown = (
        lean(claim, fact, words) for claim in ("guards beat prisoners", "prisoners beat guards", "it rains")
    )

    assert as_said.order_balance > 0.3 > -0.3 > turned.order_balance
    assert as_said.balance > turned.balance
    assert (0, 0, 0) == (unknown.known, unknown.balance, unknown.order_balance)


def test_a_claim_that_is_near_nothing_leans_nowhere(checker: Checker) -> None:
    index = checker.corpus.wordings
    leaning, casting = index.beside_nearest("zzyzx quux", index.compare("zzyzx quux"))

    assert 0 == leaning.known == leaning.balance == casting.known == casting.balance
