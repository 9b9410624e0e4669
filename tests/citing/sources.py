"""Source records that the tests of citing share."""

from __future__ import annotations

from typing import Any

from bot.citing.passages import CitedPassage
from bot.library.model import Source

_RECORD: dict[str, Any] = {
    "series": "article",
    "label": "Test",
    "country": "North Korea",
    "reuse": {"terms": "For tests.", "longest_quote_words": 50},
    "covers": "A record for tests.",
    "accessed": "2026-07-01",
    "standing": {},
    "title": "A Title",
    "csl": {},
}


def a_source(**fields: Any) -> Source:
    """A source record with `fields`, the rest filled in."""
    return Source(**{"id": "a-source", **_RECORD, **fields})


def a_passage(source: Source, paragraph: int | None = 12, **fields: Any) -> CitedPassage:
    """A passage of `source`."""
    name = "a-row" if paragraph is None else str(paragraph)
    values = {"section": ("PROTECTION",), "key": f"{source.id}:{name}", "text": "Words.", **fields}
    return CitedPassage(source=source, paragraph=paragraph, **values)
