"""The panel of an Organized Crime Index profile, line by line: scores, ranks, and the lines that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from rapidfuzz import process

from bot.library.layouts.blocks import Block, lines, unmarked

_MARKETS_2021 = """
    HUMAN TRAFFICKING · HUMAN SMUGGLING · ARMS TRAFFICKING · FLORA CRIMES · FAUNA CRIMES ·
    NON-RENEWABLE RESOURCE CRIMES · HEROIN TRADE · COCAINE TRADE · CANNABIS TRADE · SYNTHETIC DRUG TRADE
    """
_MARKETS_2023 = """
    HUMAN TRAFFICKING · HUMAN SMUGGLING · EXTORTION & PROTECTION RACKETEERING · ARMS TRAFFICKING ·
    TRADE IN COUNTERFEIT GOODS · ILLICIT TRADE IN EXCISABLE GOODS · FLORA CRIMES · FAUNA CRIMES ·
    NON-RENEWABLE RESOURCE CRIMES · HEROIN TRADE · COCAINE TRADE · CANNABIS TRADE · SYNTHETIC DRUG TRADE ·
    CYBER-DEPENDENT CRIMES · FINANCIAL CRIMES
    """
_ACTORS_2021 = "MAFIA-STYLE GROUPS · CRIMINAL NETWORKS · STATE-EMBEDDED ACTORS · FOREIGN ACTORS"
_ACTORS_2023 = f"{_ACTORS_2021} · PRIVATE SECTOR ACTORS"
_RESILIENCE = """
    POLITICAL LEADERSHIP AND GOVERNANCE · GOVERNMENT TRANSPARENCY AND ACCOUNTABILITY · INTERNATIONAL COOPERATION ·
    NATIONAL POLICIES AND LAWS · JUDICIAL SYSTEM AND DETENTION · LAW ENFORCEMENT · TERRITORIAL INTEGRITY ·
    ANTI-MONEY LAUNDERING · ECONOMIC REGULATORY CAPACITY · VICTIM AND WITNESS SUPPORT · PREVENTION · NON-STATE ACTORS
    """


def _names(table: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in table.split("·"))


CRIMINALITY, MARKETS, ACTORS, RESILIENCE = (
    "CRIMINALITY SCORE",
    "CRIMINAL MARKETS",
    "CRIMINAL ACTORS",
    "RESILIENCE SCORE",
)
AGGREGATES: Final = (CRIMINALITY, MARKETS, ACTORS, RESILIENCE)
#: Edition → group → indicators in printed order.
EDITIONS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "2021": {MARKETS: _names(_MARKETS_2021), ACTORS: _names(_ACTORS_2021), RESILIENCE: _names(_RESILIENCE)},
    "2023": {MARKETS: _names(_MARKETS_2023), ACTORS: _names(_ACTORS_2023), RESILIENCE: _names(_RESILIENCE)},
}
_INDICATORS: Final = tuple(name for names in EDITIONS["2023"].values() for name in names)
_NEAR = 88  # of 100: "HUMAN TRAFICKING" is 97, no two names of the index are above 75

_VALUE = r"[-−+]?\d{1,4}(?:\s?[.,·]\s?\d{1,4})?"
_LONE = re.compile(rf"(?P<value>{_VALUE})(?:\s*/\s*10)?\Z")
_AFTER = re.compile(rf"(?P<name>[^\d]*[^\d\s:=.…|])[\s:=.…|]+(?P<value>{_VALUE})(?:\s*/\s*10)?\Z")
_BEFORE = re.compile(rf"(?P<value>{_VALUE})\s*[\s:=|]\s*(?P<name>[^\d\s][^\d]*)\Z")
_UNREADABLE = re.compile(r"(?P<name>[^\d\t]*[^\d\s])(?:\t\s*|\s{2,}|\s)(?P<value>\S{1,8})\Z")
RANK = re.compile(
    r"(?P<value>\d{1,3})(?:\s*+(?:st|nd|rd|th))?\s++(?:out\s++)?of\s++"
    r"(?P<scope>(?P<total>\d{1,3})\s++[^\W\d_].{2,60})\Z",
    re.I,
)
_LINE_LIMIT = 120  # characters; no line of the panel is longer


class Kind(StrEnum):
    SCORE = "score"
    RANK = "rank"
    LABEL = "label"  # a known name without a number
    UNREADABLE = "unreadable"  # a known name, and something that cannot be read as a number
    NAMELESS = "nameless"  # a number without a name
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What one line of the panel says, or two where name and value stand apart.

    `name` is the index's own name of a score, or the scope of a rank; `value` is None where it cannot be read.
    """

    kind: Kind
    first: Block
    last: Block
    name: str
    value: Decimal | None
    near: bool = False  # the printed name differs from the index's own


