"""Queries for published scores: which printed row is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from bot.library.model import Group, Indicator, Sheet
from bot.library.snapshot import Library
from bot.search.cues import SCALE, SCORE_WORDS, Cues
from bot.search.indicators import DRUGS, GROUPS, Names, Printed, called, naming
from bot.search.normalising import Query, words_of
from bot.search.words import is_content, rarity

_NUMERALS: Final = "two|three|four|five|six|seven|eight|nine|ten"
_SUPERLATIVES: Final = "highest|lowest|top|bottom|biggest|smallest|worst|best|weakest|strongest|scariest|mildest"
_HIGHEST = re.compile(
    r"\b(?:highest|top|biggest|most|largest|maximum|max|strongest|number one|leading|first|scariest)\b"
)
_LOWEST = re.compile(r"\b(?:lowest|bottom|smallest|least|minimum|min|weakest|last|mildest)\b")
_WORST = re.compile(r"\bworst\b")
_BEST = re.compile(r"\bbest\b")
_OF_MARKETS = re.compile(r"\b(?:markets?|crimes?|trades?|criminality)\b")
_OF_ACTORS = re.compile(r"\b(?:actors?|actor types?|groups?)\b")
_OF_RESILIENCE = re.compile(r"\b(?:resilience|indicators?|institutions?|capacity)\b")
_OF_DRUGS = re.compile(r"\b(?:drugs?|narcotics?)\b")
_OF_NATURE = re.compile(r"\benvironment(?:al)?\b")
_NATURE: Final = frozenset({"flora-crimes", "fauna-crimes", "non-renewable-resource-crimes"})
_OF_ANYTHING = re.compile(r"\bindicators?\b|\bscor(?:es?|ed|ing)\b")
#: How many of the first, and which place after the first.
_SEVERAL = re.compile(
    rf"\b(?:{_SUPERLATIVES})[- ](?P<after>[2-9]|{_NUMERALS})\b|\b(?P<before>[2-9]|{_NUMERALS}) (?:{_SUPERLATIVES})\b"
)
_LATER = re.compile(rf"\b(?P<place>second|2nd|third|3rd)[- ](?:{_SUPERLATIVES}|most|least)\b")
_VALUE = re.compile(r"(?<![\d.])(?P<value>10(?:\.0+)?|[1-9](?:\.\d{1,2})?)(?![\d.]|\s*(?:percent|%|th\b|of\b|years?))")
_DECIMAL = re.compile(r"(?<![\d.])\d{1,2}\.\d\d?(?![\d.])")
_HOLDING = re.compile(r"\b(?:have|has|had|with|at|gets?|got|scor(?:es?|ed)) (?:an? )?(?:10|[1-9])\b")
_IN_WORDS: Final = dict(zip(f"one {_NUMERALS}".replace("|", " ").split(), map(Decimal, range(1, 11)), strict=True))
#: By which a part of the sheet is meant, beside a superlative, even where no score is asked for.
_PANEL: Final = frozenset("market markets actor actors indicator indicators resilience".split())
_SCORED: Final = frozenset("crime crimes drug drugs".split())
_PANEL_WORDS: Final = _PANEL | frozenset(
    """crime crimes criminal criminality trade trades type types group groups drug drugs narcotics index oci organized
    weakest strongest maximum minimum leading scariest mildest sheet second third 2nd 3rd powerful environmental
    environment""".split()
)
#: Whom a country is ranked among.
_PEERS: Final = frozenset(
    """asia asian asias east eastern region regional continent continental global globally world worlds worldwide
    nations countries earth""".split()
)
#: A query without any of these, a number or a wish for a score asks for no row.
_HINTS: Final = (
    _PANEL
    | _PEERS
    | frozenset(
        """points point mark marks grade grades figure number value rate rates rated how average avg mean total overall
        place position spot standing stand stands index oci ocindex toc initiative highest lowest""".split()
    )
)
#: What asks for a score in so many words, whatever is scored.
_POINTS = re.compile(
    r"\bhow many points\b|\bpoints? (?:for|on|of|in|given|does|do|did)\b|(?<!main )(?<!key )(?<!border )\bpoints?$"
    r"|\b(?:mark|grade)(?:$| (?:for|on|of|in|given|to|does|do|did))|\bhow (?:is|are|was|were) .*\brated\b|\brated$"
)
#: What does so where an indicator is called by its name.
_FIGURE = re.compile(
    r"\b(?:figure|number|value)\b(?! of)|^rate\b|\brates?$|\brates? (?:on|for)\b"
    r"|\bhow (?:high|low|bad|badly|well|good)\b"
    r"|\bhow (?:do|does|did|is|are) .*\b(?:do|doing|fare|faring|perform|performing|rate|stand)\b|= ?\?|\bindex\b"
    r"|\b(?:gets?|got|really|an?|the) (?:10|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(?:10|[1-9]) (?:for|or \d+)\b"
    r"|\bwhat (?:do|does|did) .*\b(?:get|have)$|\b(?:10|[1-9])\?$|\bpoints?\b|\bmarks?\b|\bgrades?\b"
)
#: What does so for an average of many.
_OF_ALL = re.compile(r"\b(?:average|avg|mean|total|overall)\b")
_PLACE = re.compile(
    r"\b(?:what|which) (?:place|position|spot)\b"
    r"|\b(?:place|position|spot|standing|stands?|sits?) (?:in|among|amongst|out|worldwide|globally)\b"
    r"|\b(?:world|asian?|global|regional) (?:place|position|spot|standing)\b|\bwhere (?:do|does|is|are|did)\b"
    r"|\b(?:of|among|/) ?(?:193|46)\b"
)
_HOW_BAD = re.compile(r"\bhow (?:high|low|bad)\b")
#: Of people rather than of the crime that is scored.
_BY_THEM = re.compile(r"\b(?:smugglers?|traffickers?|counterfeiters?|hackers?|launderers?|poachers?|loggers?)\b")
_NTH = re.compile(r"\b(?P<ordinal>\d{1,3})(?:st|nd|rd|th)\b|\b(?P<of>\d{1,3}) ?(?:out of|of|/) ?(?:193|46)\b")
#: What is asked about a thing rather than about its score.
_PROSE = re.compile(
    r"\b(?:says?|said|about|tells?|describes?|mentions?|why|who|whom|whose|explain(?:s|ed)?|what does .* mean|reasons?"
    r"|because|calculated|computed|how many (?!points\b)|number of|position on|stand(?:s|ing)? up|section|text"
    r"|narrative)\b"
)
#: What may stand beside a name.
_BESIDE: Final = (
    SCORE_WORDS
    | _PEERS
    | frozenset(_IN_WORDS)
    | frozenset(
        """among amongst trade trades illicit illegal criminal crime crimes criminality organized total overall
        average avg mean level category official latest current newest exact given got assigned awarded received
        earned sheet report scale oci ocindex resilience high low bad good badly poor poorly weak strong place
        position spot standing stand stands sit sits rate rates fare faring perform performing doing printed gave
        group groups toc gi initiative gimme quick remind""".split()
    )
)
_WISHES: Final = frozenset("score scores rating ratings points ranking index".split())
#: Slips of one letter in a wish for a score: scroe, raiting, poitns.
_SLIPS: Final = frozenset(
    slip
    for word in _WISHES
    for i in range(1, len(word))
    for slip in (word[:i] + word[i + 1 :], word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
                 word[:i] + word[i - 1] + word[i:], word[:i] + "i" + word[i:])
) - _WISHES  # fmt: skip


class RowChoice(NamedTuple):
    """Rows that a query asks for: by a name, by their value or rank, or as the highest or lowest of a group."""

    keys: tuple[str, ...]  # passage keys, the one to be shown first first


def describe(query: Query, library: Library, cues: Cues) -> RowChoice | None:
    """The rows that `query` asks for and says little else; None where it asks for none, or speaks of more."""
    slips = _SLIPS.intersection(query.words)
    if not (cues.wants_score or query.numbers or slips or not _HINTS.isdisjoint(query.words)):
        return None
    sheet = newest_with_text(library)
    if sheet is None or (cues.sources and sheet.source not in cues.sources):
        return None
    text = SCALE.sub(" ", query.text)
    slips = frozenset(slip for slip in slips if rarity(slip) >= 1.0)
    ids = _described(query, text, sheet, cues) or _named(query, text, sheet, cues, slips)
    return _choice(library, sheet, ids) if ids else None


def _names(sheet: Sheet) -> Names:
    """By what the rows of a sheet may be called, worked out once for each of the latest sheets."""
    known = _known.get(id(sheet))
    if known is None:
        if len(_known) >= _SHEETS:
            _known.clear()
        known = _known[id(sheet)] = (sheet, Names(_printed(sheet)))
    return known[1]


_SHEETS: Final = 8
_known: dict[int, tuple[Sheet, Names]] = {}  # by identity, since to hash a sheet takes long; it is held, so it lives


def _printed(sheet: Sheet) -> Printed:
    """Ids and printed names of all that a sheet scores."""
    groups = [[(group.id, group.name), *((one.id, one.name) for one in group.indicators)] for group in sheet.groups]
    return tuple(pair for group in groups for pair in group)


def rows_named(query: Query) -> frozenset[str]:
    """The ids of the rows that a query for a score names, unless it speaks of more besides."""
    named = naming(query.words, _BESIDE, called())
    rest = [word for word in named.rest if not _may_stand(word, frozenset())]
    return named.ids if named.covered >= (2 * len(rest) if named.everyday else len(rest)) else frozenset()


def newest_with_text(library: Library) -> Sheet | None:
    """The newest sheet whose rows are printed in a source of the library."""
    sheets = [sheet for sheet in library.sheets.values() if not sheet.record_only]
    return max(sheets, key=lambda sheet: sheet.edition, default=None)


def _described(query: Query, text: str, sheet: Sheet, cues: Cues) -> tuple[str, ...]:
    """The indicators that are meant by a superlative or by their value."""
    words = frozenset(query.words)
    if not all(_is_of_panel(word) for word in query.words):
        return ()
    groups = _groups(text, sheet, wants_score=cues.wants_score)
    ranked = not words.isdisjoint(_PEERS)
    extreme = None if ranked else _extreme(text, groups)
    if groups and extreme is not None and (cues.wants_score or _speaks_of_panel(words)):
        return _at_extreme(text, groups, highest=extreme)
    if _DECIMAL.search(text) or ((cues.wants_score or not words.isdisjoint(_PANEL)) and _HOLDING.search(text)):
        return _of_value(_value(text), groups or sheet.groups, sheet)
    return _of_value(_value(text), groups or sheet.groups, sheet) if cues.wants_score and not ranked else ()


def _speaks_of_panel(words: frozenset[str]) -> bool:
    """Whether a superlative is about markets, actors or resilience, and not about the shops of the capital."""
    if "pyongyang" in words:
        return False
    if words.isdisjoint(_PANEL):
        return not words.isdisjoint(("highest", "lowest")) and not words.isdisjoint(_SCORED)
    return not words.isdisjoint(_SUPERLATIVES.split("|")) or {"most", "powerful"} <= words


def _is_of_panel(word: str) -> bool:
    """Whether a word tells of scores and what is scored as such, rather than of one thing that is scored."""
    known = word in SCORE_WORDS or word in _PANEL_WORDS or word in _PEERS or word in _IN_WORDS
    return known or not is_content(word) or word.isdigit()


def _groups(text: str, sheet: Sheet, *, wants_score: bool) -> list[Group]:
    """The groups whose indicators are spoken of."""
    groups = [group for group in sheet.groups if group.indicators]
    actors, markets = _OF_ACTORS.search(text), _OF_MARKETS.search(text) or _OF_DRUGS.search(text)
    sides = set()
    if "resilience" in text or (_OF_RESILIENCE.search(text) and (_BEST.search(text) or _WORST.search(text))):
        sides.add("better")
    if actors or markets:
        sides.add("worse")
    if not sides and _OF_RESILIENCE.search(text) and not _OF_ANYTHING.search(text):
        sides.add("better")
    if not sides:
        if not (wants_score and _OF_ANYTHING.search(text)):
            return []
        sides = {"better"} if _BEST.search(text) else {"worse"} if _WORST.search(text) else {"better", "worse"}
    groups = [group for group in groups if group.higher_is in sides]
    if bool(actors) != bool(markets):
        groups = [one for one in groups if one.higher_is == "better" or ("actor" in one.id) == bool(actors)]
    return groups


def _extreme(text: str, groups: Iterable[Group]) -> bool | None:
    """True for the highest value, False for the lowest, None where neither is asked for."""
    better = all(group.higher_is == "better" for group in groups)
    if _WORST.search(text):
        return not better
    if _BEST.search(text):
        return better
    if _LOWEST.search(text):
        return False
    return True if _HIGHEST.search(text) else None


def _at_extreme(text: str, groups: Iterable[Group], *, highest: bool) -> tuple[str, ...]:
    """The indicators that hold the first place, the second, or one of the first few; equals in printed order."""
    rows = [one for group in groups for one in group.indicators]
    if _OF_DRUGS.search(text):
        rows = [one for one in rows if one.id in DRUGS]
    if _OF_NATURE.search(text):
        rows = [one for one in rows if one.id in _NATURE] or rows
    rows.sort(key=lambda one: one.value, reverse=highest)
    values = list(dict.fromkeys(one.value for one in rows))
    if later := _LATER.search(text):
        place = 1 if later["place"] in ("second", "2nd") else 2
        return tuple(one.id for one in rows if one.value == values[min(place, len(values) - 1)])
    last = values[0]
    if several := _SEVERAL.search(text):
        count = several["after"] or several["before"]
        last = rows[min(len(rows), int(_IN_WORDS.get(count) or count)) - 1].value
    return tuple(one.id for one in rows if (one.value >= last if highest else one.value <= last))


def _of_value(value: Decimal | None, groups: Iterable[Group], sheet: Sheet) -> tuple[str, ...]:
    rows: list[Group | Indicator] = [one for group in groups for one in group.indicators]
    rows += sheet.groups
    return tuple(one.id for one in rows if value is not None and one.value == value)


def _value(text: str) -> Decimal | None:
    for word, value in _IN_WORDS.items():
        if re.search(rf"\b(?:a|an|of|as|is|got|scores?|scored|with|rated|at)\s+{word}\b", text):
            return value
    match = _VALUE.search(text)
    return Decimal(match["value"]) if match else None


def _named(query: Query, text: str, sheet: Sheet, cues: Cues, slips: frozenset[str]) -> tuple[str, ...]:
    """The one indicator or group that is named beside a wish for its score or rank."""
    words = query.words if cues.rest == query.text else words_of(cues.rest)
    names = _names(sheet)
    if not all(_may_stand(word, slips) or names.may_hold(word) for word in filter(is_content, words)):
        return ()  # as it would be told below, after much more
    if _PROSE.search(text) or _is_printed(query.text, sheet):
        return ()
    asked = cues.wants_score or bool(slips) or _POINTS.search(text) is not None
    by_name = asked or _FIGURE.search(text) is not None or _DECIMAL.search(text) is not None
    of_source = bool(cues.sources) and ":" not in text and re.search(r"\b(?:on|in|for)\b", text) is None
    of_all = _OF_ALL.search(text) is not None
    nth = _NTH.search(text)
    placed = cues.wants_rank or nth is not None or _PLACE.search(text) is not None
    if not (asked or by_name or of_source or of_all or placed):
        return ()
    named = naming(words, _BESIDE | slips, names)
    if any(not _may_stand(word, slips) for word in named.rest):
        return ()
    if not named.ids:
        whole = asked and (of_all or bool(cues.sources)) and not placed
        return _whole(sheet) if whole else _of_place(query, sheet, cues, nth) if placed else ()
    if asked and named.ids == DRUGS:
        return tuple(id_ for id_, _ in names.printed if id_ in DRUGS)
    if len(named.ids) > 1:
        return ()
    (id_,) = named.ids
    if id_ in GROUPS:
        asked = asked or of_all or _HOW_BAD.search(text) is not None
        asked = asked or (placed and (cues.wants_rank or nth is not None or not _PEERS.isdisjoint(query.words)))
        by_name = by_name or placed
    else:
        by_name = (by_name or of_source) and not _BY_THEM.search(text)
    return (id_,) if asked or (by_name and not named.everyday) else ()


def _is_printed(text: str, sheet: Sheet) -> bool:
    """Whether the query is, word for word, a total or a rank as printed, and so left to the brief of that name."""
    if any(text == group.name.casefold() for group in sheet.groups):
        return True
    printed = text.partition(" of ")
    return bool(_NTH.fullmatch(printed[0])) and any(printed[2] == one.scope.casefold() for one in sheet.ranks)


def _of_place(query: Query, sheet: Sheet, cues: Cues, nth: re.Match[str] | None) -> tuple[str, ...]:
    """The total that holds a rank; without one, the total of what is bad when high, where a rank is asked for."""
    if nth:
        place = int(nth["ordinal"] or nth["of"])
        east = not {"east", "eastern"}.isdisjoint(query.words)
        held = [one for one in sheet.ranks if one.value == place and east <= ("Eastern" in one.scope)]
        ids = dict.fromkeys(one.of for one in held)
        return tuple(ids) if len(ids) == 1 else ()
    if not cues.wants_rank and _PEERS.isdisjoint(query.words):
        return ()
    return _whole(sheet)


def _whole(sheet: Sheet) -> tuple[str, ...]:
    """The total of what is bad when high."""
    return tuple(group.id for group in sheet.groups if group.of)[:1]


def _may_stand(word: str, slips: frozenset[str]) -> bool:
    return word in _BESIDE or word in slips or word.isdigit() or re.fullmatch(r"\d+(?:st|nd|rd|th)", word) is not None


def _choice(library: Library, sheet: Sheet, ids: Iterable[str]) -> RowChoice | None:
    names = dict(_names(sheet).printed)
    keys = [_key(library, sheet.source, names[id_]) for id_ in ids if id_ in names]
    found = tuple(dict.fromkeys(key for key in keys if key))
    return RowChoice(found) if found else None


def _key(library: Library, source: str, name: str) -> str | None:
    """The key of a row; the value of a total is printed before its name."""
    if row := library.row(source, name):
        return row.key
    text = library.texts.get(source)
    return next((row.key for row in text.rows if row.text.endswith(name)), None) if text else None
