"""Whether to answer, to ask or to decline: features of the best hit, and bounds fitted on the training queries."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.library.model import Uncovered
from bot.library.snapshot import Library
from bot.search.index import Index
from bot.search.normalising import clean, has_cjk, words_of
from bot.search.ranking import FEATURES, Ranked, Reading
from bot.search.words import rarity, stem

SIGNS: Final = (
    "one", "union", "sentence", "question", "alias", "exact", "unknown", "unknown_rare", "slips", "short", "long",
    "margin", "uncovered", "uncovered_whole", "source", "row", "met", "strongest", "pairs", "brief", "names", "numbers",
    "around", "density",
)  # fmt: skip
#: Fitted by `python -m benchmarks.fit_lookup` on the training queries; see docs/lookup.md.
BOUNDS: Mapping[str, float] = dict.fromkeys(SIGNS, 0.0) | {"one": -3.0, "union": 6.0, "alias": 3.0, "unknown": -4.0}
#: Chance (0–1, by the fitted curve) that the first hit is what is meant. At `ANSWER` we answer, at `ASK` we ask.
ANSWER: Final = 0.5
ASK: Final = 0.35
RARE: Final = 0.6  # rarity from which an unknown word is taken for a name or a term of another field


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that is not covered, found in a query; `share` is the part of the query's weight it names (0–1)."""

    subject: Uncovered
    share: float


class SubjectReader:
    """Finds the subjects that the sources do not cover."""

    def __init__(self, library: Library) -> None:
        self._single: dict[str, Uncovered] = {}
        self._several: list[tuple[tuple[str, ...], Uncovered]] = []
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
                    self._several.append((stems, subject))

    def find(self, reading: Reading, index: Index) -> Subject | None:
        """The subject that the query names most of, if any."""
        stems = tuple(stem(word) for word in reading.query.words)
        found: dict[str, tuple[Uncovered, float]] = {}

        def note(subject: Uncovered, weight: float) -> None:
            found[subject.id] = (subject, found.get(subject.id, (subject, 0.0))[1] + weight)

        for term in dict.fromkeys(stems):
            if term in self._single:
                note(self._single[term], index.weight(term))
        for terms, subject in self._several:
            if any(stems[i : i + len(terms)] == terms for i in range(len(stems))):
                note(subject, sum(map(index.weight, terms)))
        if has_cjk(reading.query.text):
            flat = reading.query.text.replace(" ", "")
            for text, subject in self._cjk:
                if text in flat:
                    note(subject, max(1.0, reading.total) * len(text) / len(flat))
        if not found:
            return None
        subject, weight = max(found.values(), key=lambda item: item[1])
        return Subject(subject, min(1.0, weight / max(reading.total, weight)))


def signs(ranked: Sequence[Ranked], reading: Reading, index: Index, subject: Subject | None) -> tuple[float, ...]:
    """The features that tell whether the first hit is what is meant, in the order of `SIGNS`."""
    best = dict(zip(FEATURES, ranked[0].features, strict=True))
    brief = index.units[ranked[0].unit].brief
    other = next((one.score for one in ranked if index.units[one.unit].brief != brief), 0.0)
    total = reading.total or 1.0
    unknown = [term for term in reading.terms if not term.meanings]
    rare = [term for term in unknown if rarity(term.word) >= RARE and not term.word.isdigit()]
    count = len(reading.terms)
    met = best["union"] * total
    strongest = max((term.weight for term in reading.terms if term.meanings), default=0.0)
    return (
        1.0,
        best["union"],
        best["sentence"],
        max(best["question"], best["brief_question"]),
        best["alias"],
        best["exact_name"],
        sum(term.weight for term in unknown) / total,
        min(2.0, len(rare)) / 2,
        sum(term.weight for term in reading.terms if term.slip) / total,
        1.0 if count <= 2 else 0.0,
        min(1.0, count / 12),
        (ranked[0].score - other) / max(1.0, ranked[0].score),
        subject.share if subject else 0.0,
        1.0 if subject and subject.share >= 0.5 else 0.0,
        best["source"],
        best["row"],
        min(1.0, met / 3.0),
        strongest,
        best["pairs"],
        best["brief"],
        best["names"],
        best["numbers"],
        best["around"],
        best["density"],
    )


def chance(values: Sequence[float]) -> float:
    """The chance (0–1) that the first hit is what is meant."""
    z = sum(BOUNDS[name] * value for name, value in zip(SIGNS, values, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
