"""Which quote answers: features of a query and a quote, and the weights that order them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import mul
from typing import Final

from bot.search.cues import SCORE_WORDS, Cues
from bot.search.index import Index, IndexedBrief, Rooms, Unit
from bot.search.normalising import Query, has_cjk, words_of
from bot.search.words import COUNTRY, is_content, rarity, stem

SHORTLIST: Final = 8  # briefs looked at closely
_TAIL: Final = 0.35  # of the best brief's first score; below it a brief is not looked at
ROW_MET: Final = 0.45  # of the query's weight that a printed row must meet to be what is asked for
FUZZY: Final = 0.85
LATER: Final = 0.8  # of a question's likeness, for the quotes that answer it second and later
KNOWN_COMMON: Final = 0.62  # rarity; a commoner English word is meant as it stands, not as a slip

FEATURES: Final = (
    "sentence", "density", "question", "asked", "names", "around", "union", "brief", "alias", "exact_name", "pairs",
    "source", "other_source", "numbers", "row", "row_unasked", "group_row", "place", "brief_question", "year",
    "named_place",
)  # fmt: skip
#: Fitted by `python -m benchmarks.fit_lookup` on the training queries; see docs/lookup.md.
WEIGHTS: Mapping[str, float] = {
    "sentence": 3.58, "density": 0.38, "question": 5.5, "asked": -1.14, "names": 0.28, "around": 1.43,
    "union": 6.13, "brief": -0.77, "alias": 1.89, "exact_name": 0.58, "pairs": 2.74, "source": 2.42,
    "other_source": -2.42, "numbers": 1.55, "row": 9.55, "row_unasked": 1.68, "group_row": -0.35, "place": 0.19,
    "brief_question": 2.17, "year": 1.4, "named_place": 2.67,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query: the library's terms that stand for it, each with how well (0–1), and its weight."""

    word: str
    weight: float
    meanings: tuple[tuple[str, float], ...]  # empty for a word that the library does not know
    slip: bool = False  # known only by its spelling


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of a brief found in the query; `share` is the part of the query's weight that it covers (0–1)."""

    brief: int
    name: int
    share: float
    whole: bool  # the name is all that the query says
    likeness: float = 1.0  # below 1 where only the spelling is alike


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, read against one index."""

    query: Query
    cues: Cues
    terms: tuple[Term, ...]
    total: float  # summed weight of the terms
    names: tuple[NameMatch, ...]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its score (any size, higher is better) and the features behind it."""

    unit: int
    score: float
    features: tuple[float, ...]


def read(query: Query, cues: Cues, index: Index) -> Reading:
    """Bring the words of a query to the terms of the index; names are looked up before cues are taken away."""
    words = [word for word in words_of(cues.rest) if is_content(word)]
    if cues.wants_score:
        words = [word for word in words if word not in SCORE_WORDS] or words
    terms = tuple(_unique(_terms(words, cues.rest, index)))
    total = sum(term.weight for term in terms)
    names = _names(query, cues, terms, index)
    numbers = frozenset(format(number.normalize(), "f") for number in query.numbers) - cues.years
    return Reading(query, cues, terms, total, names, numbers)


def rank(reading: Reading, index: Index) -> list[Ranked]:
    """All units of the briefs that may be meant, best first; ties go to the curator's order."""
    ranked = []
    meant = {match.brief: match for match in sorted(reading.names, key=lambda m: (m.share, m.likeness))}
    wanted = _wanted(reading)
    for brief in _shortlist(reading, index):
        ranked.extend(_rank_brief(brief, reading, index, meant.get(brief), wanted))
    ranked.sort(key=lambda one: (-one.score, one.unit))
    return _rows_first(ranked) if reading.cues.wants_score else ranked


