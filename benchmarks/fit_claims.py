"""
Fit the weights of the claim check on the labelled messages, cross-validate them and write them down.

    python -m benchmarks.fit_claims [--folds 5] [--only-fit] [--write]

Reads `tests/claims/{claims,fresh,train,late,later,pairs}.jsonl`; never `held-out.jsonl`. Folds go by gold phrase, so
that the versions of one fact stay together. First two logistic regressions over the signals of a claim beside one
sentence: whether the sentence speaks of exactly the claim's matter, and, of those that do, whether it says something
else. Then boosted trees over what all sentences come to together, on the chances that the first two give to messages
that they were not fitted on.
`dev` weighs half: the tables of words were written on it; `later` as much and `pairs` little, since a half of the one
and all of the other are wrong on purpose in ways in which people seldom are.
Needs numpy and scikit-learn (the `bench` extra).
"""

from __future__ import annotations

import argparse
import json
import math
import pprint
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.evidence.claims import deciding, summing, trees
from bot.evidence.claims.checking import Checker, claimed
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim
from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.search.evaluating import Gold, satisfies, tokens

ROOT = Path(__file__).resolve().parent.parent
FILES = ("claims.jsonl", "fresh.jsonl", "train.jsonl", "late.jsonl", "later.jsonl", "pairs.jsonl")
#: How much a message of each weighs.
SPLITS = {
    "dev": 0.5, "test": 1.0, "tune": 1.0, "final": 1.0, "train": 1.0, "plain": 1.0, "late": 1.0, "later": 0.5,
    "pairs": 0.1,
}  # fmt: skip
GOLD = 2.0  # weight of the sentence that decides
NEAR = 0.3  # of others beside a claim that is found
FIRST, LATER = 1.0, 0.5  # of the two nearest sentences of a message that is not found, and of three more
BOUNDS = (0.9, 0.92)  # of support, tried one by one
#: Signals of how far a sentence speaks of the claim's matter, which say nothing of whether it contradicts it.
OF_MATTER = ("about", "own", "matched", "behind", "union", "question", "lead", "lead_first", "lead_chance", "chance")
SHRINK = {"SAME_MATTER": 0.3, "AGAINST": 0.3}  # inverse strength of the regularisation

#: See GradientBoostingClassifier; chosen by the folds.
TREES: dict[str, Any] = {
    "n_estimators": 750, "learning_rate": 0.02, "max_leaf_nodes": 16, "max_depth": None, "min_samples_leaf": 30,
    "max_features": 0.2, "subsample": 0.7,
}  # fmt: skip

Near = list[tuple[Any, dict[str, float]]]  # alignments with their signals
Weights = dict[str, float]


@dataclass
class Item:
    """A labelled message with each of its claims read, but for those that the printed scores decide."""

    data: dict[str, Any]
    read: list[tuple[Claim, Near]] = field(default_factory=list)
    scored: bool = False

    @property
    def label(self) -> str:
        return str(self.data["labels"][0])

    @property
    def weight(self) -> float:
        return SPLITS[self.data["split"]]

    @property
    def is_plain(self) -> bool:
        """Whether the label is that of a single claim, or of every claim."""
        single = len(self.read) == 1 and not self.scored
        return len(self.data["labels"]) == 1 and (single or self.label == "not-found")

    def fold(self, folds: int) -> int:
        gold = self.data["gold"]
        return zlib.crc32((gold[0]["phrase"][:40] if gold else self.data["id"]).encode()) % folds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only-fit", action="store_true", help="leave out the folds, which take minutes")
    parser.add_argument("--write", action="store_true", help="write weights.py and trees.json in bot/evidence/claims")
    arguments = parser.parse_args()
    engine = Engine(load_library(ROOT / "briefs"))
    checker = Checker(engine)
    items = [_read(data, checker) for data in _items()]
    told: dict[str, list[Weights]] = {}
    for number in range(arguments.folds):
        _use(*_fit_sentences([item for item in items if item.fold(arguments.folds) != number]))
        told |= {item.data["id"]: _summaries(item) for item in items if item.fold(arguments.folds) == number}
    if not arguments.only_fit:
        _cross_validate(items, told, checker, arguments.folds)
    same, against = _fit_sentences(items)
    if arguments.write:
        _write(same, against, _fit_verdicts(items, told))


