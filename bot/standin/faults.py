"""Faults of the REST wire: what a route answers instead of, or after, what it should."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

# Routes as "METHOD /path" below the API base; `*` stands for anything.
ANY = "*"
CALLBACK = "POST /interactions/*/callback"
FOLLOW_UP = "POST /webhooks/*"
EDIT_ORIGINAL = "PATCH /webhooks/*/messages/@original"
GET_ORIGINAL = "GET /webhooks/*/messages/@original"
CHANNEL_MESSAGE = "POST /channels/*/messages"
COMMANDS = "* /applications/*/commands*"
LOGIN = "GET /users/@me"


@dataclass(frozen=True, slots=True)
class RateLimited:
    """429 with Retry-After and the bucket headers, as Discord's own limiter sends it; seconds."""

    retry_after: float = 1.0
    everywhere: bool = False  # the global limit, not the route's


@dataclass(frozen=True, slots=True)
class Blocked:
    """429 with an HTML page and no headers, as the proxy in front of Discord sends it."""


@dataclass(frozen=True, slots=True)
class ServerError:
    """A 5xx page."""

    status: Literal[500, 502, 503, 504] = 502


@dataclass(frozen=True, slots=True)
class Refused:
    """Discord's own refusal with one of its codes: 50001 missing access, 50013 missing permissions, ..."""

    code: int = 50013


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks before the request has any effect, after it has, or within the answer."""

    when: Literal["before", "after", "mid-body"] = "before"


@dataclass(frozen=True, slots=True)
class Delay:
    """The answer takes this many seconds; `then` breaks it after that."""

    seconds: float
    then: RateLimited | Blocked | ServerError | Refused | Reset | None = None


Fault = RateLimited | Blocked | ServerError | Refused | Reset | Delay


@dataclass(slots=True)
class Rule:
    """A fault on a route: `skip` requests pass first, then `times` are hit (None: all). `hits` counts."""

    route: str
    fault: Fault
    times: int | None
    skip: int
    hits: int = 0

    def take(self, request: str) -> bool:
        """Whether this request is hit; counts it."""
        if not fnmatchcase(request, self.route) or (self.times is not None and self.hits >= self.times):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.hits += 1
        return True


class Faults:
    """The rules in force, asked in the order in which they were added."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def add(self, *, route: str = ANY, fault: Fault, times: int | None = 1, skip: int = 0) -> Rule:
        """Break `route` ("METHOD /path", `*` for anything) `times` times, after letting `skip` requests pass."""
        rule = Rule(route, fault, times, skip)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Let everything pass again."""
        self.rules.clear()

    def next_for(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, if any; `path` is below the API base."""
        request = f"{method} {path}"
        return next((rule.fault for rule in self.rules if rule.take(request)), None)
