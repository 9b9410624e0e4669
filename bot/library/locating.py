"""Where a quote stands in its source; and, when it stands nowhere, what comes nearest."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.library.folding import fold, printed
from bot.library.passages import Passage, SourceText


@dataclass(frozen=True, slots=True)
class Found:
    """The quote's place: offsets in the source file, half-open, and its words as printed there."""

    passage: Passage
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """The quote stands in more than one place."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The quote stands nowhere; `nearest` is the passage most like it, `difference` marks the words that differ."""

    nearest: Passage | None
    similarity: float  # 0–100
    difference: str


Location = Found | Several | Missing


def locate(text: str, source: SourceText, paragraph: int | None = None) -> Location:
    """
    Find `text` in one passage of `source` under the declared normalisation, at whole words.

    Args:
        text: The quote as typed.
        source: The source that is said to hold it.
        paragraph: Where to look, if the words stand in several paragraphs.
    """
    needle = fold(text)
    hits = []
    for passage in source.passages:
        if paragraph is not None and passage.paragraph != paragraph:
            continue
        at = _find_words(needle, passage.folded.text)
        if at >= 0:
            hits.append((passage, at))
    if not hits:
        return _nearest(needle, source)
    if len(hits) > 1:
        return Several(tuple(passage for passage, _ in hits))
    passage, at = hits[0]
    start = passage.folded.offset(at)
    end = passage.folded.offset(at + len(needle) - 1) + 1
    return Found(passage, start, end, printed(source.text[start:end]))


def _find_words(needle: str, text: str) -> int:
    """Offset of `needle` in `text` where it does not begin or end inside a word; -1 where there is none."""
    at = text.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        cut_before = at > 0 and needle[0].isalnum() and text[at - 1].isalnum()
        cut_after = end < len(text) and needle[-1].isalnum() and text[end].isalnum()
        if not cut_before and not cut_after:
            return at
        at = text.find(needle, at + 1)
    return -1


def _nearest(needle: str, source: SourceText) -> Missing:
    best: tuple[float, Passage, str] | None = None
    for passage in source.passages:
        found = fuzz.partial_ratio_alignment(needle[:500], passage.folded.text)
        if found is not None and (best is None or found.score > best[0]):
            start, end = _whole_words(passage.folded.text, found.dest_start, found.dest_end)
            best = (found.score, passage, passage.folded.text[start:end])
    if best is None:
        return Missing(None, 0.0, "")
    return Missing(best[1], best[0], _difference(needle, best[2]))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    return start, end


def _difference(typed: str, source: str) -> str:
    """Word by word: “[typed → printed]” where they differ."""
    ours, theirs = typed.split(), source.split()
    out = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            out.append(f"[{' '.join(ours[a:b]) or '–'} → {' '.join(theirs[c:d]) or '–'}]")
    return " ".join(out[:6])
