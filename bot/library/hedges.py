"""Hedge words, in families: a statement that rests on a hedged quote must say so."""

from __future__ import annotations

import re
from typing import Final

#: Words of one family stand for each other. Strong families may never be dropped in silence.
STRONG: Final = {
    "reported": ("reportedly", "reported", "reports", "reporting", "according to", "said", "told", "report", "cited"),
    "alleged": ("allegedly", "alleged", "said to", "accused", "suspected", "claimed", "claims"),
    "estimated": ("estimated", "estimate", "estimates", "approximately", "about"),
    "unverified": ("could not be independently verified",),
    "believed": ("believed", "thought to", "considered", "assumed", "widely believed"),
    "possible": ("may", "might", "could", "possibly", "probably", "presumably", "apparently", "appears", "likely"),
}
#: The words that call for their family; the rest of a family only answers to them.
CALLS: Final = {
    "reported": ("reportedly",),
    "alleged": ("allegedly", "alleged", "suspected", "accused"),
    "estimated": ("estimated",),
    "unverified": ("could not be independently verified",),
    "believed": ("believed",),
    "possible": ("possibly", "probably", "presumably", "apparently"),
}


def dropped_hedges(quote: str, statement: str) -> tuple[str, ...]:
    """Hedge words of `quote` whose family `statement` leaves out."""
    dropped = []
    for family, calls in CALLS.items():
        called = [word for word in calls if _has(quote, word)]
        if called and not any(_has(statement, word) for word in STRONG[family]):
            dropped.append(called[0])
    return tuple(dropped)


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.I) is not None
