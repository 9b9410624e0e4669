"""The library as terms: what is searched, built once for each snapshot."""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, TypeVar

from bot.library.folding import printed
from bot.library.passages import Passage
from bot.library.snapshot import Library
from bot.search.normalising import clean, has_cjk, words_of
from bot.search.spelling import Speller
from bot.search.texts import ReadBrief, ReadName, TermReader, Terms, Texts, unit_terms
from bot.search.words import Term, is_content, rarity, stem

K = TypeVar("K")
Numbers = tuple[int, ...]
__all__ = ["Index", "IndexedBrief", "Name", "Posting", "Postings", "Question", "Terms", "Unit"]

#: How much a term of a brief counts when briefs are picked, by where it stands.
AROUND: Final = 0.3  # in the paragraph that a quote is from
QUOTED: Final = 0.8
ASKED: Final = 0.9  # in a question
NAMED: Final = 1.0
ENDING: Final = 3  # letters of a word, by which phrases of other languages are found
FEW: Final = 4  # terms that are looked through as quickly one by one
SYNONYM: Final = 0.7  # how well a word stands for another of its thesaurus group


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
    questions: range
    units: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Posting:
    """The briefs that hold a term, ascending, and how much it counts in each."""

    briefs: array[int]
    weights: array[float]

    def weight_in(self, brief: int) -> float:
        """How much the term counts in a brief; 0 where it is not held."""
        at = bisect_left(self.briefs, brief)
        return self.weights[at] if at < len(self.briefs) and self.briefs[at] == brief else 0.0


class Postings(Mapping[str, Posting]):
    """Term → its posting; all of them lie in two arrays, and one is made when it is asked for."""

    def __init__(self, held: Mapping[str, Sequence[tuple[int, float]]]) -> None:
        self._numbers = {term: number for number, term in enumerate(held)}
        self._starts = array("I", accumulate(map(len, held.values()), initial=0))
        self._briefs = array("I", (brief for one in held.values() for brief, _ in one))
        self._weights = array("f", (weight for one in held.values() for _, weight in one))

    def __getitem__(self, term: str) -> Posting:
        number = self._numbers[term]
        held = slice(self._starts[number], self._starts[number + 1])
        return Posting(self._briefs[held], self._weights[held])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def size(self, term: str) -> int:
        """How many briefs hold a term."""
        number = self._numbers.get(term)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]


class Wholes:
    """Words without the blanks between them → numbers, ascending; kept by their hash in sorted arrays."""

    def __init__(self) -> None:
        self._pairs: list[tuple[int, int]] = []
        self._wholes, self._numbers = array("q"), array("I")

    def add(self, whole: int, number: int) -> None:
        """Add a number to those of a whole."""
        self._pairs.append((whole, number))

    def sort(self) -> None:
        """Make what was added ready to be found."""
        self._pairs.sort()
        self._wholes = array("q", (whole for whole, _ in self._pairs))
        self._numbers = array("I", (number for _, number in self._pairs))
        self._pairs = []

    def of(self, whole: int) -> Numbers:
        """The numbers of words, whatever blanks are between them; `whole` is `whole_of` them."""
        first = bisect_left(self._wholes, whole)
        if first == len(self._wholes) or self._wholes[first] != whole:
            return ()
        return tuple(self._numbers[first : bisect_right(self._wholes, whole, first)])


