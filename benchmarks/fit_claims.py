"""
Fit the weights of the claim check on the labelled messages, cross-validate them and print them.

    python -m benchmarks.fit_claims [--folds 5]

The splits dev, test and tune of `tests/claims` are read; never `final`. Folds go by gold phrase, so that the versions
of one fact stay together. Two logistic regressions over the same signals: whether a sentence speaks of exactly the
claim's matter, and, of those that do, whether it says something else. `dev` weighs half: the tables of words were
written on it.
Needs numpy and scikit-learn (the `bench` extra).
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.evidence.claims import deciding
from bot.evidence.claims.checking import Checker, claimed
from bot.evidence.claims.words import fold
from bot.library.loading import load_library
from bot.search.engine import Engine
from bot.search.evaluating import Gold, satisfies, tokens
from bot.search.leading import lead

ROOT = Path(__file__).resolve().parent.parent
SPLITS = {"dev": 0.5, "test": 1.0, "tune": 1.0}  # how much a message of each weighs
GOLD = 2.0  # weight of the sentence that decides
NEAR = 0.3  # of others beside a claim that is found
FIRST, LATER = 1.0, 0.5  # of the two nearest sentences of a message that is not found, and of three more
BOUNDS = (0.5, 0.55, 0.6, 0.65, 0.7)  # of support, tried one by one
SHRINK = {"SAME_MATTER": 0.3, "AGAINST": 0.5}  # inverse strength of the regularisation


@dataclass
class Row:
    """One sentence beside one message: its signals, whether it decides, whether it is against, its weight."""

    values: list[float]
    same: bool
    against: bool
    weight: float


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folds", type=int, default=5)
    folds = arguments.parse_args().folds
    engine = Engine(load_library(ROOT / "briefs"))
    checker = Checker(engine)
    items = _items()
    rows = {item["id"]: list(_rows(item, engine, checker)) for item in items}
    names = _names(engine, checker)
    verdicts: dict[float, dict[str, str]] = {bound: {} for bound in BOUNDS}
    for number in range(folds):
        fitted = _fit([row for item in items if _fold(item, folds) != number for row in rows[item["id"]]], names)
        deciding.SAME_MATTER, deciding.AGAINST = fitted
        held_out = [item for item in items if _fold(item, folds) == number]
        for deciding.SUPPORTS in BOUNDS:  # type: ignore[misc]
            for item in held_out:
                verdicts[deciding.SUPPORTS][item["id"]] = checker.check(item["text"]).verdict.value
    for bound in BOUNDS:
        print(f"cross-validated, support from {bound}:")
        for split in SPLITS:
            _tell(split, [item for item in items if item["split"] == split], verdicts[bound])
    same, against = _fit([row for item in items for row in rows[item["id"]]], names)
    print("SAME_MATTER:", same)
    print("AGAINST:", against)


def _items() -> list[dict[str, Any]]:
    lines = [
        line
        for name in ("claims.jsonl", "fresh.jsonl")
        for line in (ROOT / "tests" / "claims" / name).read_text(encoding="utf-8").splitlines()
    ]
    return [item for item in map(json.loads, lines) if item["split"] in SPLITS]


def _fold(item: dict[str, Any], folds: int) -> int:
    key = item["gold"][0]["phrase"][:40] if item["gold"] else item["id"]
    return zlib.crc32(key.encode()) % folds


def _names(engine: Engine, checker: Checker) -> list[str]:
    claim = "heroin is sold in north korea"
    read = checker.attribution.read(fold(claim))
    return list(deciding.beside(read.rest, read, lead(claim, engine), checker.corpus, checker.attribution)[0][1])


def _rows(item: dict[str, Any], engine: Engine, checker: Checker) -> Iterable[Row]:
    """The sentences beside a message with one label; of several sentences, none may be the one that differs."""
    label, weight = item["labels"][0], SPLITS[item["split"]]
    claims = [checker.attribution.read(fold(claim)) for claim in claimed(item["text"])]
    claims = [read for read in claims if checker.scores.check(read.rest, read.sources) is None]
    if len(item["labels"]) > 1 or (label == "differs" and len(claims) > 1):
        return
    gold = [Gold(one["source"], tokens(one["phrase"])) for one in item["gold"]]
    for read in claims:
        near = deciding.beside(read.rest, read, lead(read.rest, engine), checker.corpus, checker.attribution)
        right = [any(satisfies(one, a.sentence.passage.source, a.sentence.text, "") for one in gold) for a, _ in near]
        held = {a.sentence.passage.key for (a, _), is_right in zip(near, right, strict=True) if is_right}
        for place, ((alignment, told), is_right) in enumerate(zip(near, right, strict=True)):
            if label == "not-found":
                if place < 5 and not told["source_other"]:
                    yield Row([*told.values()], False, False, weight * (FIRST if place < 2 else LATER))
            elif is_right:
                yield Row([*told.values()], True, label == "differs", weight * GOLD)
            elif place < 4 and not told["source_other"] and alignment.sentence.passage.key not in held:
                yield Row([*told.values()], False, False, weight * NEAR)


def _fit(rows: list[Row], names: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    relevant = [row for row in rows if row.same]
    return (
        _regress(rows, [row.same for row in rows], SHRINK["SAME_MATTER"], names),
        _regress(relevant, [row.against for row in relevant], SHRINK["AGAINST"], names),
    )


def _regress(rows: list[Row], wanted: list[bool], shrink: float, names: list[str]) -> dict[str, float]:
    model = LogisticRegression(C=shrink, max_iter=3000)
    model.fit(np.array([row.values for row in rows]), wanted, [row.weight for row in rows])
    fitted = zip(names, model.coef_[0], strict=True)
    return {"one": round(float(model.intercept_[0]), 2), **{name: round(float(value), 2) for name, value in fitted}}


def _tell(split: str, items: list[dict[str, Any]], verdicts: dict[str, str]) -> None:
    right = sum(verdicts[item["id"]] in item["labels"] for item in items)
    other = [item for item in items if "supported" not in item["labels"]]
    false = sum(verdicts[item["id"]] == "supported" for item in other)
    table = Counter((item["labels"][0], verdicts[item["id"]]) for item in items)
    print(f"{split}: right {right / len(items):.3f} of {len(items)}, falsely supported {false} of {len(other)}")
    for label in ("supported", "differs", "not-found"):
        print(f"  {label:<10}", {verdict: table[label, verdict] for verdict in ("supported", "differs", "not-found")})


if __name__ == "__main__":
    main()
