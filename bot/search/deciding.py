"""Whether to answer, to ask or to decline: features of the best hit, and bounds fitted on the training queries."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

from bot.library.model import Place, Uncovered
from bot.library.snapshot import Library
from bot.search.compiled import weigh
from bot.search.index import Index, Terms, starts_of
from bot.search.meeting import FEATURES, Ranked, Ranking
from bot.search.normalising import clean, has_cjk, words_of
from bot.search.reading import Reading
from bot.search.rooms import Room, Rooms
from bot.search.words import COUNTRY, Term, rarity, stem

SIGNS: Final = (
    "one", "union", "sentence", "question", "alias", "exact", "unknown", "unknown_name", "slips", "short", "long",
    "margin", "uncovered", "uncovered_whole", "source", "row", "met", "strongest", "pairs", "brief", "names", "numbers",
    "around", "density", "elsewhere", "single", "name_words", "place_out", "place_off", "place_scored", "bare",
    "unmet", "beside_name", "lacking_beside", "uncovered_here", "place_alone", "own_country", "strangers",
    "rare", "spoken", "lone", "pair", "three", "me", "me_few", "you_few", "place_unmet",
)  # fmt: skip
#: Fitted by `python -m benchmarks.fit_lookup` on the training queries; see docs/lookup.md.
BOUNDS: Mapping[str, float] = {
    "one": -2.65, "union": 2.22, "sentence": 0.15, "question": 3.36, "alias": -1.75, "exact": 3.14, "unknown": 3.63,
    "unknown_name": 0.95, "slips": 2.64, "short": 0.48, "long": 0.36, "margin": 0.46, "uncovered": -3.76,
    "uncovered_whole": -0.65, "source": 1.51, "row": -0.54, "met": 3.39, "strongest": -0.57, "pairs": 0.23, "brief":
    -1.96, "names": 1.64, "numbers": 1.17, "around": -1.61, "density": 2.92, "elsewhere": -4.32, "single": -1.0,
    "name_words": -0.72, "place_out": -6.93, "place_off": -3.31, "place_scored": -2.98, "bare": -1.23, "unmet":
    -3.92, "beside_name": 2.46, "lacking_beside": -3.0, "uncovered_here": -3.78, "place_alone": -1.22,
    "own_country": -0.7, "strangers": 4.36, "rare": 2.24, "spoken": 1.45, "lone": -3.18, "pair": -1.49, "three":
    -0.84, "me": -1.38, "me_few": -2.13, "you_few": -0.69, "place_unmet": -3.42,
}  # fmt: skip
_BOUNDS: Final = tuple(BOUNDS[name] for name in SIGNS)
FEW: Final = 2  # words that tell something; of so few one may well be meant in another sense than the library's
_ME: Final = frozenset("i im me my mine myself ive id ill".split())
_YOU: Final = frozenset("you your yours u ur youre yourself".split())
_NO_TERMS: Final[frozenset[str]] = frozenset()
(_SENTENCE, _DENSITY, _QUESTION, _AROUND, _UNION, _PAIRS, _SOURCE, _NUMBERS, _ROW, _NAMES, _BRIEF, _ALIAS, _EXACT_NAME,
 _BRIEF_QUESTION) = map(FEATURES.index, (
    "sentence", "density", "question", "around", "union", "pairs", "source", "numbers", "row", "names", "brief",
    "alias", "exact_name", "brief_question",
))  # fmt: skip
#: Chance (0–1, by the fitted curve) that the first hit is what is meant. At `ANSWER` we answer, at `ASK` we ask.
ANSWER: Final = 0.5
DOUBTFUL: Final = 0.24  # the most that a query about another country can reach; below `ASK`
ASK: Final = 0.25


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that is not covered, found in a query."""

    subject: Uncovered
    share: float  # the part of the query's weight that names it (0–1)
    terms: frozenset[str]  # stems that name this or another such subject


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """Another country named in a query; `printed` tells whether any source names it."""

    place: Place
    terms: frozenset[str]
    printed: bool


