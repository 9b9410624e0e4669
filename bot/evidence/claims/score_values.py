"""The score values that a claim gives, each with the row that it is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bot.evidence.claims.quantities import Bound
from bot.evidence.claims.scoresheet import Finding, Mention, Row, row_reason, together

_NUMBER: Final = re.compile(r"(?<![\w.,$€£#])\d{1,3}(?:\.\d+)?(?![\w%]|[.,/:]\d)")
_WORDS: Final = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_HALF: Final = re.compile(rf"\b({'|'.join(_WORDS)}|\d)(?: points?)? and a half\b")
_SPELLED: Final = re.compile(rf"\b({'|'.join(w for w in _WORDS if w != 'one')})\b")
#: “one” is a number only where a score stands: “the one thing”, “one of them” are none.
_ONE: Final = re.compile(
    r"(?<=\b)(?P<link>(?:score[sd]?|rated|at|gets?|got|on|an?|flat|with|given|only|just|both"
    r"|[:=,(])(?: (?:an?|of|at|just"
    r"|only|flat|measly|mere))*) ?\bone\b(?! (?:of (?!10|ten)|that|who|thing|resilience|market|actor|which|to|with|in))"
)
_OF_TEN: Final = re.compile(
    r"(?<=\d) ?(?:/|out of|outta|of|over) ?(?:a (?:possible|max(?:imum)?)(?: of)? )?10(?:\.0+)?(?![\d.]*\d)"
)
_FULL: Final = re.compile(
    r"\b(?:max(?:es|ed)? out(?: (?:at|with|on))?(?: (?:an?|the))?(?: (?:perfect|clean|straight|full"
    r"|solid|maximum|max))?(?: 10| the scale)?(?= *(?:$|[.,;:!)]|points|lol|in\b|for\b|and\b|but\b|there\b|here\b))"
    r"|(?:full|top) marks|(?:an? |the )?perfect score)(?: points)?(?! \d)"
)
_UNIT: Final = re.compile(
    r"^\s*(?:(?:percent|pct|percentage|k|m|bn|mil|million|billion|thousand|hundred|dozen|dollars?|usd"
    r"|bucks|euros?|eur|won|yuan"
    r"|rubles?|yen|pounds?|cents?|people|persons?|men|women|girls|boys|kids|children|victims|defectors|workers|officers"
    r"|officials|guards|smugglers|traffickers|dealers|hackers|gangs|ships|guns|rifles|years?|yrs?|months?|weeks?|days?"
    r"|hours?|hrs?|minutes?|mins?|seconds?|decades?|tons?|tonnes?|kilos?|kg|kgs|grams?|g|lbs|litres?|liters?|barrels?"
    r"|pills|doses|km|miles?|meters?|cases?|arrests?|seizures?|attacks?|convictions?|times|pm|am|oclock|st|nd|rd|th"
    r"|countries|provinces|cities|camps|agents|laws|treaties|policies|of (?:\w+ )?\d+|in (?:every )?\d|x\b)\b|degrees)"
)
_AFTER: Final = re.compile(
    r"^\s*(?:$|[.,;:)!/?=\"-]|(?:and|but|in|on|for|out|points?|while|whereas|which|that|is|from"
    r"|overall|vs|versus|against|there"
    r"|too|now|though|tho|lol|lmao|or|not|so|respectively|as|at|average|score[sd]?|this|according|with|per|to|by|also"
    r"|rating|among|amongst|within|across|i|imo|right|each|apiece|both|flat|btw|exactly|only|just"
    r"|again|haha|of course|because|since|then|if"
    r"|despite|even|like|same|pretty|iirc|afaik|yeah|wow|ouch|damn|really|total|higher|lower|above|below|more|less)\b)"
)
_FILLER: Final = (
    r"an?|the|of|only|just|still|even|about|around|nearly|almost|roughly|over|above|below|under|more"
    r"|less|than|least|most"
    r"|up|down|full|perfect|clean|straight|flat|solid|measly|mere|whole|bare|minimum|maximum|exactly"
    r"|actually|also|all|both|each"
    r"|northkorea|there|their|its|nk|dprk|overall|total|average[sd]?|avg|out|way|too|for|in|panel"
    r"|table|sheet|poor|high|low|"
    r"some ?how|barely|now|really|got|to|per|same|number|value|level|side|part|list|them"
    r"|they|it|markets?|actors?|indicators?|2023|one|not|isnt|wasnt|didnt|doesnt|never|lower|higher"
    r"|greater|worse|better|between|but|whopping|mid|middle|scale|very|rock|bottom|top|joint|first"
)
_VERB: Final = (
    r"is|was|are|were|s|at|got|gets?|has|have|had|scored?|scores|scoring|rated|rates?|rating|sits?"
    r"|sitting|stands?|lands?"
    r"|comes?(?: in| out)?|reach(?:es)?|hits?|on|with|earn(?:s|ed)?|receive[sd]?|given|gives?|gave|puts?|marks?|marked"
    r"|graded?|level|tied?|ties|equal|leads?|averages?|averaged|points?|as high as|share[sd]?|(?:tops?"
    r"|max(?:es)?|bottoms?|caps?) out"
)
_LINK: Final = re.compile(rf"(?:\b(?:{_FILLER}|{_VERB})\b|[\s,:=(/~<>-])*+")
#: A link that makes even a whole number without any word of scores a score.
_PLAIN_LINK: Final = re.compile(rf"[:=(/]|\b(?:{_VERB})\b|\b(?:under|below|over|above)\s*$")
_NO_SCORE: Final = re.compile(
    r"\b(?:rose|risen|rises|fell|fallen|costs?|earn(?:s|ed)? (?:them|him|it|us)|made|makes|grew"
    r"|grow(?:s|n)?|increase[sd]?"
    r"|decrease[sd]?|drop(?:s|ped)?|by|kill(?:s|ed)?|seized?|worth|since|paid|pays?|sold|sells?|arrest(?:s|ed)?|caught"
    r"|took|takes|open(?:s|ed)?|close[sd]?|meet|station|office|chapter|page|article|section|bureau"
    r"|tier|until|before|after|prices?|purity|loss(?:es)?|budget|deals?|tickets?)\b"
)
_NAMES_NO_SCORE: Final = re.compile(
    r"(?:\b(?:tier|article|section|bureau|office|page|chapter|paragraph|top|bottom|figure|table|rank"
    r"|ranks|ranked|no|part|up|down"
    r"|jan|feb|march|april|may|june|july|aug|sept?|oct|nov|dec|from|by)\.?)\s*$"
)
_BOUNDS: Final = (
    (Bound.AT_MOST, re.compile(r"\b(?:at most|up to|no (?:more|higher) than|not (?:more|higher) than|maximum of"
    r"|max of)(?: an?)?\s*$")),
    (Bound.AT_LEAST, re.compile(r"\b(?:at least|no (?:less|lower) than|not (?:less"
    r"|lower) than|minimum of)(?: an?)?\s*$")),
    (Bound.MORE, re.compile(r"(?:\b(?:over|above|(?:more|higher|greater|worse"
    r"|better) than|exceed(?:s|ing)?|north of|beyond"
    r"|upwards? of)|>)(?: an?)?\s*$")),
    (Bound.LESS, re.compile(r"(?:\b(?:under|below|(?:less|lower|worse) than|beneath"
    r"|short of|(?:not|nt) even|(?:dont|didnt"
    r"|doesnt|wont) even (?:get|reach|hit))|<)(?: an?)?\s*$")),
    (Bound.ABOUT, re.compile(r"(?:\b(?:about|around|approximately|approx|roughly|nearly|almost|close to|circa|ca)"
    r"|~)(?: an?)?\s*$")),
)  # fmt: skip
_BOUND_AFTER: Final = (
    (Bound.AT_LEAST, re.compile(r"^\s*(?:points? )?(?:\+|or (?:more|above|higher|over"
    r"|up|better|worse)\b|and (?:above|up"
    r"|higher)\b|plus\b)")),
    (Bound.AT_MOST, re.compile(r"^\s*(?:points? )?(?:or (?:less|below|lower|under|fewer)\b"
    r"|and (?:below|lower|under)\b|at most\b)")),
)  # fmt: skip
_NEAR_BY: Final = 60  # characters around a number that say what it is
_NEAR: Final = Decimal("0.5")  # how far “about 8” may be from what is printed
_NEGATED: Final = re.compile(
    r"\b(?:not|isnt|wasnt|arent|didnt|doesnt|dont|never|aint|hasnt)\b(?! (?:even|only|just"
    r"|nothing))(?:(?!\bbut\b)[^,.;:]){0,24}$"
)
#: Ends of names that hardly stand anywhere but in the sheet.
_SHEETLIKE: Final = (
    "crimes", "actors", "groups", "trade", "capacity", "integrity", "detention",
    "accountability", "governance", "support",
)  # fmt: skip
#: Names that are everyday words; a number beside one is a score only where the talk is of scores.
_EVERYDAY: Final = frozenset(
    "coke weed fakes weapons police policing fraud territory courts arms cyber cooperation".split()
)
_BEFORE_NAME: Final = re.compile(
    r"\s*(?:points? |each |marks? |score )*(?:\(|(?:for|on|to|in|goes to|went to|is for|against)\s)\s*"
    r"(?:(?:the|its|their|northkorea|criminal|indicator|category|that|those) )*"
)
#: “A 4.82 criminality score”, “5.73 is the markets score”: a name right behind its value, ended by such a word.
_IS_NAME: Final = re.compile(r"\s*(?:points? )?(?:(?:is|was|are|were)\b ?)?(?:\b(?:the|its|their|northkorea)\b ?)*")
_ENDS_NAME: Final = re.compile(r"(?:^|\b)(?:scores?|ratings?|averages?|marks?)\b")
_GIVES: Final = re.compile(
    r"(?:^|\b(?:an?|only|just|flat|full))(?: \w+)? ?$|\b(?:scores?|scored|rated|gets?|got|gives?|gave)\b"
)
_CHAINED: Final = re.compile(
    r"\s*(?:points? )?(?:to|vs\.?|versus|against|and|,|/|,? and|compared (?:to|with)|-|over|then)\s*(?:an? )?"
)
_EACH: Final = re.compile(r"\b(?:both|each|all|apiece|level|tied?|ties|same|share[sd]?|equal|joint)\b")
_COMPARES: Final = re.compile(
    r"\b(?:than|above|below|beats?|outranks?|outscores?|tops|behind|ahead of|under|over|trails?"
    r"|as (?:high|low|bad) as|vs|versus)\b"
)
_BARE_WORDS: Final = 8  # between a name and its value where the talk is of scores


@dataclass(frozen=True, slots=True)
class _Pair:
    """A value with the row that it may be said of; `listed` where as many values follow as many rows."""

    mention: Mention
    value: Value
    listed: bool = False
    anchor: int = 0  # where the names before the value end


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a claim that may be a score."""

    value: Decimal
    bound: Bound
    decimal: bool  # written with a decimal part or out of ten
    start: int
    end: int
    top: Decimal | None = None  # of “between 8 and 9”

    def fits(self, printed: Decimal) -> bool:
        """Whether the printed value is what is claimed; a value may be rounded to the decimals that it has."""
        if self.top is not None:
            return self.value <= printed <= self.top
        match self.bound:
            case Bound.MORE:
                return printed > self.value
            case Bound.LESS:
                return printed < self.value
            case Bound.AT_LEAST:
                return printed >= self.value
            case Bound.AT_MOST:
                return printed <= self.value
            case Bound.ABOUT:
                return abs(printed - self.value) <= _NEAR
            case _:
                return printed == self.value or self._rounded(printed)

    def _rounded(self, printed: Decimal) -> bool:
        places = -int(self.value.as_tuple().exponent)
        return places > 0 and round(printed, places) == self.value


