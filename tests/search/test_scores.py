"""A printed score or rank that is asked for comes first; what only sounds like it is left to the prose."""

from __future__ import annotations

import json

import pytest

from bot.search.indicators import Names
from bot.search.normalising import parse
from bot.search.outcomes import Answer, Decline
from bot.search.scores import describe
from tests.conftest import ROOT
from tests.shared_library import the_engine

#: The row wanted → queries that end with it first.
ROWS = {
    "HUMAN TRAFFICKING 8.50": (
        "human trafficking points", "index human trafficking", "what's human trafficking out of 10",
        "human traficking score", "mark given to people trafficking", "how high is human trafficking",
        "what did human trafficking get /10", "human trafficking rating gi-toc",
    ),
    "HUMAN SMUGGLING 6.50": (
        "points for human smuggling", "people smuggling figure", "rate human smuggling", "human smugling score",
        "number given for people smuggling", "how many points did human smuggling get", "smuggling score",
    ),
    "EXTORTION & PROTECTION RACKETEERING 1.50": (
        "extortion and protection racketeering points", "protection rackets score", "racketeering value",
        "what number did extortion get",
    ),
    "ARMS TRAFFICKING 9.00": (
        "gun running score", "arms rated out of ten", "weapons trafficking points", "oci arms trafficking",
        "rating for guns", "arms trafficking 9?",
    ),
    "TRADE IN COUNTERFEIT GOODS 7.50": ("counterfeits rating", "counterfeit goods mark", "points for fake goods"),
    "ILLICIT TRADE IN EXCISABLE GOODS 4.00": (
        "excise goods grade", "cigarette smuggling score", "excisable goods value",
    ),
    "FLORA CRIMES 3.00": ("flora crimes figure", "logging score", "timber rating", "flora index value"),
    "FAUNA CRIMES 3.00": ("wildlife points", "fauna crimes /10", "poaching grade", "how high is fauna"),
    "NON-RENEWABLE RESOURCE CRIMES 7.50": (
        "non-renewables score", "nonrenewable resource crimes points", "oil and coal rating", "gold smuggling score",
    ),
    "HEROIN TRADE 4.00": (
        "heroin out of 10", "heroin points", "what mark does heroin get", "how does heroin rank", "heorin score",
        "gi-toc heroin",
    ),
    "COCAINE TRADE 1.50": (
        "OCI cocaine", "cocaine trade figure", "cocaine scroe", "how is cocaine rated", "cocane rating",
    ),
    "CANNABIS TRADE 5.00": ("cannabis 2023 index", "weed points", "marijuana rating"),
    "SYNTHETIC DRUG TRADE 8.00": (
        "meth score", "synthetic drugs number", "methamphetamine rating", "sythetic drugs points",
    ),
    "CYBER-DEPENDENT CRIMES 9.00": (
        "hacking score", "cyber points", "cyber-dependent crimes figure", "cybercrime mark",
    ),
    "FINANCIAL CRIMES 8.00": ("financial crime value", "fraud points", "index financial crimes"),
    "MAFIA-STYLE GROUPS 1.00": ("mafia points", "mafia style groups figure", "the mob rating"),
    "CRIMINAL NETWORKS 3.00": (
        "criminal networks points", "how do criminal networks rate", "criminal networks value",
    ),
    "STATE-EMBEDDED ACTORS 10.00": (
        "state embedded actors number", "how high are state-embedded actors", "state actors mark",
    ),
    "FOREIGN ACTORS 4.50": (
        "foreign gangs score", "foreign actors points", "foreign criminals rating", "overseas gangs score",
    ),
    "PRIVATE SECTOR ACTORS 1.00": (
        "private companies score", "private sector points", "private sector actors value",
    ),
    "POLITICAL LEADERSHIP AND GOVERNANCE 3.00": (
        "leadership score", "political leadership points", "governance rating",
    ),
    "GOVERNMENT TRANSPARENCY AND ACCOUNTABILITY 1.00": (
        "corruption score", "transparency points", "government transparency figure", "accountability mark",
    ),
    "INTERNATIONAL COOPERATION 2.00": (
        "intl cooperation resilience figure", "international cooperation points", "int'l cooperation score",
        "how does nk rate on international cooperation",
    ),
    "NATIONAL POLICIES AND LAWS 2.00": ("laws score", "national policies and laws points", "national laws rating"),
    "JUDICIAL SYSTEM AND DETENTION 1.00": ("courts score", "judiciary resilience rating", "judicial system points"),
    "LAW ENFORCEMENT 1.50": (
        "police resilience score", "law enforcement points", "cops rating", "law enforcment figure",
        "what did law enforcement get in the index", "how are the police rated",
    ),
    "TERRITORIAL INTEGRITY 6.00": ("borders score", "territorial integrity points", "border control grade"),
    "ANTI-MONEY LAUNDERING 1.00": ("money laundering points", "anti-money laundering figure", "aml value"),
    "ECONOMIC REGULATORY CAPACITY 1.00": ("economic regulatory capacity points", "economic regulation mark"),
    "VICTIM AND WITNESS SUPPORT 1.00": (
        "victim support points", "witness support score", "how do they do on victim support",
    ),
    "PREVENTION 1.00": ("prevention points", "prevention resilience figure", "crime prevention score"),
    "NON-STATE ACTORS 1.00": ("ngo score", "non-state actors points", "civil society resilience rating"),
    "CRIMINALITY SCORE": (
        "criminality points", "criminality number", "how does north korea rank", "111 of 193",
        "criminality rank in asia", "what place are they in east asia for criminality",
        "position in the world for crime", "criminalty score", "north korea's overall crime score", "overall score",
        "overall oci score", "asian ranking", "how criminal is north korea", "2nd in eastern asia",
    ),
    "RESILIENCE SCORE": (
        "resilience rank in eastern asia", "resilience points", "187 of 193", "resilience position in asia",
        "resilience world rank", "resiliance figure", "resilience place among 46 asian countries", "43rd in asia",
        "5th in eastern asia", "overall resilience", "resilience raiting",
    ),
    "CRIMINAL MARKETS 5.73": (
        "criminal markets average", "criminal markets points", "mean of the markets", "markets score",
        "criminal makets average",
    ),
    "CRIMINAL ACTORS 3.90": ("criminal actors average", "criminal actors figure", "average for criminal actors"),
}  # fmt: skip