class SubjectReader:
    """Finds the subjects and the countries that the sources do not cover."""

    def __init__(self, library: Library, index: Index) -> None:
        self._single: dict[str, Uncovered] = {}
        self._several: dict[tuple[str, ...], Uncovered] = {}
        self._cjk: list[tuple[str, Uncovered]] = []
        for subject in library.uncovered.values():
            for term in subject.terms:
                cleaned = clean(term)
                stems = tuple(stem(word) for word in words_of(cleaned))
                if has_cjk(cleaned):
                    self._cjk.append((cleaned.replace(" ", ""), subject))
                elif len(stems) == 1:
                    self._single[stems[0]] = subject
                elif stems:
                    self._several[stems] = subject
        self._starts = starts_of(self._several)
        self._places: dict[tuple[str, ...], PlaceFound] = {}
        for place in library.places:
            names = [tuple(stem(word) for word in words_of(clean(name))) for name in place.names]
            terms = frozenset(term for name in names for term in name)
            printed = any(all(index.in_sources(term) for term in name) for name in names)
            for name in names:
                self._places[name] = PlaceFound(place, terms, printed)
        self._place_starts = frozenset(name[0] for name in self._places)

    def find(self, reading: Reading, index: Index) -> Subject | None:
        """The subject that the query names most of, if any."""
        stems, is_cjk = reading.stems, not reading.query.text.isascii() and has_cjk(reading.query.text)
        singles = [term for term in dict.fromkeys(stems) if term in self._single]
        starts = _starts(stems, self._starts)
        if not singles and not starts and not is_cjk:
            return None
        found: dict[str, tuple[Uncovered, float]] = {}
        naming: set[str] = set()

        def note(subject: Uncovered, weight: float) -> None:
            found[subject.id] = (subject, found.get(subject.id, (subject, 0.0))[1] + weight)

        for term in singles:
            note(self._single[term], index.weight(term))
            naming.add(term)
        for terms in dict.fromkeys(stems[i : i + size] for size in range(2, 6) for i in starts):
            if terms in self._several:
                note(self._several[terms], sum(map(index.weight, terms)))
                naming.update(terms)
        if is_cjk:
            flat = reading.query.text.replace(" ", "")
            for text, subject in self._cjk:
                if text in flat:
                    note(subject, max(1.0, reading.total) * len(text) / len(flat))
        if not found:
            return None
        subject, weight = max(found.values(), key=lambda item: item[1])
        return Subject(subject, min(1.0, weight / max(reading.total, weight)), frozenset(naming))

    def places(self, reading: Reading) -> tuple[PlaceFound, ...]:
        """The countries that the query names, in order."""
        stems = reading.stems
        if self._place_starts.isdisjoint(stems):
            return ()
        starts = [i for i, term in enumerate(stems) if term in self._place_starts]
        found = {}
        for size in (1, 2, 3):
            for i in starts:
                if place := self._places.get(stems[i : i + size]):
                    found[place.place.id] = place
        return tuple(found.values())


def _starts(stems: tuple[str, ...], names: Mapping[str, Collection[str]]) -> list[int]:
    """Where the first two terms of a name stand."""
    return [
        i for i, seconds in enumerate(map(names.get, stems[:-1])) if seconds is not None and stems[i + 1] in seconds
    ]