def entries(text: str) -> Iterator[Entry]:
    """The entries of a panel, in the order of its lines."""
    pending: Entry | None = None
    for line in lines(text):
        entry = _entry(line)
        joined = _join(pending, entry) if pending else None
        if joined:
            yield joined
            pending = None
            continue
        if pending:
            yield pending
            pending = None
        if entry.kind in (Kind.NAMELESS, Kind.LABEL):
            pending = entry
        else:
            yield entry
    if pending:
        yield pending


def _join(pending: Entry, entry: Entry) -> Entry | None:
    """A name and a value on two neighbouring lines, in either order."""
    named = next((one for one in (pending, entry) if one.kind is Kind.LABEL), None)
    valued = next((one for one in (pending, entry) if one.kind is Kind.NAMELESS), None)
    if named is None or valued is None:
        return None
    return Entry(Kind.SCORE, pending.first, entry.last, named.name, valued.value, named.near)


def _entry(line: Block) -> Entry:
    text = unmarked(line.text)
    if len(text) > _LINE_LIMIT:
        return Entry(Kind.OTHER, line, line, text, None)
    if match := RANK.match(text):
        return Entry(Kind.RANK, line, line, " ".join(match["scope"].split()), Decimal(match["value"]))
    if match := _LONE.match(text):
        return Entry(Kind.NAMELESS, line, line, "", decimal(match["value"]))
    for pattern in (_AFTER, _BEFORE):
        if (match := pattern.match(text)) and (found := index_name(match["name"])):
            return Entry(Kind.SCORE, line, line, found[0], decimal(match["value"]), found[1])
    if not any(char.isdigit() for char in text) and (found := index_name(text)):
        return Entry(Kind.LABEL, line, line, found[0], None, found[1])
    if (match := _UNREADABLE.match(text)) and (found := index_name(match["name"])) and not found[1]:
        return Entry(Kind.UNREADABLE, line, line, found[0], None, found[1])
    return Entry(Kind.OTHER, line, line, text, None)


def decimal(printed: str) -> Decimal:
    """A printed value; a decimal comma reads as a point."""
    return Decimal(re.sub(r"\s", "", printed).replace(",", ".").replace("·", ".").replace("−", "-"))


def index_name(printed: str) -> tuple[str, bool] | None:
    """The index's own name for a printed one, and whether they differ in more than case and marks."""
    wanted = _plain(printed)
    if not 4 <= len(wanted) <= 60:
        return None
    if wanted in _PLAIN:
        return _PLAIN[wanted], False
    best = process.extractOne(wanted, list(_PLAIN), score_cutoff=_NEAR)
    return (_PLAIN[best[0]], True) if best else None


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).replace("&", " and ").casefold()
    words = re.sub(r"[^\w]+", " ", folded).split()
    return " ".join(words)


_PLAIN: Final = {_plain(name): name for name in (*AGGREGATES, *_INDICATORS)}
_PLAIN.update({f"{_plain(name)} {more}": name for name in AGGREGATES for more in ("avg", "average", "score")})
_PLAIN.update({"overall criminality score": CRIMINALITY, "overall resilience score": RESILIENCE})
