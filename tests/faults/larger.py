"""Libraries far larger than the real one, made from it: the same passages under many invented titles."""

from __future__ import annotations

import random
from dataclasses import replace

from bot.library.model import Brief
from bot.library.snapshot import Library, Quote
from tests.shared_library import the_library

SYLLABLES = "ka lo mi ten dra pel su vor nim ash qui ber tol fen gar hus wex yod zel cro".split()


def larger_library(size: int, *, seed: int = 1) -> Library:
    """A library of `size` briefs: the real ones, then copies of one quote each under made-up names."""
    dice = random.Random(seed)
    library = the_library()
    briefs, quotes = dict(library.briefs), dict(library.quotes)
    models = list(library.briefs.values())
    for number in range(len(briefs), size):
        brief, quote = _copy(models[number % len(models)], library, number, dice)
        briefs[brief.id] = brief
        quotes[brief.id, quote.id] = quote
    return replace(library, briefs=briefs, quotes=quotes)


def _copy(model: Brief, library: Library, number: int, dice: random.Random) -> tuple[Brief, Quote]:
    words = [invented(dice) for _ in range(4)]
    kept = next(iter(model.quotes))
    id_ = f"copy-{number}"
    copied = model.model_copy(
        update={
            "id": id_,
            "title": f"{words[0].capitalize()} {words[1]} and {words[2]}",
            "aliases": (words[3],),
            "search_terms": {},
            "questions": (model.questions[0].model_copy(update={"quotes": (kept,)}),),
            "quotes": {kept: model.quotes[kept]},
            "statements": (model.statements[0].model_copy(update={"quotes": (kept,)}),),
            "differs": (),
            "figures": (),
            "related": (),
        }
    )
    return copied, replace(library.quotes[model.id, kept], brief=id_)


def invented(dice: random.Random) -> str:
    """A word that no language has."""
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))
