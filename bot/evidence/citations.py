"""Passages that say what somebody wants to cite, best first."""

from __future__ import annotations

from typing import Final

from bot.evidence.answers import CitePassages, Miss, NoSuchPassage
from bot.evidence.marking import Marker, originator_of
from bot.evidence.questions import answer_key
from bot.library.model import Source
from bot.library.snapshot import Library
from bot.search.engine import Engine
from bot.search.outcomes import Decline, Evidence, Reason

SHOWN: Final = 5  # passages of one answer
WANTED: Final = 50  # passages looked at before those of other sources are left out


def passages_to_cite(engine: Engine, query: str, source: Source | None = None) -> CitePassages | NoSuchPassage | Miss:
    """The passages that say `query`, or the one of a typed key; only those of `source` where one is named."""
    library = engine.library
    named = answer_key(library, query)
    if isinstance(named, NoSuchPassage):
        return named
    if named is not None:
        return CitePassages(query, (named.marked,), ("",))
    outcome, evidence = engine.passages(query, limit=WANTED)
    found = [one for one in evidence if source is None or one.passage.source == source.id]
    if isinstance(outcome, Decline) or not found:
        reason, subject = (outcome.reason, outcome.subject) if isinstance(outcome, Decline) else (None, None)
        return Miss(query, reason is Reason.EMPTY, subject, ())
    marker = Marker(library)
    briefs: dict[int, str] = {}
    for one in found:
        if len(marker.marked) == SHOWN:
            break
        briefs.setdefault(_mark(library, marker, one), one.brief)
    return CitePassages(query, tuple(marker.marked), tuple(briefs.values()))


def _mark(library: Library, marker: Marker, one: Evidence) -> int:
    brief = library.briefs.get(one.brief)
    marker.brief = brief
    originator = originator_of(brief, one.quote) if brief and one.quote else None
    return marker.words(one.passage, one.text, originator, one.quote)
