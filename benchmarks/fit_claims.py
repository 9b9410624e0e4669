"""
Fit the weights of the claim check on the labelled messages, cross-validate them and write them down.

    python -m benchmarks.fit_claims [--folds 5] [--write]

Reads `tests/claims/{claims,fresh,train}.jsonl`; never `held-out.jsonl`. Folds go by gold phrase, so that the versions
of one fact stay together. First two logistic regressions over the signals of a claim beside one sentence: whether the
sentence speaks of exactly the claim's matter, and, of those that do, whether it says something else. Then one over what
all sentences come to together, on the chances that the first two give to messages that they were not fitted on.
`dev` weighs half: the tables of words were written on it. Needs numpy and scikit-learn (the `bench` extra).
"""

from __future__ import annotations

import argparse
import json
import pprint
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.evidence.claims import deciding, summing
from bot.evidence.claims.checking import Checker, claimed
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.signals import Claim
from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.search.evaluating import Gold, satisfies, tokens

ROOT = Path(__file__).resolve().parent.parent
FILES = ("claims.jsonl", "fresh.jsonl", "train.jsonl")
#: How much a message of each weighs.
SPLITS = {"dev": 0.5, "test": 1.0, "tune": 1.0, "final": 1.0, "train": 1.0, "plain": 1.0}
GOLD = 2.0  # weight of the sentence that decides
NEAR = 0.3  # of others beside a claim that is found
FIRST, LATER = 1.0, 0.5  # of the two nearest sentences of a message that is not found, and of three more
BOUNDS = (0.5, 0.6, 0.65, 0.7)  # of support, tried one by one
#: Signals of how far a sentence speaks of the claim's matter, which say nothing of whether it contradicts it.
OF_MATTER = ("about", "own", "matched", "behind", "union", "question", "lead", "lead_first", "lead_chance", "chance")
SHRINK = {"SAME_MATTER": 0.3, "AGAINST": 0.3, "VERDICTS": 0.1}  # inverse strength of the regularisation

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
    parser.add_argument("--write", action="store_true", help="write bot/evidence/claims/weights.py")
    arguments = parser.parse_args()
    engine = Engine(load_library(ROOT / "briefs"))
    checker = Checker(engine)
    items = [_read(data, checker) for data in _items()]
    told: dict[str, list[Weights]] = {}
    for number in range(arguments.folds):
        _use(*_fit_sentences([item for item in items if item.fold(arguments.folds) != number]))
        told |= {item.data["id"]: _summaries(item) for item in items if item.fold(arguments.folds) == number}
    verdicts: dict[float, dict[str, str]] = {bound: {} for bound in BOUNDS}
    for number in range(arguments.folds):
        kept = [item for item in items if item.fold(arguments.folds) != number]
        held_out = [item for item in items if item.fold(arguments.folds) == number]
        _use(*_fit_sentences(kept))
        summing.VERDICTS = _fit_verdicts(kept, told)  # type: ignore[misc]
        for summing.SUPPORTS in BOUNDS:  # type: ignore[misc]
            for item in held_out:
                verdicts[summing.SUPPORTS][item.data["id"]] = checker.check(item.data["text"]).verdict.value
    for bound in BOUNDS:
        print(f"cross-validated, support from {bound}:")
        for split in SPLITS:
            _tell(split, [item.data for item in items if item.data["split"] == split], verdicts[bound])
    same, against = _fit_sentences(items)
    if arguments.write:
        _write(same, against, _fit_verdicts(items, told))


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


def _fit_verdicts(items: Iterable[Item], told: dict[str, list[Weights]]) -> dict[Verdict, Weights]:
    rows = [(one, item.label, item.weight) for item in items if item.is_plain for one in told[item.data["id"]]]
    order = sorted({label for _, label, _ in rows})
    fitted = _regress([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], "VERDICTS")
    return {Verdict(label): weights for label, weights in zip(order, fitted, strict=True)}


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


def _write(same: Weights, against: Weights, verdicts: dict[Verdict, Weights]) -> None:
    def table(weights: Weights) -> str:
        return pprint.pformat(weights, width=112, compact=True, sort_dicts=False).replace("'", '"').strip("{}")

    by_verdict = "".join(
        f"    Verdict.{verdict.name}: {{\n{table(weights)}\n    }},\n" for verdict, weights in verdicts.items()
    )
    path = ROOT / "bot" / "evidence" / "claims" / "weights.py"
    path.write_text(
        f"""\"\"\"The weights of the claim check, written by `python -m benchmarks.fit_claims --write`.\"\"\"

from __future__ import annotations

from collections.abc import Mapping

from bot.evidence.claims.outcomes import Verdict

# fmt: off
#: That a sentence speaks of exactly the claim's matter.
SAME_MATTER: Mapping[str, float] = {{
 {table(same)},
}}
#: That one which does says something else of it.
AGAINST: Mapping[str, float] = {{
 {table(against)},
}}
#: What all sentences come to together, for each verdict.
VERDICTS: Mapping[Verdict, Mapping[str, float]] = {{
{by_verdict}}}
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
