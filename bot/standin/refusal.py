"""How Discord refuses a request: HTTP status, code, message, and where in the body the faults are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

INVALID_FORM = 50035


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a request body: the keys and indices that lead to it, Discord's code, and a sentence."""

    path: Path
    code: str
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'body'}: {self.message} ({self.code})"


class Refusal(Exception):  # noqa: N818 - a protocol answer on its way out, not an error of ours
    """A request that Discord answers with an error."""

    def __init__(self, status: int, code: int, message: str, problems: Iterable[Problem] = ()) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)) or message)

    def as_json(self) -> dict[str, Any]:
        """The body that Discord sends: `errors` nests like the request and ends in `_errors`."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = _nested(self.problems)
        return body


def invalid_form(problems: Iterable[Problem]) -> Refusal:
    """The refusal of a body with these faults."""
    return Refusal(400, INVALID_FORM, "Invalid Form Body", problems)


def _nested(problems: Iterable[Problem]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for problem in problems:
        node = tree
        for key in problem.path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return tree


KNOWN: Mapping[int, tuple[int, str]] = {
    0: (401, "401: Unauthorized"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30032: (400, "Maximum number of application commands reached"),
    30034: (400, "Max number of daily application command creates has been reached (200)"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has reached the maximum number of follow-up messages"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (400, "Cannot reply without permission to read message history"),
}


def refused(code: int) -> Refusal:
    """The refusal with this code of Discord's, in Discord's words."""
    status, message = KNOWN[code]
    return Refusal(status, code, message)
