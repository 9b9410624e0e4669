"""Sentences of a passage, with initials, abbreviations and section numbers left whole."""

from __future__ import annotations

import re
from typing import Final

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s++(?:\*\s++)?[\"'“‘(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.)+|\b(?:Ltd|Inc|Co|Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|etc)\.|\b\d+\.[a-z]\.)$"
)
_LONGEST: Final = 40  # characters of an abbreviation; a sentence is not read again for each of its abbreviations
_NEXT = re.compile(r"\s++(?:\*\s++)?[\"'“‘(]?(\w+)")
#: After an abbreviation only these begin a new sentence: "in the D.P.R.K. It is …" but "the D.P.R.K. government".
_OPENERS: Final = frozenset("It The In There This These A An However Although According".split())
_LEADING = re.compile(r"[\s*]+")


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences of `text`, without the blanks and list marks between them."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        following = _NEXT.match(text, match.end())
        if _ABBREVIATION.search(text, max(start, match.end() - _LONGEST), match.end()) and (
            not following or following[1] not in _OPENERS
        ):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = []
    for begin, end in spans:
        lead = _LEADING.match(text, begin, end)
        begin = lead.end() if lead else begin
        if begin < end:
            trimmed.append((begin, end))
    return tuple(trimmed)
