"""Numbers in running text, in digits and in words, with what they count left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_UNITS: Final = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

#: A text without any of these words and without digits holds no number.
WORDS: Final = frozenset([*_UNITS, *_TENS, *_SCALES])
_SUFFIX: Final = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES], key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<digits>(?<![\w.])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?P<suffix>k|m|bn)?(?![a-z]*\d)"
    rf"(?P<scale>[ -](?:hundred|thousand|million|billion)\b)?"
    rf"|(?P<words>\b(?:{_WORD})(?:(?:[ -]|\s+and\s+)(?:{_WORD}))*\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NumberIn:
    """A number in a text: its value and the half-open span of the characters that give it."""

    value: Decimal
    start: int
    end: int
    in_words: bool


def find_numbers(text: str) -> tuple[NumberIn, ...]:
    """
    Find the exact numbers of `text`, in order.

    "tens of thousands" and "hundreds of millions" are no exact numbers and are left out, as are
    ordinals in words; "five of the 10" gives two.
    """
    found = []
    for match in _TOKEN.finditer(text):
        if match["digits"]:
            value = Decimal(match["digits"].replace(",", ""))
            if match["suffix"]:
                value *= _SUFFIX[match["suffix"].lower()]
            if match["scale"]:
                value *= _SCALES[match["scale"].strip(" -").lower()]
            found.append(NumberIn(value, match.start(), match.end(), in_words=False))
        elif (words := _in_words(match["words"])) is not None:
            found.append(NumberIn(Decimal(words), match.start(), match.end(), in_words=True))
    return tuple(found)


def _in_words(words: str) -> int | None:
    """The value of number words; None where they only name a scale ("a thousand cuts")."""
    parts = [part for part in re.split(r"[\s-]+", words.lower()) if part != "and"]
    if parts[0] in _SCALES:
        return None
    total = current = 0
    for part in parts:
        if part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "hundred":
            current *= 100
        else:
            total += current * _SCALES[part]
            current = 0
    return total + current
