"""Cards with their charts; where one cannot be drawn the card stands without it, since the words say the same."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from bot.cards import charts
from bot.cards.actions import Action
from bot.cards.card import Block, Card, CardFile, Picture
from bot.cards.scores import score_card
from bot.errors import BriefbotError
from bot.evidence.answers import GroupScore, IndicatorScore, ScoreAnswer, SheetScores

log = logging.getLogger(__name__)
MOST_PICTURES: Final = 8  # of one card: Discord takes ten files, and the card may bring two of its own


def illustrated(card: Card, draw: Callable[[], Sequence[charts.Picture | None]], name: str) -> Card:
    """
    The card with its pictures. Drawing takes up to a quarter of a second: call off the loop.

    Args:
        draw: A picture for each block of the card, which stands above it; None where a block has none.
        name: Of the files, without their ending.
    """
    try:
        drawn = draw()
    except BriefbotError as error:
        log.warning("A chart could not be drawn: %s", error)
        return card
    blocks: list[Block] = []
    files: list[CardFile] = []
    for picture, block in zip_longest(drawn, card.blocks):
        if picture is not None and len(files) < MOST_PICTURES:
            files.append(CardFile(f"{name}-{len(files) + 1}.png" if files else f"{name}.png", picture.png))
            blocks.append(Picture(files[-1].name, picture.alt))
        blocks += [block] if block is not None else []
    return replace(card, blocks=tuple(blocks), files=(*card.files, *files))


def score_chart_card(answer: ScoreAnswer, *, private: bool = False) -> Card:
    """A score's card with its bars, those of a whole sheet above each group; what is no score stays as it is."""
    made = score_card(answer, private=private)
    if not isinstance(answer, IndicatorScore | GroupScore | SheetScores):
        return made
    named = answer.indicator.id if isinstance(answer, IndicatorScore) else ""
    named = answer.group.id if isinstance(answer, GroupScore) else named
    made = replace(made, origin=Action("chart", (answer.sheet.id, named)))
    drawn = answer.groups if isinstance(answer, SheetScores) else (answer,)
    return illustrated(made, lambda: tuple(map(charts.score_bars, drawn)), f"scores-{answer.sheet.id}")
