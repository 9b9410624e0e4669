"""What a claim check comes to: a verdict for the message, one for each claim, and the passages behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.library.passages import Passage


class Verdict(StrEnum):
    """Whether the sources say it; never whether it is true."""

    SUPPORTED = "supported"
    DIFFERS = "differs"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Reason:
    """A passage that decides, in its source's words, with what a reader must know of it."""

    passage: Passage
    text: str  # verbatim: a quote of a brief, a sentence of the passage, or a printed row
    similarity: float  # 0–100, how much of the claim the words meet
    brief: str | None = None  # the brief that quotes it
    quote: str | None = None
    figure: str | None = None  # the quantity as printed: "up to 90 percent of wages"
    hedge: str | None = None  # "reportedly"
    originator: str | None = None
    as_of: str | None = None
    relation: str | None = None  # one sentence: how the claim sits beside these words


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """The verdict on one claim of a message; `reasons` best first, empty where nothing is near."""

    claim: str
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The verdict on a whole message: one claim that differs makes it differ."""

    message: str
    verdict: Verdict
    claims: tuple[ClaimVerdict, ...]  # empty where the message claims nothing
    reasons: tuple[Reason, ...]  # at most 5, best first
