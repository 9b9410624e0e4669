"""A finished chart, and its description within Discord's limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.cards.text import shortened, units

ALT_LIMIT: Final = 256  # characters of a media description, kept to by all of Discord's clients

_REST: Final = " All values are in the text."


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A chart as PNG; `width` and `height` are in its own pixels, two for each point of the layout.

    `alt` says the values in words, at most `ALT_LIMIT` characters; `text` says all of them, a line for each.
    """

    png: bytes
    alt: str
    text: str
    width: int
    height: int


def description(lead: str, items: Sequence[str]) -> str:
    """The lead and as many whole items as fit into `ALT_LIMIT`; what is left out is counted."""
    said = shortened(lead, ALT_LIMIT - len(_REST))
    for position, item in enumerate(items):
        longer = f"{said}{';' if position else ''} {item}"
        left = len(items) - position - 1
        rest = f"; {left} more in the text." if left else "."
        if units(longer + rest) > ALT_LIMIT:
            return f"{said}; {left + 1} more in the text." if position else said + _REST
        said = longer
    return f"{said}." if items else said
