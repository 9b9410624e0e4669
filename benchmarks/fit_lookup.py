"""
Fit the lookup's weights and bounds on the training queries and print them.

    python -m benchmarks.fit_lookup [--folds 5]

Only queries of the dev split are read. First the ranker: for each query, the quotes that satisfy it against those that
do not, by logistic regression on the differences of their features. Then the decider: whether the first hit is right,
by logistic regression on the signs, with the weights that are set: write new weights down, then run it again for the
bounds. Cross-validation splits by brief, so that no brief's wording trains its own test.
Needs numpy and scikit-learn (the `bench` extra).
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.library.loading import load_library
from bot.search import deciding, meeting, ranking
from bot.search import reading as reading_
from bot.search.engine import Engine
from bot.search.evaluating import Labelled, load_queries, satisfies
from bot.search.normalising import parse

ROOT = Path(__file__).resolve().parent.parent
CANDIDATES = 60  # quotes of a query, those first that the weights as set put first
RESTRAINT = 0.002  # on the weights of the ranker
EVERYDAY = ("fourth", "fifth", "sixth")  # short questions of a chat, two of three out of scope
SPLITS = ("dev", "test", "second", "third", *EVERYDAY)
LESS = 0.5  # what one of these weighs in the bounds: people ask out of scope less often


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--splits", nargs="+", default=SPLITS, help="which parts of the queries to fit on")
    chosen = arguments.parse_args()
    folds = chosen.folds
    engine = Engine(load_library(ROOT / "briefs"))
    queries = [
        query for query in load_queries(ROOT / "tests" / "lookup" / "queries.jsonl") if query.split in chosen.splits
    ]
    rows = [row for query in queries if (row := _features(engine, query)) is not None]
    start = np.array([meeting.WEIGHTS[name] for name in meeting.FEATURES])
    known = [row for row in rows if row["right"].any() and not row["query"].need_all]

    print(f"{len(queries)} queries, {len(known)} with a right quote among the candidates")
    print("first quote right, first brief right (as set now):", *_quality(known, start))
    crossed = [_quality(test, _fit_ranker(train, start)) for train, test in _split(known, folds)]
    print("the same, cross-validated:", *np.round(np.mean(crossed, axis=0), 3))
    weights = _fit_ranker(known, start)
    print("WEIGHTS:", {name: round(float(value), 2) for name, value in zip(meeting.FEATURES, weights, strict=True)})

    decided = [one for query in queries if (one := _signs(engine, query)) is not None]
    for share in (0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        outcomes = [_outcomes(test, _fit_decider(train), share) for train, test in _split(decided, folds)]
        right, declined, answered_out, f1 = np.mean(outcomes, axis=0)
        print(
            f"answer at {share}: in scope answered right {right:.3f}, not answered {declined:.3f}; "
            f"out of scope answered {answered_out:.3f}; abstention F1 {f1:.3f} (cross-validated)"
        )
    bounds = _fit_decider(decided)
    print("BOUNDS:", {name: round(float(value), 2) for name, value in zip(deciding.SIGNS, bounds, strict=True)})


def _features(engine: Engine, query: Labelled) -> dict[str, Any] | None:
    parsed = parse(query.query)
    if not query.gold or not parsed.words:
        return None
    reading = reading_.read(parsed, engine._cues.read(parsed.text), engine.index)
    ranked = ranking.rank(reading, engine.index, engine._rooms)
    if not ranked:
        return None
    units = [engine.index.units[one.unit] for one in ranked]
    right = [
        any(satisfies(gold, unit.passage.source, unit.text, engine.index.briefs[unit.brief].id) for gold in query.gold)
        for unit in units
    ]
    return {
        "query": query,
        "features": np.array([one.features for one in ranked]),
        "right": np.array(right),
        "brief": np.array([unit.brief for unit in units]),
        "fold": _fold_key(query),
    }


def _fold_key(query: Labelled) -> int:
    """Queries with the same first gold passage fall together, so that a brief's queries do not part."""
    phrase = query.gold[0].phrase if query.gold else (query.id,)
    return zlib.crc32(" ".join(phrase).encode())


def _split(rows: list[Any], folds: int) -> list[tuple[list[Any], list[Any]]]:
    return [
        ([row for row in rows if row["fold"] % folds != k], [row for row in rows if row["fold"] % folds == k])
        for k in range(folds)
    ]


def _fit_ranker(rows: list[Any], start: Any) -> Any:
    """Weights under which the right quotes of a query have together the greatest share in a softmax of the scores."""
    features, right, starts, size = [], [], [], 0
    for row in rows:
        order = np.argsort(-(row["features"] @ start), kind="stable")[:CANDIDATES]
        if row["right"][order].any():
            features.append(row["features"][order])
            right.append(row["right"][order])
            starts.append(size)
            size += len(order)
    values, good = np.vstack(features), np.concatenate(right).astype(float)
    query = np.repeat(np.arange(len(starts)), np.diff([*starts, size]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = values @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[query])
        total, right_ = np.add.reduceat(odds, starts), np.maximum(np.add.reduceat(odds * good, starts), 1e-12)
        slope = values.T @ (odds / total[query] - odds * good / right_[query]) / len(starts)
        return float(np.mean(np.log(total / right_)) + RESTRAINT / 2 * weights @ weights), slope + RESTRAINT * weights

    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def _quality(rows: list[Any], weights: Any) -> tuple[float, float]:
    first = brief = 0
    for row in rows:
        order = np.argsort(-(row["features"] @ weights), kind="stable")
        first += row["right"][order[0]]
        of_brief = [i for i in order if row["brief"][i] == row["brief"][order[0]]][:3]
        brief += row["right"][of_brief].any()
    return first / len(rows), brief / len(rows)


def _signs(engine: Engine, query: Labelled) -> dict[str, Any] | None:
    parsed = parse(query.query)
    if not parsed.words or query.need_all:
        return None
    found = engine._find(parsed)
    if not found.ranked or not found.ranked[0].features:
        return None
    values = deciding.signs(found.ranked, found.reading, engine._rooms, found.subject, found.places)
    hits = engine._hits(found)
    right = any(
        satisfies(gold, one.passage.source, one.text, hits[0].brief)
        for gold in query.gold
        for one in hits[0].evidence[:3]
    )
    weight = LESS if query.split in EVERYDAY else 1.0
    return {
        "signs": np.array(values),
        "right": right,
        "inside": bool(query.gold),
        "weight": weight,
        "fold": _fold_key(query),
    }


def _fit_decider(rows: list[Any]) -> Any:
    fitted = LogisticRegression(fit_intercept=False, C=10.0, max_iter=5000)
    signs, right, weights = (np.array([row[key] for row in rows]) for key in ("signs", "right", "weight"))
    fitted.fit(signs, right, weights)
    return fitted.coef_[0]


def _outcomes(rows: list[Any], bounds: Any, share: float) -> tuple[float, float, float, float]:
    answered = [1 / (1 + np.exp(-row["signs"] @ bounds)) >= share for row in rows]
    inside = [(row, yes) for row, yes in zip(rows, answered, strict=True) if row["inside"]]
    outside = [yes for row, yes in zip(rows, answered, strict=True) if not row["inside"]]
    said_no = sum(not yes for _, yes in inside)
    right_no = sum(not yes for yes in outside)
    precision, recall = right_no / max(1, right_no + said_no), right_no / max(1, len(outside))
    return (
        sum(row["right"] and yes for row, yes in inside) / len(inside),
        said_no / len(inside),
        1 - recall,
        2 * precision * recall / max(1e-9, precision + recall),
    )


if __name__ == "__main__":
    main()
