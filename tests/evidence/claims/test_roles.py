"""Who gives and who gets, whichever way it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.claims.checking import check_claim
from bot.evidence.claims.roles import GETS, GIVES, Casting, cast, read_fact, roles
from bot.search.engine import Engine

SAID = [
    ("china takes coal from the north", "@north", "@china"),
    ("the DPRK ships coal to China", "@north", "@china"),
    ("coal is shipped by north korea to beijing", "@north", "@china"),
    ("coal from pyongyang was accepted by the P.R.C.", "@north", "@china"),
    ("schools receive compensation from the government", "@state", "school"),
    ("the government pays the schools compensation", "@state", "school"),
    ("schools get paid by the state", "@state", "school"),
    ("south korea suffers millions of cyber-attacks daily by north korean hackers", "@north", "@south"),
    ("the north hacks the south all day", "@north", "@south"),
    ("hackers up north, they keep going for south korea", "hack", "@south"),
    ("prisoners get beaten by the guards", "guard", "prison"),
    ("guards beat prisoners", "guard", "prison"),
    ("brokers sell women to farmers", "broker", "farmer"),
    ("they fled from north korea to china", "@north", "@china"),
    ("people from the south defected to russia", "@south", "@russia"),
    ("women from korea's north are trafficked by gangs into china", "gang", "@china"),
]


@pytest.mark.parametrize(("text", "giver", "getter"), SAID)
def test_one_thing_is_read_the_same_in_many_words(text: str, giver: str, getter: str) -> None:
    said = roles(text)

    assert (giver, GIVES, "") in said
    assert (getter, GETS, "") in said
    assert (giver, GETS, "") not in said
    assert (getter, GIVES, "") not in said


@pytest.mark.parametrize(
    "text",
    [
        "China has been accused of accepting sanctioned coal from the DPRK in exchange for aid",
        "china gives aid and gets coal",
        "china gets coal, and it gives aid",
    ],
)
def test_what_is_given_in_return_goes_the_other_way(text: str) -> None:
    assert {("@china", GETS, "coal"), ("@china", GIVES, "aid")} <= roles(text)


@pytest.mark.parametrize("text", ["", "??", "who?", "the weather is fine in china", "§ § §for @", "to from by", "pays"])
def test_a_text_without_giving_has_no_parties(text: str) -> None:
    assert frozenset() == roles(text)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("china pays the state to by from gets § , and is paid".split())).map(" ".join)
)
def test_whatever_is_typed_is_read(text: str) -> None:
    assert all(way in (GIVES, GETS) and who for who, way, _ in roles(text))


def test_a_claim_is_cast_by_the_wordings_of_its_fact() -> None:
    right = ["china takes coal from the north", "the north ships coal to china", "nk sells its coal to beijing"]
    wrong = ["china ships coal to the north", "pyongyang buys coal from china"]

    fact = read_fact(right, wrong)

    kept = cast("coal is sold by the north to china", fact)
    turned = cast("the north takes coal from china", fact)

    assert kept.balance > 0.5 > -0.5 > turned.balance
    assert kept.turned < 0.1 < 0.9 < turned.turned
    assert turned.wrong > 0.6
    assert Casting() == cast("winters are cold", fact)
    assert 0.0 == cast("the guards hit the prisoners", fact).known


@pytest.mark.parametrize(
    ("message", "is_supported"),
    [
        ("south korea faces millions of cyber attacks a day from north korean hackers", True),
        ("south korea hacks the north millions of times a day", False),
        ("china has been accused of taking sanctioned coal from nk in exchange for aid", True),
        ("nk has been accused of taking sanctioned coal from china in exchange for aid", False),
        ("schools get compensation from the government for the labour of their children", True),
        ("schools pay the government compensation for the labour of their children", False),
    ],
)
def test_a_role_the_other_way_round_is_not_supported(engine: Engine, message: str, is_supported: bool) -> None:
    assert is_supported == (check_claim(message, engine).verdict.value == "supported")
