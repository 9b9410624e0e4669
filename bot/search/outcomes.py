"""What a lookup can come to: an answer, a question back, or an honest no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, overload

from bot.library.passages import Passage


class Evidence(NamedTuple):
    """Verbatim words of one passage, as a lookup found them."""

    brief: str
    passage: Passage
    text: str  # as printed: a quote of the brief, or the printed row of a score
    similarity: float  # 0–100, how near to the query
    quote: str | None = None  # the quote's id in its brief; None for a printed row


class Grounds(Protocol):
    """Why a brief was found, worked out as it is wanted."""

    def similarity(self) -> float:
        """How near the brief is to the query (0–100)."""

    def evidence(self, share: float) -> tuple[Evidence, ...]:
        """Its quotes that are at least so near as this share (0–1) of the first, those that answer first."""

    def why(self) -> str:
        """One line for the reader."""


class Hit:
    """
    A brief that a query may mean, with its quotes, those that answer first.

    What it rests on is worked out when it is wanted: of ten hits, a card shows one or two.
    """

    __slots__ = ("_evidence", "_grounds", "_why", "brief", "title")

    def __init__(self, brief: str, title: str, grounds: Grounds) -> None:
        self.brief = brief
        self.title = title
        self._grounds = grounds
        self._evidence: tuple[Evidence, ...] | None = None
        self._why: str | None = None

    @property
    def similarity(self) -> float:
        """How near it is to the query (0–100)."""
        return self._grounds.similarity()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The brief's quotes, those that answer first."""
        if self._evidence is None:
            self._evidence = self._grounds.evidence(0.0)
        return self._evidence

    def near(self, share: float) -> tuple[Evidence, ...]:
        """Those quotes that are at least so near to the query as this share (0–1) of the first."""
        return self._grounds.evidence(share)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hit) and self._all() == other._all()

    __hash__ = None  # type: ignore[assignment]  # equal by what it shows, which is worked out late

    def _all(self) -> tuple[str, str, float, tuple[Evidence, ...], str]:
        return self.brief, self.title, self.similarity, self.evidence, self.why

    @property
    def why(self) -> str:
        """One line for the reader: matched alias “Room 39”."""
        if self._why is None:
            self._why = self._grounds.why()
        return self._why


class Hits(Sequence[Hit]):
    """Hits, each made when it is asked for."""

    __slots__ = ("_made", "_make")

    def __init__(self, count: int, make: Callable[[int], Hit]) -> None:
        """`make` gives the hit at a place, counted from 0."""
        self._make = make
        self._made: list[Hit | None] = [None] * count

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(place, slice):
            return tuple([self[one] for one in range(*place.indices(len(self._made)))])
        hit = self._made[place]
        if hit is None:
            hit = self._made[place] = self._make(place if place >= 0 else place + len(self._made))
        return hit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hits | tuple) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as its hits


@dataclass(frozen=True, slots=True)
class Answer:
    """`topics` briefs are clearly meant: the first hit, and a second where a query spans two topics."""

    query: str
    hits: Sequence[Hit]  # best first, at most 10
    topics: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """Several briefs could be meant: the first five hits are the choices."""

    query: str
    hits: Sequence[Hit]


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
    nearest: Sequence[Hit] = ()
    hits: Sequence[Hit] = ()  # what was ranked and found too doubtful; for measuring, not for showing


Lookup = Answer | Ask | Decline
