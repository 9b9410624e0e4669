"""The library as terms: what is searched, built once for each snapshot."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from bot.library.folding import printed
from bot.library.passages import Passage
from bot.library.snapshot import Library, ScoreRow
from bot.search.normalising import clean, has_cjk, words_of
from bot.search.spelling import Speller
from bot.search.words import COUNTRY, is_content, rarity, stem

Terms = frozenset[str]
ROOMS_KEPT: Final = 4_000  # briefs whose inner index is kept at once


@dataclass(slots=True)
class Question:
    """A curated question: its terms, their summed weight, and the units that answer it, best first."""

    terms: Terms
    norm: float
    units: tuple[int, ...]


@dataclass(slots=True)
class Unit:
    """What can be shown first: a quote of a brief, or the printed row of a score."""

    brief: int
    quote: str | None  # None for a row
    passage: Passage
    text: str
    terms: Terms
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    norm: float
    place: int  # in the curator's order, from 0; rows come after
    group: bool = False  # the row of an aggregate
    asked: Terms = frozenset()  # of the questions that this unit answers best


@dataclass(slots=True)
class Name:
    """A title, alias or outside term of a brief, as terms in order."""

    brief: int
    shown: str
    terms: tuple[str, ...]
    printed: bool


@dataclass(slots=True)
class IndexedBrief:
    """A brief's own terms and where its units and questions are."""

    id: str
    title: str
    names: Terms
    terms: Terms
    units: list[int] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Rooms:
    """
    Where each term stands inside one brief: `term → places`, as offsets in the brief's own lists.

    `passages` are the passage keys of the brief, in order; `passage_of` gives each unit's.
    """

    units: dict[str, list[int]]
    asked: dict[str, list[int]]
    questions: dict[str, list[int]]
    around: dict[str, list[int]]
    passages: tuple[str, ...]
    passage_of: tuple[int, ...]


