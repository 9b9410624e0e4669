"""The fixed words of cards, in the languages that have them; curated text and quotes stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English template such as `{count} sources` with its values; the template is its own key."""

    template: str
    values: tuple[tuple[str, str], ...] = ()


def fixed(template: str, **values: object) -> Phrase:
    """Fixed words of a card; `values` fill the braces of the template."""
    return Phrase(template, tuple((name, str(value)) for name, value in values.items()))


def say(phrase: Phrase, locale: str, dress: Callable[[str], str] = str) -> str:
    """The phrase in the language of `locale` (Discord's code), in English where there is none; values go through
    `dress`."""
    template = CATALOGUES.get(locale.partition("-")[0], {}).get(phrase.template, phrase.template)
    return template.format(**{name: dress(value) for name, value in phrase.values})


#: Language → English template → translation. `tests/cards/test_phrases.py` holds it to every phrase in use.
CATALOGUES: dict[str, dict[str, str]] = {}