def plain(folded: str) -> str:
    """A folded claim with values as digits, and “out of ten” as points."""
    text = folded.replace("&", "and").replace("bottomof", "bottom of")
    text = re.sub(r"\bnot (?:one|a single|any)\b(?! but)", "no", text)
    text = re.sub(r"(?<![\w.])(\d{1,2})s\b", r"\1", text)  # “all 1s”
    text = _HALF.sub(lambda m: f"{_WORDS.get(m[1], m[1])}.5", text)
    text = re.sub(r"\bpoint (\d)\b", r".\1", text)
    text = re.sub(r"\bhalf an? point\b", "0.5 points", text)
    text = re.sub(
        r"\b(?:an?|one)(?: full| whole| entire)? point(?= (?:above|over|below|under|higher|lower|more|less)\b)",
        "1 points",
        text,
    )
    text = re.sub(  # “one point seven nine”, of which `fold` reads one decimal
        rf"(?<=\b\d\.\d) ({'|'.join(_WORDS)})\b(?! and\b)", lambda m: str(_WORDS[m[1]]), text
    )
    text = _ONE.sub(lambda m: f"{m['link']} 1", text)
    text = re.sub(r"\bone(?= (?:out )?of (?:10|ten)\b)", "1", text)
    text = _SPELLED.sub(lambda m: str(_WORDS[m[1]]), text)
    text = _OF_TEN.sub(" points", text)
    text = re.sub(r"(?<=\d)(?:pts?|p)\b", " points", text)
    text = re.sub(r"\bperfect 10\b(?! points)", "perfect 10 points", text)
    return _FULL.sub("scored 10 points", text)


