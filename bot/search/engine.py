"""One engine for every lookup: a library in, answers, questions back and honest noes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple

from bot.library.snapshot import Library
from bot.search.completing import Completer
from bot.search.cues import CueReader, Pointer
from bot.search.deciding import (
    ANSWER,
    ASK,
    DOUBTFUL,
    PlaceFound,
    Subject,
    SubjectReader,
    chance,
    elsewhere,
    is_bare,
    signs,
)
from bot.search.index import Index
from bot.search.meeting import FEATURES, Ranked, Ranking
from bot.search.normalising import Query, clean, parse
from bot.search.outcomes import Answer, Ask, Decline, Evidence, Hit, Hits, Lookup, Reason
from bot.search.ranking import rank
from bot.search.reading import Reading, read
from bot.search.rooms import Rooms
from bot.search.scores import describe

HITS: Final = 10
QUOTES: Final = 10  # of one hit
QUOTES_LATER: Final = 4  # of a hit after the second, which is a choice rather than an answer
OTHER_COUNTRIES: Final = "other countries than the one that they report on"
OTHER_EDITIONS: Final = "other editions of these reports"
NAMED: Final = 0.9  # chance given to a brief whose very name was typed
SPAN: Final = 0.72  # chance that each part of a query must reach for it to span two topics
ONE_TOPIC: Final = 0.9  # share of a query that one quote, question or set of names must meet to be its one topic
_PARTS = re.compile(r"\s*(?:;|\band\b|\bvs\.?\b|\bversus\b|\bplus\b|&|\+|\bas well as\b|\bthen also\b)\s*")
#: Words and signs without one of which a query has but one part.
_JOINING: Final = frozenset(("and", "vs", "versus", "plus", "well", "also"))
_SIGNS = re.compile("[;&+]")


class _Found(NamedTuple):
    """One reading of a query, ranked and weighed."""

    reading: Reading
    ranked: Ranking
    subject: Subject | None
    places: tuple[PlaceFound, ...]
    chance: float


class Engine:
    """Pure: the same library and query give the same outcome. Built once for each library, off the event loop."""

    def __init__(self, library: Library, known: Engine | None = None) -> None:
        """`known` is an engine of the library before; what did not change since is not read again."""
        self.library = library
        self.index: Index = Index(library, known.index if known else None)
        self._rooms = Rooms(self.index)
        self._cues = CueReader(library)
        self._subjects = SubjectReader(library, self.index)
        self._completer = Completer(library, self.index)

    def look_up(self, query: str) -> Lookup:
        """
        Find what a query means.

        Args:
            query: Free text, a typed key (`tip-2024:12`), a source's id or its address; any length.

        Returns:
            `Answer`, `Ask` with at least two choices, or `Decline` with its reason.
        """
        if (pointer := self._cues.pointer(query)) and (pointed := self._pointed(pointer)):
            return Answer(query, pointed)
        parsed = parse(query)
        if not parsed.words:
            return Decline(query, Reason.EMPTY)
        found = self._find(parsed)
        if found.reading.cues.other_edition:
            return Decline(query, Reason.NOT_COVERED, OTHER_EDITIONS, hits=self._hits(found))
        if two := self._two_topics(parsed, found):
            return Answer(query, two, topics=2)
        hits = self._hits(found)
        if found.chance >= ANSWER:
            return Answer(query, hits)
        if found.chance >= ASK and len(hits) > 1:
            return Ask(query, hits)
        if found.reading.is_of_sources and (quoting := self._quoting(found.reading.cues.sources)):
            return Answer(query, quoting)
        if found.subject:
            return Decline(query, Reason.NOT_COVERED, found.subject.subject.title, self._nearest(found.subject), hits)
        if found.places:
            return Decline(query, Reason.NOT_COVERED, OTHER_COUNTRIES, hits=hits)
        return Decline(query, Reason.NOTHING_CLOSE, nearest=hits[:1] if found.chance >= ASK / 2 else (), hits=hits)

    def passages(self, query: str, limit: int = HITS) -> tuple[Lookup, tuple[Evidence, ...]]:
        """Passages that say it: the outcome of the lookup, and the best evidence over all briefs, each once."""
        outcome = self.look_up(query)
        hits = outcome.hits
        seen: set[tuple[str, str]] = set()
        found = []
        for evidence in sorted((one for hit in hits for one in hit.evidence), key=lambda one: -one.similarity):
            if (evidence.passage.key, evidence.text) not in seen:
                seen.add((evidence.passage.key, evidence.text))
                found.append(evidence)
        if isinstance(outcome, Answer) and outcome.hits and found:
            first = outcome.hits[0].evidence[0]
            found.sort(key=lambda one: (one.passage.key, one.text) != (first.passage.key, first.text))
        return outcome, tuple(found[:limit])

    def complete(self, text: str, limit: int = 25) -> tuple[tuple[str, str], ...]:
        """Titles and ids of briefs for what has been typed so far; the first titles when nothing has."""
        typed = clean(text)
        entries = self._completer.begin(typed, limit)
        if typed and len(entries) < limit:
            entries += self._completer.hold(typed, limit, is_open=not text[-1].isspace(), begun=bool(entries))
            if not entries:
                units = (self.index.units[one.unit] for one in self._find(parse(typed)).ranked)
                entries = tuple(self._completer.entry(unit.brief) for unit in units)
        return tuple(dict.fromkeys(entries))[:limit]

    def _find(self, parsed: Query) -> _Found:
        reading = read(parsed, self._cues.read(parsed.text), self.index)
        ranked = rank(reading, self.index, self._rooms)
        choice = describe(parsed, self.library, reading.cues)
        if choice is not None:
            ranked = self._described(choice.keys, ranked)
        subject = self._subjects.find(reading, self.index)
        if not ranked:
            return _Found(reading, ranked, subject, (), 0.0)
        places = self._subjects.places(reading)
        if choice is not None and not places:
            return _Found(reading, ranked, subject, places, 1.0)
        if not (reading.names or reading.questions) and is_bare(reading.terms):
            return _Found(reading, ranked, subject, places, 0.0)
        sure = chance(signs(ranked, reading, self._rooms, subject, places))
        if self._is_named(ranked[0], reading):
            return _Found(reading, ranked, subject, places, max(sure, NAMED))
        if elsewhere(places, ranked[0], reading, self._rooms):
            sure = min(sure, DOUBTFUL)
        return _Found(reading, ranked, subject, places, sure)

    def _is_named(self, best: Ranked, reading: Reading) -> bool:
        """Whether the query is, word for word, a name or question of the best brief: a curator said what it means."""
        brief = self.index.units[best.unit].brief
        asked = any(best.unit in self.index.questions[question].units for question in reading.questions)
        return asked or any(match.exact and match.brief == brief for match in reading.names)

    def _described(self, keys: Sequence[str], ranked: Ranking) -> Ranking:
        """Rows that were described come first, in printed order; then what was found by words."""
        rows = self.index.rows
        top = (ranked[0].score if ranked else 1.0) + len(keys)
        wanted = [rows[key] for key in keys if key in rows]
        first = [Ranked(top - i, number) for i, number in enumerate(wanted)]
        return Ranking([*first, *(one for one in ranked if one.unit not in wanted)], self.index.brief_of)

    def _two_topics(self, parsed: Query, whole: _Found) -> tuple[Hit, ...] | None:
        """Both briefs of a query whose two parts each clearly mean another one."""
        if _JOINING.isdisjoint(parsed.words) and not _SIGNS.search(parsed.text):
            return None
        parts = [part for part in _PARTS.split(parsed.text) if part]
        if len(parts) != 2 or not whole.ranked or self._is_one_topic(whole):
            return None
        if whole.reading.cues.wants_score:
            parts = [part if self._cues.read(part).wants_score else f"{part} score" for part in parts]
        found = []
        for part in parts:
            one = self._find(parse(part))
            if one.chance < SPAN or not one.ranked:
                return None
            found.append(one)
        first, second = map(self._hits, found)
        if first[0].brief == second[0].brief:
            return None
        rest = [hit for hit in self._hits(whole) if hit.brief not in (first[0].brief, second[0].brief)]
        return (first[0], second[0], *rest)[:HITS]

    def _is_one_topic(self, whole: _Found) -> bool:
        """Whether one quote, question or name already speaks of both parts."""
        best = whole.ranked[0]
        if not best.meeting or self._is_named(best, whole.reading):
            return True
        features = dict(zip(FEATURES, best.features, strict=True))
        return max(features["sentence"], features["asked"], features["names"]) >= ONE_TOPIC

    def _hits(self, found: _Found) -> Hits:
        briefs = found.ranked.briefs()

        def hit(place: int) -> Hit:
            number, score = briefs[place]
            brief = self.index.briefs[number]
            most = QUOTES if place < 2 else QUOTES_LATER
            return Hit(brief.id, brief.title, _ByWords(self, found, number, score, most))

        return Hits(min(len(briefs), HITS), hit)

    def _evidence(self, ranked: Iterable[Ranked], top: float, sure: float, share: float = 0.0) -> tuple[Evidence, ...]:
        """Units as evidence, best first; of those less near than a share (0–1) of the first, none."""
        found: list[Evidence] = []
        for one in ranked:
            similarity = _similarity(one.score, top, sure)
            if found and similarity < share * found[0].similarity:
                break
            unit = self.index.units[one.unit]
            brief = self.index.briefs[unit.brief].id
            found.append(Evidence(brief, unit.passage, unit.text, similarity, unit.quote))
        return tuple(found)

    def _why(self, brief: int, found: _Found) -> str:
        """Why a brief was found, in one line for the reader."""
        matches = [match for match in found.reading.names if match.brief == brief]
        if matches:
            best = max(matches, key=lambda match: (match.share, match.likeness))
            name = self.index.names[best.name]
            if name.shown != self.index.briefs[brief].title:
                return f"matched “{name.shown}”"
            return "matched the title"
        terms = self._rooms.of(brief).terms
        words = [term.word for term in found.reading.terms if any(meaning in terms for meaning, _ in term.meanings)]
        return f"matched {', '.join(words[:5])}" if words else "matched by what it describes"

    def _nearest(self, subject: Subject) -> tuple[Hit, ...]:
        return tuple(self._whole(id_) for id_ in subject.subject.nearest if id_ in self.library.briefs)

    def _whole(self, id_: str) -> Hit:
        """A brief as it stands, in the curator's order."""
        brief = self.library.briefs[id_]

        def quotes() -> tuple[Evidence, ...]:
            held = self.library.quotes_of(brief)
            return tuple(Evidence(id_, quote.passage, quote.text, 0.0, quote.id) for quote in held)

        return Hit(id_, brief.title, _Plain("a related subject", 0.0, quotes))

    def _pointed(self, pointer: Pointer) -> tuple[Hit, ...]:
        """The briefs that use the passage or the source that a key or an address names, most quotes first."""
        if pointer.name is None:
            return self._quoting({pointer.source})
        passage = self.library.passage(f"{pointer.source}:{pointer.name}")
        return self._holding({passage.key}, f"stands in {pointer.source}:{pointer.name}") if passage else ()

    def _quoting(self, sources: Collection[str]) -> tuple[Hit, ...]:
        """The briefs that quote any of these sources, most quotes first."""
        texts = [self.library.texts[source] for source in sources if source in self.library.texts]
        keys = {passage.key for text in texts for passage in text.passages}
        return self._holding(keys, f"quotes {', '.join(sorted(sources))}")

    def _holding(self, keys: Collection[str], why: str) -> tuple[Hit, ...]:
        by_brief: dict[int, list[int]] = {}
        for number, unit in enumerate(self.index.units):
            if unit.passage.key in keys:
                by_brief.setdefault(unit.brief, []).append(number)
        hits = []
        for brief, units in sorted(by_brief.items(), key=lambda item: (-len(item[1]), item[0]))[:HITS]:
            indexed = self.index.briefs[brief]
            quotes = partial(self._evidence, [Ranked(1.0, number) for number in units], 1.0, 1.0)
            hits.append(Hit(indexed.id, indexed.title, _Plain(why, 100.0, quotes)))
        return tuple(hits)