class Index:
    """Immutable after construction; see the attributes for what is held."""

    def __init__(self, library: Library) -> None:
        self.briefs: list[IndexedBrief] = []
        self.units: list[Unit] = []
        self.questions: list[Question] = []
        self.names: list[Name] = []
        self.postings: dict[str, list[tuple[int, float]]] = {}
        self.passages: dict[str, Terms] = {}  # passage key → terms of text, section and source
        self.sources: dict[str, Terms] = {}
        self.name_of: dict[tuple[str, ...], list[int]] = defaultdict(list)  # terms → names
        self.squeezed: dict[str, list[int]] = defaultdict(list)  # name without blanks → names
        self.cjk_names: list[tuple[str, int]] = []  # names written without blanks
        self.synonyms: dict[str, dict[str, float]] = defaultdict(dict)
        self.foreign: dict[str, frozenset[str]] = {}  # a word of another language, as written → terms
        self.foreign_cjk: list[tuple[str, frozenset[str]]] = []  # those written without blanks, longest first
        self._frequency: Counter[str] = Counter()
        self._surfaces: dict[str, str] = {}  # a term → the commonest word of it, for rarity
        self._weights: dict[str, float] = {}
        self._rooms: dict[int, Rooms] = {}
        self._read(library)
        self._post()
        self.vocabulary: frozenset[str] = frozenset(self._surfaces)
        self.words: frozenset[str] = frozenset(self._words)
        self.speller = Speller(self._words)
        self._thesaurus(library)

    def weight(self, term: str) -> float:
        """How much a term tells: rare in the library and rare in English. Unknown terms weigh by English alone."""
        found = self._weights.get(term)
        if found is None:
            frequency = self._frequency.get(term, 0)
            spread = math.log(1 + len(self.briefs) / (0.5 + frequency)) / math.log(1 + 2 * max(1, len(self.briefs)))
            found = self._weights[term] = (0.25 + 0.75 * rarity(self._surfaces.get(term, term))) * (0.15 + spread)
        return found

    def rooms(self, brief: int) -> Rooms:
        """Where each term stands inside a brief; built when first wanted, so that a large library stays small."""
        found = self._rooms.get(brief)
        if found is None:
            if len(self._rooms) >= ROOMS_KEPT:
                self._rooms.clear()
            found = self._rooms[brief] = self._furnish(self.briefs[brief])
        return found

    def _furnish(self, brief: IndexedBrief) -> Rooms:
        units = [self.units[number] for number in brief.units]
        keys = tuple(dict.fromkeys(unit.passage.key for unit in units))
        return Rooms(
            _where(unit.terms for unit in units),
            _where(unit.asked for unit in units),
            _where(self.questions[number].terms for number in brief.questions),
            _where(self.passages[key] for key in keys),
            keys,
            tuple(keys.index(unit.passage.key) for unit in units),
        )

    def in_sources(self, term: str) -> bool:
        """Whether a source prints a word of this term."""
        return term in self._printed

    def _read(self, library: Library) -> None:
        self._words: set[str] = set()
        for source in library.sources.values():
            self.sources[source.id] = self._terms(f"{source.label} {source.title} {source.covers}")
        for text in library.texts.values():
            for passage in text.passages:
                section = " ".join(passage.section)
                self.passages[passage.key] = self._terms(f"{passage.text} {section}")
        self._printed = frozenset(term for terms in self.passages.values() for term in terms)
        numbers = {id_: number for number, id_ in enumerate(library.briefs)}
        for brief in library.briefs.values():
            names = self._terms(" ".join(brief.names))
            self.briefs.append(IndexedBrief(brief.id, brief.title, names, names))
            self._read_names(numbers[brief.id], brief.title, brief.aliases, brief.outside_terms)
            units: dict[str, int] = {}
            for quote in library.quotes_of(brief):
                units[quote.id] = self._add_unit(numbers[brief.id], quote.id, quote.passage, quote.text, len(units))
            for question in brief.questions:
                for wording in (question.ask, *question.also):
                    self._add_question(numbers[brief.id], wording, [units[name] for name in question.quotes])
        for row in library.all_score_rows():
            self._add_row(row, numbers)
        for sheet in library.sheets.values():
            for group in sheet.groups:
                row_ = library.row(sheet.source, group.name) or _total_row(library, sheet.source, group.name)
                if row_ and group.brief in numbers:
                    unit = self._add_unit(numbers[group.brief], None, row_, _with_ranks(library, row_), 90)
                    self.units[unit].group = True
        for indexed in self.briefs:
            terms = set(indexed.names)
            for unit in indexed.units:
                terms |= self.units[unit].terms
            for number in indexed.questions:
                terms |= self.questions[number].terms
            indexed.terms = frozenset(terms)
            self._frequency.update(indexed.terms)
        for unit_ in self.units:
            unit_.norm = self._sum(unit_.terms)
        for question_ in self.questions:
            question_.norm = self._sum(question_.terms)

    def _read_names(self, brief: int, title: str, aliases: Iterable[str], outside: Iterable[str]) -> None:
        for shown, in_source in [(title, False), *((a, True) for a in aliases), *((o, False) for o in outside)]:
            text = clean(shown)
            terms = tuple(stem(word) for word in words_of(text))
            if not terms:
                continue
            number = len(self.names)
            self.names.append(Name(brief, shown, terms, in_source))
            self.name_of[terms].append(number)
            content = tuple(term for word, term in zip(words_of(text), terms, strict=True) if is_content(word))
            if content != terms and (
                len(content) > 1 or (content and COUNTRY.issuperset(_rest(words_of(text), content)))
            ):
                self.name_of[content].append(number)
            self.squeezed["".join(words_of(text))].append(number)
            if has_cjk(text):
                self.cjk_names.append((text.replace(" ", ""), number))

    def _add_unit(self, brief: int, quote: str | None, passage: Passage, text: str, place: int) -> int:
        cleaned = clean(text[:2000])
        words = [word for word in words_of(cleaned) if is_content(word)]
        terms = [self._remember(word) for word in words]
        numbers = frozenset(term for term in terms if term.isdigit())
        number = len(self.units)
        whole = frozenset(terms) | _joined(cleaned)
        self.units.append(Unit(brief, quote, passage, text, whole, frozenset(pairwise(terms)), numbers, 0.0, place))
        self.briefs[brief].units.append(number)
        return number

    def _add_question(self, brief: int, ask: str, units: list[int]) -> None:
        number = len(self.questions)
        self.questions.append(Question(self._terms(ask), 0.0, tuple(units)))
        self.briefs[brief].questions.append(number)
        self.units[units[0]].asked |= self.questions[number].terms

    def _add_row(self, row: ScoreRow, numbers: Mapping[str, int]) -> None:
        brief = row.indicator.brief
        if row.passage is None or brief is None or brief not in numbers:
            return
        unit = self.units[self._add_unit(numbers[brief], None, row.passage, row.passage.text, 80)]
        unit.terms |= self._terms(row.indicator.definition or "")

    def _terms(self, text: str) -> Terms:
        cleaned = clean(text) if len(text) < 400 else " ".join(clean(text[i : i + 380]) for i in _cuts(text))
        return frozenset(self._remember(word) for word in words_of(cleaned) if is_content(word)) | _joined(cleaned)

    def _remember(self, word: str) -> str:
        term = stem(word)
        self._words.add(word)
        known = self._surfaces.get(term)
        if known is None or rarity(word) < rarity(known):
            self._surfaces[term] = word
        return term

    def _sum(self, terms: Terms) -> float:
        return sum(map(self.weight, terms))

    def _post(self) -> None:
        """Postings of briefs: a term counts most in a name, then in a question, a quote, and the text around it."""
        best: dict[str, dict[int, float]] = defaultdict(dict)
        for number, brief in enumerate(self.briefs):
            around: set[str] = set()
            for unit in brief.units:
                around |= self.passages[self.units[unit].passage.key]
            quoted = frozenset(term for unit in brief.units for term in self.units[unit].terms)
            asked = frozenset(term for question in brief.questions for term in self.questions[question].terms)
            for terms, weight in ((around, 0.3), (quoted, 0.8), (asked, 0.9), (brief.names, 1.0)):
                for term in terms:
                    best[term][number] = weight
        self.postings = {term: sorted(found.items()) for term, found in best.items()}

    def _thesaurus(self, library: Library) -> None:
        for entry in library.lexicon:
            terms = frozenset(
                stem(word) for words in entry.words for word in words_of(clean(words)) if is_content(word)
            )
            for foreign in (clean(one) for names in entry.foreign.values() for one in names):
                if has_cjk(foreign):
                    self.foreign_cjk.append((foreign.replace(" ", ""), terms))
                elif len(foreign) > 3:
                    self.foreign[foreign] = self.foreign.get(foreign, frozenset()) | terms
        self.foreign_cjk.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        for group in library.synonyms:
            alike = {stem(word) for one in group.words if len(words := words_of(clean(one))) == 1 for word in words}
            for term in alike:
                for other in alike - {term}:
                    self.synonyms[term][other] = 0.7