#: Queries that describe rows without naming them, with the first rows of the hits, in order.
DESCRIBED = {
    "which resilience thing is their best one": ["TERRITORIAL INTEGRITY 6.00"],
    "best resilience indicator": ["TERRITORIAL INTEGRITY 6.00"],
    "highest criminal market": ["ARMS TRAFFICKING 9.00", "CYBER-DEPENDENT CRIMES 9.00"],
    "top two markets": ["ARMS TRAFFICKING 9.00", "CYBER-DEPENDENT CRIMES 9.00"],
    "top 3 criminal markets": ["ARMS TRAFFICKING 9.00", "CYBER-DEPENDENT CRIMES 9.00", "HUMAN TRAFFICKING 8.50"],
    "worst scoring crime": ["ARMS TRAFFICKING 9.00", "CYBER-DEPENDENT CRIMES 9.00"],
    "second highest criminal market": ["HUMAN TRAFFICKING 8.50"],
    "which crime scores lowest": ["EXTORTION & PROTECTION RACKETEERING 1.50", "COCAINE TRADE 1.50"],
    "weakest actor": ["MAFIA-STYLE GROUPS 1.00", "PRIVATE SECTOR ACTORS 1.00"],
    "worst criminal actor": ["STATE-EMBEDDED ACTORS 10.00"],
    "highest scoring indicator": ["STATE-EMBEDDED ACTORS 10.00"],
    "lowest resilience indicator": [
        "GOVERNMENT TRANSPARENCY AND ACCOUNTABILITY 1.00", "JUDICIAL SYSTEM AND DETENTION 1.00",
        "ANTI-MONEY LAUNDERING 1.00", "ECONOMIC REGULATORY CAPACITY 1.00", "VICTIM AND WITNESS SUPPORT 1.00",
    ],
    "best score": ["TERRITORIAL INTEGRITY 6.00"],
    "most powerful criminal actor": ["STATE-EMBEDDED ACTORS 10.00"],
    "highest crime": ["ARMS TRAFFICKING 9.00", "CYBER-DEPENDENT CRIMES 9.00"],
    "worst scoring environmental crime": ["NON-RENEWABLE RESOURCE CRIMES 7.50"],
    "bottom three markets": [
        "EXTORTION & PROTECTION RACKETEERING 1.50", "COCAINE TRADE 1.50", "FLORA CRIMES 3.00", "FAUNA CRIMES 3.00",
    ],
    "two weakest resilience indicators": ["GOVERNMENT TRANSPARENCY AND ACCOUNTABILITY 1.00"],
    "what scored highest": ["STATE-EMBEDDED ACTORS 10.00"],
    "which markets scored nine": ["ARMS TRAFFICKING 9.00", "CYBER-DEPENDENT CRIMES 9.00"],
    "drug trade rating": ["HEROIN TRADE 4.00"],
    "which drug scores highest": ["SYNTHETIC DRUG TRADE 8.00"],
    "lowest rated drug": ["COCAINE TRADE 1.50"],
}  # fmt: skip