def find_values(text: str) -> list[Value]:
    """The numbers of a claim that no unit and no label keeps from being scores."""
    found: list[Value] = []
    for match in _NUMBER.finditer(text):
        value = Decimal(match.group())
        before, after = (
            text[max(0, match.start() - _NEAR_BY) : match.start()],
            text[match.end() : match.end() + _NEAR_BY],
        )
        points = re.match(r"\s*points?\b", after) is not None
        if value > 100 or _UNIT.match(after) or _NAMES_NO_SCORE.search(before):
            continue
        if not (points or "." in match.group() or _AFTER.match(after)):
            continue
        if (
            found
            and _RANGE.search(text[max(0, found[-1].start - _NEAR_BY) : found[-1].start])
            and text[found[-1].end : match.start()] == " and "
        ):
            found[-1] = replace(found[-1], top=value, end=match.end())
            continue
        found.append(Value(value, _bound(before, after), points or "." in match.group(), match.start(), match.end()))
    return found


_RANGE: Final = re.compile(r"\bbetween (?:an? )?$")


def _bound(before: str, after: str) -> Bound:
    for bound, pattern in _BOUND_AFTER:
        if pattern.search(after):
            return bound
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), Bound.EXACT)


def check_values(text: str, mentions: Sequence[Mention], *, cued: bool) -> list[Finding]:
    """Each score value of the claim beside the printed one; a value that no row takes forbids support."""
    values = find_values(text)
    pairs, left = _assign(text, list(mentions), values)
    several = len(pairs) > 1
    found: list[Finding] = []
    taken: list[Row] = []
    for pair in pairs:
        if _is_score(text, pair, cued=cued, several=several):
            taken.append(pair.mention.row)
            found.append(_finding(text, pair.mention.row, pair.value))
    told = [one.reason.passage for one in found if one.right is not None]
    found = [one for one in found if one.right is not None or one.reason.passage not in told]
    if found:
        found += [
            Finding(None, row_reason(taken[-1].passage))
            for value in left
            if value.value <= 10 and not any(value.fits(row.value) for row in taken)
        ]
    return found


