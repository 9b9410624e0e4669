"""How much of a thing is meant: none, few, some, most, all; and never, rarely, sometimes, often, always."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: Degrees from none to all, as people say them; the first that fits a stretch of text takes it.
_DEGREES: Final = tuple(
    (degree, re.compile(rf"\b(?:{words})\b"))
    for degree, words in (
        (3, r"not the only|almost all|nearly all|virtually all|more than half|most cases|in most|over half|not rare"),
        (1, r"fewer than half|less than half|under half|a minority|hardly any\w*|hardly|barely any\w*|barely|rarely"),
        (1, r"seldom|very little|very few|next to no\w*|almost no\w*|a small number|small number|only a few|few of"),
        (2, r"not all|not every\w*|not always"),
        (0, r"none of|no one|nobody|never|not a single|not one|in no case|at no time|zero|no"),
        (
            4,
            r"all of|all the|all|every\w*|always|entire(?:ly)?|completely|the whole|without exception|any|anyone|total",
        ),
        (3, r"most|mostly|mainly|majority|bulk|primarily|largely|usually|typically|generally|often|frequently|many"),
        (2, r"some|several|sometimes|occasionally|certain|in part|partly|a number of|up to|as many as|may"),
        (1, r"few|little|minimal"),
    )
)


@lru_cache(maxsize=2_000)
def degrees(folded: str) -> frozenset[int]:
    """The degrees that a folded text speaks of, from 0 (none) to 4 (all); empty where it speaks of none."""
    found: set[int] = set()
    rest = folded
    for degree, pattern in _DEGREES:
        if pattern.search(rest):
            found.add(degree)
            rest = pattern.sub(" ", rest)
    return frozenset(found)


def distance(claim: frozenset[int], sentence: frozenset[int]) -> float:
    """How far the claim's degrees are from the nearest of the sentence, 0–1; 0 where one of them has none."""
    if not claim or not sentence:
        return 0.0
    return max(min(abs(ours - theirs) for theirs in sentence) for ours in claim) / 4