#: Queries that only hold such words: no row comes first.
NO_ROW = (
    "how many prisoners", "rate of defection", "number of workers in russia", "highest paid job abroad", "worst camp",
    "tier ranking", "why is it ranked tier 3", "high-ranking defectors", "high ranking officials",
    "number of human trafficking victims", "main points about forced marriage", "indicators of forced labor",
    "what does the index say about corruption", "OCI 2023 on corruption", "border crossing points",
    "worst prison in the world", "place of detention", "position of women", "value of stolen crypto",
    "how bad are the prisons", "how bad is the food in camps", "figure for forced laborers", "top officials",
    "best doctors", "oci civil society", "number of political prisoners", "how high are the wages",
    "police state ranking", "economic freedom ranking", "boiling point of ethanol", "highest mountain paektu",
    "most loyal supporters", "regime's position on human trafficking", "who pays the police officers",
    "how many points of law did the court read", "exchange rate", "world cup points",
    "lowest rating", "bottom grade", "plant crime ranking", "ranking for graft", "five out of ten treaties",
    "grade for standing up to gangs", "biggest market in pyongyang", "market value of heroin", "border points",
    "what did human smugglers get", "key points on cybercrime", "how does the index describe cybercrime",
    "oci corruption", "how bad is corruption", "number of border guards", "corruption perceptions index",
)  # fmt: skip


@pytest.mark.parametrize(("query", "row"), [(query, row) for row, asked in ROWS.items() for query in asked])
def test_the_printed_row_comes_first(query: str, row: str) -> None:
    outcome = the_engine().look_up(query)
    first = outcome.hits[0].evidence[0]

    assert isinstance(outcome, Answer)
    assert first.quote is None
    assert row in first.text


@pytest.mark.parametrize("query", DESCRIBED)
def test_the_rows_that_hold_an_extreme_come_first(query: str) -> None:
    outcome = the_engine().look_up(query)
    shown = [one.text for hit in outcome.hits for one in hit.evidence if one.quote is None]

    assert isinstance(outcome, Answer)
    assert [outcome.hits[0].evidence[0].text, *shown[1 : len(DESCRIBED[query])]] == DESCRIBED[query]


@pytest.mark.parametrize("query", NO_ROW)
def test_a_query_that_only_holds_such_words_is_left_to_the_prose(query: str) -> None:
    outcome = the_engine().look_up(query)

    assert isinstance(outcome, Decline) or outcome.hits[0].evidence[0].quote is not None


def test_what_is_left_early_would_have_been_left_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = the_engine()
    lines = (ROOT / "tests/lookup/queries.jsonl").read_text("utf-8").splitlines()
    asked = [parse(json.loads(line)["query"]) for line in lines]
    asked += [parse(query) for queries in ROWS.values() for query in queries]
    read = [(query, engine._cues.read(query.text)) for query in asked]
    found = [describe(query, engine.library, cues) for query, cues in read]
    monkeypatch.setattr(Names, "may_hold", lambda *_: True)

    assert [describe(query, engine.library, cues) for query, cues in read] == found
    assert sum(choice is not None for choice in found) > 100
