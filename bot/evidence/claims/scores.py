"""Claims about published scores and ranks, checked against the printed rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.evidence.claims.comparing import agrees, relation
from bot.evidence.claims.outcomes import Reason, Verdict
from bot.evidence.claims.quantities import Bound, Quantity, find_quantities
from bot.evidence.claims.tables import tables
from bot.evidence.claims.words import fold, read_folded
from bot.library.model import Sheet
from bot.library.passages import Passage, slug
from bot.library.snapshot import Library

_CUE: Final = re.compile(
    r"\b(?:score[sd]?|scoring|rated|rates?|rating|ranks?|ranked|ranking|index|oci|points?|average[sd]?"
    r"|(?:out )?of (?:10|ten)|g[eo]ts? an?|marks?|average|score ?cards?|perfect (?:10|ten))\b"
)
_AFTER_VALUE: Final = re.compile(
    r"^\s*(?:$|[.,;)!/]|(?:and|but|in|on|for|out|points?|while|which|that|is|from|overall|vs|versus"
    r"|there|too|now|though|lol|or|not|so|respectively|as|at|average|score|of 10|of ten|this|according"
    r"|with|per|to|by|also|rating)\b)"
)
_SCORE_LINK: Final = re.compile(
    r"\b(?:is|was|at|are|a|an|got|gets|has|have|scored|scores|score|of|only|just|rated|sits|stands|="
    r"|with|full|perfect|measly|whole|averages?|averaged|to|about|around|nearly|over|above|below|under"
    r"|than|and|hits?|:)\s*$"
)
_RANK: Final = re.compile(
    r"\b(?:(?P<n>\d{1,3}) ?(?:st|nd|rd|th)|(?P<word>first|second|third|fourth|fifth|tenth)"
    r"|(?P<last>dead last|last|bottom|worst|least)|(?P<top>top|best|highest|most|number one|no 1"
    r"|number 1|#1))\b"
)
_PLACE: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
_SCOPES: Final = (
    ("5 Eastern Asian countries", re.compile(r"\beast(?:ern)? ?asian?\b|\b(?:of|out of|among) (?:5|five)\b")),
    ("46 Asian countries", re.compile(r"\basian?\b|\b(?:of|out of|among) 46\b")),
    (
        "193 countries",
        re.compile(r"\b(?:world|worldwide|globally|global|globe|planet|earth|(?:of|out of|among) (?:the )?193)\b"),
    ),
)
_RANKED: Final = re.compile(r"\b(?:criminal(?:ity)?|resilien\w*|crime|index|rank(?:s|ed|ing)?|place[sd]?)\b")
_HIGHER: Final = re.compile(
    r"\b(?:higher|above|more|worse|bigger|larger|greater|better|beats?|outranks?|tops|ahead of"
    r"|outscores?|exceeds?|over) (?:\w+ ){0,2}?(?:than|the|in)?\b|\b(?:beats?|above|outranks?"
    r"|outscores?|tops|ahead of)\b"
)
_LOWER: Final = re.compile(r"\b(?:lower|below|less|smaller|behind|under|beneath)\b")
_EQUAL: Final = re.compile(
    r"\b(?:same (?:score|as|value|rating)|tie[sd]?|tied with|equals?|as high as|as bad as|level with"
    r"|joint|share[sd]? (?:the )?(?:top|first)|both)\b"
)
_TOP: Final = re.compile(r"\b(?:highest|top|worst|biggest|largest|number one|no 1|maximum|max)\b")
_LOWEST: Final = re.compile(r"\b(?:lowest|smallest|minimum|weakest|least)\b")
_NOT: Final = re.compile(r"\b(?:not|isnt|wasnt|didnt|doesnt|never|no)\b")


@dataclass(frozen=True, slots=True)
class Scored:
    """A verdict on scores with the printed rows behind it."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    group: str
    value: Decimal
    passage: Passage
    worse_high: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    row: _Row
    start: int
    end: int


