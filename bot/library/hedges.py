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


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


#: The words that call for a family, each by itself and in order, and whatever answers to them.
_CALLING: Final = {family: tuple((word, _pattern((word,))) for word in words) for family, words in CALLS.items()}
_ANSWERING: Final = {family: _pattern(STRONG[family]) for family in CALLS}
_ANY: Final = _pattern(tuple(word for words in CALLS.values() for word in words))


def dropped_hedges(quote: str, statement: str) -> tuple[str, ...]:
    """Hedge words of `quote` whose family `statement` leaves out."""
    if not _ANY.search(quote):
        return ()
    dropped = []
    for family, calling in _CALLING.items():
        called = next((word for word, pattern in calling if pattern.search(quote)), None)
        if called is not None and not _ANSWERING[family].search(statement):
            dropped.append(called)
    return tuple(dropped)
