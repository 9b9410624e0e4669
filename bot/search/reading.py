"""A query read against an index: its words as the library's terms, and the names that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from bot.search.compiled import names_in
from bot.search.cues import SCORE_WORDS, Cues
from bot.search.index import ENDING, Index
from bot.search.memo import Memo
from bot.search.normalising import Query, has_cjk, words_of
from bot.search.texts import whole_of
from bot.search.words import COUNTRY_UNSPACED, Term, is_content, rarity, stem

FUZZY: Final = 0.85
MENDED: Final = 0.95  # likeness of a name that is there only once slips are mended
EVERYDAY: Final = 0.65  # of its weight, for a word of everyday English that the library lacks
COLOUR: Final = 0.35  # for one that has the look of an adjective or adverb
_COLOURS = re.compile(r"(?:y|ful|ous|ish|less|ive|ible|able)\Z")
ROUNDING: Final = 1e-9
REMEMBERED: Final = 20_000  # words whose meanings are kept with the index
PARTICLE: Final = 1  # letters left of the country's name in writing without blanks that tell nothing
KNOWN_COMMON: Final = 0.62  # rarity; a commoner English word is meant as it stands, not as a slip
_tells = Memo(is_content, 5_000).__getitem__  # by a word of queries, which is quicker than to ask


class NameMatch(NamedTuple):
    """A name of a brief found in the query; `share` is the part of the query's weight that it covers (0–1)."""

    brief: int
    name: int
    share: float
    whole: bool  # the name is all that the query says
    likeness: float = 1.0  # below 1 where only the spelling is alike
    exact: bool = False  # the query is this name, word for word

    def beats(self, other: NameMatch) -> bool:
        """Whether it fits better than another of its brief; shares that differ by rounding are equal."""
        if self.exact != other.exact:
            return self.exact
        more = self.share - other.share
        return more > 0 if abs(more) > ROUNDING else self.likeness > other.likeness


class Reading(NamedTuple):
    """A query, read against one index."""

    query: Query
    cues: Cues
    terms: tuple[Term, ...]
    total: float  # summed weight of the terms
    names: tuple[NameMatch, ...]
    numbers: frozenset[str]
    questions: tuple[int, ...]  # curated ones that the query is, word for word
    stems: tuple[str, ...]  # of all words of the query

    @property
    def is_of_sources(self) -> bool:
        """Whether the query names sources and says nothing else."""
        return bool(self.cues.sources) and not self.terms


def read(query: Query, cues: Cues, index: Index) -> Reading:
    """Bring the words of a query to the terms of the index; names are looked up before cues are taken away."""
    rest = query.words if cues.rest == query.text else words_of(cues.rest)
    words = list(filter(_tells, rest))
    if cues.wants_score:
        words = [word for word in words if word not in SCORE_WORDS] or words
    terms = _terms(words, cues.rest, index)
    total = sum([term.weight for term in terms])
    stems = tuple(map(stem, query.words))
    whole = whole_of(query.words)
    names = _names(query, rest, _Worded(stems, whole, terms), index)
    numbers = frozenset(format(number.normalize(), "f") for number in query.numbers) - cues.years
    return Reading(query, cues, terms, total, names, numbers, index.whole_questions.of(whole), stems)


def _terms(words: list[str], text: str, index: Index) -> tuple[Term, ...]:
    """The terms of the words, each once; writing without blanks is read by the lexicon, its longest words first."""
    terms: dict[str, Term] = {}
    has_letters = not text.isascii() and has_cjk(text)
    for word in _compounds(words, index):
        if has_letters and has_cjk(word):
            for term in _cjk_terms(word, index):
                terms.setdefault(term.word, term)
        elif word not in terms:
            terms[word] = known_term(word, index)
    ends = [end for word in text.split(" ") if (end := word[-ENDING:]) in index.foreign_phrases]
    for _, phrase, meant in sorted([one for end in ends for one in index.foreign_phrases[end] if one[1] in text]):
        terms.setdefault(phrase, _meant(phrase, meant, index))
    return tuple(terms.values())


def _cjk_terms(word: str, index: Index) -> Iterable[Term]:
    rest = bare = _without_country(word)
    for written, meant in index.foreign_cjk.beginning(rest):
        if written in rest:
            rest = rest.replace(written, " ")
            yield _meant(written, meant, index)
    if rest == bare and len(bare) > (PARTICLE if bare != word else 0) and stem(word) not in index.vocabulary:
        yield Term(bare, index.weight(bare), ())


def _without_country(word: str) -> str:
    """Writing without blanks, without the name of the country that every source is about."""
    for name in COUNTRY_UNSPACED:
        word = word.replace(name, "")
    return word


def _meant(written: str, meant: Iterable[str], index: Index) -> Term:
    known = sorted(term for term in meant if term in index.vocabulary)
    weight = max((index.weight(term) for term in known), default=0.5)
    return Term(written, weight, tuple((term, 0.9) for term in known))


