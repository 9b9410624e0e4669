"""Claims about the printed scores: the forms that people give them, and what only looks like a score."""

from __future__ import annotations

import time

import pytest

from bot.evidence.claims.checking import Checker, claimed
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.words import fold

VALUES = [
    ("supported", "human trafficking scored 8.50"),
    ("supported", "human trafficking: eight and a half"),
    ("supported", "human trafficking is 8.5/10"),
    ("supported", "8.5 out of 10 for human trafficking"),
    ("supported", "people smuggling sits on 6.5"),
    ("supported", "extortion & protection racketeering = 1.5"),
    ("supported", "racketeering at 1.5 in the index"),
    ("supported", "arms trafficking gets a 9"),
    ("supported", "gun running is rated 9"),
    ("supported", "counterfeit goods have a rate of 7.5"),
    ("supported", "excise goods got 4 out of ten"),
    ("supported", "nk got a 3 for flora crimes"),
    ("supported", "fauna crimes (3.00)"),
    ("supported", "non-renewables: 7.5"),
    ("supported", "meth trade has a score of 8"),
    ("supported", "cybercrime comes in at 9"),
    ("supported", "the index gives fraud an 8"),
    ("supported", "mafia style groups are down at 1.00"),
    ("supported", "state embedded actors maxed out with a perfect ten"),
    ("supported", "state actors got full marks, 10/10"),
    ("supported", "10.00 for state embedded actors, you don't see a perfect ten every day"),
    ("supported", "foreign actors land on four and a half"),
    ("supported", "political leadership and governance got a 3"),
    ("supported", "gov transparency scores 1"),
    ("supported", "law enforcement in the index = 1.5, policies & laws = 2"),
    ("supported", "territorial integrity earned a six"),
    ("supported", "AML: 1.0"),
    ("supported", "economic regulatory capacity is rated one out of ten"),
    ("supported", "civil society (non-state actors) gets a 1 on the oci"),
    ("supported", "criminality score 4.82"),
    ("supported", "criminal markets average 5.73, actors 3.90"),
    ("supported", "resilience total = 1.79"),
    ("supported", "human trafficking has a score over 8"),
    ("supported", "law enforcement scored below 2"),
    ("supported", "overall criminality is under 5"),
    ("differs", "human trafficking = 8.00 in the 2023 panel"),
    ("differs", "human trafficking? 6.5 i think"),
    ("differs", "human trafficking scored 9 out of 10"),
    ("differs", "human smuggling: 8.5/10"),
    ("differs", "heroin gets an eight in the index"),
    ("differs", "cannabis trade is rated 4.5"),
    ("differs", "a perfect ten for cyber dependent crimes"),
    ("differs", "financial crimes = 9.5"),
    ("differs", "prevention scored over 3"),
    ("differs", "the index puts criminal networks at 6"),
    ("differs", "foreign actors: 5.4 i believe"),
    ("differs", "territorial integrity sits on 2"),
    ("differs", "criminal actors average 9.3"),
    ("differs", "resilience score is 4.82"),
    ("differs", "victim and witness support scored 2.5"),
]

SEVERAL = [
    ("supported", "flora and fauna crimes are level on 3 each in that profile"),
    ("supported", "trees and animals tie btw, flora crimes 3, fauna crimes 3"),
    ("supported", "cocaine 1.5, heroin 4, cannabis 5"),
    ("supported", "heroin and excisable goods both 4"),
    ("supported", "mafia groups and private sector actors are tied on 1"),
    ("supported", "prevention, AML and victim support all score 1"),
    ("supported", "actors average is 3.9, dragged down by mafia groups and the private sector sitting on 1 each"),
    ("supported", "a 9 for arms trafficking and an 8.5 for human trafficking"),
    ("supported", "human smuggling and cannabis score 6.5 and 5 respectively"),
    ("supported", "cyber-dependent crimes 9.0, same as arms trafficking"),
    ("differs", "cocaine 1.5, heroin 4, cannabis 7"),
    ("differs", "flora and fauna crimes are level on 5 each in the index"),
    ("differs", "heroin and cocaine both score 4"),
    ("differs", "prevention, law enforcement and victim support all score 1"),
    ("differs", "arms trafficking 8.5 and human trafficking 9.0"),
    ("differs", "a 9 for arms trafficking and a 7 for human trafficking"),
]

RANKS = [
    ("supported", "criminality: 111th of 193"),
    ("supported", "they rank 32nd of 46 in asia for criminality"),
    ("supported", "second in eastern asia on criminality"),
    ("supported", "on resilience they are 187th out of 193 countries and 43rd of 46 in asia"),
    ("supported", "last of the five east asian countries for resilience"),
    ("supported", "place 111 worldwide for criminality"),
    ("differs", "criminality: 11th of 193"),
    ("differs", "they rank 43rd of 46 in asia for criminality"),
    ("differs", "on resilience they are 187th of 193 and 32nd of 46 in asia"),
    ("differs", "first in eastern asia on criminality per the index"),
    ("differs", "top of eastern asia for resilience in the ranking"),
]

