"""All, most and some: whether a claim says it of more than the source does."""

from __future__ import annotations

import re
from typing import Final

from bot.evidence.claims.corpus import Sentence

_ALL: Final = re.compile(
    r"\b(?:every single one|every single|each and every|all of|all the|all their|all its|all|every"
    r"|everyone|everybody|always|entire(?:ly)?|completely|the whole)\b"
)
_NOT_ALL: Final = re.compile(
    r"\b(?:almost all|nearly all|at all|all over|not all|all right|not every|all kinds|all sorts"
    r"|after all|first of all|all in all|as all|every (?:day|year|month)|in all|not always)\b"
)
_SOURCE_ALL: Final = re.compile(
    r"\b(?:all|every|any|always|each|entire|anyone|exclusively|virtually unlimited|everything)\b"
)
_SOURCE_PART: Final = re.compile(
    r"\b(?:most|mostly|majority|some|many|several|often|sometimes|occasionally|up to|as many as"
    r"|approximately|almost all|in some cases|other|part|number of|usually|typically|in many cases|may"
    r"|mainly|primarily|certain|hundreds|thousands|limited|few|female)\b"
)
_MOST: Final = re.compile(
    r"\b(?:most|mostly|majority|bulk|nearly all|almost all)\b(?! (?:common|criminal|popular|recent"
    r"|likely|repressive|corrupt|of all))"
)
_SOURCE_FEW: Final = re.compile(r"\b(?:small number|few|a fraction|some|several|rare)\b")
_SOURCE_MOST: Final = re.compile(r"\b(?:most|mostly|majority|bulk|almost all|all|mainly|primarily|vast|largely)\b")


def compare_scope(spoken: str, sentence: Sentence) -> tuple[set[str], bool, bool]:
    """All for some, most for few; whether both say most; whether the claim alone says all."""
    text = _NOT_ALL.sub(" ", spoken)
    there = sentence.read.folded
    unscoped = _ALL.search(text) is not None and not _SOURCE_ALL.search(_NOT_ALL.sub(" ", there))
    if unscoped and _SOURCE_PART.search(there):
        return {"scope"}, False, True
    most = _MOST.search(text) is not None
    if most and _SOURCE_FEW.search(there) and not _SOURCE_MOST.search(there):
        return {"scope"}, False, unscoped
    return set(), most and _SOURCE_MOST.search(there) is not None, unscoped
