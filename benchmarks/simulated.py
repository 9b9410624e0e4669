"""
Libraries of any size for measuring: sentences of the real quotes recombined, a quarter of the words replaced.

The replaced words come from a made-up vocabulary, so that it grows with the library as a real one does.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from bot.library.folding import Folded
from bot.library.model import Brief, Question, QuoteSpec, Statement
from bot.library.passages import Passage, SourceText
from bot.library.snapshot import Library, Quote

QUOTES = 5  # passages of a brief
REPLACED = 0.25  # share of words
_SYLLABLES = "ba be bo da de do ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo".split()


def simulate(real: Library, briefs: int, seed: int = 1) -> Library:
    """The real library with as many made-up briefs beside it as make `briefs`, each of five passages."""
    chance = random.Random(seed)
    sentences = [quote.text for quote in real.quotes.values()]
    words = _vocabulary(chance, 4 * briefs)
    made: dict[str, Brief] = {}
    quotes: dict[tuple[str, str], Quote] = {}
    passages: list[Passage] = []
    for number in range(max(0, briefs - len(real.briefs))):
        brief, its_quotes = _brief(number, sentences, words, chance)
        made[brief.id] = brief
        quotes |= {(brief.id, quote.id): quote for quote in its_quotes}
        passages += [quote.passage for quote in its_quotes]
    source = next(source for source in real.sources.values() if source.id in real.texts)
    text = SourceText("simulated", "", "", tuple(passages), (), (), ())
    return replace(
        real,
        briefs={**real.briefs, **made},
        quotes={**real.quotes, **quotes},
        sources={**real.sources, "simulated": source.model_copy(update={"id": "simulated", "url": None})},
        texts={**real.texts, "simulated": text},
    )


def _brief(
    number: int, sentences: Sequence[str], words: Sequence[str], chance: random.Random
) -> tuple[Brief, list[Quote]]:
    id_ = f"simulated-{number}"
    quotes = []
    for place in range(QUOTES):
        text = _recombined(sentences, words, chance)
        name = str(number * QUOTES + place + 1)
        passage = Passage("simulated", int(name), name, (), 0, 0, text, Folded("", ()))
        quotes.append(Quote(f"q{place}", id_, "simulated", passage, 0, 0, text))
    names = [" ".join(chance.sample(quote.text.split(), 3)) for quote in quotes[:3]]
    asked = [" ".join(chance.sample(quote.text.split(), min(8, len(quote.text.split())))) for quote in quotes[:2]]
    brief = Brief.model_construct(
        id=id_,
        title=names[0],
        aliases=tuple(names[1:]),
        search_terms={},
        questions=tuple(
            Question.model_construct(ask=ask, also=(), quotes=(f"q{place}",)) for place, ask in enumerate(asked)
        ),
        statements=(Statement.model_construct(text=f"{quotes[0].text[:150]}.", quotes=("q0",)),),
        quotes={quote.id: QuoteSpec.model_construct(source="simulated", text=quote.text) for quote in quotes},
    )
    return brief, quotes


def _recombined(sentences: Sequence[str], words: Sequence[str], chance: random.Random) -> str:
    """Half of one sentence and half of another, with a quarter of the words replaced."""
    first, second = (chance.choice(sentences).split()[:40] for _ in range(2))
    joined = first[: len(first) // 2 + 2] + second[len(second) // 2 :]
    return " ".join(chance.choice(words) if chance.random() < REPLACED else word for word in joined)


def _vocabulary(chance: random.Random, size: int) -> list[str]:
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(3, 5))) for _ in range(max(100, size))]
