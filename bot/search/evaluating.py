"""Lookup quality on labelled queries: what a person would see, by category, with bootstrap intervals."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.library.folding import fold
from bot.search.engine import Engine
from bot.search.outcomes import Answer, Ask, Hit

SHOWN: Final = 3  # quotes of a hit that count as seen
CHOICES: Final = 5
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_FUNCTION_WORDS: Final = frozenset(
    "a an and are as at be been by for from had has have in into is it its of on or that the their they this to was "
    "were which who will with not no do does did".split()
)


@dataclass(frozen=True, slots=True)
class Gold:
    """A passage that satisfies the asker; a score also names its indicator and value."""

    source: str
    phrase: tuple[str, ...]
    group: str = "*"
    indicator: tuple[str, ...] = ()
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query with what would answer it; without gold it is out of scope."""

    id: str
    category: str
    query: str
    gold: tuple[Gold, ...]
    need_all: bool
    split: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one query; ranks count from 1, 0 where nothing was right."""

    query: Labelled
    answered: bool
    asked: bool
    rank: int
    first_quote: bool


@dataclass(slots=True)
class Table:
    """Figures by category, each a share between 0 and 1."""

    categories: dict[str, dict[str, float]] = field(default_factory=dict)
    whole: dict[str, float] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)


def load_queries(path: Path) -> tuple[Labelled, ...]:
    """Read a query file, one JSON object a line. Raises ValueError naming the line that cannot be read."""
    queries = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            queries.append(_labelled(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}:{number}: this line is no labelled query ({error})") from error
    return tuple(queries)


def evaluate(engine: Engine, queries: Iterable[Labelled]) -> list[Judged]:
    """Look every query up and judge what a person would see."""
    return [judge(engine, query) for query in queries]


def judge(engine: Engine, query: Labelled) -> Judged:
    """Look one query up and judge the outcome."""
    outcome = engine.look_up(query.query)
    hits = outcome.hits
    answered = isinstance(outcome, Answer)
    rank = _rank(query, hits) if query.gold else 0
    first = bool(answered and hits and hits[0].evidence and _met(query.gold, hits[0], 1)) and not query.need_all
    return Judged(query, answered, isinstance(outcome, Ask), rank, first)


def tabulate(judged: Sequence[Judged], *, samples: int = 0, seed: int = 1) -> Table:
    """The figures of `judged`; with `samples`, 95% bootstrap intervals of the whole, drawn within categories."""
    table = Table(_by_category(judged), _whole(judged))
    if samples:
        table.intervals = _intervals(judged, samples, seed)
    return table


def _labelled(data: Mapping[str, Any]) -> Labelled:
    gold = tuple(
        Gold(
            str(one["source"]),
            tokens(one["phrase"]),
            str(one.get("group", "*")),
            tokens(one.get("indicator", "")),
            float(one["value"]) if "value" in one else None,
        )
        for one in data.get("gold", ())
    )
    gold = gold if data.get("scope", "in") == "in" else ()
    return Labelled(
        str(data["id"]), str(data["category"]), str(data["query"]), gold,
        bool(data.get("need_all")), str(data.get("split", "")),
    )  # fmt: skip


def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers of a text as they are compared."""
    flat = re.sub(r"(?<=\w)\.(?=\w\.|\s|$|,)", "", fold(text).casefold()).replace("'", "")
    return tuple(_TOKEN.findall(flat))


def _rank(query: Labelled, hits: Sequence[Hit]) -> int:
    groups = {gold.group for gold in query.gold}
    got: set[str] = set()
    for number, hit in enumerate(hits[:10], 1):
        met = _met(query.gold, hit, SHOWN)
        got |= met
        if (got == groups) if query.need_all else bool(met):
            return number
    return 0


def _met(gold: Iterable[Gold], hit: Hit, shown: int) -> set[str]:
    """The groups of gold passages that the first quotes of a hit meet."""
    return {
        one.group
        for one in gold
        if any(satisfies(one, quote.passage.source, quote.text, hit.brief) for quote in hit.evidence[:shown])
    }


