"""What a claim says of scores beside each other: higher and lower, highest and lowest, how many and how far apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from typing import Final

from bot.evidence.claims.score_values import find_values
from bot.evidence.claims.scoresheet import Finding, Mention, Row, ScoreSheet, row_reason, together

_HIGHER: Final = re.compile(
    r"\b(?:(?:higher|bigger|larger|greater|more|stronger) (?:[\w().]+ ){0,3}?than|above|beats?"
    r"|outranks?|tops|ahead of|outscores?"
    r"|exceeds?|surpass(?:es)?|over(?! \d))\b"
)
_LOWER: Final = re.compile(
    r"\b(?:(?:lower|less|smaller|weaker) (?:[\w().]+ ){0,3}?than|below|behind|under|beneath|trails?"
    r"|lags?(?: behind)?)\b"
)
_WORSE: Final = re.compile(r"\b(?:worse) (?:\w+ ){0,3}?than\b")
_BETTER: Final = re.compile(r"\b(?:better) (?:\w+ ){0,3}?than\b")
_EQUAL: Final = re.compile(
    r"\b(?:(?:the )?same (?:score|value|rating|number|mark|points?|as|level)|tied?|ties|tying|equals?"
    r"|equal (?:to|with)|as (?:high|low|bad|good) as"
    r"|level|joint(?:ly)?|identical|on a par|on par|scored? the same|share[sd]? (?:the |an? )?(?:same"
    r"|top|1st|first|score))\b"
)
_TIMES: Final = (
    (Decimal(2), re.compile(r"\b(?:twice|double[sd]?|2 times|2 x)\b")),
    (Decimal(3), re.compile(r"\b(?:triple[sd]?|3 times|thrice)\b")),
    (Decimal("0.5"), re.compile(r"\bhalf (?:as|of|the score|that of|what)\b")),
)
_APART: Final = re.compile(
    r"(?P<n>\d(?:\.\d+)?) points? (?P<way>above|higher|more|ahead|over|below|lower|less|under|behind|worse|better)\b"
)
_BY: Final = re.compile(r"\bby (?:an? )?(?P<n>\d(?:\.\d+)?) points?\b")
_MIDST: Final = 14  # words between two indicators that are compared at most
_AGGREGATE: Final = re.compile(r"\b(?:average|avg|mean|overall|total)\b")
_EXTREME: Final = re.compile(
    r"\b(?:(?P<nth>second|third|2 ?nd|3 ?rd|fourth|4 ?th)(?: |-))?(?:"
    r"(?P<max>highest|biggest|largest|maximum(?! of)|max(?! of)|number 1|no 1|first place"
    r"|top(?! (?:\d\d|of the hour))|strongest|peak"
    r"|leads?(?! to)|(?:above|higher than|outscores?|beats?|ahead of|tops|outranks?) (?:every|all "
    r"|any|the rest|everybody)\w*"
    r"|(?:nothing|no(?: other)? (?:market|actor|score|indicator"
    r"|resilience \w+)s?) (?:\w+ ){0,6}(?:comes? close|higher|above|close|more|beats?|outscores?|outranks?|tops))"
    r"|(?P<min>lowest|smallest|minimum(?! of)|weakest|bottom|least|(?:below|lower than|behind"
    r"|under) (?:every|all |any|the rest)\w*"
    r"|(?:nothing|no(?: other)? (?:market|actor|score|indicator|resilience \w+)s?) (?:\w+ ){0,4}(?:lower|below|less))"
    r"|(?P<worst>worst)|(?P<best>best))\b"
)
_TOP_FEW: Final = re.compile(r"^ (?P<k>[2-6])\b")
_LOOSE: Final = re.compile(r"\b(?:among|one of|1 of|some of|near|close to)(?: (?:the|its|their|very))* $")
_NEARLY: Final = re.compile(r"\b(?:almost|nearly|practically|close to|not far from)(?: (?:the|a|its|their))* $")
_NEGATED: Final = re.compile(r"\b(?:not|isnt|arent|wasnt|doesnt|dont|didnt|never)\b(?! (?:only|just))(?: \w+){0,3} ?$")
_OF_SCORES: Final = re.compile(
    r"\b(?:highest|lowest|weakest|best|top|worst|strongest)\b (?:\w+ ){0,3}?(?:market|score|indicator"
    r"|resilience|number|value|rating|actor|mark)"
    r"|\bof (?:the|all) (?:\w+ )?(?:markets|actors?|indicators)"
)
_SCOPES: Final = (
    ("drugs", re.compile(r"\bdrug (?:markets?|trades?|scores?)\b|\b(?<!synthetic )drugs?\b(?! \w)")),
    ("criminal-markets", re.compile(r"\b(?:markets?|criminalmarkets?)\b")),
    ("criminal-actors", re.compile(r"\b(?:actors?(?: types?| side)?|criminalactors?)\b")),
    ("resilience", re.compile(r"\bresilien\w*\b")),
    (
        "",
        re.compile(
            r"\b(?:of all|of everything|indicators?|whole (?:sheet|panel|profile|index)|overall"
            r"|anything|of any|all scores)\b"
        ),
    ),
)
_LINKS: Final = (
    r"(?: (?:is|are|has|have|gets?|got|scored?|scores|scoring|sits?|sitting|stands?|comes?|rated?"
    r"|rates|reach(?:es)?|hits?|at|on|of|with"
    r"|an?|in|only|just|all|exactly|that|which|there|goes|go|or|even|they|it|was|were|just))*"
)
_END: Final = re.compile(
    r"\b(?P<end>highest|lowest|best|worst|top|weakest|strongest|maximum|minimum)(?: (?:criminal|single))?"
    r" (?P<noun>(?:markets?|actors?|resilience|indicators?|drug markets?)(?: (?:types?|indicators?"
    r"|scores?|values?|numbers?|things?))*)"
    rf"{_LINKS}[ :=]+(?P<value>\d{{1,2}}(?:\.\d+)?)(?!\.?\d)"
)
_COUNT: Final = re.compile(
    r"\b(?P<n>\d{1,2}|one|not|no|nothing|none|all|every|both|single)(?P<whole> (?:out )?of (?:the|its"
    r"|their|all|these)?(?: ?\d{1,2})?)?"
    r"(?: (?:the|their|its|criminal|of|\d{1,2}))* ?"
    r"(?P<noun>(?:drug markets?|(?:criminal )?markets?|(?:criminal )?actors?(?: types?)?"
    r"|resilience(?: (?:scores?|indicators?|things?|categories"
    r"|category|numbers?|values?))?|indicators?|scores?|values?|categories))?\b"
    rf"{_LINKS}"
    r" (?P<value>(?:(?:above|over|below|under|more than|less than|higher than|lower than|at least"
    r"|at most) )?\d{1,2}(?:\.\d+)?)(?!\.?\d)"
    r"(?P<tail>(?: points?)? (?:or|and) (?:above|over|more|higher|up|below|under|less|lower)\b)?"
)  # fmt: skip


def check_ends(text: str, mentions: Sequence[Mention], sheet: ScoreSheet) -> tuple[list[Finding], str]:
    """The value at an end of a group's scale where no indicator is named, and the text without it."""
    found: list[Finding] = []
    rest = text
    if any(mention.row.group for mention in mentions):
        return found, rest
    for match in _END.finditer(text):
        value = next(iter(find_values(text[: match.end()])[-1:]), None)
        scope = _scope_of(match["noun"])
        extreme = _EXTREME.match(match["end"])
        rows = sheet.members(scope or "")
        if value is None or scope is None or extreme is None or not rows:
            continue
        holders = _holders(extreme, rows)
        right = value.fits(holders[0].value)
        found += [Finding(right, row_reason(row.passage)) for row in holders[:3]]
        rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    return found, rest


