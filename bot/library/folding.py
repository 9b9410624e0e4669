"""The declared normalisation: what may differ between a quote as typed and a source as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the offset of that character in the original."""

    text: str
    offsets: tuple[int, ...]


def fold(text: str) -> str:
    """Fold `text` under the declared normalisation, without blanks at either end."""
    return _COLLAPSED.sub(_blank, text.translate(_MARKS)).strip()


def printed(text: str) -> str:
    """The words of a source as they are shown: blanks collapsed, every mark and dash as printed."""
    return _COLLAPSED.sub(_blank, text).strip()


def fold_with_offsets(text: str, start: int, end: int) -> Folded:
    """Fold `text[start:end]`, remembering where each character came from."""
    out: list[str] = []
    offsets: list[int] = []
    at = start
    for match in _COLLAPSED.finditer(text, start, end):
        out.append(text[at : match.start()].translate(_MARKS))
        offsets.extend(range(at, match.start()))
        if blank := _blank(match):
            out.append(blank)
            offsets.append(match.start())
        at = match.end()
    out.append(text[at:end].translate(_MARKS))
    offsets.extend(range(at, end))
    return Folded("".join(out), tuple(offsets))


def _blank(match: re.Match[str]) -> str:
    return "" if match.group() == _EMPHASIS else " "
