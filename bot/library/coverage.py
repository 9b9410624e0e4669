"""What of the sources the briefs use: paragraphs, sentences, figures, and the digits that nothing speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.library.folding import fold, printed
from bot.library.model import Curated, Text
from bot.library.passages import Passage, SourceText
from bot.library.problems import Problem
from bot.library.reading import read_yaml
from bot.library.sentences import sentence_spans
from bot.library.snapshot import Library
from bot.library.validating import validate

REVIEWED = "reviewed.yaml"
QUOTED_SHARE: Final = 0.5  # of a sentence's characters; enumerations are often quoted in part
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Reviewed(Curated):
    """A sentence or a number that a curator looked at and left unused, with the reason."""

    passage: Text
    words: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Unused:
    """Words of a passage that no brief uses; `reason` is empty where nobody has reviewed them."""

    passage: str
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """Coverage of one source."""

    source: str
    paragraphs: int
    paragraphs_used: int
    sentences: int
    sentences_quoted: int
    figures: int
    unused_paragraphs: tuple[str, ...]
    unquoted: tuple[Unused, ...]
    unused_digits: tuple[Unused, ...]
    briefs: Mapping[str, tuple[str, ...]]  # passage key → the briefs that use it


def load_reviewed(folder: Path) -> tuple[Reviewed, ...]:
    """The reviewed exceptions beside the briefs; none where there is no file. Raises ValueError with the problem."""
    path = folder / REVIEWED
    if not path.exists():
        return ()
    document = read_yaml(path, f"{folder.name}/{REVIEWED}")
    if isinstance(document, Problem):
        raise ValueError(str(document))
    entries = []
    for i, data in enumerate(document.data):
        entry = validate(Reviewed, data, document, (i,))
        if isinstance(entry, list):
            raise ValueError(str(entry[0]))
        entries.append(entry)
    return tuple(entries)


def coverage(library: Library, reviewed: Iterable[Reviewed] = ()) -> tuple[SourceCoverage, ...]:
    """Coverage of every source with a text, in the order of the records."""
    reasons = {(entry.passage, fold(entry.words)): entry.reason for entry in reviewed}
    return tuple(_of_source(library, text, reasons) for text in library.texts.values())


def _of_source(library: Library, text: SourceText, reasons: Mapping[tuple[str, str], str]) -> SourceCoverage:
    quotes = [quote for quote in library.quotes.values() if quote.source == text.source]
    spans = [(quote.start, quote.end) for quote in quotes]
    users: dict[str, tuple[str, ...]] = {}
    for passage in text.paragraphs:
        users[passage.key] = tuple(sorted({quote.brief for quote in quotes if quote.passage.key == passage.key}))
    unquoted: list[Unused] = []
    total = 0
    for passage in text.paragraphs:
        for start, end in sentence_spans(text.text[passage.start : passage.end]):
            total += 1
            begin, stop = passage.start + start, passage.start + end
            if _covered(begin, stop, spans) < QUOTED_SHARE:
                words = printed(text.text[begin:stop])
                unquoted.append(Unused(passage.key, words, reasons.get((passage.key, fold(words)), "")))
    figures = sum(
        library.quotes[brief.id, figure.quote].source == text.source
        for brief in library.briefs.values()
        for figure in brief.figures
    )
    unused = tuple(key for key, briefs in users.items() if not briefs)
    return SourceCoverage(
        text.source,
        len(text.paragraphs),
        len(text.paragraphs) - len(unused),
        total,
        total - len(unquoted),
        figures,
        unused,
        tuple(unquoted),
        _unused_digits(library, text, reasons),
        users,
    )


def _covered(start: int, end: int, spans: Iterable[tuple[int, int]]) -> float:
    covered: set[int] = set()
    for a, b in spans:
        covered.update(range(max(start, a), min(end, b)))
    return len(covered) / (end - start)


def _unused_digits(library: Library, text: SourceText, reasons: Mapping[tuple[str, str], str]) -> tuple[Unused, ...]:
    """Numbers in digits that neither a figure nor a statement (or its label of time and originator) speaks of."""
    spoken = _spoken(library, text.source)
    found = []
    for passage in text.paragraphs:
        for match in _DIGITS.finditer(text.text, passage.start, passage.end):
            number = match.group().rstrip(",.")
            if any(a <= match.start() < b and number in words for a, b, words in spoken):
                continue
            around = _around(text, passage, match.start(), match.end())
            reason = next(
                (why for (key, words), why in reasons.items() if key == passage.key and words in fold(around)), ""
            )
            found.append(Unused(passage.key, around, reason))
    return tuple(found)


def _spoken(library: Library, source: str) -> list[tuple[int, int, str]]:
    """Spans of quotes, each with all the words that figures and statements make of it."""
    out = []
    for brief in library.briefs.values():
        for name in brief.quotes:
            quote = library.quotes[brief.id, name]
            if quote.source != source:
                continue
            said = [f"{f.printed} {f.as_of or ''} {f.originator or ''}" for f in brief.figures if f.quote == name]
            said += [f"{s.text} {s.originator or ''}" for s in (*brief.statements, *brief.differs) if name in s.quotes]
            out.append((quote.start, quote.end, " ".join(said)))
    return out


def _around(text: SourceText, passage: Passage, start: int, end: int) -> str:
    """The number with a few words on either side."""
    before = text.text[passage.start : start].split()[-4:]
    after = text.text[end : passage.end].split()[:4]
    return fold(" ".join([*before, text.text[start:end], *after]))