class _ByWords(NamedTuple):
    """The grounds of a brief that was found by words."""

    engine: Engine
    found: _Found
    brief: int
    score: float  # of its best unit
    most: int  # quotes that it shows

    def similarity(self) -> float:
        """See `Grounds`."""
        return _similarity(self.score, self.found.ranked[0].score, self.found.chance)

    def evidence(self, share: float) -> tuple[Evidence, ...]:
        """See `Grounds`."""
        ranked = self.found.ranked
        return self.engine._evidence(ranked.of(self.brief, self.most), ranked[0].score, self.found.chance, share)

    def why(self) -> str:
        """See `Grounds`."""
        return self.engine._why(self.brief, self.found)


class _Plain(NamedTuple):
    """The grounds of a brief that was not found by words: all its quotes are as near."""

    reason: str
    near: float
    quotes: Callable[[], tuple[Evidence, ...]]

    def similarity(self) -> float:
        """See `Grounds`."""
        return self.near

    def evidence(self, share: float) -> tuple[Evidence, ...]:
        """See `Grounds`."""
        return self.quotes()

    def why(self) -> str:
        """See `Grounds`."""
        return self.reason


def _similarity(score: float, top: float, sure: float) -> float:
    """How near a unit is to the query, 0–100: its score beside the best one's, as far as that is sure."""
    return round(min(100.0, 100 * sure * max(0.0, score) / max(top, 1e-9)), 1)
