"""Answer, ask or decline: what becomes of a query."""

from __future__ import annotations

import pytest

from bot.search.engine import HITS, OTHER_EDITIONS, Engine
from bot.search.outcomes import Answer, Ask, Decline, Hit, Hits, Reason
from tests.shared_library import the_engine, the_library


@pytest.mark.parametrize(
    ("query", "brief"),
    [
        pytest.param("Room 39", "bureau-39", id="outside-term"),
        pytest.param("kwanliso", "political-prison-camps", id="alias"),
        pytest.param("how much of their pay do workers abroad keep", "overseas-wages", id="question"),
        pytest.param("repatration of defectors from china", "forced-repatriation", id="typo"),
        pytest.param("정치범 수용소", "political-prison-camps", id="korean"),
        pytest.param("强制劳动", "state-forced-labor", id="chinese"),
        pytest.param("heroin trade score", "heroin", id="score"),
        pytest.param("guilt by association", "guilt-by-association", id="title-of-common-words"),
    ],
)
def test_a_clear_query_is_answered(query: str, brief: str) -> None:
    outcome = the_engine().look_up(query)

    assert isinstance(outcome, Answer)
    assert brief == outcome.hits[0].brief


def test_the_row_of_a_score_comes_first() -> None:
    outcome = the_engine().look_up("heroin trade score")

    assert "HEROIN TRADE 4.00" == outcome.hits[0].evidence[0].text
    assert outcome.hits[0].evidence[0].quote is None


@pytest.mark.parametrize("query", ["", "   ", "?", "🙂🙂", "\u200b\u202e", "<@1> @everyone"])
def test_nothing_to_look_up_is_declined_as_empty(query: str) -> None:
    outcome = the_engine().look_up(query)

    assert Decline(query, Reason.EMPTY) == outcome


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        pytest.param("nuclear test sites", Reason.NOT_COVERED, id="subject"),
        pytest.param("human trafficking in Nigeria", Reason.NOT_COVERED, id="other-country"),
        pytest.param("zxqv blorp", Reason.NOTHING_CLOSE, id="nonsense"),
    ],
)
def test_what_the_sources_do_not_cover_is_declined_with_its_reason(query: str, reason: Reason) -> None:
    outcome = the_engine().look_up(query)

    assert isinstance(outcome, Decline)
    assert reason == outcome.reason
    assert (outcome.subject is not None) == (reason is Reason.NOT_COVERED)


def test_a_vague_query_offers_candidates() -> None:
    asked = [
        outcome
        for query in ("workers", "prison", "china border", "women", "money abroad", "punishment", "reports", "family")
        if isinstance(outcome := the_engine().look_up(query), Ask)
    ]

    assert all(len(outcome.hits) > 1 for outcome in asked)


def test_two_topics_are_answered_by_both() -> None:
    outcome = the_engine().look_up("heroin and ivory")

    assert isinstance(outcome, Answer)
    assert (2, ["heroin", "fauna-crimes"]) == (outcome.topics, [hit.brief for hit in outcome.hits[:2]])


@pytest.mark.parametrize("query", ["arrest and detention", "law and order", "torture and abuse"])
def test_and_within_one_topic_is_one_topic(query: str) -> None:
    outcome = the_engine().look_up(query)

    assert not isinstance(outcome, Answer) or outcome.topics == 1


def test_a_key_finds_its_passage() -> None:
    for quote in list(the_library().quotes.values())[::25]:
        outcome = the_engine().look_up(quote.key)

        assert isinstance(outcome, Answer)
        assert {quote.key} == {one.passage.key for hit in outcome.hits for one in hit.evidence}
        assert quote.brief in {hit.brief for hit in outcome.hits} or len(outcome.hits) == HITS


def test_an_address_finds_its_source() -> None:
    for source in the_library().sources.values():
        if source.url and source.id in the_library().texts:
            outcome = the_engine().look_up(source.url)

            assert isinstance(outcome, Answer)
            assert {source.id} == {one.passage.source for hit in outcome.hits for one in hit.evidence}


@pytest.mark.parametrize(
    ("query", "source"),
    [("tip 2007", "tip-2007"), ("human rights report", "hrr-2021"), ("the tucker article", "ihs-tucker")],
)
def test_a_source_that_is_named_alone_leads_to_the_briefs_that_quote_it(query: str, source: str) -> None:
    outcome = the_engine().look_up(query)

    assert isinstance(outcome, Answer)
    assert len(outcome.hits) > 1
    assert {source} == {one.passage.source for hit in outcome.hits for one in hit.evidence}
    assert {f"quotes {source}"} == {hit.why for hit in outcome.hits}


