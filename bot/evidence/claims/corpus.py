"""The sentences of the sources, read once for each library, with what stands around them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import is_
from typing import Any

from bot.evidence.claims.wordings import WordingIndex
from bot.evidence.claims.words import Text, Word, fold, keys_said, read_folded, read_text
from bot.library.model import Brief, Figure, Source, Statement
from bot.library.passages import Passage
from bot.library.sentences import sentence_spans
from bot.library.snapshot import Library, Quote

_BEFORE = 2  # sentences before one that it may lean on: "They worked …"
_TOLD_BEFORE = 4  # sentences before one that may name who said it
_LONG = 380  # characters that one reading takes


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source; `around` are keys of its neighbours and of the briefs that quote it."""

    number: int
    passage: Passage
    text: str
    read: Text
    keys: frozenset[str]  # stems, parts and groups of its words
    negated: frozenset[str]  # keys that stand under a negator only
    both: frozenset[str]  # keys that stand both under a negator and free
    near: frozenset[str]  # keys of the sentences just before, the section, the briefs
    earlier: frozenset[str]  # keys of the sentences just before alone
    kinds: dict[str, frozenset[str]]  # kind → things named
    near_kinds: dict[str, frozenset[str]]
    side_b: frozenset[int]  # opposites whose other side it says
    years: frozenset[int]
    near_years: frozenset[int]  # of the sentences before, and of the edition
    before: str  # the folded text of the sentences that it leans on
    quote: Quote | None
    quotes: frozenset[tuple[str, str]]  # brief and quote ids that hold it or are held by it
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """The sentences of a passage, and all that they were read from."""

    made_of: tuple[object, ...]
    first: int  # the number of the first sentence
    sentences: tuple[Sentence, ...]

    def is_made_of(self, parts: tuple[object, ...], first: int) -> bool:
        """Whether it was read from the very same."""
        return first == self.first and len(parts) == len(self.made_of) and all(map(is_, parts, self.made_of))


class Corpus:
    """All sentences of one library and an index of their keys; immutable after construction."""

    def __init__(self, library: Library, known: Corpus | None = None) -> None:
        self.library = library
        self.sentences: list[Sentence] = []
        self.postings: dict[str, list[int]] = defaultdict(list)
        self.near_postings: dict[str, list[int]] = defaultdict(list)
        self.by_kind: dict[str, list[int]] = defaultdict(list)  # kind → sentences that name something of it
        self._frequency: Counter[str] = Counter()
        by_passage: dict[str, list[Quote]] = defaultdict(list)
        for quote in library.quotes.values():
            by_passage[quote.key].append(quote)
        self._read: dict[str, ReadPassage] = {}  # by the passage's key
        for text in library.texts.values():
            for passage in text.paragraphs:
                self._add(passage, by_passage[passage.key], known._read.get(passage.key) if known else None)
        for sentence in self.sentences:
            self._frequency.update(sentence.keys)
            for key in sentence.keys:
                self.postings[key].append(sentence.number)
            for kind in sentence.kinds:
                self.by_kind[kind].append(sentence.number)
            for key in sentence.near - sentence.keys:
                self.near_postings[key].append(sentence.number)
        self.vocabulary = frozenset(self.postings)
        self.by_quote: dict[tuple[str, str], list[int]] = defaultdict(list)  # brief and quote ids → sentences
        for sentence in self.sentences:
            for name in sentence.quotes:
                self.by_quote[name].append(sentence.number)

        same = known is not None and known.library.wordings == library.wordings and known.texts == self.texts
        self.wordings: WordingIndex = known.wordings if known and same else WordingIndex(library.wordings, self.texts)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The passage and the words of each sentence."""
        return [(one.passage.key, one.text) for one in self.sentences]

    def spread(self, key: str) -> float:
        """How few sentences hold `key`, from 0 (all) to 1 (none)."""
        count = len(self.sentences) or 1
        return math.log((count + 1) / (self._frequency.get(key, 0) + 1)) / math.log(count + 1)

    def _add(self, passage: Passage, quotes: list[Quote], known: ReadPassage | None) -> None:
        source = self.library.sources[passage.source]
        parts = (source, passage, *quotes, *(self.library.briefs[quote.brief] for quote in quotes))
        if known is None or not known.is_made_of(parts, len(self.sentences)):
            first = len(self.sentences)
            known = ReadPassage(parts, first, tuple(self._sentences(source, passage, quotes, first)))
        self._read[passage.key] = known
        self.sentences.extend(known.sentences)

    def _sentences(self, source: Source, passage: Passage, quotes: list[Quote], first: int) -> Iterator[Sentence]:
        edition = {int(source.edition)} if source.edition else set()
        spans = sentence_spans(passage.text)
        reads = [_read_whole(passage.text[start:end]) for start, end in spans]
        section = keys_of(read_folded(fold(" ".join(passage.section))).words)
        for place, (start, end) in enumerate(spans):
            text, read = passage.text[start:end], reads[place]
            earlier = reads[max(0, place - _BEFORE) : place]
            resting = [quote for quote in quotes if _shares(quote.text, text)]
            briefs = [self.library.briefs[quote.brief] for quote in resting]
            before = keys_of(tuple(word for one in earlier for word in one.words))
            near = set(section | before)
            for brief, quote in zip(briefs, resting, strict=True):
                near |= _curated(brief, quote)
            denied, free = _keys_where(read.words, negated=True), _keys_where(read.words, negated=False)
            words = read.words
            pairs = tuple(zip(briefs, resting, strict=True))
            yield Sentence(
                number=first + place,
                passage=passage,
                text=text,
                read=read,
                keys=keys_of(words),
                negated=denied - free,
                both=denied & free,
                near=frozenset(near),
                earlier=before,
                kinds=kinds_of(words),
                near_kinds=kinds_of(tuple(word for one in earlier for word in one.words)),
                side_b=frozenset(number for word in words for number in word.entry.is_b),
                years=_years(read),
                near_years=frozenset(edition.union(*(_years(one) for one in reads[:place]))),
                before=" ".join(one.folded for one in reads[max(0, place - _TOLD_BEFORE) : place]),
                quote=resting[0] if resting else None,
                quotes=frozenset((one.brief, one.id) for one in resting),
                figures=tuple(f for b, q in pairs for f in b.figures if f.quote == q.id and f.printed in text),
                statements=tuple(s for b, q in pairs for s in b.statements if q.id in s.quotes),
            )


def read_alone(text: str, sentence: Sentence) -> Sentence:
    """A text of a few words as a sentence in the place of another, with nothing around it but that one's years."""
    return replace(sentence, text=text, near_years=sentence.near_years | sentence.years, **_read_short(text))


