"""The printed rows of a score sheet: values, ranks, and the names by which people speak of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.evidence.claims.outcomes import Reason
from bot.evidence.claims.tables import tables
from bot.evidence.claims.words import fold
from bot.library.model import Sheet
from bot.library.passages import Passage, slug
from bot.library.snapshot import Library

#: More short forms than the table holds; too common for other claims, plain beside a score.
_MORE_NAMES: Final = {
    "human-trafficking": "trafficking of humans, trafficking in humans, trafficking in people",
    "human-smuggling": "smuggling of migrants, smuggling of humans",
    "extortion-protection-racketeering": "extortion and protection racketeering, protection racketeering",
    "arms-trafficking": "gun running, gunrunning, weapons trade, trafficking in arms, arms dealing",
    "trade-in-counterfeit-goods": "trade in fakes, counterfeit products",
    "illicit-trade-in-excisable-goods": "excise trade, illicit excise trade",
    "flora-crimes": "flora related crimes, crimes against flora",
    "fauna-crimes": "fauna related crimes, crimes against fauna",
    "non-renewable-resource-crimes": "non renewable ones, nonrenewable resources, non renewable resource",
    "heroin-trade": "trade in heroin",
    "cocaine-trade": "trade in cocaine",
    "cannabis-trade": "trade in cannabis, marijuana",
    "synthetic-drug-trade": "meth trade, trade in synthetic drugs, synth drugs",
    "cyber-dependent-crimes": "cyber dependent",
    "financial-crimes": "fin crime, fin crimes, fincrime, financial fraud",
    "mafia-style-groups": "mafia type, mafia style gangs",
    "state-embedded-actors": "state embedded ones, state embedded actor",
    "foreign-actors": "foreign ones, foreign actor",
    "private-sector-actors": "private sector ones",
    "government-transparency-and-accountability": "gov transparency, govt transparency",
    "international-cooperation": "international coop, intl coop",
    "national-policies-and-laws": "policies and laws, policies laws, laws and policy, policy and laws",
    "judicial-system-and-detention": "judiciary and detention, judicial and detention, judicial systems",
    "territorial-integrity": "territorial",
    "anti-money-laundering": "anti money laundering efforts",
    "victim-and-witness-support": "victims and witness support, witness and victim support, victim witness support",
    "criminality": "criminality total, criminality overall, criminality index, criminality rating",
    "criminal-markets": "market average, markets score, market score, criminal market, the market, market side",
    "criminal-actors": "actors average, actor average, actors score, actor score, actor types, actor side, actor",
    "resilience": "resilience total, resilience overall, total resilience, resilience rating, resilience average",
}
#: Everyday words that name a row only where the talk is of scores.
_WEAK_NAMES: Final = {
    "arms-trafficking": "guns",
    "flora-crimes": "trees, plants, timber, wood",
    "fauna-crimes": "animals, ivory, rhino horn",
    "illicit-trade-in-excisable-goods": "cigarettes, tobacco",
    "heroin-trade": "opium",
    "synthetic-drug-trade": "methamphetamine, synthetic",
    "criminal-networks": "networks",
    "political-leadership-and-governance": "politicians",
    "international-cooperation": "extradition",
    "law-enforcement": "cops",
    "territorial-integrity": "borders, the border",
    "judicial-system-and-detention": "judges",
    "economic-regulatory-capacity": "regulation",
    "non-state-actors": "ngos",
}
#: Parts of a group that people speak of as one.
_PARTS: Final = {"drugs": ("heroin-trade", "cocaine-trade", "cannabis-trade", "synthetic-drug-trade")}
_TAILS: Final = r"(?: (?:trade|market|crimes?|actors?|groups?|indicator))?"


@dataclass(frozen=True, slots=True)
class Row:
    """A printed value; `group` is empty for an aggregate."""

    id: str
    group: str
    value: Decimal
    passage: Passage
    worse_high: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a claim names a row."""

    row: Row
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a claim says of scores: whether it is so (None: the sheet cannot tell), and the row that tells."""

    right: bool | None
    reason: Reason


class ScoreSheet:
    """The printed scores and ranks of a library's newest sheet with a text; empty without one."""

    def __init__(self, library: Library) -> None:
        self.rows: dict[str, Row] = {}
        self.ranks: dict[tuple[str, str], tuple[int, Passage]] = {}
        self.source: str | None = None
        self.edition = ""
        sheets = [sheet for sheet in library.sheets.values() if not sheet.record_only and sheet.source in library.texts]
        if sheets:
            newest = max(sheets, key=lambda sheet: (sheet.edition, sheet.id))
            self.source, self.edition = newest.source, newest.edition
            self._read(newest, {passage.name: passage for passage in library.texts[newest.source].rows})
        names = self._names(tables().indicators) | self._names(_MORE_NAMES)
        self._strong, self._any = _Names(names), _Names(self._names(_WEAK_NAMES) | names)

    def mentions(self, text: str, *, weak: bool) -> list[Mention]:
        """The rows that a folded claim names, in order; by everyday words only where `weak`."""
        names = self._any if weak else self._strong
        return [Mention(self.rows[id_], start, end) for id_, start, end in names.find(text)]

    def members(self, group: str) -> list[Row]:
        """The rows of a group or a part of one; of all groups for an empty name."""
        if group in _PARTS:
            return [self.rows[id_] for id_ in _PARTS[group] if id_ in self.rows]
        return [row for row in self.rows.values() if row.group and group in ("", row.group)]

    def _names(self, table: Mapping[str, str]) -> dict[str, str]:
        return {
            fold(name.strip()): id_
            for id_, names in table.items()
            for name in names.split(",")
            if id_ in self.rows and name.strip()
        }

    def _read(self, sheet: Sheet, passages: Mapping[str, Passage]) -> None:
        for group in sheet.groups:
            worse = group.higher_is == "worse"
            for id_, of, name, value in (
                (group.id, "", group.name, group.value),
                *((one.id, group.id, one.name, one.value) for one in group.indicators),
            ):
                if row := passages.get(slug(name)):
                    self.rows[id_] = Row(id_, of, value, row, worse)
        for rank in sheet.ranks:
            wanted = re.compile(rf"^{rank.value}-?(?:st|nd|rd|th)?-?of-{slug(rank.scope)}$")
            if row := next((passage for name, passage in passages.items() if wanted.match(name)), None):
                self.ranks[rank.of, rank.scope] = (rank.value, row)


class _Names:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._ids = names
        longest = sorted(names, key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<!\w)({'|'.join(re.escape(name) for name in longest)}){_TAILS}(?!\w)") if names else None
        )

    def find(self, text: str) -> list[tuple[str, int, int]]:
        if self._pattern is None:
            return []
        return [(self._ids[m[1]], m.start(), m.end()) for m in self._pattern.finditer(text)]


def row_reason(passage: Passage, tells: str | None = None) -> Reason:
    """A printed row as the reason of a verdict."""
    return Reason(passage, passage.text, 100.0, relation=tells)


def together(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions in runs that “and” and commas alone join: “flora and fauna”, “X, Y and Z”."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if runs and _JOINED.fullmatch(text[runs[-1][-1].end : mention.start]):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


_JOINED: Final = re.compile(
    r"[\s,/+]*(?:\b(?:and|plus|as well as|along with|together with|or|also)\b)?\s*(?:\b(?:the|its|their|both)\b\s*)?"
)