class Unspaced:
    """Words of writing without blanks, with their terms, by their first letter."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[str, Terms]]] = defaultdict(list)

    def add(self, written: str, terms: Terms) -> None:
        """Add what a word is called, with its blanks taken out."""
        self._by_first[written[0]].append((written, terms))

    def beginning(self, text: str) -> list[tuple[str, Terms]]:
        """Those that begin with a letter of `text`, longest first."""
        found = [one for letter in dict.fromkeys(text) for one in self._by_first.get(letter, ())]
        found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        return found


class Index:
    """Immutable after construction but for what it remembers; see the attributes for what is held."""

    def __init__(self, library: Library, known: Index | None = None) -> None:
        """Read a library; what is the very same as in the library of `known` is not read again."""
        self.briefs: list[IndexedBrief] = []
        self.units: list[Unit] = []
        self.questions: list[Question] = []
        self.names: list[Name] = []
        self.postings = Postings({})
        self.name_of: dict[Terms, Numbers] = {}  # terms in order → names
        self.whole_names = Wholes()  # a name's words without blanks → names
        self.whole_questions = Wholes()  # a question's words without blanks → questions
        self.cjk_names: dict[str, list[tuple[str, int]]] = defaultdict(list)  # first letter → names without blanks
        self.synonyms: dict[str, dict[str, float]] = defaultdict(dict)
        self.foreign: dict[str, Terms] = {}  # a word of another language, as written → terms
        #: How the first word of several ends → their place among all such, the words, their terms.
        self.foreign_phrases: dict[str, list[tuple[int, str, Terms]]] = defaultdict(list)
        self.foreign_cjk = Unspaced()
        self.read_words: dict[str, Term] = {}  # what words of queries were found to mean
        self._frequency: Counter[str] = Counter()
        self._weights: dict[str, float] = {}
        self._sections: dict[tuple[str, ...], Terms] = {}
        self.texts: Texts = Texts(library, known.texts if known else None)
        self.passages: dict[str, Terms] = self.texts.passages  # passage key → terms of text and section
        self._printed = frozenset(term for terms in self.passages.values() for term in terms)
        self._reader = TermReader(self.texts.spelt)  # of what belongs to no brief and no source
        self._read(library)
        self.whole_names.sort()
        self.whole_questions.sort()
        self.name_starts = starts_of(self.name_of)
        self.words = frozenset(self.texts.words().union(self._reader.words))
        self._surfaces = _surfaces(self.words, self.texts.spelt)  # a term → the commonest word of it, for rarity
        self.vocabulary = frozenset(self._surfaces)
        self.speller: Speller = known.speller if known and known.words == self.words else Speller(self.words)
        self.brief_of = [unit.brief for unit in self.units]
        self.rows = {unit.passage.key: number for number, unit in enumerate(self.units) if unit.quote is None}
        self._post()
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
        numbers = {id_: number for number, id_ in enumerate(library.briefs)}
        for brief in self.texts.briefs.values():
            self._add_brief(brief)
        for row in library.all_score_rows():
            if row.passage is not None and row.indicator.brief in numbers:
                terms = self._row_terms(row.passage, row.passage.text, row.indicator.definition or "")
                self._add_unit(numbers[row.indicator.brief], None, row.passage, row.passage.text, terms, 80)
        for sheet in library.sheets.values():
            for group in sheet.groups:
                total = library.row(sheet.source, group.name) or _total_row(library, sheet.source, group.name)
                if total and group.brief in numbers:
                    text = _with_ranks(library, total)
                    unit = self._add_unit(numbers[group.brief], None, total, text, self._row_terms(total, text), 90)
                    unit.group = True

    def _add_brief(self, read: ReadBrief) -> None:
        number, brief = len(self.briefs), read.brief
        first = len(self.questions)
        questions = range(first, first + sum(map(len, read.wordings)))
        self.briefs.append(IndexedBrief(brief.id, brief.title, read.names, questions))
        for name in read.named:
            self._add_name(number, name)
        units: dict[str, int] = {}
        for quote, terms in zip(read.quotes, read.units, strict=True):
            units[quote.id] = len(self.units)
            self._add_unit(number, quote.id, quote.passage, quote.text, terms, len(units) - 1)
        for question, wordings in zip(brief.questions, read.wordings, strict=True):
            answers = tuple(units[name] for name in question.quotes)
            first = len(self.questions)
            for terms, whole in wordings:
                self.whole_questions.add(whole, len(self.questions))
                self.questions.append(Question(terms, 0.0, answers, first))

    def _add_name(self, brief: int, read: ReadName) -> None:
        number = len(self.names)
        self.names.append(Name(brief, read.shown, read.terms, read.printed))
        _note(self.name_of, read.terms, number)
        if read.content:
            _note(self.name_of, read.content, number)
        self.whole_names.add(read.whole, number)
        if read.cjk:
            self.cjk_names[read.cjk[0]].append((read.cjk, number))

    def _add_unit(self, brief: int, quote: str | None, passage: Passage, text: str, terms: Terms, place: int) -> Unit:
        section = self._sections.get(passage.section)
        if section is None:
            section = self._sections[passage.section] = self._reader.terms(" ".join(passage.section))
        numbers = frozenset(term for term in terms if term.isdigit())
        self.briefs[brief].units.append(len(self.units))
        unit = Unit(brief, quote, passage, text, terms, section, numbers, 0.0, place)
        self.units.append(unit)
        return unit

    def _row_terms(self, row: Passage, text: str, definition: str = "") -> Terms:
        """The terms of a printed row, and of what the sheet says that it measures."""
        terms = unit_terms(self._reader, self.passages, row, text)
        return tuple(dict.fromkeys(terms + self._reader.terms(definition)))

    def _post(self) -> None:
        """Postings of briefs: a term counts most in a name, then in a question, a quote, and the text around it."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
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
                postings[term].append((number, weight))
        self.postings = Postings(postings)
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
                    self.foreign_cjk.add(foreign.replace(" ", ""), terms)
                elif len(foreign) > 3 or not foreign.isascii():  # short words of Latin letters are English ones too
                    self.foreign[foreign] = tuple(dict.fromkeys(self.foreign.get(foreign, ()) + terms))
        several = ((phrase, meant) for phrase, meant in self.foreign.items() if " " in phrase)
        for place, (phrase, meant) in enumerate(several):
            self.foreign_phrases[phrase.split(" ", 1)[0][-ENDING:]].append((place, phrase, meant))
        for group in library.synonyms:
            single = [words[0] for one in group.words if len(words := words_of(clean(one))) == 1]
            alike = dict.fromkeys(map(stem, single))
            for term in alike:
                self.synonyms[term] |= {other: SYNONYM for other in alike if other != term}


