"""A page that grows downwards while a chart is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.cards.charts.fonts import wrapped
from bot.cards.charts.marks import INK, MARGIN, QUIET, WIDTH, Mark, Scene, Text

TITLE: Final = 20.0
BODY: Final = 15.0
SMALL: Final = 13.5
_LEADING: Final = 1.24  # line height for each point of size
_ASCENT: Final = 0.95  # from the top of a line to its baseline, for each point of size


class Page:
    """Marks so far, and how far down they reach."""

    def __init__(self) -> None:
        self.y = MARGIN
        self.marks: list[Mark] = []

    def paragraph(self, words: str, size: float, *, strong: bool = False, colour: str = INK) -> None:
        """Words over the whole width, in as many lines as they take."""
        for row in wrapped(words, size, WIDTH - 2 * MARGIN, strong=strong):
            self.marks.append(Text(MARGIN, self.y + _ASCENT * size, row, size, strong, colour))
            self.y += _LEADING * size

    def head(self, title: str, about: str, caution: str = "") -> None:
        """The title, what the chart is about, and what must be known before it is read."""
        self.paragraph(title, TITLE, strong=True)
        self.y += 1
        self.paragraph(about, SMALL, colour=QUIET)
        if caution:
            self.y += 4
            self.paragraph(caution, SMALL)

    def foot(self, notes: Iterable[str]) -> Scene:
        """The notes below everything, and the finished page."""
        self.y += 10
        for note in notes:
            self.paragraph(note, SMALL, colour=QUIET)
        return Scene(WIDTH, self.y + MARGIN - 4, tuple(self.marks))

    def add(self, *marks: Mark) -> None:
        """More marks, wherever they are."""
        self.marks += marks


def baseline(middle: float, size: float) -> float:
    """The baseline at which capitals and digits of `size` have their middle at `middle`."""
    return middle + 0.33 * size
