"""Invented reports of invented detail about real and made-up countries, in the layouts that reports have."""

from __future__ import annotations

FIRST = (
    "The Government of Veldora does not fully meet the minimum standards for the elimination of trafficking but is "
    "making significant efforts to do so."
)
PROSECUTION = (
    "The government opened fourteen inquiries and closed nine of them. A court in the port town sentenced two "
    "recruiters to terms of six years. Officials said that records before that year had been lost in a flood."
)
PROTECTION = (
    "The government found forty-one victims and paid for two shelters. Staff of the shelters said that the money "
    "came late in most months. Foreign victims received no permits to stay."
)
PREVENTION = (
    "The government printed leaflets for bus stations and trained labour inspectors. A hotline answered some three "
    "hundred calls. Veldora is a party to the 2000 UN TIP Protocol."
)
PROFILE = (
    "As reported over the past five years, traffickers exploit men from the hill districts in brick kilns. Children "
    "beg in the two largest towns, reportedly for relatives who take what they earn."
)
ITEMS = (
    "Fund the two shelters on time and open a third in the north.",
    "Train judges to tell smuggling from trafficking.",
    "Give foreign victims a permit to stay while their case is heard.",
    "Publish how many recruiters were licensed, fined or closed.",
)


def narrative(
    heading: str = "VELDORA (Tier 2)",
    *,
    verdict: str = "",
    title: str = "2019 Trafficking in Persons Report: Veldora",
    recommendations: str | None = None,
    names: tuple[str, str, str] = ("PROSECUTION", "PROTECTION", "PREVENTION"),
) -> str:
    """A narrative in the usual order; blank `title` or `heading` leaves the line out."""
    parts = [title, heading, f"{FIRST} {verdict}".strip()]
    if recommendations is not None:
        parts += recommendations.split("\n\n")
    for name, prose in zip(names, (PROSECUTION, PROTECTION, PREVENTION), strict=True):
        parts += [name, prose]
    return "\n\n".join(part for part in parts if part) + "\n"


_MARKETS_2021 = """HUMAN TRAFFICKING:5.5|HUMAN SMUGGLING:4|ARMS TRAFFICKING:6.5|FLORA CRIMES:2|FAUNA CRIMES:3.5|
NON-RENEWABLE RESOURCE CRIMES:4.5|HEROIN TRADE:5|COCAINE TRADE:6|CANNABIS TRADE:7|SYNTHETIC DRUG TRADE:3"""
_MARKETS_2023 = """HUMAN TRAFFICKING:5.5|HUMAN SMUGGLING:4|EXTORTION & PROTECTION RACKETEERING:5|ARMS TRAFFICKING:6.5|
TRADE IN COUNTERFEIT GOODS:4|ILLICIT TRADE IN EXCISABLE GOODS:5.5|FLORA CRIMES:2|FAUNA CRIMES:3.5|
NON-RENEWABLE RESOURCE CRIMES:4.5|HEROIN TRADE:5|COCAINE TRADE:6|CANNABIS TRADE:7|SYNTHETIC DRUG TRADE:3|
CYBER-DEPENDENT CRIMES:4.5|FINANCIAL CRIMES:6"""
_ACTORS_2021 = "MAFIA-STYLE GROUPS:3|CRIMINAL NETWORKS:6|STATE-EMBEDDED ACTORS:5.5|FOREIGN ACTORS:4.5"
_ACTORS_2023 = f"{_ACTORS_2021}|PRIVATE SECTOR ACTORS:4"
_RESILIENCE = """POLITICAL LEADERSHIP AND GOVERNANCE:5|GOVERNMENT TRANSPARENCY AND ACCOUNTABILITY:4.5|
INTERNATIONAL COOPERATION:6|NATIONAL POLICIES AND LAWS:5.5|JUDICIAL SYSTEM AND DETENTION:4|LAW ENFORCEMENT:5|
TERRITORIAL INTEGRITY:4.5|ANTI-MONEY LAUNDERING:5|ECONOMIC REGULATORY CAPACITY:4.5|VICTIM AND WITNESS SUPPORT:3.5|
PREVENTION:4|NON-STATE ACTORS:5.5"""