def check_orders(
    text: str, mentions: Sequence[Mention], sheet: ScoreSheet, *, cued: bool, valued: bool
) -> list[Finding]:
    """Comparisons and extremes of the rows that the claim names."""
    found: list[Finding] = []
    if cued or valued:
        found += _compared(text, list(mentions))
    found += _only(text, [m for m in mentions if m.row.group], sheet)
    if cued or valued or _OF_SCORES.search(text):
        found += _extremes(text, [m for m in mentions if m.row.group], sheet)
    return found


def check_counts(text: str, mentions: Sequence[Mention], sheet: ScoreSheet, *, cued: bool) -> tuple[list[Finding], str]:
    """How many indicators stand where the claim says, and the text without that."""
    found: list[Finding] = []
    rest = text
    named = any(mention.row.group for mention in mentions)
    for match in _COUNT.finditer(text):
        scope = _scope_of(match["noun"] or "")
        value = next(iter(find_values(text[match.start("value") : match.end()])), None)
        if scope is None and not (match["n"] == "nothing" and (cued or mentions)):
            continue
        loose = match["noun"] in (None, "score", "scores") and not match["whole"]
        if value is None or (loose and (named or match["n"] == "not")):
            continue  # “heroin and cocaine both score 4” counts nothing
        if scope is None:
            scope = next((group for m in mentions for group in [m.row.group or m.row.id]), "")
        rows = sheet.members("" if scope == "criminality" else scope)
        fits = [row for row in rows if value.fits(row.value)]
        wanted = _wanted(match["n"], len(rows))
        at_least = text[: match.start()].endswith("at least ")
        right = len(fits) >= wanted if at_least else len(fits) == wanted
        shown = (fits if right else [row for row in rows if row not in fits] if wanted else fits) or rows
        found += [Finding(right, row_reason(row.passage)) for row in shown[:3]]
        rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    return found, rest


