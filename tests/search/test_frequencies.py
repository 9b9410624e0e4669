"""Our reading of wordfreq's list, beside wordfreq's own."""

from __future__ import annotations

import random

import pytest
import wordfreq
from hypothesis import given
from hypothesis import strategies as st

from bot.search.frequencies import zipf

DICE = random.Random(7)


def theirs(word: str) -> float:
    return float(wordfreq.zipf_frequency(word, "en", wordlist="small"))


def test_every_listed_word_is_as_frequent_as_there() -> None:
    listed = [word for word in wordfreq.get_frequency_dict("en", wordlist="small") if word.isalpha()]

    assert len(listed) > 20_000
    assert {} == {word: zipf(word) for word in DICE.sample(listed, 3_000) if zipf(word) != theirs(word)}


@pytest.mark.parametrize(
    "word", ["00", "000", "7", "007", "1984", "2019", "2024", "2050", "9999", "12345", "37mm", "90s", "mp3", "tor2door"]
)
def test_numbers_count_by_their_pattern(word: str) -> None:
    assert theirs(word) == zipf(word)


def test_a_number_of_hundreds_of_digits_is_no_word() -> None:
    assert zipf("1" * 400) == 0.0


@given(st.from_regex(r"[a-z0-9]{0,6}[0-9][a-z0-9]{0,6}", fullmatch=True))
def test_any_word_with_digits_is_as_frequent_as_there(word: str) -> None:
    assert theirs(word) == zipf(word)


@pytest.mark.parametrize("word", ["", "3.5", "x-ray", "a.b"])
def test_what_is_no_plain_word_is_asked_of_the_package(word: str) -> None:
    assert theirs(word) == zipf(word)


def test_an_unlisted_word_is_never_said() -> None:
    assert 0.0 == zipf("zzqxj")
