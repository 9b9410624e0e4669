"""The fixed words of cards, in the languages that have them; curated text and quotes stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.errors import LibraryError
from bot.library.problems import Problem
from bot.library.reading import read_yaml

#: Languages with a file in words/; a new one is a copy of another, translated, and its code here.
LANGUAGES: Final = ("fr", "ko")
_WORDS: Final = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English template such as `{count} sources` with its values; the template is its own key."""

    template: str
    values: tuple[tuple[str, str], ...] = ()


def fixed(template: str, **values: object) -> Phrase:
    """Fixed words of a card; `values` fill the braces of the template."""
    return Phrase(template, tuple((name, str(value)) for name, value in values.items()))


def counted(one: str, more: str, count: int, **values: object) -> Phrase:
    """Fixed words about a number of things: `one` for a single one, else `more`; `{count}` is the number."""
    return fixed(one if count == 1 else more, count=count, **values)


def say(phrase: Phrase, locale: str, dress: Callable[[str], str] = str) -> str:
    """The phrase in the language of `locale` (Discord's code), in English where there is none; values go through
    `dress`."""
    template = catalogue(locale).get(phrase.template, phrase.template)
    return template.format(**{name: dress(value) for name, value in phrase.values}) if phrase.values else template


def catalogue(locale: str) -> Mapping[str, str]:
    """English template → translation for a locale; empty for English and for languages that nobody has written."""
    return _read(language_of(locale))


@lru_cache(maxsize=64)
def language_of(locale: str) -> str:
    """Which of `LANGUAGES` a locale is; empty for English and for languages that nobody has written."""
    language = locale.partition("-")[0].lower()
    return language if language in LANGUAGES else ""


@cache
def _read(language: str) -> Mapping[str, str]:
    if not language:
        return {}
    document = read_yaml(_WORDS / f"{language}.yaml")
    if isinstance(document, Problem):
        raise LibraryError(f"The words of a language cannot be read: {document}")
    return MappingProxyType(document.data)