def satisfies(gold: Gold, source: str, text: str, brief: str) -> bool:
    """
    Whether a quote says what the gold passage says.

    It holds the phrase; or is a part of it (three words and 40% at least); or, in a stretch half as long again, shares
    60% of its words, half of its content words and all its numbers. A score needs its indicator and its value.
    """
    if source != gold.source:
        return False
    words = tokens(text)
    if _inside(gold.phrase, words):
        return True
    if gold.indicator:
        known = {*words, *tokens(brief.replace("-", " "))}
        numbers = {float(word.replace(",", "")) for word in words if word[0].isdigit()}
        return all(word in known for word in gold.indicator if word != "and") and gold.value in numbers
    if len(words) >= max(3, 0.4 * len(gold.phrase)) and _inside(words, gold.phrase):
        return True
    return len(gold.phrase) >= 4 and _overlaps(gold.phrase, words)


def _inside(part: Sequence[str], whole: Sequence[str]) -> bool:
    size = len(part)
    return size > 0 and any(tuple(whole[i : i + size]) == tuple(part) for i in range(len(whole) - size + 1))


def _overlaps(phrase: Sequence[str], words: Sequence[str]) -> bool:
    wanted = Counter(phrase)
    content = Counter(word for word in phrase if word not in _FUNCTION_WORDS)
    numbers = {word for word in phrase if word[0].isdigit()}
    width = -(-3 * len(phrase) // 2)
    for i in range(max(1, len(words) - width + 1)):
        window = Counter(words[i : i + width])
        if (
            (window & wanted).total() >= 0.6 * len(phrase)
            and (window & content).total() >= 0.5 * content.total()
            and numbers <= window.keys()
        ):
            return True
    return False


def _by_category(judged: Iterable[Judged]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.query.category].append(one)
    return {category: _figures(group) for category, group in sorted(groups.items())}


def _figures(group: Sequence[Judged]) -> dict[str, float]:
    if not group[0].query.gold:
        return {
            "n": len(group),
            "answered": _share(one.answered for one in group),
            "asked": _share(one.asked for one in group),
            "declined": _share(not one.answered and not one.asked for one in group),
        }
    asked = [one for one in group if one.asked]
    return {
        "n": len(group),
        "hit@1": _share(one.rank == 1 for one in group),
        "hit@3": _share(0 < one.rank <= 3 for one in group),
        "first quote": _share(one.first_quote for one in group),
        "answered right": _share(one.answered and one.rank == 1 for one in group),
        "answered wrong": _share(one.answered and one.rank != 1 for one in group),
        "asked": _share(one.asked for one in group),
        "asked, right among five": _share(0 < one.rank <= CHOICES for one in asked),
        "declined": _share(not one.answered and not one.asked for one in group),
    }


def _whole(judged: Sequence[Judged]) -> dict[str, float]:
    inside = [one for one in judged if one.query.gold]
    outside = [one for one in judged if not one.query.gold]
    figures = dict(_figures(inside)) if inside else {}
    figures.pop("n", None)
    if outside:
        figures |= {f"out of scope, {name}": value for name, value in _figures(outside).items() if name != "n"}
        figures |= _abstention(inside, outside)
    return figures


def _abstention(inside: Sequence[Judged], outside: Sequence[Judged]) -> dict[str, float]:
    """F1 of saying no (asking counts as one), and the mean of served hit@1 over categories and of that recall."""
    right = sum(not one.answered for one in outside)
    wrong = sum(not one.answered for one in inside)
    recall = right / len(outside)
    precision = right / (right + wrong) if right + wrong else 0.0
    groups = _by_category(inside)
    served = sum(figures["answered right"] for figures in groups.values()) / len(groups) if groups else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"abstention F1": f1, "e2e": (served + recall) / 2}


def _intervals(judged: Sequence[Judged], samples: int, seed: int) -> dict[str, tuple[float, float]]:
    chance = random.Random(seed)
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.query.category].append(one)
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(samples):
        sample = [chance.choice(group) for group in groups.values() for _ in group]
        for name, value in _whole(sample).items():
            drawn[name].append(value)
    bounds = {}
    for name, values in drawn.items():
        values.sort()
        bounds[name] = (values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))])
    return bounds


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
