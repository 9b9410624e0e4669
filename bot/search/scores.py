"""Queries for published scores: which printed row is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.library.model import Group, Indicator, Sheet
from bot.library.snapshot import Library
from bot.search.normalising import Query

_HIGHEST = re.compile(r"\b(?:highest|top|biggest|most|largest|maximum|max|strongest|number one|leading|first)\b")
_LOWEST = re.compile(r"\b(?:lowest|bottom|smallest|least|minimum|min|weakest|last)\b")
_WORST = re.compile(r"\bworst\b")
_BEST = re.compile(r"\bbest\b")
_OF_MARKETS = re.compile(r"\b(?:markets?|crimes?|trades?|criminality)\b")
_OF_ACTORS = re.compile(r"\b(?:actors?|actor types?|groups?)\b")
_OF_RESILIENCE = re.compile(r"\b(?:resilience|indicators?|institutions?|capacity)\b")
_OF_DRUGS = re.compile(r"\b(?:drugs?|narcotics?)\b")
_VALUE = re.compile(r"(?<![\d.])(?P<value>10(?:\.0+)?|[1-9](?:\.\d{1,2})?)(?![\d.]|\s*(?:percent|%|th\b|of\b|years?))")
_IN_WORDS: Final = dict(
    zip("one two three four five six seven eight nine ten".split(), map(Decimal, range(1, 11)), strict=True)
)
_SCALE = re.compile(r"\bout of (?:10|ten)\b|\b(?:0|1|one|zero) ?(?:-|–|to) ?(?:10|ten)\b|/ ?10\b")


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Rows that a query describes without naming them: by their value, or as the highest or lowest of a group."""

    keys: tuple[str, ...]  # passage keys, in printed order


def describe(query: Query, library: Library, *, asked: bool) -> RowChoice | None:
    """The rows that `query` describes by a superlative or a value; None where it does neither."""
    text = _SCALE.sub(" ", query.text)
    sheet = newest_with_text(library)
    if sheet is None or not asked:
        return None
    groups = _groups(text, sheet)
    if not groups:
        return None
    extreme = _extreme(text, groups)
    if extreme is not None:
        return _choice(library, sheet, _at_extreme(text, groups, highest=extreme))
    if value := _value(text):
        rows = [(group, one) for group in groups for one in group.indicators if one.value == value]
        return _choice(library, sheet, rows) if rows else None
    return None


def newest_with_text(library: Library) -> Sheet | None:
    """The newest sheet whose rows are printed in a source of the library."""
    sheets = [sheet for sheet in library.sheets.values() if not sheet.record_only]
    return max(sheets, key=lambda sheet: sheet.edition, default=None)


def _groups(text: str, sheet: Sheet) -> list[Group]:
    wanted = []
    if _OF_RESILIENCE.search(text):
        wanted.append("better")
    if _OF_ACTORS.search(text) or _OF_MARKETS.search(text) or _OF_DRUGS.search(text):
        wanted.append("worse")
    groups = [group for group in sheet.groups if group.indicators and group.higher_is in wanted]
    if _OF_ACTORS.search(text) and not _OF_MARKETS.search(text):
        groups = [group for group in groups if "actor" in group.id]
    elif (_OF_MARKETS.search(text) or _OF_DRUGS.search(text)) and not _OF_ACTORS.search(text):
        groups = [group for group in groups if "actor" not in group.id]
    return groups


def _extreme(text: str, groups: Iterable[Group]) -> bool | None:
    """True for the highest value, False for the lowest, None where neither is asked for."""
    better = any(group.higher_is == "better" for group in groups)
    if _WORST.search(text):
        return not better
    if _BEST.search(text):
        return better
    if _LOWEST.search(text):
        return False
    return True if _HIGHEST.search(text) else None


def _at_extreme(text: str, groups: Iterable[Group], *, highest: bool) -> list[tuple[Group, Indicator]]:
    rows = [(group, one) for group in groups for one in group.indicators]
    if _OF_DRUGS.search(text):
        rows = [(group, one) for group, one in rows if one.name.endswith("TRADE")]
    values: Mapping[bool, Decimal] = {True: max(one.value for _, one in rows), False: min(one.value for _, one in rows)}
    return [(group, one) for group, one in rows if one.value == values[highest]]


def _value(text: str) -> Decimal | None:
    for word, value in _IN_WORDS.items():
        if re.search(rf"\b(?:a|an|of|as|is|got|scores?|scored|with|rated|at)\s+{word}\b", text):
            return value
    match = _VALUE.search(text)
    return Decimal(match["value"]) if match else None


def _choice(library: Library, sheet: Sheet, rows: Iterable[tuple[Group, Indicator]]) -> RowChoice | None:
    passages = [library.row(sheet.source, one.name) for _, one in rows]
    keys = tuple(passage.key for passage in passages if passage is not None)
    return RowChoice(keys) if keys else None
