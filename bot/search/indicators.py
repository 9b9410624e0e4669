"""What people call the indicators of the Organized Crime Index, and where a query names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.search.normalising import clean, words_of
from bot.search.spelling import Speller
from bot.search.words import is_content, rarity, stem

#: By id, which is the same for every country. A name after the bar is too everyday to stand for the indicator
#: unless a score is asked for in so many words.
_CALLED: Final[Mapping[str, str]] = {
    "human-trafficking": (
        "human trafficking, trafficking in persons, people trafficking, person trafficking, trafficking of "
        "people, trafficking of humans, trafficking people, trafficked people, trafficked persons | sex "
        "trafficking, modern slavery, slavery, slave trade"
    ),
    "human-smuggling": (
        "human smuggling, people smuggling, migrant smuggling, person smuggling, smuggling people, smuggling "
        "persons, smuggling migrants, smuggling humans, smuggled people | people smugglers"
    ),
    "extortion-protection-racketeering": (
        "extortion, racketeering, protection racketeering, protection racket, extortion protection racketeering, "
        "extortion racketeering | racket, shakedown, protection money"
    ),
    "arms-trafficking": (
        "arms, arms trafficking, weapons trafficking, gun trafficking, gun running, gunrunning, firearms, arms "
        "smuggling, weapons smuggling, arms dealing | guns, weapons, small arms, munitions"
    ),
    "trade-in-counterfeit-goods": (
        "counterfeit goods, counterfeits, counterfeit, counterfeiting, fake goods, counterfeit products, fake "
        "products | fakes, knockoffs, knock offs, pirated goods, bootleg goods"
    ),
    "illicit-trade-in-excisable-goods": (
        "excisable goods, excise goods, excisable, excise, cigarette smuggling, tobacco smuggling, alcohol "
        "smuggling | cigarettes, tobacco, alcohol, smokes"
    ),
    "flora-crimes": (
        "flora, illegal logging, logging, timber, flora crimes, forest crimes, timber trafficking | wood, wood "
        "trade, trees, deforestation, forestry, illegal wood"
    ),
    "fauna-crimes": (
        "fauna, fauna crimes, wildlife, wildlife crimes, poaching, animal trafficking, wildlife trafficking, "
        "wildlife smuggling, ivory trafficking | animals, ivory, rhino horn, endangered species, endangered "
        "animals"
    ),
    "non-renewable-resource-crimes": (
        "non renewable resource crimes, non renewable resources, non renewable, non renewables, nonrenewable, "
        "nonrenewables, nonrenewable resources, resource crimes, oil smuggling, fuel smuggling, coal smuggling | "
        "oil, coal, fuel, minerals, mining, natural resources, oil trade, coal trade, gold, resources"
    ),
    "heroin-trade": "heroin, heroin trade, opium, opiates",
    "cocaine-trade": "cocaine, cocaine trade | coke, crack",
    "cannabis-trade": "cannabis, cannabis trade, marijuana, weed | hash, hemp, pot",
    "synthetic-drug-trade": (
        "synthetic drugs, synthetic drug trade, synthetics, meth, methamphetamine, crystal meth, amphetamine, "
        "synthetic | ice, crystal"
    ),
    "cyber-dependent-crimes": (
        "cyber, cybercrime, cyber crimes, cyber dependent crimes, cyber dependent, hacking, cyberattacks, cyber "
        "attacks, ransomware, computer crimes | hackers, online crime, internet crime"
    ),
    "financial-crimes": (
        "financial crimes, financial fraud, fraud, finance crime | embezzlement, tax evasion, white collar crime, "
        "white collar"
    ),
    "mafia-style-groups": (
        "mafia, mafia style groups, mafia style, mafia groups, mafias, mafia type groups | mob, gangs, mobsters, "
        "gangsters, local gangs"
    ),
    "criminal-networks": "criminal networks, crime networks | networks, loose networks",
    "state-embedded-actors": (
        "state embedded actors, state embedded, state actors, embedded actors, government actors, state sponsored "
        "actors, state embedded criminals | officials, corrupt officials, state officials, government criminals"
    ),
    "foreign-actors": (
        "foreign actors, foreign criminals, foreign gangs, overseas gangs, foreign crime groups, foreign groups, "
        "foreign criminal groups, foreign criminal actors | foreigners, foreign mafia, outside gangs, gangs from "
        "abroad"
    ),
    "private-sector-actors": (
        "private sector actors, private sector, private actors, private companies, private firms, private "
        "businesses | companies, businesses, firms, corporations"
    ),
    "political-leadership-and-governance": (
        "political leadership governance, political leadership, leadership governance, leadership, governance, "
        "political governance"
    ),
    "government-transparency-and-accountability": (
        "government transparency accountability, government transparency, transparency accountability, "
        "transparency, accountability, government accountability | corruption, anti corruption, anticorruption, "
        "bribery, government openness, openness, government corruption"
    ),
    "international-cooperation": (
        "international cooperation, intl cooperation, int l cooperation, intl coop, international coop, global "
        "cooperation | cooperation, treaties"
    ),
    "national-policies-and-laws": (
        "national policies laws, policies laws, laws policies, national policies, national laws | laws, policies, "
        "policy, legislation, legal framework, law"
    ),
    "judicial-system-and-detention": (
        "judicial system detention, judicial system, judiciary, judicial, court system, justice system, judiciary "
        "detention | courts, judges, judges prisons, courts prisons, prisons, detention, prison system, judges "
        "courts"
    ),
    "law-enforcement": "law enforcement | police, cops, policing, enforcement, police force",
    "territorial-integrity": (
        "territorial integrity | borders, border, border control, border security, territory, territorial "
        "control, frontier, border integrity"
    ),
    "anti-money-laundering": (
        "anti money laundering, aml, anti laundering, money laundering, laundering, antimoney laundering, anti "
        "money laundering measures | dirty money"
    ),
    "economic-regulatory-capacity": (
        "economic regulatory capacity, economic regulation capacity, economic regulation, regulatory capacity, "
        "economic capacity, economic regulatory | economy, regulation, regulators, business regulation"
    ),
    "victim-and-witness-support": (
        "victim witness support, victim support, witness support, witness victim support, support victims, "
        "support witnesses, support victims witnesses, victim protection, witness protection, victim assistance | "
        "victims, witnesses, victim help, help victims, victim care"
    ),
    "prevention": "prevention, crime prevention, preventing crime",
    "non-state-actors": (
        "non state actors, nonstate actors, non state, nonstate, non state actor | ngos, ngo, civil society, "
        "civil society media, media, press"
    ),
    "criminality": (
        "criminality, overall criminality, overall crime, criminality total | crime, crimes, organized crime, "
        "criminal, crime overall"
    ),
    "criminal-markets": "criminal markets, crime markets, illicit markets, illegal markets | markets",
    "criminal-actors": "criminal actors, crime actors | actors, perpetrators",
    "resilience": "resilience, resilient",
}
DRUGS: Final = frozenset({"heroin-trade", "cocaine-trade", "cannabis-trade", "synthetic-drug-trade"})
_ALL_DRUGS: Final = frozenset(map(stem, ("drugs", "narcotics")))
GROUPS: Final = frozenset({"criminality", "criminal-markets", "criminal-actors", "resilience"})
#: Kinds of dealing that may be said beside the name of a thing dealt in.
_DEALING: Final = frozenset(map(stem, "trafficking smuggling production dealing sales selling poaching theft".split()))
_ALONE: Final = {"human-trafficking": stem("trafficking"), "human-smuggling": stem("smuggling")}
_PEOPLE: Final = frozenset(_ALONE)
LIKENESS: Final = 0.8  # of a slip to the word that was meant (0–1)
LONGEST: Final = 4  # words of a name


Printed = tuple[tuple[str, str], ...]  # ids and printed names of rows


@dataclass(frozen=True, slots=True)
class Naming:
    """The rows that a query names: ids of indicators or, where there are none, of groups; and the words left over."""

    ids: frozenset[str]
    everyday: bool  # named only by everyday words
    rest: tuple[str, ...]  # content words that name nothing
    covered: int  # content words that do


@lru_cache(maxsize=1)
def _called() -> dict[tuple[str, ...], tuple[str, bool]]:
    """A name as stems → the id, and whether it is an everyday one."""
    found: dict[tuple[str, ...], tuple[str, bool]] = {}
    for id_, names in _CALLED.items():
        for everyday, part in enumerate(names.split("|")):
            for name in part.split(","):
                found.setdefault(_stems(name), (id_, bool(everyday)))
    return found


class Names:
    """What rows are printed as, and what people call any of them."""

    def __init__(self, printed: Printed = ()) -> None:
        self.printed = printed
        own = {_stems(name): (id_, False) for id_, name in printed if id_ not in GROUPS}
        self.by_stems = _called() | own  # as stems → the id, and whether it is an everyday name
        stems = {stem for name in self.by_stems for stem in name}
        self._stems = frozenset(stems.union(_ALL_DRUGS, _DEALING, _ALONE.values()))

    def may_hold(self, word: str) -> bool:
        """Whether a content word can be part of what is named: it is of a name, or a slip that may mean one."""
        return stem(word) in self._stems or rarity(word) >= 1.0


@lru_cache(maxsize=1)
def _speller() -> Speller:
    words = {word for names in _CALLED.values() for word in words_of(names)}
    return Speller(words)


def _stems(name: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words_of(clean(name)) if is_content(word))


@lru_cache(maxsize=1)
def called() -> Names:
    """What people call rows, whatever they are printed as."""
    return Names()


def naming(words: Iterable[str], said: frozenset[str], names: Names) -> Naming:
    """
    The rows that are named.

    Args:
        words: Of a query, in order.
        said: Words that may stand beside a name; none of them is a slip.
        names: By which they may be called.
    """
    content = [_mended(word, said) for word in words if is_content(word)]
    stems = [stem(word) for word in content]
    ids: dict[str, bool] = {}
    rest: list[str] = []
    at = 0
    while at < len(stems):
        for size in range(min(LONGEST, len(stems) - at), 0, -1):
            if found := names.by_stems.get(tuple(stems[at : at + size])):
                ids[found[0]] = ids.get(found[0], True) and found[1]
                at += size
                break
        else:
            rest.append(content[at])
            at += 1
    own = {id_: everyday for id_, everyday in ids.items() if id_ not in GROUPS}
    if not own and not _ALL_DRUGS.isdisjoint(map(stem, rest)):
        own = dict.fromkeys(DRUGS, True)
        rest = [word for word in rest if stem(word) not in _ALL_DRUGS]
    if not own:  # a dealing that is said of nothing else is one in people
        own = {id_: True for id_ in _PEOPLE if _ALONE[id_] in map(stem, rest)}
        rest = [word for word in rest if not own or stem(word) not in _ALONE.values()]
    meant = own or _of_groups(ids)
    if own and not _PEOPLE.intersection(own):
        rest = [word for word in rest if stem(word) not in _DEALING]
    return Naming(frozenset(meant), all(meant.values()), tuple(rest), len(content) - len(rest))


def _of_groups(ids: Mapping[str, bool]) -> Mapping[str, bool]:
    """A part of criminality beats the whole of it."""
    parts = {id_: everyday for id_, everyday in ids.items() if id_ != "criminality"}
    return parts or ids


def _mended(word: str, said: frozenset[str]) -> str:
    """A word of the names for what is no word of English but looks like one of them."""
    if word in said or rarity(word) < 1.0 or not word.isalpha():
        return word
    near = _speller().neighbours(word)
    return near[0][0] if near and near[0][1] >= LIKENESS else word