def _cross_validate(items: list[Item], told: dict[str, list[Weights]], checker: Checker, folds: int) -> None:
    verdicts: dict[float, dict[str, str]] = {bound: {} for bound in BOUNDS}
    for number in range(folds):
        kept = [item for item in items if item.fold(folds) != number]
        held_out = [item for item in items if item.fold(folds) == number]
        _use(*_fit_sentences(kept))
        fitted = _fit_verdicts(kept, told)
        summing.trees = lambda fitted=fitted: fitted  # type: ignore[assignment, misc]
        for summing.SUPPORTS in BOUNDS:  # type: ignore[misc]
            for item in held_out:
                verdicts[summing.SUPPORTS][item.data["id"]] = checker.check(item.data["text"]).verdict.value
    for bound in BOUNDS:
        print(f"cross-validated, support from {bound}:")
        for split in SPLITS:
            _tell(split, [item.data for item in items if item.data["split"] == split], verdicts[bound])


def _items() -> list[dict[str, Any]]:
    texts = [(ROOT / "tests" / "claims" / name).read_text(encoding="utf-8") for name in FILES]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def _read(data: dict[str, Any], checker: Checker) -> Item:
    item = Item(data)
    for heard in claimed(data["text"]):
        if checker.scored(heard) is not None:
            item.scored = True
            continue
        claim = checker.claim(heard)
        item.read.append((claim, deciding.beside(claim, checker.corpus, checker.attribution)))
    return item


def _use(same: Weights, against: Weights) -> None:
    deciding.SAME_MATTER, deciding.AGAINST = same, against  # type: ignore[misc]


def _summaries(item: Item) -> list[Weights]:
    found = [(claim, deciding.weighed(near)) for claim, near in item.read]
    return [summing.summary(claim, [one for one in near if not one.outside]) for claim, near in found]


def _rows(item: Item) -> Iterable[tuple[Weights, bool, bool, float]]:
    """The sentences beside a message: signals, whether it speaks of the matter, says something else, weight."""
    if len(item.data["labels"]) > 1 or (item.label == "differs" and len(item.read) > 1):
        return
    gold = [Gold(one["source"], tokens(one["phrase"])) for one in item.data["gold"]]
    for _, near in item.read:
        right = [any(satisfies(one, a.sentence.passage.source, a.sentence.text, "") for one in gold) for a, _ in near]
        held = {a.sentence.passage.key for (a, _), is_right in zip(near, right, strict=True) if is_right}
        for place, ((alignment, told), is_right) in enumerate(zip(near, right, strict=True)):
            if item.label == "not-found":
                if place < 5 and not told["source_other"]:
                    yield told, False, False, item.weight * (FIRST if place < 2 else LATER)
            elif is_right:
                yield told, True, item.label == "differs", item.weight * GOLD
            elif place < 4 and not told["source_other"] and alignment.sentence.passage.key not in held:
                yield told, False, False, item.weight * NEAR


def _fit_sentences(items: Iterable[Item]) -> tuple[Weights, Weights]:
    rows = [row for item in items for row in _rows(item)]
    relevant = [row for row in rows if row[1]]
    (same,) = _regress([row[0] for row in rows], [row[1] for row in rows], [row[3] for row in rows], "SAME_MATTER")
    told = [{name: value for name, value in row[0].items() if name not in OF_MATTER} for row in relevant]
    (against,) = _regress(told, [row[2] for row in relevant], [row[3] for row in relevant], "AGAINST")
    return same, {**dict.fromkeys(same, 0.0), **against}