@pytest.mark.parametrize(
    ("query", "is_held"),
    [
        ("what does the 2019 tip report say about children", False),
        ("trafficking report 2012", False),
        ("tip 2007 children", True),
        ("organized crime index of 2023 heroin", True),
        ("2024 tip report on the december 2019 deadline", True),
        ("were there 2019 human rights abuses in the prisons", True),
    ],
)
def test_an_edition_that_is_not_held_is_declined(query: str, is_held: bool) -> None:
    outcome = the_engine().look_up(query)

    assert is_held == (getattr(outcome, "subject", None) != OTHER_EDITIONS)


@pytest.mark.parametrize(
    "query", ["zorblatnik hangars", "blorf quix", "mumble fratz", "flibber gobbets", "xyzzy plugh"]
)
def test_nonsense_is_declined_though_some_of_it_is_spelt_nearly_like_a_word(query: str) -> None:
    assert isinstance(the_engine().look_up(query), Decline)


def test_a_curated_question_of_words_that_tell_nothing_is_answered() -> None:
    assert isinstance(the_engine().look_up("has she heard anything since"), Answer)


def test_a_key_that_is_nowhere_is_looked_up_as_words() -> None:
    assert isinstance(the_engine().look_up("tip-2024:9999"), Answer | Ask | Decline)


def test_passages_come_once_and_the_answer_first() -> None:
    outcome, passages = the_engine().passages("wages of overseas workers")
    keys = [(one.passage.key, one.text) for one in passages]

    assert len(keys) == len(set(keys)) <= HITS
    assert outcome.hits[0].evidence[0].text == passages[0].text
    assert sorted((one.similarity for one in passages[1:]), reverse=True) == [one.similarity for one in passages[1:]]


def test_a_subject_that_is_not_covered_offers_what_comes_nearest() -> None:
    for subject in the_library().uncovered.values():
        outcome = the_engine().look_up(subject.terms[0])
        if isinstance(outcome, Decline) and outcome.subject == subject.title:
            assert list(subject.nearest) == [hit.brief for hit in outcome.nearest]


def test_words_that_are_not_covered_are_as_a_part_of_what_a_curator_calls_a_brief() -> None:
    asked = "is {} a thing there"

    assert isinstance(the_engine().look_up(asked.format("credit card fraud")), Answer)
    assert isinstance(the_engine().look_up(asked.format("credit card debt")), Decline)


def test_a_common_word_does_not_stand_for_a_name_that_it_is_a_part_of() -> None:
    daily, embassies = (the_engine().look_up(query).hits[0] for query in ("beaten daily", "at the embassies"))

    assert "Daily NK" not in daily.why
    assert "embassies" in embassies.why


@pytest.mark.parametrize(
    ("query", "why"),
    [
        pytest.param("Room 39", "matched “Room 39”", id="name"),
        pytest.param("heroin", "matched “heroin”", id="alias"),
        pytest.param("tip-2024:12", "stands in tip-2024:12", id="key"),
    ],
)
def test_a_hit_says_why_it_matched(query: str, why: str) -> None:
    assert the_engine().look_up(query).hits[0].why.casefold().startswith(why.casefold())


def test_the_same_query_gives_the_same_outcome_in_a_new_engine() -> None:
    other = Engine(the_library())
    for query in ("wages", "camps in the north", "heroin and ivory", "repatration", "수용소", "cheese"):
        assert other.look_up(query) == the_engine().look_up(query)


@pytest.mark.parametrize("joint", ["and", "vs", "vs.", "versus", "plus", "as well as", "then also", ";", "&", "+"])
def test_two_topics_are_both_answered(joint: str) -> None:
    outcome = the_engine().look_up(f"heroin {joint} prison camps")

    assert isinstance(outcome, Answer)
    assert 2 == outcome.topics
    assert {"heroin", "political-prison-camps"} == {hit.brief for hit in outcome.hits[:2]}


@pytest.mark.parametrize("query", ["what did Charm 11 do?", "kwanliso", "heroin trade score", "2024 report on wages"])
def test_what_is_near_is_the_beginning_of_the_evidence(query: str) -> None:
    for hit in the_engine().look_up(query).hits:
        for share in (0.0, 0.5, 0.72, 1.0):
            least = share * hit.evidence[0].similarity

            assert hit.near(share) == tuple(one for one in hit.evidence if one.similarity >= least)


def test_hits_are_made_once_and_as_they_are_asked_for() -> None:
    made: list[int] = []

    def make(place: int) -> Hit:
        made.append(place)
        return whole[place]

    whole = tuple(the_engine().look_up("prison camps").hits)
    hits = Hits(len(whole), make)

    assert whole[-1] is hits[-1]
    assert whole[:2] == hits[:2] == (hits[0], hits[1])
    assert [len(whole) - 1, 0, 1] == made
    assert whole == hits == whole
    assert hits != whole[1:]
    with pytest.raises(IndexError):
        hits[len(whole)]