def _finding(text: str, row: Row, value: Value) -> Finding:
    right = value.fits(row.value)
    if right:
        how = "equal to" if value.bound is Bound.EXACT else "within"
    else:
        how = "above" if value.value > row.value else "below" if value.value < row.value else "a stronger bound than"
    reason = row_reason(row.passage, f"The claim's value is {how} the printed score.")
    if _NEGATED.search(text[max(0, value.start - _NEAR_BY) : value.start]):
        return Finding(False if right else None, reason)
    return Finding(right, reason)


def _is_score(text: str, pair: _Pair, *, cued: bool, several: bool) -> bool:
    """Whether the value is said of the row as a score: by words of scores, a decimal part, or a plain link."""
    mention, value = pair.mention, pair.value
    between = text[min(max(mention.end, pair.anchor), value.end) : max(mention.start, value.start)]
    if _NO_SCORE.search(between) or (value.value > 10 and not (cued or _PLAIN_LINK.search(between))):
        return False
    if pair.listed and (cued or value.decimal or _COMPARES.search(text)):
        return True
    if not (cued or several) and text[mention.start : mention.end] in _EVERYDAY:
        return False
    if mention.start > value.end:
        if _NO_SCORE.search(text[max(0, value.start - 20) : value.start]):
            return False
        return (
            cued
            or value.decimal
            or several
            or _GIVES.search(text[max(0, value.start - _NEAR_BY) : value.start]) is not None
        )
    between = re.sub(r"\d+(?:\.\d+)?", "", between)  # “not a 9, it is 8.5”
    words = len(re.findall(r"\w+", between))
    if _LINK.fullmatch(between):
        sheetlike = text[mention.start : mention.end].endswith(_SHEETLIKE)
        return cued or value.decimal or several or sheetlike or _PLAIN_LINK.search(between) is not None
    return cued and words <= _BARE_WORDS + 4 * several and not re.search(r"\bthan\b", between)


