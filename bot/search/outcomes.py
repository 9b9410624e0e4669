"""What a lookup can come to: an answer, a question back, or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.library.passages import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim words of one passage, as a lookup found them."""

    brief: str
    passage: Passage
    text: str  # as printed: a quote of the brief, or the printed row of a score
    similarity: float  # 0–100, how near to the query
    quote: str | None = None  # the quote's id in its brief; None for a printed row


@dataclass(frozen=True, slots=True)
class Hit:
    """A brief that a query may mean, with its quotes, those that answer first."""

    brief: str
    title: str
    similarity: float  # 0–100
    evidence: tuple[Evidence, ...]
    why: str  # one line for the reader: matched alias “Room 39”


@dataclass(frozen=True, slots=True)
class Answer:
    """`topics` briefs are clearly meant: the first hit, and a second where a query spans two topics."""

    query: str
    hits: tuple[Hit, ...]  # best first, at most 10
    topics: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """Several briefs could be meant: the first five hits are the choices."""

    query: str
    hits: tuple[Hit, ...]


class Reason(StrEnum):
    EMPTY = "empty"  # no words to look up
    NOTHING_CLOSE = "nothing-close"
    NOT_COVERED = "not-covered"  # a subject that these sources do not cover


@dataclass(frozen=True, slots=True)
class Decline:
    """Nothing answers; `nearest` may be offered, never as the answer."""

    query: str
    reason: Reason
    subject: str | None = None  # the subject that is not covered, in words
    nearest: tuple[Hit, ...] = ()
    hits: tuple[Hit, ...] = ()  # what was ranked and found too doubtful; for measuring, not for showing


Lookup = Answer | Ask | Decline
