"""Queries for published scores: which printed row is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.library.model import Group, Indicator, Sheet
from bot.library.snapshot import Library
from bot.search.cues import SCALE, SCORE_WORDS, Cues
from bot.search.normalising import Query
from bot.search.words import is_content

_HIGHEST = re.compile(r"\b(?:highest|top|biggest|most|largest|maximum|max|strongest|number one|leading|first)\b")
_LOWEST = re.compile(r"\b(?:lowest|bottom|smallest|least|minimum|min|weakest|last)\b")
_WORST = re.compile(r"\bworst\b")
_BEST = re.compile(r"\bbest\b")
_OF_MARKETS = re.compile(r"\b(?:markets?|crimes?|trades?|criminality)\b")
_OF_ACTORS = re.compile(r"\b(?:actors?|actor types?|groups?)\b")
_OF_RESILIENCE = re.compile(r"\b(?:resilience|indicators?|institutions?|capacity)\b")
_OF_DRUGS = re.compile(r"\b(?:drugs?|narcotics?)\b")
_PANEL = re.compile(
    r"\b(?:highest|lowest|top|bottom|biggest|smallest|worst|best|weakest|strongest)\b.*"
    r"\b(?:markets?|actor types?|actors?|indicators?|resilience)\b"
)
#: Whom a country is ranked among.
_PEERS: Final = frozenset("asia asian east eastern region regional continent continental global globally".split())
_PANEL_WORD = re.compile(
    r"(?:markets?|crimes?|criminality|trades?|actors?|types?|groups?|resilience|indicators?|drugs?|narcotics?|index|oci"
    r"|organized|crime|ones?|weakest|strongest|maximum|minimum|leading|\d+)\Z"
)
_VALUE = re.compile(r"(?<![\d.])(?P<value>10(?:\.0+)?|[1-9](?:\.\d{1,2})?)(?![\d.]|\s*(?:percent|%|th\b|of\b|years?))")
_IN_WORDS: Final = dict(
    zip("one two three four five six seven eight nine ten".split(), map(Decimal, range(1, 11)), strict=True)
)


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Rows that a query describes without naming them: by their value, or as the highest or lowest of a group."""

    keys: tuple[str, ...]  # passage keys, in printed order


def describe(query: Query, library: Library, cues: Cues) -> RowChoice | None:
    """The rows that `query` describes by a superlative, a value or a rank; None where it does nothing of the kind."""
    text = SCALE.sub(" ", query.text)
    sheet = newest_with_text(library)
    if sheet is None or not (cues.wants_score or _PANEL.search(text)):
        return None
    if all(_is_of_panel(word) for word in query.words):
        if cues.wants_rank and not _OF_RESILIENCE.search(text):
            return _total(library, sheet)
        if _value(text) and not _groups(text, sheet):
            rows = [(group, one) for group in sheet.groups for one in group.indicators if one.value == _value(text)]
            return _choice(library, sheet, rows) if rows else None
    groups = _groups(text, sheet)
    if not groups or not _only_panel_words(query):
        return None
    extreme = _extreme(text, groups)
    if extreme is not None:
        return _choice(library, sheet, _at_extreme(text, groups, highest=extreme))
    if value := _value(text):
        rows = [(group, one) for group in groups for one in group.indicators if one.value == value]
        return _choice(library, sheet, rows) if rows else None
    return None


def _is_of_panel(word: str) -> bool:
    """Whether a word tells of scores and ranks as such, rather than of what is scored."""
    return not is_content(word) or word in SCORE_WORDS or word in _PEERS or word.isdigit()


def _only_panel_words(query: Query) -> bool:
    """Whether nothing but the panel is spoken of: a query that names an indicator is left to the ranking."""
    return all(not is_content(word) or word in SCORE_WORDS or _PANEL_WORD.match(word) for word in query.words)


def _total(library: Library, sheet: Sheet) -> RowChoice | None:
    """The total of the side that is bad when high, with the ranks printed below it."""
    total = next((group for group in sheet.groups if group.of), None)
    text = library.texts.get(sheet.source)
    if total is None or text is None:
        return None
    return RowChoice(tuple(row.key for row in text.rows if row.text.endswith(total.name))[:1]) or None


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
