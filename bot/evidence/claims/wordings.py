"""How like a claim is to what curators wrote down: wordings that a source bears out, contradicts, or does not hold."""

from __future__ import annotations

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.evidence.claims import pairs, roles
from bot.evidence.claims.lexicon import lexicon
from bot.evidence.claims.pairs import TURNING, FactPairs, Leaning
from bot.evidence.claims.postings import Floats, Ints, Postings
from bot.evidence.claims.roles import Casting, FactRoles
from bot.evidence.claims.words import Word, fold_plainly, forget_read
from bot.library.folding import fold as fold_print
from bot.library.model import ClaimWordings
from bot.library.numbers import WORDS as NUMBER_WORDS
from bot.library.numbers import find_numbers
from bot.search.words import stem

GROUP: Final = 0.7  # what a group of words that mean the same counts beside a word of its own
PART: Final = 0.5  # a word of a phrase that counts as one
PAIR: Final = 0.8  # two neighbours in their order
VOTERS: Final = 12  # wordings that vote, the most like a claim
SHARPNESS: Final = 4  # power of a likeness in a vote: one that is half as like has a sixteenth of the say
ABSTAIN: Final = 0.25  # likeness that votes for nothing
WRONGLESS: Final = 0.4  # of a likeness to a wording that differs, where the claim says nothing of what is wrong in it
READ: Final = 16  # facts whose pairs and roles are remembered; each takes some 0.3 MiB
NEAREST: Final = 3  # facts whose sentences are set beside a claim, whatever words they share
_PULL: Final = 3  # power of a likeness when the wordings of one fact are weighed against each other
_LEANING: Final = 6.0  # summed log-odds that count as certain
_WHOLE: Final = 3.0
_TONE: Final = 4.0
_EVEN: Final = 5e-4  # with which a vote begins on either side
_HEARD: Final = 8  # wordings in which a word must stand for its tone to count
_WORD: Final = re.compile(r"[a-z]+|[^\W\d_]+")
_DIGIT: Final = re.compile(r"\d")
#: Words that tell no wording from another. Those that turn a sense stay: not, only, all, before, from, to.
_SMALL: Final = frozenset(
    """a an the of is are was were be been it its that this there to in on at for and or as with so just also has have
    had do does did nk dprk north korea korean koreans lol iirc fwiw btw they them their he she his her""".split()
)

SUPPORTED: Final = 0
DIFFERS: Final = 1
BESIDE: Final = 2
VERDICTS: Final = (SUPPORTED, DIFFERS, BESIDE)


@dataclass(frozen=True, slots=True)
class Closeness:
    """A claim beside the wordings of one sentence, all 0–1; votes and leanings are 0 (against) to 1 (for)."""

    supported: float
    differs: float
    beside: float
    vote: float  # of the fact that is nearest
    words_for: float  # how far single words speak for it: said in its supported wordings more than in the others
    words_against: float
    leaning: float  # of the words over all facts of the sentence
    wrong: float  # likeness to one that differs, as far as the claim says what is wrong there
    spared: float  # likeness to one that differs, as far as it does not

    @property
    def best(self) -> float:
        """The most like one that speaks of a fact of the sentence."""
        return max(self.supported, self.differs)


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """A claim beside all wordings: which are like it, and how those that are most like it vote (0–1 each)."""

    by_wording: Floats
    votes: tuple[float, float, float]  # supported, differs, beside; what is missing to 1 abstains
    best: tuple[float, float, float]
    sentences: tuple[int, ...]  # of the nearest facts, best first
    tone: float  # how the words lean in whatever is claimed, 0–1: “not”, “only” and “all” lean against
    pulls: Floats  # (facts, 3): how strongly the wordings of each verdict draw
    bests: Floats  # (facts, 3): the most like one of each verdict
    leanings: Floats  # (facts, 2): how the claim's words speak for and against each fact, as log-odds
    wrongs: Floats  # by fact: likeness to a wording that differs, as far as the claim says what is wrong there
    spared: Floats  # the same as far as it does not