class ScoreBook:
    """The printed scores and ranks of a library's newest sheet with a text."""

    def __init__(self, library: Library) -> None:
        self._rows: dict[str, _Row] = {}
        self._ranks: dict[tuple[str, str], tuple[int, Passage]] = {}
        sheets = [sheet for sheet in library.sheets.values() if not sheet.record_only and sheet.source in library.texts]
        self.source: str | None = None
        if sheets:
            newest = max(sheets, key=lambda sheet: (sheet.edition, sheet.id))
            self.source = newest.source
            self._read(newest, {passage.name: passage for passage in library.texts[newest.source].rows})
        names = sorted(
            (
                (fold(name.strip()), id_)
                for id_, names in tables().indicators.items()
                for name in names.split(",")
                if id_ in self._rows
            ),
            key=lambda pair: -len(pair[0]),
        )
        self._ids = dict(reversed(names))
        self._names = (
            re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name, _ in names)})(?!\w)") if names else None
        )

    def check(self, folded: str, sources: frozenset[str] | None) -> Scored | None:
        """The verdict on a folded claim about scores or ranks; None where it claims none."""
        if self._names is None or (sources is not None and self.source not in sources):
            return None
        mentions = self._mentions(folded)
        found = self._rank(folded) or ()
        values = self._values(folded, mentions)
        if values:
            found = (*found, *values)
        elif not found:
            found = self._compared(folded, mentions) or ()
        if not found:
            return None
        text = read_folded(folded)
        places = {thing for word in text.words for kind, thing in word.entry.kinds if kind == "place"} - {
            "asia",
            "eastasia",
        }
        if text.elsewhere or places:
            return Scored(Verdict.NOT_FOUND, ())
        verdicts = [right for right, _ in found]
        if _NOT.search(folded):
            verdict = Verdict.DIFFERS if all(verdicts) else Verdict.NOT_FOUND
        else:
            verdict = Verdict.SUPPORTED if all(verdicts) else Verdict.DIFFERS
        ordered = sorted(found, key=lambda one: one[0])
        reasons: list[Reason] = []
        for _, reason in ordered:
            if reason.text not in [other.text for other in reasons]:
                reasons.append(reason)
        return Scored(verdict, tuple(reasons[:5]))

    def _read(self, sheet: Sheet, passages: Mapping[str, Passage]) -> None:
        for group in sheet.groups:
            row = passages.get(slug(group.name))
            if row:
                self._rows[group.id] = _Row(group.id, "", group.value, row, group.higher_is == "worse")
            for indicator in group.indicators:
                row = passages.get(slug(indicator.name))
                if row:
                    self._rows[indicator.id] = _Row(
                        indicator.id, group.id, indicator.value, row, group.higher_is == "worse"
                    )
        for rank in sheet.ranks:
            wanted = re.compile(
                rf"^{rank.value}-(?:st|nd|rd|th)?-?of-{slug(rank.scope)}$|^{rank.value}(?:st|nd|rd"
                rf"|th)-of-{slug(rank.scope)}$"
            )
            row = next((passage for name, passage in passages.items() if wanted.match(name)), None)
            if row:
                self._ranks[rank.of, rank.scope] = (rank.value, row)

    def _mentions(self, folded: str) -> list[_Mention]:
        if self._names is None:
            return []
        return [_Mention(self._rows[self._ids[m.group()]], m.start(), m.end()) for m in self._names.finditer(folded)]

    def _values(self, folded: str, mentions: list[_Mention]) -> list[tuple[bool, Reason]]:
        """Each score value in the claim with the indicator that it is said of."""
        if not mentions:
            return []
        numbers = [q for q in find_quantities(folded) if _is_value(folded, q, mentions)]
        cued = _CUE.search(folded) is not None or any(q.low != q.low.to_integral() for q in numbers)
        found = []
        specific = [m for m in mentions if m.row.group] or mentions
        if len(numbers) == len(mentions) and len(mentions) > 1:
            pairs = list(zip(mentions, numbers, strict=True))
        else:
            pairs = [(_nearest(specific, number), number) for number in numbers]
        for mention, number in pairs:
            between = folded[min(mention.end, number.end) : max(mention.start, number.start)]
            if not cued and not _SCORE_LINK.search(folded[: number.start]):
                continue
            if not cued and len(between.split()) > 4:
                continue
            printed = Quantity(mention.row.value, mention.row.value, "", Bound.EXACT, (), 0, 0)
            asked = Quantity(number.low, number.high, "", number.bound, (), 0, 0)
            tells = f"The claim's value is {relation(asked, printed)} the printed score."
            found.append((agrees(asked, printed), _row_reason(mention.row.passage, tells)))
        return found

    def _compared(self, folded: str, mentions: list[_Mention]) -> list[tuple[bool, Reason]] | None:
        """One indicator above, below or level with another, or at the top or bottom of its group."""
        if not (
            _CUE.search(folded)
            or re.search(r"\b(?:highest|lowest|weakest) (?:\w+ )?(?:market|score|indicator|resilience)", folded)
        ):
            return None
        rows = [mention.row for mention in mentions]
        singles = [row for row in rows if row.group]
        if len(rows) == 2 and len(singles) != 1 and rows[0].id != rows[1].id:
            first, second = rows[0].value, rows[1].value
            if _EQUAL.search(folded):
                right = first == second
            elif _LOWER.search(folded):
                right = first < second
            elif _HIGHER.search(folded):
                right = first > second
            else:
                return None
            return [(right, _row_reason(row.passage, None)) for row in rows]
        if len(singles) != 1:
            return None
        row = singles[0]
        group = [other for other in self._rows.values() if other.group == row.group]
        if _LOWEST.search(folded) or (not row.worse_high and re.search(r"\bworst\b", folded)):
            extreme = min(other.value for other in group)
        elif _TOP.search(folded) or (not row.worse_high and re.search(r"\bbest\b", folded)):
            extreme = max(other.value for other in group)
        else:
            return None
        holders = [other for other in group if other.value == extreme and other is not row]
        return [(row.value == extreme, _row_reason(one.passage, None)) for one in (row, *holders[:2])]

    def _rank(self, folded: str) -> list[tuple[bool, Reason]] | None:
        """A place among others: 111th of 193, last of five in Eastern Asia, the most criminal in Asia."""
        scope = next((scope for scope, pattern in _SCOPES if pattern.search(folded)), None)
        match = _RANK.search(folded)
        if match is None or not _RANKED.search(folded):
            return None
        if scope is None:
            if not match["n"]:
                return None
            scope = "193 countries"
        of = "resilience" if re.search(r"resilien", folded) else "criminality"
        known = self._ranks.get((of, scope))
        if known is None:
            return None
        size = int(scope.split()[0])
        if match["n"] or match["word"]:
            claimed = int(match["n"]) if match["n"] else _PLACE[match["word"]]
        elif match["last"]:
            claimed = size
        else:
            claimed = 1
        if (
            match["last"]
            and re.search(r"\bleast resilient|worst resilience|last|bottom", folded) is None
            and of == "criminality"
            and match["last"] == "worst"
        ):
            claimed = 1
        return [(claimed == known[0], _row_reason(known[1], f"The printed rank is {known[1].text}."))]


def _is_value(folded: str, quantity: Quantity, mentions: list[_Mention]) -> bool:
    if quantity.unit or not quantity.single or not 0 <= quantity.low <= 100:
        return False
    if any(m.start <= quantity.start < m.end for m in mentions):
        return False
    before = folded[: quantity.start]
    if re.search(r"\b(?:of|out of|among|/) ?$", before) and quantity.low in (5, 10):
        return False
    return _AFTER_VALUE.match(folded[quantity.end :]) is not None


def _nearest(mentions: list[_Mention], number: Quantity) -> _Mention:
    left = [m for m in mentions if m.end <= number.start]
    return left[-1] if left else mentions[0]


def _row_reason(passage: Passage, tells: str | None) -> Reason:
    return Reason(passage, passage.text, 100.0, relation=tells)
