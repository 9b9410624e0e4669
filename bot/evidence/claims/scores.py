"""Claims about published scores and ranks, checked against the printed rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.evidence.claims.outcomes import Reason, Verdict
from bot.evidence.claims.score_orders import check_counts, check_ends, check_orders, without_distances
from bot.evidence.claims.score_ranks import check_ranks
from bot.evidence.claims.score_values import check_values, plain
from bot.evidence.claims.scoresheet import Finding, ScoreSheet
from bot.evidence.claims.words import read_folded
from bot.library.snapshot import Library

_CUE: Final = re.compile(
    r"\b(?:score[sd]?|scoring|outscores?|rated|rates?|rating|ranks?|ranked|ranking|index|oci|points?|average[sd]?|avg"
    r"|g[eo]ts? an?|marks?|score ?cards?|score ?sheet|panel|profile|first place|joint (?:first|top|last)|(?:actors?"
    r"|markets?) (?:list|side|part|types?)|row|criminality|resilience|indicators?)\b"
)
#: Talk of oneself and of other things that are rated; what is said there of a “10” is none of the sheet's.
_NO_CLAIM: Final = re.compile(
    r"\b(?:my|our|mine|ours)\b(?! (?:sources?|notes?|reading|chart|table|report|understanding|sheet"
    r"|god|bad|guess|copy|spreadsheet))"
    r"|\bi(?: would| d)?(?: just| personally)? (?:rate|rank|ranked|give|gave|score|scored|got|get|am"
    r"|was|came|finished|placed|award)\b|\b(?:id|ill) (?:\w+ )?(?:give|rate|score|put)\b"
    r"|\b(?:gave|gives|give|got|makes?) me\b|\b(?:me|im) an?\b|\bthe un (?:gave|gives|rated?|rates"
    r"|scored?|scores)\b|\bwe (?:scored?|got|rated?|gave)\b"
    r"|\b(?:imdb|rotten ?tomatoes|metacritic|letterboxd|goodreads|yelp|steam|documentary|movie|film"
    r"|episode|season|album"
    r"|restaurant|landlord|boss|podcast|video game|homework|exam|recipe)\b"
    r"|\bwill (?:be|get|have|score|hit|reach|rise|drop|fall)\b|\bnext (?:year|edition)\b|\b(?:gonna"
    r"|going to)\b|\bwhat i (?:would|d|had)\b|\bwould recommend\b|\b(?:should(?:ve)?|ought to|deserves?|needs to be)\b"
)
_OTHER_INDEX: Final = re.compile(
    r"\btransparency (?:intl|international)\b|\bcorruption (?:perceptions? )?index\b"
    r"|\b(?:press freedom|peace|terrorism|fragile states"
    r"|slavery|democracy|hunger) index\b|\bcredit score\b|\bcpi\b"
)
#: An average over other countries is not printed.
_OF_OTHERS: Final = re.compile(
    r"\b(?:asian|asias?|world|global|regional|continental|eastern asian|region) (?:average|avg|mean)\b"
    r"|\b(?:average|avg|mean|median) (?:for|of|in|across|among) (?:the )?(?:whole )?(?:asia|world"
    r"|region|eastasia|all countries|193|46|east)"
)
_TREND: Final = re.compile(
    r"\b(?:from \d|rose|risen|rising|fell|falling|increased|decreased|improved|worsened|climbed|jumped|went (?:up|down)"
    r"|gone (?:up|down)|used to be|compared to (?:19|20)\d\d|since (?:19|20)\d\d|dropped)\b"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b(?! ?(?:points|people))")
_REASONS: Final = 5


@dataclass(frozen=True, slots=True)
class Scored:
    """A verdict on scores with the printed rows behind it."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


class ScoreBook:
    """Decides claims about scores by the newest sheet of a library that has a text."""

    def __init__(self, library: Library) -> None:
        self._sheet = ScoreSheet(library)
        self.source = self._sheet.source

    def check(self, folded: str, sources: frozenset[str] | None) -> Scored | None:
        """The verdict on a folded claim about scores or ranks; None where it claims none."""
        if not self._sheet.rows or (sources is not None and self.source not in sources):
            return None
        text = plain(folded)
        if _OTHER_INDEX.search(text):
            return None
        found = self._findings(text, named=sources is not None)
        if not found:
            return None
        if _NO_CLAIM.search(text) or _OF_OTHERS.search(text) or self._is_elsewhere(folded):
            return Scored(Verdict.NOT_FOUND, ())
        verdict = self._verdict(text, found)
        return Scored(verdict, _reasons(found))

    def _findings(self, text: str, *, named: bool) -> list[Finding]:
        cued = named or _CUE.search(text) is not None
        weak = cued or re.search(r"\d\.\d|\beach\b|\btied?\b|\bboth\b", text) is not None
        mentions = self._sheet.mentions(text, weak=weak)
        found, rest = check_counts(text, mentions, self._sheet, cued=cued)
        ranks, rest = check_ranks(rest, mentions, self._sheet.ranks, cued=cued)
        ends, rest = check_ends(rest, mentions, self._sheet)
        values = check_values(without_distances(rest), mentions, cued=cued)
        orders = check_orders(rest, mentions, self._sheet, cued=cued, valued=bool(values))
        return [*found, *ranks, *ends, *values, *orders]

    def _verdict(self, text: str, found: list[Finding]) -> Verdict:
        rights = [one.right for one in found]
        other_years = any(year != self._sheet.edition for year in _YEAR.findall(text))
        if other_years:
            return Verdict.NOT_FOUND  # only the edition with a text can be told
        if False in rights:
            return Verdict.DIFFERS
        if None in rights or _TREND.search(text):
            return Verdict.NOT_FOUND
        return Verdict.SUPPORTED

    def _is_elsewhere(self, folded: str) -> bool:
        text = read_folded(folded)
        places = {thing for word in text.words for kind, thing in word.entry.kinds if kind == "place"}
        return bool(text.elsewhere or places - {"asia", "eastasia"})


def _reasons(found: list[Finding]) -> tuple[Reason, ...]:
    """The rows behind a verdict, those that differ first, none twice."""
    reasons: list[Reason] = []
    for one in sorted(found, key=lambda one: one.right is not False):
        if one.reason.text not in [other.text for other in reasons]:
            reasons.append(one.reason)
    return tuple(reasons[:_REASONS])
