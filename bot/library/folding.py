"""The declared normalisation: what may differ between a quote as typed and a source as printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter

#: White space runs count as one blank; quotation marks and dashes of one kind count as the same; the doubled
#: asterisks of a text saved as Markdown count as nothing. All else must agree to the letter.
_MARKS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    }
)  # fmt: skip
_COLLAPSED = re.compile(r"(?:\s|\*\*)+")
_EMPHASIS = "**"
_PLACE = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Folded:
    """
    A folded text that knows where each of its characters stands in the original.

    `shifts` holds (place in `text`, place in the original) for the first character and wherever the two do not go on
    side by side; an offset for each character would take ten times the memory of the text.
    """

    text: str
    shifts: tuple[tuple[int, int], ...]

    def offset(self, at: int) -> int:
        """Where the character at `at` stands in the original."""
        place, original = self.shifts[bisect_right(self.shifts, at, key=_PLACE) - 1]
        return original + at - place


def fold(text: str) -> str:
    """Fold `text` under the declared normalisation, without blanks at either end."""
    return _collapsed(text.translate(_MARKS))


def printed(text: str) -> str:
    """The words of a source as they are shown: blanks collapsed, every mark and dash as printed."""
    return _collapsed(text)


def _collapsed(text: str) -> str:
    if _EMPHASIS not in text:  # the same, many times as fast
        return " ".join(text.split())
    return _COLLAPSED.sub(_blank, text).strip()


def fold_with_offsets(text: str, start: int, end: int) -> Folded:
    """Fold `text[start:end]`, remembering where each character came from."""
    out: list[str] = []
    shifts: list[tuple[int, int]] = [(0, start)]
    at, length = start, 0
    for match in _COLLAPSED.finditer(text, start, end):
        begin, stop = match.span()
        blank = _blank(match)
        out += text[at:begin], blank
        length += begin - at + len(blank)
        at = stop
        if stop - begin != len(blank):
            shifts.append((length, stop))
    out.append(text[at:end])
    return Folded("".join(out).translate(_MARKS), tuple(shifts))


def _blank(match: re.Match[str]) -> str:
    return "" if match.group() == _EMPHASIS else " "
