"""One engine for every lookup: a library in, answers, questions back and honest noes out."""

from __future__ import annotations

from bot.library.snapshot import Library
from bot.search.cues import CueReader
from bot.search.index import Index
from bot.search.normalising import parse
from bot.search.outcomes import Answer, Ask, Decline, Evidence, Hit, Lookup, Reason
from bot.search.ranking import Ranked, Reading, rank, read

HITS = 10


class Engine:
    """Pure: the same library and query give the same outcome. Built once for each library, off the event loop."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._index = Index(library)
        self._cues = CueReader(library)

    def look_up(self, query: str) -> Lookup:
        parsed = parse(query)
        if not parsed.words:
            return Decline(query, Reason.EMPTY)
        reading = read(parsed, self._cues.read(parsed.text), self._index)
        ranked = rank(reading, self._index)
        hits = self._hits(ranked)
        if not hits:
            return Decline(query, Reason.NOTHING_CLOSE)
        return Answer(query, hits)

    def _hits(self, ranked: list[Ranked]) -> tuple[Hit, ...]:
        by_brief: dict[int, list[Ranked]] = {}
        for one in ranked:
            by_brief.setdefault(self._index.units[one.unit].brief, []).append(one)
        hits = []
        for number, units in list(by_brief.items())[:HITS]:
            brief = self._index.briefs[number]
            evidence = []
            for one in units:
                unit = self._index.units[one.unit]
                evidence.append(Evidence(brief.id, unit.passage, unit.text, round(one.score * 10, 1), unit.quote))
            hits.append(Hit(brief.id, brief.title, round(units[0].score * 10, 1), tuple(evidence), ""))
        return tuple(hits)