def _rows_first(ranked: list[Ranked]) -> list[Ranked]:
    """Where a score is asked for, the printed row that meets the query best comes first."""
    rows = [one for one in ranked if one.features[_ROW] >= ROW_MET]
    if not rows:
        return ranked
    best = max(rows, key=lambda one: (one.features[_ROW], -one.features[_GROUP_ROW], one.score))
    first = replace(best, score=ranked[0].score + 1.0)
    return [first, *(one for one in ranked if one is not best)]


def _terms(words: list[str], text: str, index: Index) -> Iterable[Term]:
    """The terms of the words; writing without blanks is read by the lexicon, its longest words first."""
    for word in _compounds(words, index):
        if has_cjk(word):
            yield from _cjk_terms(word, index)
        else:
            yield _term(word, index)
    for phrase, meant in index.foreign.items():
        if " " in phrase and phrase in text:
            yield _meant(phrase, meant, index)


def _cjk_terms(word: str, index: Index) -> Iterable[Term]:
    rest = word
    for written, meant in index.foreign_cjk:
        if written in rest:
            rest = rest.replace(written, " ")
            yield _meant(written, meant, index)
    if rest == word and stem(word) not in index.vocabulary and word not in COUNTRY:
        yield Term(word, index.weight(word), ())


def _meant(written: str, meant: frozenset[str], index: Index) -> Term:
    known = sorted(term for term in meant if term in index.vocabulary)
    weight = max((index.weight(term) for term in known), default=0.5)
    return Term(written, weight, tuple((term, 0.9) for term in known))


def _compounds(words: list[str], index: Index) -> list[str]:
    """Two words that the library writes as one are one: crypto currency."""
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


def _term(word: str, index: Index) -> Term:
    term = stem(word)
    meanings: dict[str, float] = {}
    slip = False
    if term in index.vocabulary:
        meanings[term] = 1.0
    for other, factor in index.synonyms.get(term, {}).items():
        if other in index.vocabulary:
            meanings.setdefault(other, factor)
    for meaning in index.foreign.get(word, ()):
        if meaning in index.vocabulary:
            meanings.setdefault(meaning, 0.9)
    if not meanings and rarity(word) >= KNOWN_COMMON:
        for neighbour, likeness in index.speller.neighbours(word):
            meanings.setdefault(stem(neighbour), FUZZY * likeness)
            slip = True
        for left, right in _splits(word, index):
            meanings.setdefault(left, 0.8)
            meanings.setdefault(right, 0.8)
    weight = max((index.weight(meaning) for meaning in meanings), default=index.weight(term))
    if meanings and term in meanings:
        weight = index.weight(term)
    return Term(word, weight, tuple(sorted(meanings.items(), key=lambda m: (-m[1], m[0]))), slip)


def _splits(word: str, index: Index) -> Iterable[tuple[str, str]]:
    """Two of the library's words written as one: labourcamp."""
    for cut in range(4, len(word) - 3):
        if word[:cut] in index.words and word[cut:] in index.words:
            yield stem(word[:cut]), stem(word[cut:])
            return


def _unique(terms: Iterable[Term]) -> Iterable[Term]:
    seen: set[str] = set()
    for term in terms:
        if term.word not in seen:
            seen.add(term.word)
            yield term


def _names(query: Query, cues: Cues, terms: tuple[Term, ...], index: Index) -> tuple[NameMatch, ...]:
    found: dict[int, NameMatch] = {}

    def note(name: int, share: float, *, whole: bool, likeness: float = 1.0) -> None:
        brief = index.names[name].brief
        match = NameMatch(brief, name, min(1.0, share), whole, likeness)
        if brief not in found or (found[brief].share, found[brief].likeness) < (match.share, likeness):
            found[brief] = match

    weights: dict[str, float] = {}
    for term in terms:
        weights[stem(term.word)] = term.weight
    total = sum(weights.values()) or 1.0
    for words in {query.words, words_of(cues.rest)}:
        stems = tuple(stem(word) for word in words)
        content = tuple(stem(word) for word in words if is_content(word))
        corrected = tuple(_best(term) for term in terms)
        for sequence in {stems, content, corrected}:
            for start in range(len(sequence)):
                for end in range(min(len(sequence), start + 7), start, -1):
                    for name in index.name_of.get(sequence[start:end], ()):
                        covered = sum(weights.get(stem_, 0.0) for stem_ in set(sequence[start:end]))
                        whole = (start, end) == (0, len(sequence))
                        share = 1.0 if whole else covered / total
                        note(name, share, whole=whole, likeness=1.0 if sequence is not corrected else 0.95)
    squeezed = "".join(query.words)
    for name in index.squeezed.get(squeezed, ()):
        note(name, 1.0, whole=True)
    if has_cjk(query.text):
        flat = query.text.replace(" ", "")
        for text, name in index.cjk_names:
            if text in flat:
                note(name, len(text) / len(flat), whole=text == flat)
    return tuple(found.values())


