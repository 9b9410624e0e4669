"""The recommendations of a narrative, one by one: bullets, numbers, lines, or one sentence with semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.folding import printed
from bot.library.layouts.blocks import Layout, Paragraph
from bot.library.sentences import sentence_spans

_TITLE = re.compile(r"recommendations?\b", re.I)
_MARK = re.compile(r"[ \t]*(?:[•▪◦‣●○■·*]|[–—-](?=\s)|\(?\d{1,2}[.)](?=\s)|\([a-z]\)(?=\s))[ \t]*")
_INLINE = re.compile(  # blanks before a mark are taken from the first of a run only, or each would be tried
    r"(?<!\s)\s++[*|]\s++|(?:(?<!\s)\s++)?[•▪◦‣●○■]\s*+|(?<=[.;])\s++[·–—-]\s++(?=[A-Z])"
)
_NUMBERED = re.compile(r"(?:(?<=\s)|\A)\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Z])")
_RUN_IN = re.compile(
    r"(?:\A|(?<=[.!?]\s)|(?<=[.!?][”\"]\s))(?:Prioriti[sz]ed\s++|PRIORITI[SZ]ED\s++)?"
    r"(?:Recommendations?|RECOMMENDATIONS?)(?:\s++(?:for|FOR|to|TO)\s++[^.:;]{1,59}[^.:;\s])?\s*+[:–—.]\s*+(?=\S)"
)
_AND = re.compile(r"(?:and|or)\s+", re.I)
_EMPTY = re.compile(r"(?:none|n/a|not applicable|no recommendations?)\b.{0,40}\Z", re.I)


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The items in printed order, without their marks; `unclear` where their limits had to be guessed."""

    items: tuple[str, ...]
    unclear: bool = False
    start: int = 0  # offset in the text


def find_recommendations(text: str, layout: Layout) -> Recommendations:
    """The recommendations of a narrative; no items where it prints none."""
    headed = [p for p in layout.paragraphs if p.section and _TITLE.search(p.section[-1])]
    if headed:
        raw = _joined(text, headed)
        match = _RUN_IN.match(raw)
        return _split(raw[match.end() :] if match else raw, headed[0].start)
    for paragraph in layout.paragraphs:
        raw = text[paragraph.start : paragraph.end]
        if match := _RUN_IN.search(raw):
            return _split(_first_list(raw[match.end() :]), paragraph.start + match.start())
    return Recommendations(())


def _joined(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """The raw text under the heading; blank lines stay between paragraphs, page breaks inside one are closed."""
    return "\n\n".join(re.sub(r"\n\s*\n", " ", text[p.start : p.end]) for p in paragraphs)


def _first_list(raw: str) -> str:
    """Of the rest of a paragraph, the list: to the end where marks divide it, else its first sentence."""
    if _INLINE.search(raw) or len(_NUMBERED.findall(raw)) > 1:
        return raw
    spans = sentence_spans(raw)
    if spans and ";" in raw[spans[0][0] : spans[0][1]]:
        return raw[spans[0][0] : spans[0][1]]
    return raw


def _split(raw: str, start: int) -> Recommendations:
    for divide in (_by_numbers, _by_marked_lines, _by_inline_marks, _by_lines):
        items = divide(raw)
        if items:
            return Recommendations(_clean(items), False, start)
    text = printed(raw)
    spans = sentence_spans(text)
    sentences = [text[a:b] for a, b in spans]
    if len(sentences) > 1:
        mixed = any(";" in sentence for sentence in sentences)
        items = [part for sentence in sentences for part in (_by_semicolons(sentence) or [sentence])]
        return Recommendations(_clean(items), mixed, start)
    return Recommendations(_clean(_by_semicolons(text) or [text]), False, start)


def _by_marked_lines(raw: str) -> list[str]:
    """Lines that begin with a bullet or a number; other lines go on with the item above."""
    lines = [line for line in raw.splitlines() if line.strip()]
    if sum(bool(_MARK.match(line)) for line in lines) < (2 if len(lines) > 2 else 1):
        return []
    items: list[str] = []
    for i, line in enumerate(lines):
        match = _MARK.match(line)
        begins = match or i == 0 or (items and items[-1].endswith((".", ";")) and line.lstrip()[:1].isupper())
        body = line[match.end() :] if match else line
        if begins:
            items.append(body.strip())
        else:
            items[-1] = f"{items[-1]} {body.strip()}"
    return [part for item in items for part in _INLINE.split(item)]


def _by_inline_marks(raw: str) -> list[str]:
    parts = _INLINE.split(printed(raw))
    return parts if len(parts) > 1 else []


def _by_numbers(raw: str) -> list[str]:
    """Numbers that count up from 1."""
    text = printed(raw)
    matches = list(_NUMBERED.finditer(text))
    if len(matches) < 2 or [int(m["number"]) for m in matches] != list(range(1, len(matches) + 1)):
        return []
    ends = [m.start() for m in matches[1:]] + [len(text)]
    before = [text[: matches[0].start()]] if matches[0].start() else []
    return before + [text[m.end() : end] for m, end in zip(matches, ends, strict=True)]


def _by_lines(raw: str) -> list[str]:
    """One a line: every line begins with a capital and all but the last end like an item."""
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    capitals = all(line[0].isupper() for line in lines)
    stops = [line for line in lines if re.search(r"[.;!](?:\s+and)?[\"”’)]*$", line)]
    if len(lines) < 2 or not capitals or (stops and len(stops) < len(lines) - 1):
        return []
    wrapped = not stops and max(len(line) for line in lines) > 70 and "\n\n" not in raw
    return [] if wrapped else lines


def _by_semicolons(sentence: str) -> list[str]:
    """Parts between semicolons that stand outside brackets."""
    parts: list[str] = []
    depth, start = 0, 0
    for i, char in enumerate(sentence):
        depth += (char in "([") - (char in ")]")
        if char == ";" and depth <= 0:
            parts.append(sentence[start:i])
            start = i + 1
    parts.append(sentence[start:])
    return parts if len(parts) > 1 else []


def _clean(items: Sequence[str]) -> tuple[str, ...]:
    out = []
    for item in items:
        words = re.sub(r";\s*+(?:(?:and|or)\s*+)?\Z", "", printed(item)).strip(" \t*•|")
        match = _AND.match(words)
        if match and words[match.end() : match.end() + 1].islower():
            words = words[match.end() :]
        if words and not _EMPTY.match(words):
            out.append(words)
    return tuple(out)