def starts_of(names: Iterable[Terms]) -> dict[str, Collection[str]]:
    """The first term of names → their second terms, none for a name of one term only."""
    found: dict[str, set[str]] = defaultdict(set)
    for terms in filter(None, names):
        found[terms[0]].update(terms[1:2])
    # Nearly all have one or two, for which a tuple takes a third of the room.
    return {first: frozenset(some) if len(some) > FEW else tuple(sorted(some)) for first, some in found.items()}


def _note(numbers: dict[K, Numbers], key: K, number: int) -> None:
    """Add a number to those of a key; nearly all have one, for which a tuple is the least."""
    numbers[key] = (*numbers.get(key, ()), number)


def _surfaces(words: Iterable[str], spelt: dict[str, str]) -> dict[str, str]:
    """A term → the word of it that is commonest in English, the first of the alphabet among equals."""
    found: dict[str, str] = {}
    for word in words:
        term = spelt[stem(word)]
        known = found.get(term)
        if known is None or (rarity(word), word) < (rarity(known), known):
            found[term] = word
    return found


def _total_row(library: Library, source: str, name: str) -> Passage | None:
    """The row of a total, whose value is printed before its name."""
    text = library.texts.get(source)
    return next((row for row in text.rows if row.text.endswith(name)), None) if text else None


def _with_ranks(library: Library, total: Passage) -> str:
    """A total's row and the ranks printed right below it, as one stretch of the source."""
    words = r"\s+".join(rf"\**{re.escape(word)}\**" for word in total.text.split())
    ranked = re.search(rf"{words}(?:\s+\d+(?:st|nd|rd|th) of [^\n]+)+", library.texts[total.source].text)
    return printed(ranked.group()).replace("**", "") if ranked else total.text