def _where(fields: Iterable[Terms]) -> dict[str, list[int]]:
    """Term → the numbers of the fields that hold it."""
    found: dict[str, list[int]] = {}
    for number, terms in enumerate(fields):
        for term in terms:
            found.setdefault(term, []).append(number)
    return found


def _rest(words: Iterable[str], content: Iterable[str]) -> list[str]:
    """The words whose terms are not among `content`."""
    kept = set(content)
    return [word for word in words if stem(word) not in kept]


def _total_row(library: Library, source: str, name: str) -> Passage | None:
    """The row of a total, whose value is printed before its name."""
    text = library.texts.get(source)
    return next((row for row in text.rows if row.text.endswith(name)), None) if text else None


def _with_ranks(library: Library, total: Passage) -> str:
    """A total's row and the ranks printed right below it, as one stretch of the source."""
    words = r"\s+".join(rf"\**{re.escape(word)}\**" for word in total.text.split())
    ranked = re.search(rf"{words}(?:\s+\d+(?:st|nd|rd|th) of [^\n]+)+", library.texts[total.source].text)
    return printed(ranked.group()).replace("**", "") if ranked else total.text


def _joined(cleaned: str) -> Terms:
    """Hyphenated words written as one."""
    return frozenset(
        stem(word.replace("-", ""))
        for word in cleaned.split()
        if "-" in word.strip("-") and word.replace("-", "").isalpha()
    )


def _cuts(text: str) -> list[int]:
    return list(range(0, len(text), 380))
