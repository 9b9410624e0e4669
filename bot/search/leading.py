"""Where a text leads: the quotes that a lookup of it ranks first, how surely, and what its words may stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.search.engine import Engine
from bot.search.meeting import FEATURES
from bot.search.normalising import parse
from bot.search.words import rarity, stem

LEADS: Final = 8  # quotes that are told


@dataclass(frozen=True, slots=True)
class Lead:
    """A quote that a text leads to; all figures are 0–1."""

    brief: str
    quote: str
    share: float  # its score beside that of the first
    question: float  # how like the text is to a curated question that it answers
    wordings: float  # how far the wordings of such questions hold the text's words
    union: float  # how far it, its paragraph and its brief hold them


@dataclass(frozen=True, slots=True)
class Leads:
    """Where one text leads, best first; `meanings` are terms of the library by the stem of a word of the text."""

    quotes: tuple[Lead, ...]
    chance: float  # that the first is what is meant
    unknown: float  # share of the text's weight that the library has no word for
    unknown_names: float  # of it, what is too rare to be everyday English
    uncovered: float  # share that names a subject that the sources do not cover
    meanings: Mapping[str, tuple[tuple[str, float], ...]]


NOWHERE: Final = Leads((), 0.0, 1.0, 0.0, 0.0, {})


def lead(text: str, engine: Engine) -> Leads:
    """
    Look a text up without deciding anything.

    Args:
        text: A sentence or a part of one; what is beyond the length of a query is not read.
        engine: Whose library is meant.

    Returns:
        At most `LEADS` quotes, none where the text has no word that leads anywhere.
    """
    parsed = parse(text)
    if not parsed.words:
        return NOWHERE
    found = engine._find(parsed)
    top = found.ranked[0].score if found.ranked else 1.0
    quotes: list[Lead] = []
    for one in found.ranked[: 2 * LEADS]:
        unit = engine.index.units[one.unit]
        if unit.quote is None or one.meeting is None or len(quotes) == LEADS:
            continue
        features = dict(zip(FEATURES, one.features, strict=True))
        share = max(0.0, min(1.0, one.score / max(top, 1e-9)))
        brief = engine.index.briefs[unit.brief].id
        quotes.append(
            Lead(brief, unit.quote, share, features["question"], features["wordings"], min(1.0, features["union"]))
        )
    terms = found.reading.terms
    total = found.reading.total or 1.0
    unknown = [term for term in terms if not term.meanings]
    return Leads(
        tuple(quotes),
        found.chance,
        sum(term.weight for term in unknown) / total,
        sum(term.weight for term in unknown if rarity(term.word) >= 1.0) / total,
        found.subject.share if found.subject else 0.0,
        {stem(term.word): term.meanings for term in terms},
    )
