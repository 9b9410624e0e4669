"""How like a claim is to what curators wrote down: wordings that a source bears out, contradicts, or does not hold."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter
from typing import Final

from bot.evidence.claims.lexicon import lexicon
from bot.evidence.claims.postings import Postings
from bot.evidence.claims.words import fold_plainly, forget_read
from bot.library.folding import fold as fold_print
from bot.library.model import ClaimWordings
from bot.library.numbers import find_numbers
from bot.search.words import stem

GROUP: Final = 0.7  # what a group of words that mean the same counts beside a word of its own
PART: Final = 0.5  # a word of a phrase that counts as one
PAIR: Final = 0.8  # two neighbours in their order
VOTERS: Final = 12  # wordings that vote, the most like a claim
SHARPNESS: Final = 4  # power of a likeness in a vote: one that is half as like has a sixteenth of the say
ABSTAIN: Final = 0.25  # likeness that votes for nothing
WRONGLESS: Final = 0.4  # of a likeness to a wording that differs, where the claim says nothing of what is wrong in it
NEAREST: Final = 3  # facts whose sentences are set beside a claim, whatever words they share
_PULL: Final = 3  # power of a likeness when the wordings of one fact are weighed against each other
_LEVEL: Final = (0.0, 0.0)  # neither for nor against
_LEANING: Final = 6.0  # summed log-odds that count as certain
_WHOLE: Final = 3.0
_TONE: Final = 4.0
_EVEN: Final = 5e-4  # with which a vote begins on either side
_HEARD: Final = 8  # wordings in which a word must stand for its tone to count
_WORD: Final = re.compile(r"[a-z]+|[^\W\d_]+")
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


@dataclass(frozen=True, slots=True)
class Likeness:
    """A claim beside all wordings: which are like it, and how those that are most like it vote (0–1 each)."""

    by_wording: Mapping[int, float]
    votes: tuple[float, float, float]  # supported, differs, beside; what is missing to 1 abstains
    best: tuple[float, float, float]
    sentences: tuple[int, ...]  # of the nearest facts, best first
    leanings: Mapping[int, tuple[float, float]]  # fact → how its words speak for and against it, as log-odds
    wrongs: Mapping[int, float]  # wording that differs → how much of what is wrong in it the claim says
    tone: float  # how the words lean in whatever is claimed, 0–1: “not”, “only” and “all” lean against


class WordingIndex:
    """The wordings of one library by their words; immutable after construction."""

    def __init__(self, wordings: Iterable[ClaimWordings], sentences: Iterable[tuple[str, str]]) -> None:
        """`sentences` are passage keys and texts; they are counted from 0."""
        self._verdicts = array("B")  # wording → verdict
        self._facts = array("I")  # wording → fact
        self._spans: list[tuple[int, int]] = []  # fact → its wordings, half-open
        self._sizes: list[tuple[int, int]] = []  # fact → how many supported wordings, how many that differ
        self._sentences_of: list[tuple[int, ...]] = []  # fact → sentences that hold its words
        self._facts_of: dict[int, list[int]] = defaultdict(list)  # sentence → facts
        by_passage: dict[str, list[tuple[int, str]]] = defaultdict(list)
        printed = []
        for number, (passage, sentence) in enumerate(sentences):
            printed.append(sentence)
            by_passage[passage].append((number, fold_print(sentence)))
        said: list[str] = []
        for entry in wordings:
            begun = len(said)
            for verdict, texts in zip(VERDICTS, (entry.supported, entry.differs, entry.not_found), strict=True):
                said.extend(texts)
                self._verdicts.extend([verdict] * len(texts))
            self._facts.extend([len(self._spans)] * (len(said) - begun))
            quote = fold_print(entry.quote) if entry.quote else None
            held = tuple(n for n, text in by_passage[entry.at or ""] if quote and quote in text)
            for number in held:
                self._facts_of[number].append(len(self._spans))
            self._spans.append((begun, len(said)))
            self._sizes.append((len(entry.supported), len(entry.differs)))
            self._sentences_of.append(held)
        words: set[str] = set()
        self._postings = Postings(_noting_words(map(_features, said), words))
        self._lean_starts, self._lean_facts, self._leans = array("I", [0]), array("I"), array("f")
        prints = self._printed_in(printed)
        for feature in range(len(self._postings)):
            self._lean(self._postings.texts[self._postings.span(feature)], prints.get(feature, frozenset()))
        self._telltale = array("B", [0]) * len(self._postings.texts)  # posting → whether it is what is wrong there
        self._wrong = array("f", [0.0]) * len(said)  # wording that differs → the weight of all that is wrong in it
        self._tell(prints)
        self._tones = self._read_tones(words)

    def compare(self, claim: str) -> Likeness:
        """Set a claim, as typed or folded, beside all wordings."""
        postings = self._postings
        named = ((name, postings.find(name), value) for name, value in _features(claim).items())
        features = [(name, one, value * postings.tells[one]) for name, one, value in named if one is not None]
        norm = math.sqrt(sum(value * value for _, _, value in features)) or 1.0
        found: dict[int, float] = {}
        wrong: dict[int, float] = {}
        leanings: dict[int, tuple[float, float]] = {}
        tone = 0.0
        for name, feature, value in features:
            span = postings.span(feature)
            value /= norm
            entries = zip(postings.texts[span], postings.weights[span], self._telltale[span], strict=True)
            for number, weight, telltale in entries:
                found[number] = found.get(number, 0.0) + value * weight
                if telltale:
                    wrong[number] = wrong.get(number, 0.0) + weight * weight
            leaning = slice(self._lean_starts[feature], self._lean_starts[feature + 1])
            for fact, lean in zip(self._lean_facts[leaning], self._leans[leaning], strict=True):
                speaks_for, against = leanings.get(fact, _LEVEL)
                leanings[fact] = (speaks_for + lean, against) if lean > 0 else (speaks_for, against - lean)
            tone += self._tones.get(name, 0.0)
        for number, likeness in found.items():
            if self._wrong[number]:
                wrong[number] = min(1.0, wrong.get(number, 0.0) / self._wrong[number])
                found[number] = likeness * _discount(wrong[number])
        voters = nlargest(VOTERS, found.items(), key=itemgetter(1))
        votes, best = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        for number, likeness in voters:
            votes[self._verdicts[number]] += likeness**SHARPNESS
        for number, likeness in found.items():
            verdict = self._verdicts[number]
            if likeness > best[verdict]:
                best[verdict] = likeness
        total = sum(votes) + ABSTAIN**SHARPNESS
        facts = dict.fromkeys(self._facts[number] for number, _ in voters)
        near = [sentence for fact in list(facts)[:NEAREST] for sentence in self._sentences_of[fact]]
        return Likeness(
            found,
            (votes[0] / total, votes[1] / total, votes[2] / total),
            (best[0], best[1], best[2]),
            tuple(dict.fromkeys(near)),
            leanings,
            wrong,
            _share(tone / _TONE),
        )

    def close(self, likeness: Likeness, sentence: int) -> Closeness:
        """A claim beside the wordings of one sentence."""
        best = [0.0, 0.0, 0.0]
        vote, nearest, lean, whole = 0.5, 0.0, _LEVEL, 0.0
        wrong = spared = 0.0
        for fact in self._facts_of.get(sentence, ()):
            pulls, near = [0.0, 0.0, 0.0], 0.0
            for number in range(*self._spans[fact]):
                alike = likeness.by_wording.get(number, 0.0)
                verdict = self._verdicts[number]
                pulls[verdict] += alike**_PULL
                best[verdict] = max(best[verdict], alike)
                if verdict != BESIDE:
                    near = max(near, alike)
                if (said := likeness.wrongs.get(number)) is not None:
                    whole_likeness = alike / _discount(said)
                    wrong, spared = max(wrong, whole_likeness * said), max(spared, whole_likeness * (1 - said))
            pull = likeness.leanings.get(fact, _LEVEL)
            whole += pull[0] - pull[1]
            if near > nearest:
                nearest, lean = near, pull
                supported, differs = pulls[SUPPORTED], pulls[DIFFERS]
                vote = (supported + _EVEN) / (supported + differs + 2 * _EVEN)
        words_for, against = (min(1.0, one / _LEANING) for one in lean)
        leaning = _share(whole / _WHOLE)
        return Closeness(best[SUPPORTED], best[DIFFERS], best[BESIDE], vote, words_for, against, leaning, wrong, spared)

    def _printed_in(self, sentences: Sequence[str]) -> dict[int, set[int]]:
        """Feature → the facts of whose sentences it is a part."""
        found: dict[int, set[int]] = defaultdict(set)
        for sentence, facts in self._facts_of.items():
            for name in _features(sentences[sentence]):
                if (feature := self._postings.find(name)) is not None:
                    found[feature].update(facts)
        return found

    def _tell(self, printed: Mapping[int, set[int]]) -> None:
        """
        Mark in each wording that differs what is wrong in it: what neither its sentence nor any right wording has.

        A claim that says none of that says nothing wrong, like it as it is in all other words.
        """
        postings = self._postings
        for feature in range(len(postings)):
            span = postings.span(feature)
            numbers = postings.texts[span]
            right = {self._facts[number] for number in numbers if self._verdicts[number] == SUPPORTED}
            right |= printed.get(feature, set())
            for place, number in enumerate(numbers, span.start):
                if self._verdicts[number] == DIFFERS and self._facts[number] not in right:
                    self._telltale[place] = 1
                    self._wrong[number] += postings.weights[place] ** 2

    def _lean(self, numbers: array[int], printed: Set[int]) -> None:
        """
        Note how the next feature leans in each fact: the log-odds of standing in a supported wording of it.

        What the sentence itself says speaks against none of its facts, though right wordings avoid its words.
        """
        counts: dict[int, list[int]] = {}
        for number in numbers:
            verdict = self._verdicts[number]
            if verdict != BESIDE:
                counts.setdefault(self._facts[number], [0, 0])[verdict] += 1
        for fact, (supported, differs) in counts.items():
            all_supported, all_differs = self._sizes[fact]
            if all_supported and all_differs:
                odds = math.log((supported + 0.5) / (all_supported + 1) / ((differs + 0.5) / (all_differs + 1)))
                if odds > 0 or fact not in printed:
                    self._lean_facts.append(fact)
                    self._leans.append(odds)
        self._lean_starts.append(len(self._leans))

    def _read_tones(self, words: Iterable[str]) -> dict[str, float]:
        """How single words lean over all facts, as log-odds."""
        totals = [max(1, sum(one == verdict for one in self._verdicts)) for verdict in (SUPPORTED, DIFFERS)]
        tones = {}
        for word in words:
            feature = self._postings.find(word)
            assert feature is not None
            held = Counter(self._verdicts[number] for number in self._postings.texts[self._postings.span(feature)])
            if held[SUPPORTED] + held[DIFFERS] >= _HEARD:
                odds = (held[SUPPORTED] + 2) / totals[SUPPORTED] / ((held[DIFFERS] + 2) / totals[DIFFERS])
                tones[word] = math.log(odds)
        return tones


def _noting_words(texts: Iterable[dict[str, float]], words: set[str]) -> Iterator[dict[str, float]]:
    """Pass the texts on, adding to `words` the features that are single words."""
    for text in texts:
        words.update(name for name in text if " " not in name and name[0] not in "=#")
        yield text


def _discount(said: float) -> float:
    """What is left of a likeness to a wording that differs, where so much of what is wrong in it is said (0–1)."""
    return WRONGLESS + (1 - WRONGLESS) * said


def _share(odds: float) -> float:
    """Log-odds as a share, 0–1."""
    return 0.5 + 0.5 * math.tanh(odds)


def _features(said: str) -> dict[str, float]:
    """What a text is compared by: words, groups that they belong to, numbers, and neighbours in order."""
    text = fold_plainly(said)
    found: dict[str, float] = {}
    order: list[str] = []
    done = 0
    for number in find_numbers(text):
        _read_words(text[done : number.start], found, order)
        name = f"#{number.value.normalize():f}"
        found[name] = 1.0
        order.append(name)
        done = number.end
    _read_words(text[done:], found, order)
    for first, second in pairwise(order):
        pair = f"{first} {second}"
        found[pair] = found.get(pair, 0.0) + PAIR
    return found


def _read_words(text: str, found: dict[str, float], order: list[str]) -> None:
    for word in _WORD.findall(text):
        term, others = _known_as(word)
        if term:
            order.append(term)
            found[term] = 1.0
            for name, value in others:
                found[name] = max(found.get(name, 0.0), value)


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
