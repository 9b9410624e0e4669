"""Texts made to keep a regular expression busy, derived from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants as sre  # type: ignore[attr-defined]  # private, but the only way to see what a pattern is made of
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

FAILS = "\x00!"  # what hardly any pattern goes on with
ALPHABET = " aA1,.-;:'\"([{<*#|•\n\t–’é_/é한%$&+=?~@]"
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1", sre.CATEGORY_NOT_DIGIT: "a", sre.CATEGORY_SPACE: " ", sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a", sre.CATEGORY_NOT_WORD: " ",
}  # fmt: skip

#: Long runs of whatever lines are made of, whichever pattern it is.
PLAIN = {
    "blanks": ("", " "),
    "a letter and blanks": ("A", " "),
    "letters": ("", "a"),
    "capitals": ("", "A"),
    "words": ("", "Aa "),
    "capital words": ("", "AB "),
    "one-letter words": ("", "a "),
    "digits": ("", "1"),
    "digits and commas": ("", "1,"),
    "decimals": ("", "1.5 "),
    "points": ("", "."),
    "dots between": ("", "a."),
    "opening brackets": ("", "["),
    "parentheses": ("", "("),
    "brackets": ("", "[]("),
    "links": ("", "[a](b)"),
    "quotes": ("", '"'),
    "turned quotes": ("", "’”"),
    "dashes": ("", "-"),
    "dashes and blanks": ("", "- "),
    "long dashes": ("", "–"),
    "newlines": ("", "\n"),
    "newlines and blanks": ("", " \n"),
    "tabs": ("", "\t "),
    "stars": ("", "*"),
    "bullets": ("", "• "),
    "semicolons": ("", "; "),
    "angles": ("", "<"),
}


def texts(pattern: re.Pattern[str], length: int) -> Iterator[tuple[str, str]]:
    """Named texts of `length` characters."""
    seen: set[tuple[str, str]] = set()
    for name, (before, unit) in PLAIN.items():
        seen.add((before, unit))
        yield name, filled(before, unit, length)
    for before, unit in _repeats(pattern):
        for start in {before, ""}:
            if unit and (start, unit) not in seen:
                seen.add((start, unit))
                yield f"{start[-20:]!r} then {unit[:20]!r} again and again", filled(start, unit, length)


def filled(before: str, unit: str, length: int) -> str:
    """`length` characters that begin with `before` and go on with `unit`."""
    return (before + unit * (length // len(unit) + 1))[: length - len(FAILS)] + FAILS


def _repeats(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """For each repetition of the pattern: what leads there, and what it repeats; then all of it as one such unit."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found: list[tuple[str, str]] = []
    whole = _sample(tree, "", found)
    units = list(dict.fromkeys(unit for _, unit in found))
    yield from found
    yield "", whole
    for one, other in pairwise(units):
        yield "", one + other  # two repetitions that may share what they take


def _sample(nodes: Any, before: str, found: list[tuple[str, str]]) -> str:
    """A text that the nodes take, more or less; notes every long repetition in `found`."""
    out = ""
    for kind, value in nodes:
        here = before + out
        if kind is sre.LITERAL:
            out += chr(value)
        elif kind is sre.NOT_LITERAL:
            out += next(char for char in ALPHABET if ord(char) != value)
        elif kind is sre.ANY:
            out += "a"
        elif kind is sre.IN:
            out += _member(value)
        elif kind is sre.BRANCH:
            branches = [_sample(branch, here, found) for branch in value[1]]
            found.extend((here, branch) for branch in branches if branch)
            out += branches[0]
        elif kind is sre.SUBPATTERN:
            out += _sample(value[3], here, found)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = value
            unit = _sample(inner, here, found)
            if most > 1 and unit:
                found.extend((here, every) for every in dict.fromkeys((unit, *_members(inner))))
            out += unit * max(1, min(least, 3))
        elif kind is sre.ATOMIC_GROUP:
            out += _sample(value, here, found)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            _sample(value[1], here, found)
    return out


def _members(nodes: Any) -> list[str]:
    """A few of the characters that a repeated class takes: neighbours may take the same ones."""
    if len(nodes) != 1:
        return []
    kind, value = nodes[0]
    if kind is sre.IN:
        pattern = _class(value)
    elif kind is sre.ANY:
        pattern = re.compile(".")
    else:
        return []
    return [char for char in dict.fromkeys(" a1A,.-") if pattern(char)] if callable(pattern) else list(" a1A,.-")


def _member(items: Any) -> str:
    takes = _class(items)
    if items[0][0] is not sre.NEGATE:
        kind, value = items[0]
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(value[0])
    return next((char for char in ALPHABET if takes(char)), "a")


def _class(items: Any) -> Any:
    """Whether a character belongs to a class."""
    negated = items[0][0] is sre.NEGATE

    def one(char: str, kind: Any, value: Any) -> bool:
        if kind is sre.LITERAL:
            return ord(char) == value
        if kind is sre.RANGE:
            return bool(value[0] <= ord(char) <= value[1])
        if kind is sre.CATEGORY:
            like = {
                sre.CATEGORY_DIGIT: char.isdecimal(), sre.CATEGORY_SPACE: char.isspace(),
                sre.CATEGORY_WORD: char.isalnum() or char == "_",
            }  # fmt: skip
            opposite = {
                sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT, sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
                sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
            }  # fmt: skip
            return like[value] if value in like else not like[opposite[value]]
        return False

    def takes(char: str) -> bool:
        return any(one(char, *item) for item in items if item[0] is not sre.NEGATE) != negated

    return takes
