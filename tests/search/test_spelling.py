"""Slips of the finger, against the library's own words."""

from __future__ import annotations

import pytest

from bot.search import spelling
from bot.search.spelling import Speller

WORDS = ("repatriation", "trafficking", "methamphetamine", "prison", "camp", "camps", "2397")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("repatration", "repatriation", id="letter-missing"),
        pytest.param("traficking", "trafficking", id="double-letter"),
        pytest.param("metamphetamin", "methamphetamine", id="two-slips"),
        pytest.param("prsion", "prison", id="letters-swapped"),
    ],
)
def test_a_slip_finds_its_word(typed: str, meant: str) -> None:
    assert meant == Speller(WORDS).neighbours(typed)[0][0]


@pytest.mark.parametrize("typed", ["cat", "2937", "zzzzzz", "weather", ""])
def test_short_words_numbers_and_strangers_find_nothing(typed: str) -> None:
    assert () == Speller(WORDS).neighbours(typed)


def test_neighbours_come_nearest_first_and_by_name() -> None:
    found = Speller(["camps", "campo", "cramps"]).neighbours("campz")

    assert [("campo", 0.8), ("camps", 0.8)] == list(found[:2])


def test_answers_are_remembered_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_REMEMBERED", 2)
    speller = Speller(WORDS)
    first = speller.neighbours("prsion")
    for typed in ("traficking", "repatration", "campz"):
        speller.neighbours(typed)

    assert first == speller.neighbours("prsion")
    assert 3 >= speller.remembered


def test_a_large_vocabulary_is_not_read_through(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    true_extract = spelling.process.extract

    def counting(word: str, choices: list[str], **options: object) -> object:
        compared.append(len(choices))
        return true_extract(word, choices, **options)

    monkeypatch.setattr(spelling.process, "extract", counting)
    speller = Speller(
        f"word{first}{second}{third}" for first in "abcdefgh" for second in "ijklmnop" for third in "qrst"
    )
    speller.neighbours("wordaiqq")

    assert [60] == compared
