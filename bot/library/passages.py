"""Source texts and their passages: paragraphs numbered from 1, and the rows of a printed panel."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bot.library.folding import Folded, fold_with_offsets
from bot.library.layouts import read_layout
from bot.library.layouts.blocks import Block

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_ROW_NAME = re.compile(r"^[\d.]*\s*(?P<name>.*?)\s*[\d.]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A paragraph, or a row of a printed panel, of one source.

    `paragraph` counts from 1 over the prose and is None for a row; `start` and `end` are offsets in the file.
    """

    source: str
    paragraph: int | None
    name: str  # the paragraph number, or the slug of a row's printed name
    section: tuple[str, ...]
    start: int
    end: int
    text: str  # as printed, blanks collapsed
    folded: Folded

    @property
    def key(self) -> str:
        """The typed key that a person can look up: `tip-2024:12`, `oci-2023:heroin-trade`."""
        return f"{self.source}:{self.name}"

    @property
    def label(self) -> str:
        """The locator as shown: `¶12`, or the row's section."""
        return f"¶{self.paragraph}" if self.paragraph else " > ".join(self.section)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one source, byte for byte, with its passages in reading order (rows first, as printed)."""

    source: str
    text: str
    sha256: str
    paragraphs: tuple[Passage, ...]
    rows: tuple[Passage, ...]
    furniture: tuple[Block, ...]
    front: tuple[Block, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.rows + self.paragraphs


def slug(name: str) -> str:
    """A name as it stands in keys: lower case, words joined by hyphens."""
    return _NOT_KEY.sub("-", name.lower().replace("'", "").replace("’", "")).strip("-")


def read_source(source: str, series: str, raw: bytes) -> SourceText:
    """Compute the passages of a source from its file; `raw` must be UTF-8."""
    text = raw.decode("utf-8")
    layout = read_layout(series, text)
    paragraphs = tuple(
        Passage(source, n, str(n), p.section, p.start, p.end, p.text, fold_with_offsets(text, p.start, p.end))
        for n, p in enumerate(layout.paragraphs, 1)
    )
    rows = tuple(
        Passage(
            source, None, _row_slug(r.text), r.section, r.start, r.end, r.text, fold_with_offsets(text, r.start, r.end)
        )
        for r in layout.rows
    )
    sha256 = hashlib.sha256(raw).hexdigest()
    return SourceText(source, text, sha256, paragraphs, rows, layout.furniture, layout.front)


def _row_slug(text: str) -> str:
    """`HEROIN TRADE 4.00` is keyed `heroin-trade`; a rank is keyed by its whole line."""
    match = _ROW_NAME.match(text)
    return slug(match["name"] if match and not re.match(r"\d+(?:st|nd|rd|th) ", text) else text)
