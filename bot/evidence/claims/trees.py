"""Decision trees that add up to the scores of the verdicts, fitted by `python -m benchmarks.fit_claims --write`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import orjson

from bot.evidence.claims.outcomes import Verdict

#: A leaf's score, or a signal's number, a bound, and the trees for values up to the bound and above it.
Tree = float | tuple[int, float, "Tree", "Tree"]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees by verdict, each over the same signals."""

    signals: Sequence[str]
    begin: Mapping[Verdict, float]  # the score before any tree
    trees: Mapping[Verdict, Sequence[Tree]]

    def scores(self, told: Mapping[str, float]) -> dict[Verdict, float]:
        """The score of each verdict, for signals by name; one that is not told is 0."""
        values = [told.get(name, 0.0) for name in self.signals]
        return {
            verdict: begin + sum(_leaf(tree, values) for tree in self.trees[verdict])
            for verdict, begin in self.begin.items()
        }


def _leaf(tree: Tree, values: Sequence[float]) -> float:
    while not isinstance(tree, float):
        signal, bound, below, above = tree
        tree = below if values[signal] <= bound else above
    return tree


@lru_cache(maxsize=1)
def trees() -> Trees:
    """The fitted trees; read on first use."""
    data = orjson.loads(files(__package__).joinpath("trees.json").read_bytes())
    return Trees(
        data["signals"],
        {Verdict(verdict): begin for verdict, begin in data["begin"].items()},
        {Verdict(verdict): found for verdict, found in data["trees"].items()},
    )