class WordingIndex:
    """The wordings of one library by their words; immutable after construction."""

    def __init__(self, wordings: Iterable[ClaimWordings], sentences: Iterable[tuple[str, str]]) -> None:
        """`sentences` are passage keys and texts; they are counted from 0."""
        verdicts, of_facts = array("b"), array("i")
        self._starts: list[int] = []  # fact → its first wording; supported ones, those that differ, the others
        self._sizes: list[tuple[int, int]] = []  # fact → how many supported wordings, how many that differ
        self._sentences_of: list[tuple[int, ...]] = []  # fact → sentences that hold its words
        self._facts_of: dict[int, list[int]] = defaultdict(list)  # sentence → facts
        by_passage: dict[str, list[tuple[int, str]]] = defaultdict(list)
        printed = []
        for number, (passage, sentence) in enumerate(sentences):
            printed.append(sentence)
            by_passage[passage].append((number, fold_print(sentence)))
        said: list[str] = []
        for fact, entry in enumerate(wordings):
            self._starts.append(len(said))
            for verdict, texts in zip(VERDICTS, (entry.supported, entry.differs, entry.not_found), strict=True):
                said.extend(texts)
                verdicts.extend([verdict] * len(texts))
                of_facts.extend([fact] * len(texts))
            quote = fold_print(entry.quote) if entry.quote else None
            held = tuple(n for n, text in by_passage[entry.at or ""] if quote and quote in text)
            for number in held:
                self._facts_of[number].append(fact)
            self._sizes.append((len(entry.supported), len(entry.differs)))
            self._sentences_of.append(held)
        self._said = said
        self._read: dict[int, tuple[FactPairs, FactRoles]] = {}  # facts that claims were set beside
        self._verdicts = np.frombuffer(verdicts, np.int8)  # wording → verdict
        self._facts = np.frombuffer(of_facts, np.int32)  # wording → fact
        # Where the wordings of each fact and verdict begin, and which of `3 * fact + verdict` have any.
        self._kept, self._begins = np.unique(3 * self._facts.astype(np.int64) + self._verdicts, return_index=True)
        self._of_verdict = tuple(np.flatnonzero(self._verdicts == verdict) for verdict in VERDICTS)
        words: set[str] = set()
        self._postings = Postings(_noting_words(map(_features, said), words))
        prints = self._printed_in(printed)
        features = self._postings.features
        held_in = features * len(self._sizes) + self._facts[self._postings.texts]  # place → feature and fact, as one
        spoken = self._verdicts[self._postings.texts]  # place → verdict
        # Place → whether it is what is wrong in a wording that differs: what neither its sentence nor any right wording
        # has. A claim that says none of that says nothing wrong, like it as it is in all other words.
        self._telltale = (spoken == DIFFERS) & ~np.isin(held_in, np.union1d(held_in[spoken == SUPPORTED], prints))
        squares = self._telltale * self._postings.weights.astype(np.float64) ** 2
        self._wrong = np.bincount(self._postings.texts, squares, len(said)).astype(
            np.float64
        )  # the weight of what is wrong
        self._differing = np.flatnonzero(self._wrong)
        self._lean(held_in, spoken, prints)
        self._tones = self._read_tones(words, features, spoken)

    def compare(self, claim: str) -> Likeness:
        """Set a claim, as typed or folded, beside all wordings."""
        postings = self._postings
        named = ((postings.find(name), value) for name, value in _features(claim).items())
        features = [(one, value * float(postings.tells[one])) for one, value in named if one is not None]
        norm = math.sqrt(sum(value * value for _, value in features)) or 1.0
        found, wrong = np.zeros(len(self._said)), np.zeros(len(self._said))
        leanings = np.zeros((len(self._sizes), 2))
        tone = 0.0
        for feature, value in features:
            span = postings.span(feature)
            numbers, weights = postings.texts[span], postings.weights[span]
            found[numbers] += value / norm * weights
            wrong[numbers] += self._telltale[span] * weights**2
            leaning = slice(*np.searchsorted(self._lean_features, (feature, feature + 1)))
            leans, facts = self._leans[leaning], self._lean_facts[leaning]
            leanings[facts, 0] += np.maximum(leans, 0)
            leanings[facts, 1] += np.maximum(-leans, 0)
            tone += float(self._tones[feature])
        bad = self._differing
        said = np.minimum(1.0, wrong[bad] / self._wrong[bad])
        whole = found[bad]
        found[bad] = whole * (WRONGLESS + (1 - WRONGLESS) * said)
        voters = self._voters(found)
        votes = [
            float(sum(found[number] ** SHARPNESS for number in voters if self._verdicts[number] == v)) for v in VERDICTS
        ]
        best = [float(found[numbers].max(initial=0.0)) for numbers in self._of_verdict]
        total = sum(votes) + ABSTAIN**SHARPNESS
        facts_near = dict.fromkeys(int(self._facts[number]) for number in voters)
        near = [sentence for fact in list(facts_near)[:NEAREST] for sentence in self._sentences_of[fact]]
        wrongs, spared = np.zeros(len(self._sizes)), np.zeros(len(self._sizes))
        np.maximum.at(wrongs, self._facts[bad], whole * said)
        np.maximum.at(spared, self._facts[bad], whole * (1 - said))
        return Likeness(
            found,
            (votes[0] / total, votes[1] / total, votes[2] / total),
            (best[0], best[1], best[2]),
            tuple(dict.fromkeys(near)),
            _share(tone / _TONE),
            self._by_fact(np.add, found**_PULL),
            self._by_fact(np.maximum, found),
            leanings,
            wrongs,
            spared,
        )

    def _voters(self, found: Floats) -> list[int]:
        """The wordings that are most like a claim, the most like first; of equals the one written down first."""
        numbers = np.flatnonzero(found)
        if len(numbers) > VOTERS:
            numbers = numbers[found[numbers] >= np.partition(found[numbers], -VOTERS)[-VOTERS]]
        return [int(number) for number in numbers[np.argsort(-found[numbers], kind="stable")][:VOTERS]]

    def _by_fact(self, operation: np.ufunc, values: Floats) -> Floats:
        """What an operation makes of the values of the wordings of each fact and verdict; 0 where it has none."""
        whole = np.zeros(3 * len(self._sizes))
        if len(self._kept):
            whole[self._kept] = operation.reduceat(values, self._begins)
        return whole.reshape(-1, 3)

    def nearest_fact(self, likeness: Likeness, sentence: int) -> int | None:
        """The fact of a sentence with the wording that is most like a claim; None where none is like it."""
        best, nearest = 0.0, None
        for fact in self._facts_of.get(sentence, ()):
            near = max(likeness.bests[fact, :BESIDE].tolist())
            if near > best:
                best, nearest = near, fact
        return nearest

    def nearest_facts(self, likeness: Likeness, count: int) -> list[int]:
        """The facts with the wordings that are most like a claim, at most `count`, the nearest first."""
        near = likeness.bests[:, :BESIDE].max(axis=1, initial=0.0)
        return [int(fact) for fact in np.argsort(-near, kind="stable")[:count] if near[fact] > 0]

    def beside_nearest(self, claim: str, likeness: Likeness) -> tuple[Leaning, Casting]:
        """Who does what to whom, beside the fact that is nearest to a claim: by pairs of words, and by roles."""
        nearest = self.nearest_facts(likeness, 1)
        if not nearest:
            return Leaning(), Casting()
        of_pairs, of_roles = self._read_fact(nearest[0])
        return pairs.lean(claim, of_pairs, _in_order), roles.cast(claim, of_roles)

    def _read_fact(self, fact: int) -> tuple[FactPairs, FactRoles]:
        """The pairs and roles of a fact's wordings, counted when a claim is first set beside it."""
        found = self._read.get(fact)
        if found is None:
            if len(self._read) >= READ:
                self._read.clear()
            right, wrong = (self._texts(fact, verdict) for verdict in (SUPPORTED, DIFFERS))
            found = self._read[fact] = pairs.read_fact(right, wrong, _in_order), roles.read_fact(right, wrong)
        return found

    def _texts(self, fact: int, verdict: int) -> list[str]:
        numbers = self._numbers(fact, verdict)
        return self._said[numbers.start : numbers.stop]

    def says(self, fact: int, verdict: int, word: Word) -> bool:
        """Whether a wording of a fact and verdict has a word, or one of its groups."""
        names = (word.stem, *(f"={group}" for group in word.entry.groups))
        return any(self._stands(fact, verdict, name) for name in names) or (
            bool(word.parts) and all(self._stands(fact, verdict, part) for part in word.parts)
        )

    def _stands(self, fact: int, verdict: int, name: str) -> bool:
        numbers = self._numbers(fact, verdict)
        if (feature := self._postings.find(name)) is None:
            return False
        held = self._postings.texts[self._postings.span(feature)]
        first, after = np.searchsorted(held, (numbers.start, numbers.stop))
        return bool(first < after)

    def most_like(self, likeness: Likeness, fact: int, verdict: int, count: int) -> list[str]:
        """The wordings of a fact and verdict that are most like a claim, at most `count`, the most like first."""
        numbers = nlargest(count, self._numbers(fact, verdict), key=likeness.by_wording.__getitem__)
        return [self._said[number] for number in numbers]

    def _numbers(self, fact: int, verdict: int) -> range:
        start, sizes = self._starts[fact], self._sizes[fact]
        return range(start, start + sizes[0]) if verdict == SUPPORTED else range(start + sizes[0], start + sum(sizes))

    def close(self, likeness: Likeness, sentence: int) -> Closeness:
        """A claim beside the wordings of one sentence."""
        facts = self._facts_of.get(sentence, [])
        best = likeness.bests[facts].max(axis=0, initial=0.0).tolist()
        whole = float((likeness.leanings[facts, 0] - likeness.leanings[facts, 1]).sum())
        vote, lean = 0.5, [0.0, 0.0]
        if (nearest := self.nearest_fact(likeness, sentence)) is not None:
            supported, differs, _ = likeness.pulls[nearest].tolist()
            vote = (supported + _EVEN) / (supported + differs + 2 * _EVEN)
            lean = likeness.leanings[nearest].tolist()
        words_for, against = (min(1.0, one / _LEANING) for one in lean)
        wrong = float(likeness.wrongs[facts].max(initial=0.0))
        spared = float(likeness.spared[facts].max(initial=0.0))
        leaning = _share(whole / _WHOLE)
        return Closeness(best[SUPPORTED], best[DIFFERS], best[BESIDE], vote, words_for, against, leaning, wrong, spared)

    def _printed_in(self, sentences: Sequence[str]) -> Ints:
        """The features of sentences with the facts that they hold, as one number each."""
        found = {
            feature * len(self._sizes) + fact
            for sentence, facts in self._facts_of.items()
            for name in _features(sentences[sentence])
            if (feature := self._postings.find(name)) is not None
            for fact in facts
        }
        return np.array(sorted(found), np.int64)

    def _lean(self, held_in: Ints, spoken: NDArray[np.int8], prints: Ints) -> None:
        """
        Note how each feature leans in each fact: the log-odds of standing in a supported wording of it.

        What the sentence itself says speaks against none of its facts, though right wordings avoid its words.
        """
        both, places = np.unique(held_in[spoken != BESIDE], return_inverse=True)
        right = np.bincount(places, spoken[spoken != BESIDE] == SUPPORTED, len(both))
        wrong = np.bincount(places, minlength=len(both)) - right
        features, facts = np.divmod(both, max(1, len(self._sizes)))
        sizes = np.array(self._sizes, np.int64).reshape(-1, 2)[facts]
        odds = np.log((right + 0.5) / (sizes[:, 0] + 1) / ((wrong + 0.5) / (sizes[:, 1] + 1)))
        kept = sizes.all(axis=1) & ((odds > 0) | ~np.isin(both, prints))
        self._lean_features, self._lean_facts = features[kept], facts[kept].astype(np.int32)
        self._leans = odds[kept].astype(np.float32)

    def _read_tones(self, words: Iterable[str], features: Ints, spoken: NDArray[np.int8]) -> Floats:
        """How single words lean over all facts, as log-odds, by feature; 0 for what is rare or no word."""
        count = len(self._postings)
        right = np.bincount(features[spoken == SUPPORTED], minlength=count)
        wrong = np.bincount(features[spoken == DIFFERS], minlength=count)
        totals = [max(1, len(self._of_verdict[verdict])) for verdict in (SUPPORTED, DIFFERS)]
        odds = np.log((right + 2) / totals[0] / ((wrong + 2) / totals[1]))
        single = np.zeros(count, bool)
        single[[feature for word in words if (feature := self._postings.find(word)) is not None]] = True
        return np.where(single & (right + wrong >= _HEARD), odds, 0.0)


