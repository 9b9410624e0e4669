"""The tier of a narrative, as its heading and its sentences print it: this edition's, no earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.library.folding import printed
from bot.library.layouts.blocks import Block, Heading, Layout
from bot.library.layouts.tip import TIER, country_heading, tier_line
from bot.library.sentences import sentence_spans

_ON = rf"\b(?:on|in|at|as|a|an|the)\s++(?:(?:a|an|the)\s++)?(?:“|\")?(?P<tier>{TIER})"
_RATED = re.compile(
    r"\b(?:remain(?:s|ed)?|is|are|was|were|stay(?:s|ed)|continue(?:s|d)|places?d?|ranks?|ranked|rate[sd]|keeps?|kept"
    rf"|maintain(?:s|ed)|retain(?:s|ed)|list(?:s|ed)|designate[sd]|assigned)\b(?P<between>[^.;]{{0,70}}?){_ON}",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:upgrade[sd]|downgrade[sd]|elevate[sd]|moves|moved|lower(?:s|ed)|raise[sd]|promoted|demoted|drop(?:s|ped)|fell|rose"
    r"|reclassifie[sd]|re-?designated|re-?assessed|assigned)\b"
    rf"(?P<between>[^.;]{{0,90}}?)\b(?:to|as)\s++(?:“|\")?(?P<tier>{TIER})",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:ranking|placement|designation|status)\s++(?:is|was|remains|remained)\s++(?P<tier>"
    rf"{TIER})|\b(?:ranked|rated|designated)\s++(?:it\s++)?(?P<also>{TIER})",
    re.I,
)
_CLAUSES = re.compile(  # blanks are taken from the first of a run only, or a long run would be read from each
    r";\s*+|(?:,|(?<![\s,]))\s++(?:but|although|though|while|whereas)\s++"
    r"|,\s++and\s++(?=\w++\s++(?:was|is|remained))"
)
_PAST = re.compile(
    r"\b(?:previously|formerly|last\s+year|had\s+been|(?:the|last|two|three)\s+(?:previous|prior|past|preceding)\s+(?:\w+\s+)?"
    r"(?:years?|reports?)|previous\s+(?:year|report)|prior\s+to|earlier\s+report|for\s+the\s+(?:past|previous|last)\b)",
    re.I,
)
_YEAR = re.compile(
    r"\b(?:in|since|until|from|during|the|and)\s+(?P<year>(?:19|20)\d\d)\b(?!\s+(?:TVPA|UN\b|Palermo))", re.I
)
_UNREAL = re.compile(
    r"\b(?:would|could|might|may|should|otherwise|if|not|never|avoid|instead\s+of|rather\s+than)\b", re.I
)
_LATER = re.compile(
    r"\b(?:later|subsequently|afterwards?|reclassifi(?:es|ed)|re-?designated|re-?assess(?:ed|ment)|amended|interim"
    r"|after\s+(?:the\s+)?(?:report[’']s\s+|initial\s+)?(?:publication|release)|following\s+(?:the\s+)?(?:publication|release"
    r"|re-?assessment)|presidential\s+determination|president\s+determined|since\s+(?:the\s+)?(?:publication|release))\b",
    re.I,
)
_NUMBERS: Final = {"1": "1", "i": "1", "one": "1", "2": "2", "ii": "2", "two": "2", "3": "3", "iii": "3", "three": "3"}


@dataclass(frozen=True, slots=True)
class Rating:
    """A tier as printed, and where: offset in the text."""

    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings of this edition by heading and by sentence, and any that came later."""

    headings: tuple[Rating, ...]
    body: tuple[Rating, ...]
    later: tuple[Rating, ...]

    @property
    def first(self) -> Rating | None:
        return next(iter((*self.headings, *self.body)), None)

    @property
    def conflict(self) -> bool:
        """Whether heading and body, or two sentences, give this edition different ratings."""
        return len({meaning(one.words) for one in (*self.headings, *self.body)}) > 1

    @property
    def distinct(self) -> tuple[str, ...]:
        """Every rating of this edition once, as first printed."""
        seen: dict[str, str] = {}
        for one in (*self.headings, *self.body):
            seen.setdefault(meaning(one.words), one.words)
        return tuple(seen.values())


def meaning(words: str) -> str:
    """A tier for comparison: "2", "2 watch list", "special case"."""
    folded = words.casefold()
    if "special" in folded:
        return "special case"
    number = re.search(r"tier\s*+(?:[-:]\s*+)?(\w+)", folded)
    assert number is not None
    return _NUMBERS[number[1]] + (" watch list" if "watch" in folded else "")


def find_ratings(text: str, layout: Layout, year: int | None) -> Ratings:
    """
    Every rating that a narrative prints.

    Args:
        text: The report.
        layout: Its layout; recommendations are not searched.
        year: The year of the report, None where it is not printed; other years mark earlier ratings.
    """
    body: list[Rating] = []
    later: list[Rating] = []
    for paragraph in layout.paragraphs:
        if paragraph.section and "recommendation" in paragraph.section[-1].casefold():
            continue
        raw = text[paragraph.start : paragraph.end]
        for start, end in sentence_spans(raw):
            now, then = _in_sentence(raw[start:end], paragraph.start + start, year)
            body += now
            later += then
    return Ratings(tuple(_in_headings(text, layout.headings, layout.front)), tuple(body), tuple(later))


def _in_headings(text: str, headings: Iterable[Heading], front: Sequence[Block]) -> Iterator[Rating]:
    found = []
    for heading in headings:
        match = country_heading(heading.text) or tier_line(heading.text)
        if match:
            found.append(Rating(_words(match["tier"]), text.find(match["tier"], heading.start)))
    if not found:
        for block in front:
            if match := country_heading(block.text) or tier_line(block.text):
                found.append(Rating(_words(match["tier"]), block.start))
    yield from found


def _in_sentence(sentence: str, offset: int, year: int | None) -> tuple[list[Rating], list[Rating]]:
    now: list[Rating] = []
    later: list[Rating] = []
    start = 0
    carried = bool(_LATER.search(sentence))
    for clause, begin in _clauses(sentence):
        start = begin
        for pattern in (_MOVED, _RATED, _NAMED):
            for match in pattern.finditer(clause):
                name = "tier" if match["tier"] else "also"
                rating = Rating(_words(match[name]), offset + start + match.start(name))
                if any(other.start == rating.start for other in (*now, *later)):
                    continue
                if carried:
                    later.append(rating)
                elif not _is_past(clause, match, year) and not _UNREAL.search(clause[: match.start(name)][-80:]):
                    now.append(rating)
    return now, later


def _clauses(sentence: str) -> Iterator[tuple[str, int]]:
    at = 0
    for match in _CLAUSES.finditer(sentence):
        yield sentence[at : match.start()], at
        at = match.end()
    yield sentence[at:], at


def _is_past(clause: str, match: re.Match[str], year: int | None) -> bool:
    around = clause[max(0, match.start() - 60) :]
    if _PAST.search(around):
        return True
    return any(int(one["year"]) != year for one in _YEAR.finditer(around)) if year else bool(_YEAR.search(around))


def _words(tier: str) -> str:
    words = printed(tier).strip(" ,:;–—-")
    return words if "(" in words else words.replace(")", "")
