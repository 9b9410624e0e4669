"""What the doctor finds: one line each, with what to do where something is amiss."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is; `UNKNOWN` where it could not be looked at."""

    GOOD = "ok"
    DOUBTFUL = "warning"
    BAD = "error"
    UNKNOWN = "not checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is empty where nothing needs doing."""

    subject: str
    state: State
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"\n             → {self.remedy}" if self.remedy else ""
        return f"{self.state:<12} {self.subject}: {self.said}{remedy}"


def good(subject: str, said: str) -> Finding:
    """All is well."""
    return Finding(subject, State.GOOD, said)


def doubtful(subject: str, said: str, remedy: str) -> Finding:
    """It works, but not as it should."""
    return Finding(subject, State.DOUBTFUL, said, remedy)


def bad(subject: str, said: str, remedy: str) -> Finding:
    """It cannot work so."""
    return Finding(subject, State.BAD, said, remedy)


def unknown(subject: str, said: str) -> Finding:
    """It could not be looked at, for a reason that another finding tells."""
    return Finding(subject, State.UNKNOWN, said)