def _wanted(word: str, size: int) -> int:
    if word in ("no", "not", "nothing", "none"):
        return 0
    if word in ("all", "every"):
        return size
    return {"one": 1, "single": 1, "both": 2}.get(word) or int(word)


def _scope_of(text: str) -> str | None:
    if re.fullmatch(r"(?:indicators?|scores?|values?|categories)", text):
        return ""
    return next((scope for scope, pattern in _SCOPES if pattern.search(text)), None)


def _compared(text: str, mentions: list[Mention]) -> list[Finding]:
    """Each two rows, or runs of rows, that stand to both sides of a comparing word; runs that are said to be level."""
    found: list[Finding] = []
    runs = [run for run in together(text, _comparable(text, mentions)) if run]
    for run, following in zip_longest(runs, runs[1:]):
        end = following[0].start if following else len(text)
        between = text[run[-1].end : end]
        if following and len(between.split()) <= _MIDST and _same_rank(run, following):
            pairs = [(one.row, other.row) for one in run for other in following if one.row is not other.row]
            if told := _compare(between, run[0].row.worse_high):
                negated = _NEGATED.search(between[: told[1]]) is not None
                found += [_paired(one, other, told[0], negated=negated) for one, other in pairs]
                continue
        if len(run) > 1 and _EQUAL.search(re.split(r"[.;]|\bthan\b", between)[0]) and not _EXTREME.search(between):
            found += [_paired(run[0].row, other.row, lambda a, b: a == b, negated=False) for other in run[1:]]
    return found + _apart(text, mentions)


def _comparable(text: str, mentions: list[Mention]) -> list[Mention]:
    """The indicators of a claim, and its groups where they are spoken of by their score or no indicator is named."""
    singles = [mention for mention in mentions if mention.row.group]
    if not singles:
        return mentions
    return [m for m in mentions if m.row.group or _AGGREGATE.search(text[m.start : m.end + 9])]


def _same_rank(run: list[Mention], following: list[Mention]) -> bool:
    return run[0].row.id != following[0].row.id


def _compare(between: str, worse_high: bool) -> tuple[Callable[[Decimal, Decimal], bool], int] | None:
    """What the words between two rows say of them, and where they say it."""
    for times, pattern in _TIMES:
        if match := pattern.search(between):
            return partial(_times, times), match.start()
    if _APART.search(between):
        return None
    for pattern, up in ((_HIGHER, True), (_LOWER, False), (_WORSE, worse_high), (_BETTER, not worse_high)):
        match = pattern.search(between)
        if match and _bridges(between, match) and not _EXTREME.match(between, match.start()):
            return ((lambda a, b: a > b) if up else (lambda a, b: a < b)), match.start()
    if (match := _EQUAL.search(between)) and _bridges(between, match):
        return (lambda a, b: a == b), match.start()
    return None


def _times(times: Decimal, one: Decimal, other: Decimal) -> bool:
    return one == other * times


def _bridges(between: str, match: re.Match[str]) -> bool:
    """Whether a comparing word leads on to the second row: no new clause begins behind it."""
    return re.search(r"[,;:]|\b(?:but|while|whereas|though)\b", between[match.end() :]) is None


def _paired(one: Row, other: Row, holds: Callable[[Decimal, Decimal], bool], *, negated: bool) -> Finding:
    right = holds(one.value, other.value) is not negated
    printed = "above" if one.value > other.value else "below" if one.value < other.value else "equal to"
    return Finding(right, row_reason(one.passage, f"Its printed score is {printed} that of {other.passage.text}."))


def _apart(text: str, mentions: list[Mention]) -> list[Finding]:
    """“Half a point above them”."""
    found = []
    for match in _APART.finditer(text):
        before = [m for m in mentions if m.end <= match.start() and m.row.group]
        after = [m for m in mentions if m.start >= match.end() and m.row.group]
        others = together(text, before[:-1])[-1] if not after and len(before) > 1 else after[:1]
        if not before or not others:
            continue
        one = before[-1].row
        sign = -1 if match["way"] in ("below", "lower", "less", "under", "behind") else 1
        for other in others:
            right = one.value - other.row.value == sign * Decimal(match["n"])
            found.append(Finding(right, row_reason(one.passage)))
            found.append(Finding(right, row_reason(other.row.passage)))
    for match in _BY.finditer(text):
        before = [m for m in mentions if m.end <= match.start() and m.row.group][-2:]
        if len(before) == 2 and (told := _compare(text[before[0].end : before[1].start], before[0].row.worse_high)):
            rows = [mention.row for mention in before]
            first, second = (row.value for row in rows)
            right = told[0](first, second) and abs(first - second) == Decimal(match["n"])
            found += [Finding(right, row_reason(row.passage)) for row in rows]
    return found


