"""The library as terms: what is searched, built once for each snapshot."""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.library.folding import printed
from bot.library.model import Brief
from bot.library.passages import Passage
from bot.library.snapshot import Library, ScoreRow
from bot.search.normalising import clean, has_cjk, words_of
from bot.search.spelling import Speller
from bot.search.words import COUNTRY, Term, is_content, rarity, stem

Terms = tuple[str, ...]  # each once, in order
#: How much a term of a brief counts when briefs are picked, by where it stands.
AROUND: Final = 0.3  # in the paragraph that a quote is from
QUOTED: Final = 0.8
ASKED: Final = 0.9  # in a question
NAMED: Final = 1.0
SYNONYM: Final = 0.7  # how well a word stands for another of its thesaurus group
_CUT: Final = 380  # characters normalised at once: below the cap on a query
_FIRST_READ: Final = 2_000  # characters of a text whose terms are kept


@dataclass(slots=True)
class Question:
    """A curated question: its terms, their summed weight, and the units that answer it, best first."""

    terms: Terms
    norm: float
    units: tuple[int, ...]
    first: int  # the first wording of the same question


@dataclass(slots=True)
class Unit:
    """What can be shown first: a quote of a brief, or the printed row of a score."""

    brief: int
    quote: str | None  # None for a row
    passage: Passage
    text: str
    terms: Terms
    section: Terms
    numbers: frozenset[str]
    norm: float
    place: int  # in the curator's order, from 0; rows come after
    group: bool = False  # the row of an aggregate


@dataclass(slots=True)
class Name:
    """A title, alias or outside term of a brief, as terms in order."""

    brief: int
    shown: str
    terms: tuple[str, ...]
    printed: bool


@dataclass(slots=True)
class IndexedBrief:
    """A brief's names as terms, and where its units and questions are."""

    id: str
    title: str
    names: Terms
    units: list[int] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Posting:
    """The briefs that hold a term, ascending, and how much it counts in each."""

    briefs: array[int]
    weights: array[float]

    def weight_in(self, brief: int) -> float:
        """How much the term counts in a brief; 0 where it is not held."""
        at = bisect_left(self.briefs, brief)
        return self.weights[at] if at < len(self.briefs) and self.briefs[at] == brief else 0.0