def _noting_words(texts: Iterable[dict[str, float]], words: set[str]) -> Iterator[dict[str, float]]:
    """Pass the texts on, adding to `words` the features that are single words."""
    for text in texts:
        words.update(name for name in text if " " not in name and name[0] not in "=#")
        yield text


def _share(odds: float) -> float:
    """Log-odds as a share, 0–1."""
    return 0.5 + 0.5 * math.tanh(odds)


def _features(said: str) -> dict[str, float]:
    """What a text is compared by: words, groups that they belong to, numbers, and neighbours in order."""
    text = fold_plainly(said)
    found: dict[str, float] = {}
    order: list[str] = []
    words = _WORD.findall(text)
    if not NUMBER_WORDS.isdisjoint(words) or _DIGIT.search(text):  # most texts hold no number, which is soon seen
        done = 0
        for number in find_numbers(text):
            _read_words(_WORD.findall(text[done : number.start]), found, order)
            name = f"#{number.value.normalize():f}"
            found[name] = 1.0
            order.append(name)
            done = number.end
        words = _WORD.findall(text[done:])
    _read_words(words, found, order)
    for first, second in pairwise(order):
        pair = f"{first} {second}"
        found[pair] = found.get(pair, 0.0) + PAIR
    return found


def _read_words(words: Iterable[str], found: dict[str, float], order: list[str]) -> None:
    for word in words:
        term, others = _known_as(word)
        if term:
            order.append(term)
            found[term] = 1.0
            for name, value in others:
                if found.get(name, 0.0) < value:  # `max` would be called 600,000 times
                    found[name] = value


def _in_order(said: str) -> Iterator[str]:
    """The words of a text in their order, each by the first of its groups by name, else by its term."""
    for word in _WORD.findall(fold_plainly(said)):
        if word in TURNING:
            yield f"!{word}"
            continue
        term, others = _known_as(word)
        if term:
            yield min((name for name, _ in others if name[0] == "="), default=term)


@lru_cache(maxsize=20_000)
def _known_as(word: str) -> tuple[str, tuple[tuple[str, float], ...]]:
    """The term of a word, empty where it tells nothing, and what it is known by besides."""
    table = lexicon()
    term = word if word in table.parts else stem(word)
    if word in _SMALL or term in _SMALL:
        return "", ()
    groups = ((f"={group}", GROUP) for group in table.entry(word).groups)
    return term, (*groups, *((stem(part), PART) for part in table.parts.get(word, ())))


def forget_words() -> None:
    """Let go of the words of thousands of texts that were read, few of which a claim will hold: 5 MiB."""
    _known_as.cache_clear()
    forget_read()