def without_distances(text: str) -> str:
    """The text without distances of scores, which are no scores."""
    return _BY.sub(_blank, _APART.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _only(text: str, mentions: list[Mention], sheet: ScoreSheet) -> list[Finding]:
    """“Only X scores above 3 in resilience”: no other of its group does."""
    found: list[Finding] = []
    values = find_values(text) if "only" in text else []
    for run in together(text, mentions) if values else []:
        value = next((value for value in values if value.start >= run[-1].end), None)
        if value is None or not re.search(r"\bonly(?: the)? $", text[: run[0].start]):
            continue
        scope = next((name for name, pattern in _SCOPES if pattern.search(text[value.end :])), run[0].row.group)
        rows = [row for row in sheet.members(scope) if value.fits(row.value)]
        named = [mention.row for mention in run]
        found += [Finding(row in rows, row_reason(row.passage)) for row in named]
        found += [Finding(False, row_reason(row.passage)) for row in rows if row not in named][:2]
    return found


def _extremes(text: str, mentions: list[Mention], sheet: ScoreSheet) -> list[Finding]:
    found: list[Finding] = []
    matches = list(_EXTREME.finditer(text))
    for place, match in enumerate(matches):
        start = matches[place - 1].end() if place else 0
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        subjects = _subjects(text, mentions, match, (start, end))
        if not subjects or _NEARLY.search(text[: match.start()]):
            continue
        scope = _extreme_scope(text, match, subjects[0].row, sheet)
        rows = sheet.members(scope)
        if any(subject.row not in rows for subject in subjects):
            continue
        negated = _NEGATED.search(text[: match.start()]) is not None
        found += [_extreme(text, match, subject.row, rows, negated=negated) for subject in subjects]
        if not negated and not found[-1].right:
            found += [Finding(False, row_reason(row.passage)) for row in _holders(match, rows)[:2]]
    return found


def _subjects(text: str, mentions: list[Mention], match: re.Match[str], window: tuple[int, int]) -> list[Mention]:
    """The rows that are said to be at the end of a scale: those just before the word, or else just after it."""
    before = [m for m in mentions if window[0] <= m.start and m.end <= match.start()]
    after = [m for m in mentions if match.end() <= m.start and m.end <= window[1]]
    if before and len(text[before[-1].end : match.start()].split()) <= _MIDST:
        runs = together(text, before)
        if len(runs) > 1 and _EQUAL.search(text[runs[-2][-1].end : runs[-1][0].start]):
            return [*runs[-2], *runs[-1]]
        if len(runs) > 1 and (_HIGHER.search(text[runs[-2][-1].end : runs[-1][0].start])):
            return runs[-2]
        return runs[-1]
    return together(text, after)[0] if after else []


def _extreme_scope(text: str, match: re.Match[str], subject: Row, sheet: ScoreSheet) -> str:
    after = " ".join(re.split(r"[.;,]", text[match.end() :])[0].split()[:7])
    before = " ".join(text[: match.start()].split()[-4:])
    for piece in (match.group(), after, before):
        for scope, pattern in _SCOPES:
            if pattern.search(piece) and (scope == "" or sheet.members(scope)):
                return scope
    return "" if match.group().startswith("nothing") and re.match(r" than\b", text[match.end() :]) else subject.group


def _is_high(match: re.Match[str], worse_high: bool) -> bool:
    if match["worst"]:
        return worse_high
    if match["best"]:
        return not worse_high
    return match["max"] is not None


def _extreme(text: str, match: re.Match[str], row: Row, rows: list[Row], *, negated: bool) -> Finding:
    high = _is_high(match, row.worse_high)
    beyond = [other.value for other in rows if (other.value > row.value if high else other.value < row.value)]
    level = sum(other.value == row.value for other in rows)
    few = _TOP_FEW.match(text[match.end() :])
    if few:
        right = len(beyond) < int(few["k"])
    elif _LOOSE.search(text[: match.start()]):
        right = len(beyond) < max(3, len(rows) // 3)
    elif match["nth"]:
        nth = {"s": 2, "2": 2, "t": 3, "3": 3}.get(match["nth"][0], 4)
        right = len(set(beyond)) + 1 == nth or len(beyond) < nth <= len(beyond) + level
    else:
        right = not beyond
    return Finding(right is not negated, row_reason(row.passage))


def _holders(match: re.Match[str], rows: list[Row]) -> list[Row]:
    pick = max if _is_high(match, rows[0].worse_high) else min
    extreme = pick(row.value for row in rows)
    return [row for row in rows if row.value == extreme]