def _rows(table: str) -> list[tuple[str, float]]:
    pairs = (entry.strip().split(":") for entry in table.split("|"))
    return [(name, float(value)) for name, value in pairs]


def _mean(rows: list[tuple[str, float]]) -> float:
    return sum(value for _, value in rows) / len(rows)


def profile(edition: str = "2023", country: str = "VELDORA") -> str:
    """A country profile as the publisher's page is copied: panel, funders, prose."""
    markets = _rows(_MARKETS_2021 if edition == "2021" else _MARKETS_2023)
    actors = _rows(_ACTORS_2021 if edition == "2021" else _ACTORS_2023)
    resilience = _rows(_RESILIENCE)
    crime = (_mean(markets) + _mean(actors)) / 2
    listed = {name: "\n".join(f"{label}\t{value:.2f}" for label, value in rows) for name, rows in (
        ("markets", markets), ("actors", actors), ("resilience", resilience))}  # fmt: skip
    return f"""
 **{country}**

 **{crime:.2f}**
CRIMINALITY SCORE

88th of 193 countries
20th of 44 European countries
9th of 17 Central & Eastern European countries

 **CRIMINAL MARKETS** **{_mean(markets):.2f}**

{listed["markets"]}

 **CRIMINAL ACTORS** **{_mean(actors):.2f}**

{listed["actors"]}

 **{_mean(resilience):.2f}**
RESILIENCE SCORE

Funding provided by the United States Government.

 **{_mean(resilience):.2f}**
RESILIENCE SCORE

101st of 193 countries
30th of 44 European countries
11th of 17 Central & Eastern European countries

{listed["resilience"]}

 **{crime:.2f}**
CRIMINALITY SCORE

 CRIMINAL MARKETS\t{_mean(markets):.2f}
 CRIMINAL ACTORS\t{_mean(actors):.2f}

Funded by the European Union

CRIMINALITY

CRIMINAL MARKETS

PEOPLE

Veldora is a country of transit for people who are moved along the river road, most of them in lorries that carry
timber on the way back, and the price of a seat is said to have doubled since the ferry closed.

TRADE

Weapons from old depots are sold in small lots at weekend markets, and inspectors who were asked about it said that
they count only what is handed in.

CRIMINAL ACTORS

Loose networks of drivers and clerks do most of the work, and few of them last longer than a season, although two
families are named again and again.

RESILIENCE

LEADERSHIP AND GOVERNANCE

The government speaks of organized crime at every opening of parliament, and the office that should lead the work has
had four heads in three years.

CIVIL SOCIETY AND SOCIAL PROTECTION

Three groups run shelters with money from abroad, and none of them is asked when plans are made, as their staff have
said in public more than once.

This summary was funded in part by a grant from the United States Department of State.
"""


RIGHTS = """An official website of the United States Government Here's how you know

Veldora

EXECUTIVE SUMMARY

Veldora is a republic whose president is elected for five years. Observers called the last election orderly, with
long queues in the capital.

Significant human rights issues included credible reports of: beatings in two police stations; delays of trials; and
limits on the press.

Section 1. Respect for the Integrity of the Person

a. Arbitrary Deprivation of Life and Other Unlawful or Politically Motivated Killings

There were no reports that the government or its agents committed arbitrary or unlawful killings.

b. Disappearance

There were no reports of disappearances by or on behalf of government authorities.

c. Torture and Other Cruel, Inhuman, or Degrading Treatment or Punishment

The law forbids such treatment. Two officers were suspended in May after a video of a beating was published.

Prison and Detention Center Conditions

Conditions were poor in the older prisons.

Physical Conditions: Cells built for four held as many as nine, according to the ombudsman.

Administration: Prisoners could write to a judge, and most letters were answered within a month.

Section 2. Respect for Civil Liberties

a. Freedom of Expression, Including for Members of the Press and Other Media

The constitution provides for freedom of expression. Editors said that advertisers were called after critical reports.

Section 6. Discrimination and Societal Abuses

Women

Rape and Domestic Violence: The law punishes rape with up to ten years in prison.

Children

Child Abuse: The ombudsman received some two hundred reports.

TAGS

Veldora
Bureau of Democracy, Human Rights, and Labor

Privacy Policy
"""
