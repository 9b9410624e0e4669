"""What a citation is made from: a source, or a passage of it with its place."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import BriefbotError
from bot.library.model import Source
from bot.library.passages import Passage


class CitingError(BriefbotError):
    """A citation was asked for in a way that cannot be met. Shown to the person who asked."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """Words of a source with their place; `paragraph` counts from 1 and is None for a row of a printed panel."""

    source: Source
    section: tuple[str, ...]
    paragraph: int | None
    key: str
    text: str
    originator: str | None = None


Citable = Source | CitedPassage


def cited(source: Source, passage: Passage, originator: str | None = None) -> CitedPassage:
    """Return `passage` of `source` ready for citing, said first by `originator` if the source only reports it."""
    return CitedPassage(source, passage.section, passage.paragraph, passage.key, passage.text, originator)