class Index:
    """Immutable after construction but for what it remembers; see the attributes for what is held."""

    def __init__(self, library: Library) -> None:
        self.briefs: list[IndexedBrief] = []
        self.units: list[Unit] = []
        self.questions: list[Question] = []
        self.names: list[Name] = []
        self.postings: dict[str, Posting] = {}
        self.passages: dict[str, Terms] = {}  # passage key → terms of text and section
        self.name_of: dict[Terms, list[int]] = defaultdict(list)  # terms in order → names
        self.name_starts: frozenset[str] = frozenset()  # first terms of names
        self.whole_names: dict[str, list[int]] = defaultdict(list)  # a name's words without blanks → names
        self.whole_questions: dict[str, list[int]] = defaultdict(list)  # a question's words without blanks → questions
        self.cjk_names: dict[str, list[tuple[str, int]]] = defaultdict(list)  # first letter → names without blanks
        self.synonyms: dict[str, dict[str, float]] = defaultdict(dict)
        self.foreign: dict[str, Terms] = {}  # a word of another language, as written → terms
        self.foreign_phrases: list[tuple[str, Terms]] = []  # those of several words
        self.foreign_cjk: list[tuple[str, Terms]] = []  # those written without blanks, longest first
        self.read_words: dict[str, Term] = {}  # what words of queries were found to mean
        self._frequency: Counter[str] = Counter()
        self._surfaces: dict[str, str] = {}  # a term → the commonest word of it, for rarity
        self._weights: dict[str, float] = {}
        self._term_of: dict[str, str] = {}  # a word → its term, while the index is built
        self._spelt: dict[str, str] = {}
        self._sections: dict[tuple[str, ...], Terms] = {}
        self._read(library)
        self.name_starts = frozenset(terms[0] for terms in self.name_of)
        self._post()
        self.vocabulary: frozenset[str] = frozenset(self._surfaces)
        self.words: frozenset[str] = frozenset(self._term_of)
        self.speller = Speller(self.words)
        self._term_of, self._spelt = {}, {}
        self._thesaurus(library)

    def weight(self, term: str) -> float:
        """How much a term tells: rare in the library and rare in English. Unknown terms weigh by English alone."""
        found = self._weights.get(term)
        if found is None:
            frequency = self._frequency.get(term, 0)
            spread = math.log(1 + len(self.briefs) / (0.5 + frequency)) / math.log(1 + 2 * max(1, len(self.briefs)))
            found = (0.25 + 0.75 * rarity(self._surfaces.get(term, term))) * (0.15 + spread)
            if term in self._surfaces:
                self._weights[term] = found
        return found

    def in_sources(self, term: str) -> bool:
        """Whether a source prints a word of this term."""
        return term in self._printed

    def _read(self, library: Library) -> None:
        for text in library.texts.values():
            for passage in text.passages:
                section = " ".join(passage.section)
                self.passages[passage.key] = self._terms(f"{passage.text} {section}")
        self._printed = frozenset(term for terms in self.passages.values() for term in terms)
        numbers = {id_: number for number, id_ in enumerate(library.briefs)}
        for brief in library.briefs.values():
            self._read_brief(library, brief)
        for row in library.all_score_rows():
            self._add_row(row, numbers)
        for sheet in library.sheets.values():
            for group in sheet.groups:
                row_ = library.row(sheet.source, group.name) or _total_row(library, sheet.source, group.name)
                if row_ and group.brief in numbers:
                    unit = self._add_unit(numbers[group.brief], None, row_, _with_ranks(library, row_), 90)
                    self.units[unit].group = True

    def _read_brief(self, library: Library, brief: Brief) -> None:
        number = len(self.briefs)
        self.briefs.append(IndexedBrief(brief.id, brief.title, self._terms(" ".join(brief.names))))
        self._read_names(number, brief.title, brief.aliases, brief.outside_terms)
        units: dict[str, int] = {}
        for quote in library.quotes_of(brief):
            units[quote.id] = self._add_unit(number, quote.id, quote.passage, quote.text, len(units))
        for question in brief.questions:
            answers = tuple(units[name] for name in question.quotes)
            first = len(self.questions)
            for wording in (question.ask, *question.also):
                self.whole_questions["".join(words_of(clean(wording)))].append(len(self.questions))
                self.briefs[number].questions.append(len(self.questions))
                self.questions.append(Question(self._terms(wording), 0.0, answers, first))

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
            self.whole_names["".join(words_of(text))].append(number)
            if has_cjk(text):
                self.cjk_names[text[0]].append((text.replace(" ", ""), number))

    def _add_unit(self, brief: int, quote: str | None, passage: Passage, text: str, place: int) -> int:
        whole = text == passage.text and not passage.section
        terms = self.passages[passage.key] if whole else self._terms(text[:_FIRST_READ])
        numbers = frozenset(term for term in terms if term.isdigit())
        number = len(self.units)
        section = self._section(passage.section)
        self.units.append(Unit(brief, quote, passage, text, terms, section, numbers, 0.0, place))
        self.briefs[brief].units.append(number)
        return number

    def _section(self, titles: tuple[str, ...]) -> Terms:
        """The terms of a section's titles, one tuple for all its passages."""
        found = self._sections.get(titles)
        if found is None:
            found = self._sections[titles] = self._terms(" ".join(titles))
        return found

    def _add_row(self, row: ScoreRow, numbers: Mapping[str, int]) -> None:
        brief = row.indicator.brief
        if row.passage is None or brief is None or brief not in numbers:
            return
        unit = self.units[self._add_unit(numbers[brief], None, row.passage, row.passage.text, 80)]
        unit.terms = tuple(dict.fromkeys(unit.terms + self._terms(row.indicator.definition or "")))

    def _terms(self, text: str) -> Terms:
        cleaned = " ".join(clean(text[i : i + _CUT]) for i in range(0, len(text), _CUT))
        terms = dict.fromkeys(self._remember(word) for word in words_of(cleaned) if is_content(word))
        return tuple(terms | dict.fromkeys(_joined(cleaned)))

    def _remember(self, word: str) -> str:
        """The term of a word; one string for all, so that a large library stays small."""
        term = self._term_of.get(word)
        if term is None:
            term = stem(word)
            known = self._surfaces.get(term)
            if known is None or (rarity(word), word) < (rarity(known), known):
                self._surfaces[term] = word
            term = self._term_of[word] = self._spelt.setdefault(term, term)
        return term

    def _post(self) -> None:
        """Postings of briefs: a term counts most in a name, then in a question, a quote, and the text around it."""
        briefs: dict[str, array[int]] = defaultdict(lambda: array("I"))
        weights: dict[str, array[float]] = defaultdict(lambda: array("f"))
        for number, brief in enumerate(self.briefs):
            held: dict[str, float] = {}
            own: set[str] = set()
            for unit in brief.units:
                held |= dict.fromkeys(self.passages[self.units[unit].passage.key], AROUND)
            for unit in brief.units:
                held |= dict.fromkeys(self.units[unit].terms, QUOTED)
                own.update(self.units[unit].terms)
            for question in brief.questions:
                held |= dict.fromkeys(self.questions[question].terms, ASKED)
                own.update(self.questions[question].terms)
            held |= dict.fromkeys(brief.names, NAMED)
            self._frequency.update(own.union(brief.names))
            for term, weight in held.items():
                briefs[term].append(number)
                weights[term].append(weight)
        self.postings = {term: Posting(found, weights[term]) for term, found in briefs.items()}
        for unit_ in self.units:
            unit_.norm = sum(map(self.weight, unit_.terms))
        for question_ in self.questions:
            question_.norm = sum(map(self.weight, question_.terms))

    def _thesaurus(self, library: Library) -> None:
        for entry in library.lexicon:
            terms = tuple(
                dict.fromkeys(
                    stem(word) for words in entry.words for word in words_of(clean(words)) if is_content(word)
                )
            )
            for foreign in (clean(one) for names in entry.foreign.values() for one in names):
                if has_cjk(foreign):
                    self.foreign_cjk.append((foreign.replace(" ", ""), terms))
                elif len(foreign) > 3:
                    self.foreign[foreign] = tuple(dict.fromkeys(self.foreign.get(foreign, ()) + terms))
        self.foreign_phrases = [(phrase, meant) for phrase, meant in self.foreign.items() if " " in phrase]
        self.foreign_cjk.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        for group in library.synonyms:
            single = [words[0] for one in group.words if len(words := words_of(clean(one))) == 1]
            alike = dict.fromkeys(map(stem, single))
            for term in alike:
                self.synonyms[term] |= {other: SYNONYM for other in alike if other != term}


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
    return tuple(
        stem(word.replace("-", ""))
        for word in cleaned.split()
        if "-" in word.strip("-") and word.replace("-", "").isalpha()
    )
