"""Quantities in running text: values and ranges with their units and bounds, years, shares in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from bot.evidence.claims.lexicon import lexicon
from bot.library.numbers import NumberIn, find_numbers
from bot.search.words import stem


class Bound(StrEnum):
    """How a quantity is limited by the words before it."""

    EXACT = "exactly"
    ABOUT = "about"
    AT_LEAST = "at least"
    MORE = "more than"
    AT_MOST = "up to"
    LESS = "less than"
    VAGUE = "of the order of"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value (`low` equals `high`) or range; `unit` is a class such as "hour", or "" for things counted."""

    low: Decimal
    high: Decimal
    unit: str
    bound: Bound
    counted: tuple[str, ...]  # stems of the words that say what is counted, nearest first
    start: int
    end: int

    @property
    def single(self) -> bool:
        return self.low == self.high


FIRST_YEAR: Final = 1940  # of those that a bare number of four digits may be
LAST_YEAR: Final = 2035
_UNITS: Final = {
    "percent": "percent pct",
    "hour": "hour hours hr hrs h",
    "day": "day days restdays restday daysoff dayoff daysofrest",
    "week": "week weeks wk wks",
    "month": "month months mth",
    "year": "year years yr yrs",
    "km": "km kms kilometers kilometer",
    "mile": "mile miles",
    "minute": "minute minutes mins min",
    "dollar": "dollar dollars usd bucks",
    "metre": "meter meters m cm feet ft",
    "kilo": "kg kilo kilos kilograms ton tons tonnes",
    "generation": "generation generations",
    "decade": "decade decades",
    "yuan": "yuan won euro euros rubles ruble rmb yen",
    "degree": "degree degrees",
    "time": "times",
}
_UNIT_OF: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_BOUNDS: Final = (
    (Bound.AT_MOST, (
        r"(?:up to|as (?:many|much|long|high) as|at (?:the (?:very )?)?most|a? ?max(?:imum)?(?: of)?|no more than"
        r"|(?:not|never) (?:more than|over|above)|or less|upto|as little as)"
    )),
    (Bound.AT_LEAST, (
        r"(?:at (?:the (?:very )?)?least|no less than|no fewer than|a? ?min(?:imum)?\.?(?: of)?"
        r"|(?:not|never) (?:less than|fewer than|under|below)|start(?:s|ed|ing)? (?:at|from)|upwards of)"
    )),
    (Bound.MORE, (
        r"(?:more than|over|above|exceed(?:s|ing)?|north of|beyond|in excess of|greater than|older than"
        r"|upward of|>)"
    )),
    (Bound.LESS, r"(?:less than|fewer than|under|below|younger than|not even|short of|<)"),
    (Bound.ABOUT, (
        r"(?:about|around|approximately|approx\.?|roughly|some|nearly|almost|close to|circa|ca\.?|~"
        r"|somewhere(?: around| near)?|an? estimated|estimated)"
    )),
)  # fmt: skip
_BEFORE: Final = tuple(
    (bound, re.compile(rf"(?<!\w){pattern}\s*(?:\$|the|age|age of|ages)?\s*$")) for bound, pattern in _BOUNDS
)
_AFTER: Final = (
    (Bound.AT_LEAST, re.compile(
        r"\+|\s*(?:\w+ ){0,2}(?:or more|and up\b|plus\b|\+|and goes up|upwards|at least|minimum"
        r"|(?:is|was) the (?:very )?(?:least|minimum|lowest|shortest|floor)\b)"
    )),
    (Bound.AT_MOST, re.compile(
        r"\s*(?:\w+ ){0,2}(?:or less|or fewer|at (?:the )?most|max\b|tops\b"
        r"|(?:is|was) the (?:very )?(?:most|max|maximum|limit|highest|longest|ceiling)\b(?! common| likely| popular))"
    )),
)  # fmt: skip
_DURING: Final = re.compile(r"\bover (?:the (?:last|past|previous) |a |some )?$")
_LASTING: Final = re.compile(r"\s*(?:days?|weeks?|months?|years?|yrs?|decades?)\b")
_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|of|during|before|after|late|early|mid|for|to|the|around|year"
    r"|end|january|february|march"
    r"|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec|paper|\d{1,2},?|and)\s*|[(,]\s*|^\s*)$"
)
_YEAR_AFTER: Final = re.compile(
    r"^\s*(?:$|[.,;:)!]|(?:tip|un|uncoi|report|reports|edition|index|profile|election|elections|law"
    r"|ohchr|protocol|and|was|is|when|they|the|in|a|kim|according|says|hrr|white|covid|national)\b)"
)
_SHARES: Final = (
    (re.compile((
        r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:in|out of|of"
        r"|outof) (?:every )?(?P<d>ten|10|five|5|four|4|three|3|hundred|100)\b(?! (?:\w+ ){0,2}(?:treaties"
        r"|conventions|countries|crime|international))"
    )), None),
    (re.compile(r"\b(?:a|one) third\b"), Decimal("33.3")),
    (re.compile(r"\btwo ?-?thirds?\b"), Decimal("66.7")),
    (re.compile(r"\b(?:a|one) quarter\b"), Decimal(25)),
    (re.compile(r"\bthree quarters\b"), Decimal(75)),
    (re.compile(r"\b(?:a|one) (?:fifth)\b"), Decimal(20)),
    (re.compile(r"\b(?:a|one) (?:tenth)\b"), Decimal(10)),
    (re.compile(r"\bhalf(?= (?:of|the|their|its|his|all)\b)"), Decimal(50)),
)  # fmt: skip
_SMALL: Final = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "hundred": 100
}
_HALVES: Final = re.compile(r"\bhalf a (?:(?P<hundred>hundred) )?(?P<scale>thousand|million|billion)\b")
_SCALE: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MAGNITUDE: Final = re.compile(
    r"\b(?:a few |several |many |some )?(?:(?P<tens>tens|hundreds) of )?(?P<size>hundreds|thousands"
    r"|millions|billions|(?<=a few )(?:hundred|thousand|million)|(?<=several )(?:hundred|thousand"
    r"|million))\b"
)
_FACTOR: Final = {"tens": 10, "hundreds": 100}
_SIZES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DOZEN: Final = re.compile(r"\b(?P<n>a|one|two|three) dozen\b")
_RANGE: Final = re.compile(r"^\s*(?:to|-|and|or)\s*(?:\$|about|around)?\s*$")
_WORD: Final = re.compile(r"[a-z][a-z0-9]*")
_STOPS_COUNTING: Final = frozenset(
    """in at from on with who that were are is was went work works working live lives sit each for by as per
    every according since have has had
    can be get gets got go goes dont do says said during under""".split()
)
_NEXT_NUMBER: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b|[.;()!?]"
)
_LIGHT: Final = frozenset("of the a an or and more less to their all its his her other about such".split())


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a cleaned text in lower case, in order; labels such as “tier 3” are left out."""
    masked, found = _shares(text)
    masked, magnitudes = _magnitudes(masked)
    found += magnitudes
    numbers = [number for number in find_numbers(masked) if not _is_label(masked, number)]
    skip = False
    for number, following in zip_longest(numbers, numbers[1:]):
        if skip:
            skip = False
            continue
        between = masked[number.end : following.start] if following else ""
        before = masked[: number.start]
        if following and _RANGE.match(between) and _joins(before, between, number, following):
            low = _scaled(number, following, masked)
            if low < following.value:
                found.append(_quantity(masked, low, following.value, number.start, following.end))
                skip = True
                continue
        found.append(_quantity(masked, number.value, number.value, number.start, number.end))
    return tuple(sorted((q for q in found), key=lambda q: q.start))


def _joins(before: str, between: str, number: NumberIn, following: NumberIn) -> bool:
    if between.strip() == "and":
        return re.search(r"\b(?:between|from|somewhere between)\s*\$?$", before) is not None
    return not (1900 <= number.value <= 2100 and between.strip() == "or")


def _scaled(number: NumberIn, following: NumberIn, text: str) -> Decimal:
    """“80 to 120 thousand” and “2-3k” share one scale."""
    written = text[following.start : following.end]
    for scale, size in (("thousand", 1_000), ("k", 1_000), ("million", 1_000_000), ("m", 1_000_000), ("hundred", 100)):
        if written.endswith(scale) and number.value < size and not text[number.start : number.end].endswith(scale):
            return number.value * size
    return number.value


def _is_label(text: str, number: NumberIn) -> bool:
    before, after = text[: number.start], text[number.end : number.end + 3]
    if re.search(r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: out)? of (?:the |its )?$", before):
        return True  # five of the 10: the whole, not the count
    if re.search(r"(?:\b(?:tier|article|section|bureau|office|room|camp|day of|no)\s*|unscr\s*|¶)$", before):
        return True
    return number.in_words and number.value == 1 and not re.match(r"\s*(?:or|to|-|ye|da|ho|mo|pe)", after)


def _quantity(text: str, low: Decimal, high: Decimal, start: int, end: int) -> Quantity:
    before, after = text[:start], text[end : end + 60]
    counted = _counted(after)
    unit = _unit(before, after, low)
    if not unit and low == high and _is_year(low, text[start:end], before, after):
        unit = "date"
    return Quantity(low, high, unit, _bound(before, after), counted, start, end)


def _is_year(value: Decimal, written: str, before: str, after: str) -> bool:
    likely = written.isdigit() and FIRST_YEAR <= value <= LAST_YEAR
    return likely and bool(_YEAR_BEFORE.search(before) or _YEAR_AFTER.match(after))


def _unit(before: str, after: str, value: Decimal) -> str:
    if before.rstrip().endswith("$"):
        return "dollar"
    if re.match(r"\s*%", after):
        return "percent"
    if re.match(r"\s*(?:st|nd|rd|th)\b", after):
        return "rank"
    if (
        re.search(
            (
                r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan"
                r"|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? $"
            ),
            before,
        )
        and value <= 31
    ):
        return "date of month"
    if re.match(r"\s*(?:years?|yrs?) (?:old|of age)\b", after):
        return "age"
    words = _WORD.findall(_NEXT_NUMBER.split(after)[0])[:3]
    for place, word in enumerate(words):
        if word in _UNIT_OF and (
            place == 0
            or words[0]
            not in (
                "a",
                "per",
                "each",
                "an",
                "in",
                "for",
                "over",
                "and",
                "every",
                "since",
                "within",
                "at",
                "were",
                "went",
            )
        ):
            return _UNIT_OF[word]
        if word in ("and", "but", "or", "in", "for", "by", "from"):
            break
    if _is_age(before, after, value):
        return "age"
    if re.search(r"\bage[sd]?(?: of)? $|\b(?:younger|older) than (?:age )?$", before):
        return "age"
    if re.search(
        (
            r"\b(?:kids|children|minors|those|anyone|people|persons|child|teens|youths) (?:are |who are "
            r"|aged )?(?:under|over|below|above|younger than|older than) (?:the age of |age )?$"
        ),
        before,
    ):
        return "age"
    return ""


def _is_age(before: str, after: str, value: Decimal) -> bool:
    """Whether “under 17” stands alone and gives an age."""
    bare = (
        re.match(r"\s*(?:$|[.,;)]|(?:get|gets|are|is|can|dont|do|cannot|cant|and|or|wont|go|has|have)\b)", after)
        is not None
    )
    return (
        bare
        and 5 <= value <= 21
        and re.search(r"\b(?:under|over|below|above|younger than|older than|aged|age) $", before) is not None
    )


def _counted(after: str) -> tuple[str, ...]:
    found: list[str] = []
    parts = lexicon().parts
    for word in _WORD.findall(re.split(r"[.;:,()!?]", after)[0])[:5]:
        if word in _LIGHT:
            continue
        if word in _STOPS_COUNTING:
            break
        found += map(stem, reversed(parts.get(word, (word,))))  # of joined words the last is what is counted
    return tuple(found[:3])


def _bound(before: str, after: str) -> Bound:
    tail = before[-40:]
    if _DURING.search(tail) and _LASTING.match(after):
        return Bound.AT_LEAST  # “over five years” is said of five and of more
    for bound, pattern in _BEFORE:
        if pattern.search(tail):
            return bound
    return next((bound for bound, pattern in _AFTER if pattern.match(after[:40])), Bound.EXACT)


def _magnitudes(text: str) -> tuple[str, list[Quantity]]:
    """“Tens of thousands”, “millions”: from the least that they can mean to the most."""
    found = []
    for match in _MAGNITUDE.finditer(text):
        low = Decimal(_FACTOR[match["tens"]] if match["tens"] else 1) * _SIZES[match["size"].rstrip("s")]
        high = low * (10 if match["tens"] or match["size"].startswith("hundred") else 1000) - 1
        after = text[match.end() : match.end() + 60]
        counted = _counted(after)
        found.append(
            Quantity(
                low,
                high,
                _unit(text[: match.start()], after, low),
                Bound.VAGUE,
                counted,
                match.start(),
                match.end(),
            )
        )
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text, found


def _shares(text: str) -> tuple[str, list[Quantity]]:
    """Shares and multiples in words; their characters are blanked out so that no part is read again."""
    found = []
    for pattern, share in _SHARES:
        for match in pattern.finditer(text):
            value = share
            if value is None:
                part, whole = (
                    _SMALL.get(match[name]) or int(match[name] if match[name].isdigit() else 0) for name in ("n", "d")
                )
                if not whole or part > whole:
                    continue
                value = Decimal(100 * part) / whole
            found.append(
                Quantity(
                    value,
                    value,
                    "percent",
                    _bound(text[: match.start()], text[match.end() :]),
                    _counted(text[match.end() :]),
                    match.start(),
                    match.end(),
                )
            )
            text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    for match in [*_HALVES.finditer(text), *_DOZEN.finditer(text)]:
        groups = match.groupdict()
        if "scale" in groups:
            value = Decimal(_SCALE[groups["scale"]]) * (100 if groups["hundred"] else 1) / 2
        else:
            value = Decimal(12 * {"a": 1, "one": 1, "two": 2, "three": 3}[groups["n"]])
        after = text[match.end() : match.end() + 60]
        found.append(
            Quantity(
                value,
                value,
                _unit("", after, value),
                _bound(text[: match.start()], after),
                _counted(after),
                match.start(),
                match.end(),
            )
        )
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text, found