ORDERS = [
    ("supported", "Territorial integrity is by far the best resilience number they got, six"),
    ("supported", "heroin scores higher than cocaine"),
    ("supported", "cocaine has a lower score than heroin"),
    ("supported", "arms trafficking is tied with cybercrime in the index"),
    ("supported", "flora crimes have the same score as fauna crimes"),
    ("supported", "national policies and laws score twice as high as AML"),
    ("supported", "cocaine and extortion are the lowest market scores"),
    ("supported", "the top two markets are arms trafficking and cybercrime"),
    ("supported", "state embedded actors have the highest score of all indicators, 10"),
    ("supported", "the weakest market score is cocaine trade at 1.5"),
    ("supported", "human trafficking is rated half a point above synthetic drugs"),
    ("differs", "cocaine scores higher than heroin"),
    ("differs", "heroin trade has the same score as cannabis trade"),
    ("differs", "arms trafficking has the highest score of all indicators"),
    ("differs", "the weakest market score is heroin trade at 4"),
    ("differs", "law enforcement is the best resilience score"),
    ("differs", "the top two markets are arms trafficking and heroin"),
    ("differs", "AML scores twice as high as national policies and laws"),
    ("differs", "human trafficking is the top market score, 8.5"),
    ("differs", "human trafficking beats arms trafficking 8.5 to 9"),
]

COUNTS = [
    ("supported", "two markets score 9"),
    ("supported", "only one resilience indicator is above 3 in the index"),
    ("supported", "no market scores above 9"),
    ("supported", "seven resilience indicators are at 1"),
    ("supported", "two of the five actor types are rated 1"),
    ("differs", "three markets score 9"),
    ("differs", "no market scores below 2"),
    ("differs", "all resilience indicators score below 5"),
]

NO_SCORES = [
    "my resilience score this monday: 1.79 and falling",
    "my landlord is a state embedded actor and i rate him 10.00",
    "i give our criminal markets a 5.73",
    "heroin costs 4 dollars",
    "human trafficking rose 8.5 percent",
    "arms trafficking earned them 9 million",
    "police arrested 3 heroin dealers",
    "cannabis is grown in 5 provinces",
    "human trafficking cases went up 8.5% since 2019",
    "heroin is 4 euros a gram",
    "they seized 4 tons of heroin",
    "hacking took 9 hours",
    "arms trafficking brought in 9 billion",
    "the human trafficking documentary got 8.5 on imdb",
    "law enforcement caught 1.5k smugglers",
    "human trafficking in china scored 8.5 in the index",
    "human trafficking scored 8.5, up from 8 in 2021",
    "in 2021 human trafficking scored 8.00",
    "i'd give the police a 1.5",
    "human trafficking in the 2021 index: 8.5",
    "courts open at 9 tomorrow",
    "meet me at the police station at 6",
]


@pytest.mark.parametrize(("verdict", "text"), VALUES + SEVERAL)
def test_a_value_is_read_in_any_form_and_set_beside_its_row(checker: Checker, verdict: str, text: str) -> None:
    assert verdict == checker.check(text).verdict.value


@pytest.mark.parametrize(("verdict", "text"), RANKS)
def test_a_rank_is_read_with_what_it_is_of_and_among_whom(checker: Checker, verdict: str, text: str) -> None:
    assert verdict == checker.check(text).verdict.value


@pytest.mark.parametrize(("verdict", "text"), ORDERS + COUNTS)
def test_comparisons_extremes_and_counts_go_by_the_printed_rows(checker: Checker, verdict: str, text: str) -> None:
    assert verdict == checker.check(text).verdict.value


@pytest.mark.parametrize("text", NO_SCORES)
def test_what_only_looks_like_a_score_is_no_score_claim(checker: Checker, text: str) -> None:
    found = [checker.scored(heard) for heard in claimed(text)]

    assert all(one is None or one.verdict is Verdict.NOT_FOUND for one in found)


def test_the_rows_that_differ_come_first_and_tell_how(checker: Checker) -> None:
    first, second = checker.check("heroin scores 4 and cocaine scores 9").reasons

    assert ("COCAINE TRADE 1.50", "The claim's value is above the printed score.") == (
        " ".join(first.text.split()),
        first.relation,
    )
    assert second.relation == "The claim's value is equal to the printed score."


@pytest.mark.parametrize("piece", ["heroin 9 and ", "human trafficking is at ", "9.5 ", "nothing above ", "5 of 5 "])
def test_a_long_claim_is_read_in_bounded_time(checker: Checker, piece: str) -> None:
    start = time.perf_counter()
    checker.scores.check(fold("index " + piece * 100), None)

    assert time.perf_counter() - start < 0.5
