"""Words to terms, and how much they tell."""

from __future__ import annotations

import pytest

from bot.search.words import is_content, rarity, stem


@pytest.mark.parametrize(
    ("word", "like"),
    [("sold", "sell"), ("fled", "flee"), ("women", "woman"), ("prisoners", "prison"), ("camps", "camp")],
)
def test_forms_of_a_word_share_a_stem(word: str, like: str) -> None:
    assert stem(like) == stem(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("capital", "capitalism"), ("polite", "political"), ("informer", "information"), ("hospital", "hospitality")],
)
def test_words_of_another_sense_do_not_share_a_stem(word: str, other: str) -> None:
    assert stem(other) != stem(word)


@pytest.mark.parametrize("word", ["수용소", "2397", "лагерь", "k2"])
def test_other_writing_is_its_own_stem(word: str) -> None:
    assert word == stem(word)


def test_rarity_runs_from_the_commonest_to_the_unlisted() -> None:
    values = [rarity(word) for word in ("the", "people", "prison", "repatriation", "kwanliso")]

    assert sorted(values) == values
    assert values[-1] == 1.0
    assert rarity("수용소") == 1.0
    assert 0 < rarity("2021") < 1


@pytest.mark.parametrize(
    ("word", "tells"), [("camp", True), ("the", False), ("dprk", False), ("x", False), ("7", True), ("동", False)]
)
def test_words_that_tell_a_topic(word: str, tells: bool) -> None:
    assert tells == is_content(word)
