"""How each series of reports is laid out: its sections, its prose, and what is page furniture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.library.layouts import article, hrr, oci, tip
from bot.library.layouts.blocks import Layout

_READERS: Final[dict[str, Callable[[str], Layout]]] = {
    "oci": oci.read,
    "tip": tip.read,
    "hrr": hrr.read,
    "article": article.read,
}
SERIES: Final = tuple(_READERS)


def read_layout(series: str, text: str) -> Layout:
    """Split the text of a report of a known series into passages and page furniture."""
    return _READERS[series](text)