def signs(
    ranked: Ranking, reading: Reading, rooms: Rooms, subject: Subject | None, places: Sequence[PlaceFound]
) -> tuple[float, ...]:
    """The features that tell whether the first hit is what is meant, in the order of `SIGNS`."""
    first, index = ranked[0], rooms.index
    best = first.features
    unit = index.units[first.unit]
    room = rooms.of(unit.brief)
    others = ranked.briefs()[1:2]
    total, terms = reading.total or 1.0, reading.terms
    count = len(terms)
    match = next((match for match in reading.names if match.brief == unit.brief), None)  # a brief has one at most
    name = frozenset(index.names[match.name].terms) if match else _NO_TERMS
    if subject and subject.terms < name:  # it is a part of what a curator calls the brief: “credit card fraud”
        subject = None
    weighed = weigh(terms, room.terms, room.own(first.offset), name if match else None)
    near = index.passages[unit.passage.key]
    outside = sum(map(index.weight, _strange(subject.terms, room, near))) if subject else 0.0
    words = reading.query.words
    typed = sum([word not in COUNTRY for word in words])
    few = match is None and count <= FEW and count < typed  # of a sentence only one or two words tell something
    own_country, of_me = not COUNTRY.isdisjoint(words), not _ME.isdisjoint(words)
    out = off = printed = False
    for place in places:
        out = out or not place.printed
        printed = printed or place.printed
        off = off or (place.printed and _strange(place.terms, room, near) == place.terms)
    return (
        1.0,
        best[_UNION],
        best[_SENTENCE],
        max(best[_QUESTION], best[_BRIEF_QUESTION]),
        best[_ALIAS],
        best[_EXACT_NAME],
        weighed.unknown / total,
        weighed.unknown_names / total,
        weighed.slips / total,
        1.0 if count <= 2 else 0.0,
        min(1.0, count / 12),
        (first.score - (others[0][1] if others else 0.0)) / max(1.0, first.score),
        subject.share if subject else 0.0,
        1.0 if subject and subject.share >= 0.5 else 0.0,
        best[_SOURCE],
        best[_ROW],
        min(1.0, best[_UNION] * total / 3.0),
        weighed.strongest,
        best[_PAIRS],
        best[_BRIEF],
        best[_NAMES],
        best[_NUMBERS],
        best[_AROUND],
        best[_DENSITY],
        max(0.0, weighed.known / total - best[_BRIEF]),
        1.0 if weighed.met <= 1 and count > 1 else 0.0,
        min(3, len(name)) / 3,
        1.0 if out else 0.0,
        1.0 if off else 0.0,
        1.0 if places and reading.cues.wants_score else 0.0,
        1.0 if is_bare(terms) else 0.0,
        0.0 if match else 1.0 - weighed.own / total,
        weighed.beside / total,
        min(3, weighed.lacking) / 3,
        min(1.0, outside / total),
        1.0 if printed and not own_country else 0.0,
        1.0 if own_country else 0.0,
        weighed.unmet / total,
        max([rarity(term.word) for term in terms if term.meanings and not term.slip], default=0.0),
        1.0 - count / max(1, count, typed),
        float(few and count == 1),
        float(few and count == 2),
        float(match is None and count == 3),
        float(of_me),
        float(of_me and few),
        float(few and not _YOU.isdisjoint(words)),
        weighed.unmet / total if places else 0.0,
    )


def is_bare(terms: Sequence[Term]) -> bool:
    """Whether single figures are all that a query says."""
    return all(len(term.word) < 2 and term.word.isdigit() for term in terms)


def elsewhere(places: Sequence[PlaceFound], best: Ranked, reading: Reading, rooms: Rooms) -> bool:
    """Whether a query is about another country: one that the best brief does not name, or one with a score."""
    if not places:
        return False
    unit = rooms.index.units[best.unit]
    room, near = rooms.of(unit.brief), rooms.index.passages[unit.passage.key]
    return any(
        reading.cues.wants_score or not place.printed or _strange(place.terms, room, near) == place.terms
        for place in places
    )


def _strange(terms: frozenset[str], room: Room, passage: Terms) -> frozenset[str]:
    """Those of the terms that neither a brief nor a passage holds."""
    return (terms - room.terms).difference(passage)


def chance(values: Sequence[float]) -> float:
    """The chance (0–1) that the first hit is what is meant."""
    z = sum(map(mul, _BOUNDS, values))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
