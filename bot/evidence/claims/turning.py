"""Plain words that turn a sentence round: up and down, before and after, a day and a month, said and denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.evidence.claims.words import Text

_UP: Final = re.compile(
    r"\b(?:increas\w+|r[io]se[ns]?|rising|grew|grow(?:s|n|ing)?|more|went ?up|go(?:es|ne|ing)? ?up|up ?(?:by|sharply)"
    r"|shot ?up|rocket\w*|soar\w*|jump\w*|surg\w+|spik\w+|climb\w*|doubl\w+|tripl\w+|expand\w*|boost\w*|higher|greater"
    r"|pick\w* ?(?:right ?)?up|heavier|harsher|stricter|tight\w+|worsen\w*|boom\w*)\b"
)
_DOWN: Final = re.compile(
    r"\b(?:decreas\w+|declin\w+|f[ae]ll(?:s|en|ing)?|drop\w*|reduc\w+|fewer|less|went ?down|go(?:es|ne|ing)? ?down"
    r"|down ?by|shr[aiu]nk\w*|plung\w+|plummet\w*|dwindl\w+|halv\w+|lower\w*|cut|curb\w*|lighter|looser|loosen\w*"
    r"|relax\w*|eas(?:ed|ing)|dried up|collaps\w+|slow\w*|limited|cliff)\b"
)
_COMPARED: Final = re.compile(r"\b(?:more|less|greater|lower|limited)\b")  # of a source: rarely a change
_BEFORE: Final = re.compile(r"\b(?:before|prior to|ahead of|until|previous(?:ly)?|earlier)\b")
_AFTER: Final = re.compile(r"\b(?:after|following|since|upon|once|later|afterwards)\b")
_PERIODS: Final = re.compile(r"\b(?:per|an?|each|every|in|one|once a) (hour|day|week|month|year|decade)\b")
_DAILY: Final = {
    "daily": "day",
    "hourly": "hour",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annual": "year",
}
_NEGATIVE: Final = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|hardly|cannot|\w+nt|unable|only|lack\w*|den(?:y|ied|ies|ial)"
    r"|fail\w*|refus\w+|absen\w+|prohibit\w*|ban(?:s|ned)?|forbid\w*|forbidden|stop\w*|prevent\w*|un\w{4,}|in(?:adequate|sufficient)"
    r"|insufficient|dismiss\w*|however|exempt|free of|\w+less|little|few)\b"
)


def direction(claim: str, sentence: str) -> float:
    """1 where one folded text only tells of more and the other only of less, else 0; 0.5 where the other tells both."""
    ours, theirs = _read(claim), _read(sentence)
    if ours.up != ours.down and theirs.rises != theirs.sinks and ours.up != theirs.rises:
        return 1.0
    return 0.5 if ours.up != ours.down and (theirs.sinks if ours.up else theirs.rises) else 0.0


def order_in_time(claim: str, sentence: str) -> float:
    """1 where one folded text only says before and the other only after, else 0."""
    ours, theirs = _read(claim), _read(sentence)
    return float(ours.before != ours.after and theirs.before != theirs.after and ours.before != theirs.before)


def period(claim: str, sentence: str) -> float:
    """1 where both name a period and the claim's is none of the sentence's: a day off a week, a month."""
    ours, theirs = _read(claim).periods, _read(sentence).periods
    return float(bool(ours and theirs and not ours & theirs))


def negatives(claim: str, sentence: str) -> tuple[float, float]:
    """Whether only the claim has a negative word, and whether both have one."""
    ours, theirs = _read(claim).negative, _read(sentence).negative
    return float(ours and not theirs), float(ours and theirs)


def turned_round(claim: Text, said: Text) -> float:
    """Share of neighbouring shared words of the claim that stand the other way round in another text."""
    places: dict[str, list[int]] = {}
    for word in said.words:
        for key in {word.stem, *word.entry.groups}:
            places.setdefault(key, []).append(word.place)
    shared = []
    for word in claim.words:
        found = [place for key in {word.stem, *word.entry.groups} for place in places.get(key, ())]
        if found:
            shared.append((min(found), max(found)))
    pairs = list(pairwise(shared))
    return sum(low > after for (low, _), (_, after) in pairs) / len(pairs) if pairs else 0.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one text has of these words; `rises` and `sinks` leave out what only compares."""

    up: bool
    down: bool
    rises: bool
    sinks: bool
    before: bool
    after: bool
    periods: frozenset[str]
    negative: bool


@lru_cache(maxsize=2_000)
def _read(folded: str) -> _Reading:
    said = _COMPARED.sub(" ", folded)
    named = {name for word, name in _DAILY.items() if word in folded.split()}
    return _Reading(
        up=_UP.search(folded) is not None,
        down=_DOWN.search(folded) is not None,
        rises=_UP.search(said) is not None,
        sinks=_DOWN.search(said) is not None,
        before=_BEFORE.search(folded) is not None,
        after=_AFTER.search(folded) is not None,
        periods=frozenset((*_PERIODS.findall(folded), *named)),
        negative=_NEGATIVE.search(folded) is not None,
    )