def _assign(text: str, mentions: list[Mention], values: list[Value]) -> tuple[list[_Pair], list[Value]]:
    """Each value with its rows, and the values that no row takes."""
    pairs: list[_Pair] = []
    left: list[Value] = []
    at = earliest = 0
    free = list(mentions)
    while at < len(values):
        value = values[at]
        named = [m for m in free if earliest <= m.start and m.end <= value.start]
        run = _specific(named)
        chain = _chain(text, values, at)
        behind = _named_after(text, free, value, run)
        if len(run) > 1 and len(chain) == len(run):
            new = [_Pair(mention, one, listed=True) for mention, one in zip(run, chain, strict=True)]
        elif behind:
            new = [_Pair(mention, value) for mention in behind]
            chain = chain[:1]
        else:
            new = [_Pair(mention, value, anchor=named[-1].end) for mention in _owners(text, run, value)]
            chain = chain[:1]
        if not new:
            left.append(value)
        if not _NEGATED.search(
            text[max(0, value.start - _NEAR_BY) : value.start]
        ):  # “not a 9 but an 8.5”: the row waits for its value
            free = [mention for mention in free if mention not in [pair.mention for pair in new]]
            earliest = chain[-1].end
        pairs += new
        at += len(chain)
    return pairs, left


def _specific(run: list[Mention]) -> list[Mention]:
    """A run without the groups that only say where its indicators stand."""
    return [mention for mention in run if mention.row.group] or run


def _chain(text: str, values: list[Value], at: int) -> list[Value]:
    chain = [values[at]]
    for value in values[at + 1 :]:
        if not _CHAINED.fullmatch(text[chain[-1].end : value.start]):
            break
        chain.append(value)
    return chain


def _named_after(text: str, free: list[Mention], value: Value, run: list[Mention]) -> list[Mention]:
    """The rows of “a 9 for X and Y”; a group behind an indicator's value only says where it stands."""
    later = [mention for mention in free if mention.start >= value.end]
    if not later:
        return []
    first = later[0]
    between = text[value.end : first.start]
    ended = _ENDS_NAME.search(text[max(first.start, first.end - 7) : first.end + 7])
    if not (_BEFORE_NAME.fullmatch(between) or (ended and _IS_NAME.fullmatch(between))):
        return []
    if run and (not first.row.group or _LINK.fullmatch(text[run[-1].end : value.start])):
        return []
    runs = together(text, later)[0]
    ends = text[runs[-1].end :]
    shared = len(runs) > 1 and not re.match(r"[\s:=]*(?:\w+ ){0,3}\d", ends)
    return runs if shared else [first]


def _owners(text: str, run: list[Mention], value: Value) -> list[Mention]:
    """The rows of a run before a value that the value is said of."""
    if not run:
        return []
    if _EACH.search(text[run[-1].end : value.start]) or re.match(
        r"\s*(?:points? )?(?:each|apiece|both)\b", text[value.end :]
    ):
        joined = together(text, run)[-1]
        return joined if len(joined) > 1 else run
    if len(run) > 1 and _COMPARES.search(text[run[-2].end : run[-1].start]):
        # “above heroin, 9” may be said of either; “above heroin at 4” is more likely said of heroin
        order = (
            (run[0], run[-1]) if re.match(r"\s*(?:[,:]|with\b)", text[run[-1].end : value.start]) else (run[-1], run[0])
        )
        return [next((mention for mention in order if value.fits(mention.row.value)), order[0])]
    return together(text, run)[-1]
