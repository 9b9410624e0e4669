"""A message into sentences."""

from __future__ import annotations

import re
from typing import Final

MESSAGE_LIMIT: Final = 4_000  # characters of a message that are read, Discord's longest
SENTENCES: Final = 30  # of one message that are checked
_CHUNK: Final = 360  # characters of one sentence that are read at a time
_MARKUP: Final = re.compile(r"```.*?```|`|\|\||https?://\S+|<[@#:a][^>\s]{0,60}>|^[^\S\n]*+>+\s?", re.S | re.M)
_EMPHASIS: Final = re.compile(r"[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}")
_ABBREVIATED: Final = re.compile(
    (
        r"(?:\b(?:acc|avg|est|incl|esp|gov|govt|yrs?|hrs?|dept|min|max|approx|ca|vs|etc|u\.s|u\.n|d\.p\.r\.k|p\.r\.c|mr|ms|dr|st|jan|feb|aug|sept"
        r"|oct|nov|dec|ltd|no)|\b[a-z])\.$"
    ),
    re.I,
)
_END: Final = re.compile(r"(?<![.!?…])(?P<marks>[.!?…]++)(?=\s|$)|\n+|;\s")


def sentences(message: str) -> tuple[tuple[str, bool], ...]:
    """The sentences of a message, each with whether it asks; markup and quoted addresses are left out."""
    text = _EMPHASIS.sub("", _MARKUP.sub(" ", message[:MESSAGE_LIMIT]))
    found: list[tuple[str, bool]] = []
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end].strip()
        if match and match["marks"] == "." and _ABBREVIATED.search(piece):
            continue
        start = end
        if any(char.isalnum() for char in piece):
            asks = "?" in piece[-4:]
            found.extend((chunk, asks) for chunk in _chunks(piece.rstrip(".!?… ;")))
    return tuple(found[:SENTENCES])


def _chunks(sentence: str) -> list[str]:
    found = []
    while len(sentence) > _CHUNK:
        cut = sentence.rfind(" ", 1, _CHUNK)
        cut = cut if cut > 0 else _CHUNK
        found.append(sentence[:cut])
        sentence = sentence[cut:].strip()
    return [*found, sentence] if sentence else found