def _best(term: Term) -> str:
    return term.meanings[0][0] if term.meanings else stem(term.word)


def _shortlist(reading: Reading, index: Index) -> list[int]:
    scores: dict[int, float] = {}
    for term in reading.terms:
        best: dict[int, float] = {}
        for meaning, factor in term.meanings:
            for brief, weight in index.postings.get(meaning, ()):
                value = weight * factor
                if value > best.get(brief, 0.0):
                    best[brief] = value
        for brief, value in best.items():
            scores[brief] = scores.get(brief, 0.0) + value * term.weight
    for match in reading.names:
        scores[match.brief] = scores.get(match.brief, 0.0) + match.share * match.likeness * max(reading.total, 1.0)
    if reading.cues.sources and not scores:
        return []
    top = heapq.nlargest(SHORTLIST, scores.items(), key=lambda item: (item[1], -item[0]))
    return [brief for brief, score in top if score >= _TAIL * top[0][1]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a query looks for, laid out for speed; one for each query."""

    weights: tuple[float, ...]
    total: float
    meanings: dict[str, list[tuple[int, float]]]  # term → the query terms it stands for, and how well
    pairs: frozenset[tuple[str, str]]
    pair_count: int

    def met(self, terms: frozenset[str]) -> list[float]:
        """How well each query term is met (0–1) by a set of terms."""
        met = [0.0] * len(self.weights)
        for meaning in self.meanings.keys() & terms:
            for place, factor in self.meanings[meaning]:
                if factor > met[place]:
                    met[place] = factor
        return met

    def share(self, met: list[float]) -> float:
        """The share of the query's weight that is met (0–1)."""
        return float(sum(map(mul, met, self.weights)) / self.total)


def _wanted(reading: Reading) -> _Wanted:
    meanings: dict[str, list[tuple[int, float]]] = {}
    for place, term in enumerate(reading.terms):
        for meaning, factor in term.meanings:
            meanings.setdefault(meaning, []).append((place, factor))
    pairs = frozenset((_best(a), _best(b)) for a, b in pairwise(reading.terms))
    weights = tuple(term.weight for term in reading.terms)
    return _Wanted(weights, reading.total or 1.0, meanings, pairs, max(1, len(reading.terms) - 1))


def _met_by(where: dict[str, list[int]], terms: Iterable[str], wanted: _Wanted) -> dict[int, list[float]]:
    """Field number → how well it meets each query term; fields that meet none are left out."""
    size = len(wanted.weights)
    found: dict[int, list[float]] = {}
    for meaning in terms:
        numbers = where.get(meaning)
        if numbers is None:
            continue
        for place, factor in wanted.meanings[meaning]:
            for number in numbers:
                met = found.get(number)
                if met is None:
                    met = found[number] = [0.0] * size
                if factor > met[place]:
                    met[place] = factor
    return found


def _rank_brief(number: int, reading: Reading, index: Index, match: NameMatch | None, wanted: _Wanted) -> list[Ranked]:
    brief = index.briefs[number]
    rooms = index.rooms(number)
    nothing = [0.0] * len(wanted.weights)
    names = wanted.met(brief.names)
    whole = wanted.met(brief.terms)
    names_share, whole_share = wanted.share(names), wanted.share(whole)
    base = [max(0.8 * a, 0.5 * b) for a, b in zip(names, whole, strict=True)]
    here = [meaning for meaning in wanted.meanings if meaning in brief.terms]
    in_units = _met_by(rooms.units, here, wanted)
    in_asked = _met_by(rooms.asked, here, wanted)
    in_around = _met_by(rooms.around, wanted.meanings, wanted)
    around_share = {n: wanted.share(met) for n, met in in_around.items()}
    asked, best_question = _questions(brief, rooms, index, here, wanted)
    alias = match.share * match.likeness if match else 0.0
    exact = 1.0 if match and match.whole else 0.0
    years = reading.cues.years
    numbers = reading.numbers
    ranked = []
    for offset, position in enumerate(brief.units):
        unit = index.units[position]
        met = in_units.get(offset, nothing)
        share = wanted.share(met) if met is not nothing else 0.0
        room = rooms.passage_of[offset]
        around = in_around.get(room, nothing)
        dice, question_cover = asked.get(position, _NOT_ASKED)
        union = [
            max(a, b, 0.9 * c, 0.6 * d)
            for a, b, c, d in zip(base, met, in_asked.get(offset, nothing), around, strict=True)
        ]
        place = 1.0 / (1 + unit.place) if unit.quote else 0.0
        features = (
            share,
            min(1.0, share * wanted.total / unit.norm) if unit.norm else 0.0,
            dice,
            question_cover,
            names_share,
            around_share.get(room, 0.0),
            wanted.share(union),
            whole_share,
            alias,
            exact,
            len(wanted.pairs & unit.pairs) / wanted.pair_count if wanted.pairs else 0.0,
            *_source(unit, reading),
            len(numbers & unit.numbers) / len(numbers) if numbers else 0.0,
            *_row(unit, reading, max(share, 0.9 * names_share, 0.9 * alias)),
            place,
            best_question,
            len(years & unit.numbers) / len(years) if years else 0.0,
            exact * place,
        )
        ranked.append(Ranked(position, sum(map(mul, _ORDERED, features)), features))
    return ranked


_NOT_ASKED = (0.0, 0.0)


def _questions(
    brief: IndexedBrief, rooms: Rooms, index: Index, terms: Iterable[str], wanted: _Wanted
) -> tuple[dict[int, tuple[float, float]], float]:
    """Unit → its best question's likeness to the query and cover of it (0–1 each); and the brief's best likeness."""
    found: dict[int, tuple[float, float]] = {}
    best = 0.0
    for offset, met in _met_by(rooms.questions, terms, wanted).items():
        question = index.questions[brief.questions[offset]]
        share = wanted.share(met)
        dice = 2 * share * wanted.total / (wanted.total + question.norm)
        best = max(best, dice)
        factor = 1.0
        for unit in question.units:
            old = found.get(unit, _NOT_ASKED)
            found[unit] = (max(old[0], dice * factor), max(old[1], share * factor))
            factor = LATER
    return found, best


_ROW = FEATURES.index("row")
_GROUP_ROW = FEATURES.index("group_row")
_ORDERED = tuple(WEIGHTS[name] for name in FEATURES)


def _source(unit: Unit, reading: Reading) -> tuple[float, float]:
    named = reading.cues.sources
    if not named:
        return 0.0, 0.0
    return (1.0, 0.0) if unit.passage.source in named else (0.0, 1.0)


def _row(unit: Unit, reading: Reading, cover: float) -> tuple[float, float, float]:
    """Printed rows are wanted where a score is asked for, and else stand back."""
    if unit.quote is not None:
        return 0.0, 0.0, 0.0
    asked = reading.cues.wants_score or reading.cues.wants_rank
    return (cover if asked else 0.0), (0.0 if asked else 1.0), (1.0 if unit.group else 0.0)
