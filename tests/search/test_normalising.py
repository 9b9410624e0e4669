"""The normaliser: many ways to type the same words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.numbers import WORDS, find_numbers
from bot.search.normalising import QUERY_LIMIT, RAW_LIMIT, _without_preamble, clean, has_cjk, parse, words_of
from tests.search.test_compiled import ASKED


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("  Prison\tCamps \n", "prison camps", id="case-and-blanks"),
        pytest.param("\uff30\uff32\uff29\uff33\uff2f\uff2e", "prison", id="full-width"),
        pytest.param("p\u0336r\u0336i\u0336s\u0336o\u0336n\u0336", "prison", id="zalgo"),
        pytest.param("pri\u200bson\u00ad", "prison", id="zero-width-and-soft-hyphen"),
        pytest.param("\u202eprison\u202c", "prison", id="right-to-left-override"),
        pytest.param("h\u0435r\u043ein", "heroin", id="cyrillic-look-alikes"),
        pytest.param("her\u03bfin", "heroin", id="greek-look-alike"),
        pytest.param("приют", "приют", id="a-cyrillic-word-is-left-alone"),
        pytest.param("Coût du café", "cout du cafe", id="accents"),
        pytest.param("<@123> @everyone wages <#4> </ask:1> <t:1:R> <:nk:22>", "wages", id="mentions"),
        pytest.param("", "", id="empty"),
        pytest.param("\u200b\u202e\u0336", "", id="nothing-visible"),
    ],
)
def test_what_is_typed_is_folded(raw: str, expected: str) -> None:
    assert expected == clean(raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("d.p.r.k. camps", ("dprk", "camps"), id="initials"),
        pytest.param("kim's men’s", ("kim", "men"), id="possessives"),
        pytest.param("don't", ("dont",), id="apostrophe"),
        pytest.param("forced-labour camps", ("forced", "labor", "camps"), id="hyphen-and-spelling"),
        pytest.param("120,000 people", ("120000", "people"), id="thousands"),
        pytest.param("defence programme organised", ("defense", "program", "organized"), id="british"),
        pytest.param("travelling centre", ("traveling", "center"), id="doubled-l-and-re"),
        pytest.param("four hours promise", ("four", "hours", "promise"), id="look-alikes-of-rules"),
        pytest.param("?! ...", (), id="punctuation"),
    ],
)
def test_words_have_one_spelling(text: str, expected: tuple[str, ...]) -> None:
    assert expected == words_of(text)


#: What a preamble is made of, and what stands beside one.
_PARTS = st.sampled_from(
    """hey hi hello sorry excuse me quick question so ok for i i'm im am writing working searching looking on an my the
    paper essay thesis report information and need something about case does do anyone anybody you know have if whether
    any passages sources quotes camps wages , : ! ?""".split()
)


@given(st.lists(_PARTS, max_size=12).map(" ".join))
def test_no_preamble_is_missed_for_want_of_its_words(raw: str) -> None:
    text = clean(raw)

    assert (_without_preamble(text), words_of(_without_preamble(text))) == (parse(raw).text, parse(raw).words)


def test_preambles_of_people_are_all_taken_away() -> None:
    for query in ASKED:
        assert _without_preamble(clean(query)) == parse(query).text, query


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("80,000 to 120,000", (80_000, 120_000)), ("two hundred", (200,)), ("90%", (90,)), ("camps", ())],
)
def test_numbers_are_read(raw: str, expected: tuple[int, ...]) -> None:
    assert tuple(map(Decimal, expected)) == parse(raw).numbers


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("a\u0301\u0323" * 20_000, id="combining-marks"),
        pytest.param("\ufdfa" * 2_000, id="letters-that-grow"),
        pytest.param("a " * 3_000, id="many-words"),
        pytest.param("hello" * 1_200, id="one-word"),
    ],
)
def test_length_is_capped_before_and_after(raw: str) -> None:
    query = parse(raw)

    assert len(query.text) <= QUERY_LIMIT
    assert len(query.raw) <= RAW_LIMIT


def test_writing_without_blanks_is_told() -> None:
    assert [True, True, True, False] == [has_cjk(text) for text in ("수용소", "強制", "ひと", "лагерь")]


@given(
    st.lists(st.sampled_from(sorted(WORDS)) | st.sampled_from(["and", "of", "camps", "5k", "1,200", "٣"]), max_size=5)
)
def test_no_number_is_missed(words: list[str]) -> None:
    for raw in (" ".join(words), "-".join(words), ", ".join(words)):
        query = parse(raw)

        assert query.numbers == tuple(one.value for one in find_numbers(query.text))
