"""What may be typed on."""

from __future__ import annotations

import pytest

from tests.shared_library import the_engine, the_library


def test_nothing_typed_shows_the_first_titles() -> None:
    expected = [(brief.title, brief.id) for brief in the_library().briefs.values()][:25]

    assert expected == list(the_engine().complete(""))
    assert expected == list(the_engine().complete(" \u200b"))


def test_every_title_is_offered_before_it_is_whole() -> None:
    for brief in the_library().briefs.values():
        typed = brief.title[: max(3, len(brief.title) // 2)]

        assert (brief.title, brief.id) in the_engine().complete(typed), typed


@pytest.mark.parametrize(
    ("typed", "brief"),
    [
        pytest.param("bur", "bureau-39", id="title-begins"),
        pytest.param("ROOM 3", "bureau-39", id="name-begins"),
        pytest.param("traficking", "human-trafficking", id="slip"),
        pytest.param("수용소", "political-prison-camps", id="korean"),
        pytest.param("political-pris", "political-prison-camps", id="id-begins"),
        pytest.param("cigar", "cigarettes-excise", id="word-of-a-name"),
        pytest.param("camps prison political", "political-prison-camps", id="words-turned"),
    ],
)
def test_what_begins_so_is_offered(typed: str, brief: str) -> None:
    assert brief in [id_ for _, id_ in the_engine().complete(typed)]


def test_what_begins_so_is_followed_by_briefs_that_hold_the_words() -> None:
    offered = [id_ for _, id_ in the_engine().complete("counterfeit")]
    begun = [brief.id for brief in the_library().briefs.values() if "counterfeit" in brief.title.casefold()]

    assert set(begun) == set(offered[: len(begun)])
    assert len(offered) > len(begun)
    assert offered == [id_ for _, id_ in the_engine().complete("counterfeit ")]


def test_titles_that_begin_so_come_first() -> None:
    titles = [title.casefold() for title, _ in the_engine().complete("forced")]

    assert titles[0].startswith("forced")
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("typed", ["a", "e", "zzzz", "?", "%_*", "a" * 6_000])
def test_the_list_is_never_too_long(typed: str) -> None:
    assert len(the_engine().complete(typed, limit=7)) <= 7
