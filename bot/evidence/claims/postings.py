"""Which texts hold a feature, and how much it counts there: a hundred thousand features in a few megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Postings:
    """
    Features of texts, rarer ones weighing more and each text of length 1, laid end to end in arrays.

    An object for each feature would take ten times the memory. A feature goes by its hash of 64 bits, not by its name:
    that two of 150,000 share one is less likely than one in a hundred million, and would make them count as the same.
    """

    def __init__(self, texts: Iterable[Mapping[str, float]]) -> None:
        """Texts are counted from 0; the values of a text's features are how much each counts in it."""
        hashes, values, sizes = array("q"), array("d"), array("q")
        for text in texts:
            hashes.extend(map(hash, text))
            values.extend(text.values())
            sizes.append(len(text))
        self._names, features = np.unique(np.frombuffer(hashes, np.int64), return_inverse=True)
        held = np.bincount(features, minlength=len(self._names))
        self.tells: Floats = np.log((len(sizes) + 1) / (held + 1))  # how much a feature tells
        numbers = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        weighed = np.frombuffer(values, np.float64) * self.tells[features]
        norms = np.sqrt(np.bincount(numbers, weighed * weighed, len(sizes)))
        norms[norms == 0] = 1.0
        order = np.argsort(features, kind="stable")
        self.texts = numbers[order]
        self.weights = (weighed / norms[numbers])[order].astype(np.float32)
        self._starts = np.concatenate(([0], np.cumsum(held)))

    def __len__(self) -> int:
        """How many features there are; they are counted from 0."""
        return len(self._names)

    def find(self, name: str) -> int | None:
        """The number of a feature; None where no text holds it."""
        wanted = hash(name)
        at = int(np.searchsorted(self._names, wanted))
        return at if at < len(self._names) and self._names[at] == wanted else None

    def span(self, feature: int) -> slice:
        """Where in `texts` and `weights` a feature stands, in order of the texts."""
        return slice(int(self._starts[feature]), int(self._starts[feature + 1]))

    @property
    def features(self) -> Ints:
        """The feature of each place in `texts`."""
        return np.repeat(np.arange(len(self._names)), np.diff(self._starts))