def _fit_verdicts(items: Iterable[Item], told: dict[str, list[Weights]]) -> trees.Trees:
    rows = [(one, item.label, item.weight) for item in items if item.is_plain for one in told[item.data["id"]]]
    names = list(dict.fromkeys(name for one, _, _ in rows for name in one))
    values = np.array([[one.get(name, 0.0) for name in names] for one, _, _ in rows])
    model = GradientBoostingClassifier(random_state=1, **TREES)
    model.fit(values, [label for _, label, _ in rows], [weight for _, _, weight in rows])
    begin = {
        Verdict(label): round(math.log(prior), 4)
        for label, prior in zip(model.classes_, model.init_.class_prior_, strict=True)
    }
    return trees.Trees(
        names,
        begin,
        {verdict: [_tree(one.tree_, 0) for one in model.estimators_[:, at]] for at, verdict in enumerate(begin)},
    )


def _tree(fitted: Any, node: int) -> trees.Tree:
    """A tree of scikit-learn from `node` on, as `bot.evidence.claims.trees` reads it."""
    left, right = int(fitted.children_left[node]), int(fitted.children_right[node])
    if left == right:
        return round(TREES["learning_rate"] * float(fitted.value[node, 0, 0]), 4)
    bound = round(float(fitted.threshold[node]), 5)
    return int(fitted.feature[node]), bound, _tree(fitted, left), _tree(fitted, right)


def _regress(told: Sequence[Weights], wanted: Sequence[Any], weights: Sequence[float], name: str) -> list[Weights]:
    """Weights for each class (one set for two classes), for signals as they are."""
    values = np.array([list(one.values()) for one in told])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=SHRINK[name], max_iter=3000)
    model.fit(scaler.transform(values), wanted, weights)
    found = []
    for coefficients, intercept in zip(model.coef_, model.intercept_, strict=True):
        slopes = coefficients / scaler.scale_
        one = round(float(intercept - slopes @ scaler.mean_), 3)
        found.append({"one": one, **{k: round(float(v), 3) for k, v in zip(told[0], slopes, strict=True)}})
    return found


def _tell(split: str, items: list[dict[str, Any]], verdicts: dict[str, str]) -> None:
    right = sum(verdicts[item["id"]] in item["labels"] for item in items)
    other = [item for item in items if "supported" not in item["labels"]]
    false = sum(verdicts[item["id"]] == "supported" for item in other)
    table = Counter((item["labels"][0], verdicts[item["id"]]) for item in items)
    print(f"{split}: right {right / len(items):.3f} of {len(items)}, falsely supported {false} of {len(other)}")
    for label in ("supported", "differs", "not-found"):
        print(f"  {label:<10}", {verdict: table[label, verdict] for verdict in ("supported", "differs", "not-found")})


def _write(same: Weights, against: Weights, fitted: trees.Trees) -> None:
    def table(weights: Weights) -> str:
        return pprint.pformat(weights, width=112, compact=True, sort_dicts=False).replace("'", '"').strip("{}")

    folder = ROOT / "bot" / "evidence" / "claims"
    folder.joinpath("weights.py").write_text(
        f"""\"\"\"The weights of the claim check, written by `python -m benchmarks.fit_claims --write`.\"\"\"

from __future__ import annotations

from collections.abc import Mapping

# fmt: off
#: That a sentence speaks of exactly the claim's matter.
SAME_MATTER: Mapping[str, float] = {{
 {table(same)},
}}
#: That one which does says something else of it.
AGAINST: Mapping[str, float] = {{
 {table(against)},
}}
""",
        encoding="utf-8",
    )
    data = {
        "signals": fitted.signals,
        "begin": {verdict.value: begin for verdict, begin in fitted.begin.items()},
        "trees": {verdict.value: grown for verdict, grown in fitted.trees.items()},
    }
    folder.joinpath("trees.json").write_bytes(orjson.dumps(data) + b"\n")


if __name__ == "__main__":
    main()
