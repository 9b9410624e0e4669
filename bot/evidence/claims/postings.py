"""Which texts hold a feature, and how much it counts there: tens of thousands of features in a few megabytes."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate


class Postings:
    """
    Features of texts, rarer ones weighing more and each text of length 1, laid end to end in arrays.

    An object for each feature would take ten times the memory. A feature goes by its hash of 64 bits, not by its name:
    that two of 50,000 share one is less likely than one in a billion, and would make them count as the same.
    """

    def __init__(self, texts: Iterable[Mapping[str, float]]) -> None:
        """Texts are counted from 0; the values of a text's features are how much each counts in it."""
        hashes, values, ends = array("q"), array("d"), array("I", [0])
        for text in texts:
            hashes.extend(map(hash, text))
            values.extend(text.values())
            ends.append(len(hashes))
        self._names = array("q", sorted(set(hashes)))
        features = array("I", (bisect_left(self._names, name) for name in hashes))
        del hashes
        held = array("I", [0]) * len(self._names)
        for feature in features:
            held[feature] += 1
        self.tells = array("d", (math.log(len(ends) / (count + 1)) for count in held))  # how much a feature tells
        self._starts = array("I", accumulate(held, initial=0))
        self.texts = array("I", [0]) * len(features)
        self.weights = array("f", [0.0]) * len(features)
        free = self._starts[:]
        for number in range(len(ends) - 1):
            span = range(ends[number], ends[number + 1])
            weighed = [values[at] * self.tells[features[at]] for at in span]
            norm = math.sqrt(sum(value * value for value in weighed)) or 1.0
            for at, value in zip(span, weighed, strict=True):
                place = free[features[at]]
                self.texts[place], self.weights[place] = number, value / norm
                free[features[at]] += 1

    def __len__(self) -> int:
        """How many features there are; they are counted from 0."""
        return len(self._names)

    def find(self, name: str) -> int | None:
        """The number of a feature; None where no text holds it."""
        wanted = hash(name)
        at = bisect_left(self._names, wanted)
        return at if at < len(self._names) and self._names[at] == wanted else None

    def span(self, feature: int) -> slice:
        """Where in `texts` and `weights` a feature stands, in order of the texts."""
        return slice(self._starts[feature], self._starts[feature + 1])
