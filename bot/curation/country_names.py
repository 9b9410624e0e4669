"""Names of countries as headings print them, written as they stand in a line."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.library.passages import slug

_INITIALS: Final = frozenset("DPR DRC UAE USA UK US SAR PRC UN DR".split())
_SMALL: Final = frozenset("of and the".split())


def recased(name: str) -> str:
    """A country's name in capitals as it is written in a line: initials stay, small words are small."""
    if not name.isupper():
        return name

    def word(match: re.Match[str]) -> str:
        text = match.group()
        if text.lower() in _SMALL and match.start() > 0:
            return text.lower()
        return text if text in _INITIALS else text[0] + text[1:].lower()

    cased = re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", word, name)
    return re.sub(r"\bD([’'])(\w)", lambda match: f"d{match[1]}{match[2].upper()}", cased)


def country_id(name: str) -> str:
    """A country's name as it stands in ids: lower case, words joined by hyphens, letters without accents."""
    plain = unicodedata.normalize("NFKD", name)
    return slug("".join(char for char in plain if not unicodedata.combining(char)))
