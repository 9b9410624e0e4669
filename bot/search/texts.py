"""The texts of a library as terms: read once, and taken over by the next index where nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.library.model import Brief
from bot.library.passages import Passage, SourceText
from bot.library.snapshot import Library, Quote
from bot.search.normalising import clean, has_cjk, words_of
from bot.search.words import COUNTRY, is_content, rarity, stem

Terms = tuple[str, ...]  # each once, in order
_CUT: Final = 380  # characters normalised at once: below the cap on a query
TELLING: Final = 0.5  # rarity in English from which a word may stand for a name; “daily” may not for “Daily NK”
_FIRST_READ: Final = 2_000  # characters of a text whose terms are kept


@dataclass(frozen=True, slots=True)
class ReadName:
    """A title, alias or outside term of a brief, as terms in order."""

    shown: str
    terms: tuple[str, ...]
    content: tuple[str, ...]  # those that tell something; empty where the name goes by all of its words only
    whole: int  # `whole_of` its words
    cjk: str  # as written without blanks, where its script has none; else empty
    printed: bool  # in a source


@dataclass(frozen=True, slots=True)
class ReadBrief:
    """A brief as terms; the same as long as `brief` and `quotes` are the very same."""

    brief: Brief
    quotes: tuple[Quote, ...]
    names: Terms
    named: tuple[ReadName, ...]
    units: tuple[Terms, ...]  # of the quotes
    wordings: tuple[tuple[tuple[Terms, int], ...], ...]  # question → its wordings, each with `whole_of` its words
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source's passages as terms of text and section; the same as long as `text` is the very same."""

    text: SourceText
    passages: dict[str, Terms]  # by key
    words: tuple[str, ...]


class TermReader:
    """
    Texts to terms.

    `words` are those that were met, each with its term; `spelt` leads each term to the one string that stands for it
    everywhere, so that a large library stays small.
    """

    def __init__(self, spelt: dict[str, str]) -> None:
        self.words: dict[str, str] = {}
        self._spelt = spelt

    def terms(self, text: str) -> Terms:
        """The terms of a text that tell one topic from another."""
        if len(text) <= _CUT:
            return self.wording(text)[0]
        return self._terms(" ".join([clean(text[i : i + _CUT]) for i in range(0, len(text), _CUT)]))[0]

    def wording(self, text: str) -> tuple[Terms, int]:
        """The terms of a short text, and `whole_of` its words."""
        terms, words = self._terms(clean(text))
        return terms, whole_of(words)

    def _terms(self, cleaned: str) -> tuple[Terms, tuple[str, ...]]:
        known = self.words
        terms: dict[str, None] = {}
        words = words_of(cleaned)
        for word in words:
            term = known.get(word)
            if term is None:
                if not is_content(word):
                    continue
                term = stem(word)
                term = known[word] = self._spelt.setdefault(term, term)
            terms[term] = None
        if "-" in cleaned:
            for term in _joined(cleaned):
                terms[self._spelt.setdefault(term, term)] = None
        return tuple(terms), words


class Texts:
    """All texts of a library."""

    def __init__(self, library: Library, known: Texts | None = None) -> None:
        self.spelt: dict[str, str] = dict(known.spelt) if known else {}
        self._known = known
        self.sources = {source: self._source(text) for source, text in library.texts.items()}
        self.passages = {key: terms for source in self.sources.values() for key, terms in source.passages.items()}
        self.briefs = {id_: self._brief(brief, library.quotes_of(brief)) for id_, brief in library.briefs.items()}
        self._known = None

    def words(self) -> set[str]:
        """All words that were met."""
        parts: Iterable[ReadBrief | ReadSource] = (*self.sources.values(), *self.briefs.values())
        return set().union(*(part.words for part in parts))

    def _source(self, text: SourceText) -> ReadSource:
        known = self._known.sources.get(text.source) if self._known else None
        if known is not None and known.text is text:
            return known
        reader = TermReader(self.spelt)
        passages = {one.key: reader.terms(f"{one.text} {' '.join(one.section)}") for one in text.passages}
        return ReadSource(text, passages, tuple(reader.words))

    def _brief(self, brief: Brief, quotes: tuple[Quote, ...]) -> ReadBrief:
        known = self._known.briefs.get(brief.id) if self._known else None
        if known is not None and known.brief is brief and all(map(_is, known.quotes, quotes)):
            return known
        reader = TermReader(self.spelt)
        names = reader.terms(" ".join(brief.names))
        units = tuple(unit_terms(reader, self.passages, quote.passage, quote.text) for quote in quotes)
        wordings = tuple(tuple(map(reader.wording, (one.ask, *one.also))) for one in brief.questions)
        named = tuple(_named(brief, self.spelt))
        return ReadBrief(brief, quotes, names, named, units, wordings, tuple(reader.words))


def whole_of(words: Iterable[str]) -> int:
    """What stands for words without the blanks between them: a hash of 64 bits takes a third of their letters."""
    return hash("".join(words))


def unit_terms(reader: TermReader, passages: dict[str, Terms], passage: Passage, text: str) -> Terms:
    """The terms of words of a passage; those of the passage where they are the whole of it."""
    whole = text == passage.text and not passage.section
    return passages[passage.key] if whole else reader.terms(text[:_FIRST_READ])


def _named(brief: Brief, spelt: dict[str, str]) -> Iterator[ReadName]:
    titled = ((brief.title, False), *((alias, True) for alias in brief.aliases))
    for shown, printed in (*titled, *((outside, False) for outside in brief.outside_terms)):
        text = clean(shown)
        words = words_of(text)
        terms = tuple(spelt.setdefault(term, term) for term in map(stem, words))
        if not terms:
            continue
        content = tuple(term for word, term in zip(words, terms, strict=True) if is_content(word))
        alone = len(content) > 1 or (content and _is_told_alone(words, content[0]))
        cjk = text.replace(" ", "") if has_cjk(text) else ""
        yield ReadName(shown, terms, content if content != terms and alone else (), whole_of(words), cjk, printed)


def _is_told_alone(words: Iterable[str], content: str) -> bool:
    """
    Whether one word of a name stands for the whole: the others only say that it is this country's.

    “North Korean embassies” are its embassies, as every source is about it; “regime change” is not any change.
    """
    own = [word for word in words if stem(word) == content]
    return COUNTRY.issuperset(word for word in words if word not in own) and max(map(rarity, own)) >= TELLING


def _joined(cleaned: str) -> Iterator[str]:
    """Hyphenated words written as one."""
    for word in cleaned.split():
        if "-" in word.strip("-") and word.replace("-", "").isalpha():
            yield stem(word.replace("-", ""))


def _is(one: object, other: object) -> bool:
    return one is other
