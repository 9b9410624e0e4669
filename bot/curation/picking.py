"""Passages that speak of a topic, sentence by sentence with keys, so that quotes are picked and not typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.curation.files import CuratedFileError
from bot.curation.scaffolds import Picked
from bot.library.folding import printed
from bot.library.passages import Passage
from bot.library.sentences import sentence_spans
from bot.library.snapshot import Library
from bot.search.normalising import parse
from bot.search.words import is_content, stem

LIMIT: Final = 20
NEAR_BEST: Final = 0.7  # of the best similarity; what holds less of what was asked is noise beside it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that speaks of the topic; `key` is the passage's, `number` counts its sentences from 1."""

    key: str
    number: int
    source: str
    text: str
    similarity: float  # 0–100: how much of what was asked for the sentence and its passage hold
    used_by: tuple[str, ...]  # briefs that quote it

    @property
    def pick(self) -> str:
        """What to type to pick it: `tip-2024:12.3`."""
        return f"{self.key}.{self.number}"


def speak_of(library: Library, words: str, limit: int = LIMIT) -> tuple[Candidate, ...]:
    """
    Sentences of all source texts that speak of `words`, best first; ties in the order of the sources.

    A sentence needs half of the words that can tell a topic; the words around it in its passage count a little.
    """
    wanted = {stem(word) for word in parse(words).words if is_content(word)}
    found = []
    for source, text in library.texts.items():
        for passage in text.paragraphs:
            around = _terms(passage.text)
            for number, sentence in enumerate(_sentences(passage), 1):
                held = wanted & _terms(sentence)
                if wanted and len(held) * 2 >= len(wanted) and held:
                    share = (4 * len(held) + len(wanted & around)) / (5 * len(wanted))
                    used = _users(library, passage, sentence)
                    found.append(Candidate(passage.key, number, source, sentence, round(100 * share, 1), used))
    found.sort(key=lambda one: -one.similarity)
    least = NEAR_BEST * found[0].similarity if found else 0.0
    return tuple(one for one in found[:limit] if one.similarity >= least)


def pick(library: Library, keys: Sequence[str]) -> tuple[Picked, ...]:
    """
    The sentences that `keys` name (`tip-2024:12.3`), or the rows of scores.

    Raises:
        CuratedFileError: A key leads nowhere; says how keys are written.
    """
    picked = []
    for key in keys:
        name, _, number = key.partition(".")
        passage = library.passage(name)
        if passage is None:
            raise CuratedFileError(f"There is no passage “{name}”; copy a key such as tip-2024:12.3 from the list.")
        sentences = _sentences(passage)
        if not number.isdigit() or not 1 <= int(number) <= len(sentences):
            raise CuratedFileError(f"“{key}” names no sentence; {name} has {len(sentences)}: {name}.1 and so on.")
        picked.append(Picked(passage.source, sentences[int(number) - 1]))
    return tuple(picked)


def _sentences(passage: Passage) -> list[str]:
    return [printed(passage.text[start:end]) for start, end in sentence_spans(passage.text)]


def _terms(text: str) -> set[str]:
    """The terms of a text of any length; the normaliser reads so much at a time."""
    return {stem(word) for part in _parts(text) for word in parse(part).words}


def _parts(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[i : i + 40]) for i in range(0, len(words), 40)]


def _users(library: Library, passage: Passage, sentence: str) -> tuple[str, ...]:
    quotes = [quote for quote in library.quotes.values() if quote.key == passage.key]
    return tuple(sorted({quote.brief for quote in quotes if quote.text in sentence or sentence in quote.text}))
