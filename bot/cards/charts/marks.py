"""What a picture is made of, in points from its top left corner, and the colours that everything is drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: A light card with its own ground, so that one picture reads the same on a dark and on a light page. Whatever carries
#: meaning stands at least 4.5 : 1 against the ground; a test holds this.
GROUND: Final = "#faf8f3"
EDGE: Final = "#cfc9bb"  # rim of the card, decoration
INK: Final = "#1d2127"
QUIET: Final = "#555c66"
VALUE: Final = "#2d67a3"
CHOSEN: Final = "#a8421d"
TRACK: Final = "#e6e1d5"  # the scale behind a bar, whose ends are named in words

WIDTH: Final = 390.0  # points, the width of a phone
MARGIN: Final = 18.0


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, `y` being the baseline; `x` is where they start, end or have their middle."""

    x: float
    y: float
    words: str
    size: float
    strong: bool = False
    colour: str = INK
    align: Literal["left", "right", "middle"] = "left"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc, or a ring when it is hollow."""

    x: float
    y: float
    radius: float
    colour: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Tip:
    """An arrow's tip at `x`, pointing to where a quantity goes on without a printed end."""

    x: float
    y: float
    size: float
    colour: str
    leftward: bool


Mark = Text | Box | Dot | Tip


@dataclass(frozen=True, slots=True)
class Scene:
    """A laid-out picture: marks in the order of painting, size in points."""

    width: float
    height: float
    marks: tuple[Mark, ...]