def _compounds(words: list[str], index: Index) -> list[str]:
    """Two words that the library writes as one are one: crypto currency."""
    if index.words.issuperset(words):
        return words
    out: list[str] = []
    skip = False
    for first, second in pairwise([*words, ""]):
        if skip:
            skip = False
            continue
        joined = first + second
        if second and joined in index.words and (first not in index.words or second not in index.words):
            out.append(joined)
            skip = True
        else:
            out.append(first)
    return out


def known_term(word: str, index: Index) -> Term:
    """What a word means to the library, remembered with its index."""
    found = index.read_words.get(word)
    if found is None:
        if len(index.read_words) >= REMEMBERED:
            index.read_words.clear()
        found = index.read_words[word] = _term(word, index)
    return found


def _term(word: str, index: Index) -> Term:
    term = stem(word)
    meanings: dict[str, float] = {}
    slip = False
    if term in index.vocabulary:
        meanings[term] = 1.0
    for other, factor in index.synonyms.get(term, {}).items():
        if other in index.vocabulary:
            meanings.setdefault(other, factor)
    elided = word[1:] if word[0] in "dl" else ""  # d'enfants is written as one word by now
    for meaning in index.foreign.get(word, ()) or index.foreign.get(elided, ()):
        if meaning in index.vocabulary:
            meanings.setdefault(meaning, 0.9)
    if not meanings and rarity(word) >= KNOWN_COMMON:
        for neighbour, likeness in index.speller.neighbours(word):
            meanings.setdefault(stem(neighbour), FUZZY * likeness)
            slip = True
        for left, right in _splits(word, index):
            meanings.setdefault(left, 0.8)
            meanings.setdefault(right, 0.8)
    weight = max((index.weight(meaning) for meaning in meanings), default=_unknown_weight(word, index))
    if meanings and term in meanings:
        weight = index.weight(term)
    return Term(word, weight, tuple(sorted(meanings.items(), key=lambda m: (-m[1], m[0]))), slip)


def _unknown_weight(word: str, index: Index) -> float:
    """An everyday word that the library lacks tells little, least of all one that only colours another."""
    weight = index.weight(stem(word))
    if rarity(word) >= 1.0:
        return weight
    return weight * (COLOUR if _COLOURS.search(word) else EVERYDAY)


def _splits(word: str, index: Index) -> Iterable[tuple[str, str]]:
    """Two of the library's words written as one: labourcamp."""
    for cut in range(4, len(word) - 3):
        if word[:cut] in index.words and word[cut:] in index.words:
            yield stem(word[:cut]), stem(word[cut:])
            return


class _Worded(NamedTuple):
    """The words of a query: the stem of each, `whole_of` them, and the terms of those that tell something."""

    stems: tuple[str, ...]
    whole: int
    terms: tuple[Term, ...]


def _names(query: Query, rest: Sequence[str], worded: _Worded, index: Index) -> tuple[NameMatch, ...]:
    """The best match of each brief that is named, by its title, an alias or an outside term; `rest` is without cues."""
    found: dict[int, NameMatch] = {}
    for match in (*_spoken(query, rest, worded, index), *_unspaced(query, worded.whole, index)):
        best = found.get(match.brief)
        if best is None or match.beats(best):
            found[match.brief] = match
    return tuple(found.values())


def _spoken(query: Query, rest: Sequence[str], worded: _Worded, index: Index) -> Iterator[NameMatch]:
    """Names among the words of the query, as they stand, without words that tell nothing, and with slips mended."""
    as_typed = worded.stems
    sequences = {as_typed: 1.0}
    sequences.setdefault(tuple(map(stem, filter(_tells, query.words))), 1.0)
    if rest != query.words:
        sequences.setdefault(tuple(map(stem, rest)), 1.0)
        sequences.setdefault(tuple(map(stem, filter(_tells, rest))), 1.0)
    sequences.setdefault(tuple([term.best for term in worded.terms]), MENDED)
    several = list(sequences)
    found = names_in(several, index.name_starts, index.name_of)
    if not found:
        return
    weights = {stem(term.word): term.weight for term in worded.terms}
    total = sum(weights.values()) or 1.0
    for place, start, end, names in found:
        sequence = several[place]
        length = len(sequence)
        whole = end - start == length
        share = 1.0 if whole else sum([weights.get(one, 0.0) for one in dict.fromkeys(sequence[start:end])]) / total
        for name in names:
            held = index.names[name]
            exact = whole and sequence is as_typed and len(held.terms) == length
            yield NameMatch(held.brief, name, min(1.0, share), whole, sequences[sequence], exact)


def _unspaced(query: Query, whole: int, index: Index) -> Iterator[NameMatch]:
    """Names that the query writes as one word, or in a script without blanks."""
    for name in index.whole_names.of(whole):
        yield NameMatch(index.names[name].brief, name, 1.0, True, exact=True)
    if query.text.isascii() or not has_cjk(query.text):
        return
    flat = query.text.replace(" ", "")
    for letter in dict.fromkeys(flat):
        for text, name in index.cjk_names.get(letter, ()):
            if text in flat:
                yield NameMatch(index.names[name].brief, name, len(text) / len(flat), text == flat, exact=text == flat)