@lru_cache(maxsize=2_000)
def _read_short(text: str) -> dict[str, Any]:
    """What changes in a sentence that says something else, by the fields of `Sentence`."""
    read = read_text(text)
    denied, free = _keys_where(read.words, negated=True), _keys_where(read.words, negated=False)
    nothing: frozenset[str] = frozenset()
    return {
        "read": read,
        "keys": keys_of(read.words),
        "negated": denied - free,
        "both": denied & free,
        "near": nothing,
        "earlier": nothing,
        "kinds": kinds_of(read.words),
        "near_kinds": {},
        "side_b": frozenset(number for word in read.words for number in word.entry.is_b),
        "years": _years(read),
        "before": "",
        "quote": None,
        "quotes": nothing,
        "figures": (),
        "statements": (),
    }


def keys_of(words: tuple[Word, ...]) -> frozenset[str]:
    """The stems, parts and groups of `words`."""
    keys: set[str] = set()
    for word in words:
        keys.add(word.stem)
        keys.update(word.parts)
        keys |= word.entry.groups
    return frozenset(keys)


def kinds_of(words: tuple[Word, ...]) -> dict[str, frozenset[str]]:
    """What `words` name of each kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for kind, thing in word.entry.kinds:
            found[kind].add(thing)
    return {kind: frozenset(things) for kind, things in found.items()}


def _keys_where(words: tuple[Word, ...], *, negated: bool) -> frozenset[str]:
    return keys_of(tuple(word for word in words if word.negated is negated))


@lru_cache(maxsize=4_000)
def _read_whole(text: str) -> Text:
    """Read a sentence of any length, in pieces that one reading takes."""
    folded = []
    while text:
        cut = len(text) if len(text) <= _LONG else text.rfind(" ", 0, _LONG) + 1 or _LONG
        folded.append(fold(text[:cut]))
        text = text[cut:]
    return read_folded(" ".join(folded))


def _years(read: Text) -> frozenset[int]:
    return frozenset(int(quantity.low) for quantity in read.quantities if quantity.unit == "date")


def _shares(quote: str, sentence: str) -> bool:
    """Whether a quote and a sentence of one passage hold each other, or most of the sentence is quoted."""
    return (
        sentence in quote
        or quote in sentence
        or (len(quote) > 60 and (quote[:60] in sentence or quote[-60:] in sentence))
    )


def _curated(brief: Brief, quote: Quote) -> frozenset[str]:
    """Keys of how curators speak of a quote: its statements, the questions it answers, the brief's title."""
    words: list[str] = [brief.title]
    for question in brief.questions:
        if quote.id in question.quotes[:2]:
            words += [question.ask, *(question.also if question.quotes[0] == quote.id else ())]
    words += [statement.text for statement in brief.statements if quote.id in statement.quotes[:1]]
    return frozenset(key for text in words for key in keys_said(text))
