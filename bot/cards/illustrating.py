"""Cards with their chart; where it cannot be drawn the card stands without it, since the words say the same."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.cards import charts
from bot.cards.actions import Action
from bot.cards.card import Card, CardFile, Picture
from bot.cards.scores import score_card
from bot.errors import BriefbotError
from bot.evidence.answers import GroupScore, IndicatorScore, ScoreAnswer, SheetScores

log = logging.getLogger(__name__)


def illustrated(card: Card, draw: Callable[[], charts.Picture | None], name: str) -> Card:
    """The card with the picture above its text. Drawing takes up to a quarter of a second: call off the loop."""
    try:
        picture = draw()
    except BriefbotError as error:
        log.warning("A chart could not be drawn: %s", error)
        return card
    if picture is None:
        return card
    file = f"{name}.png"
    return replace(
        card, blocks=(Picture(file, picture.alt), *card.blocks), files=(*card.files, CardFile(file, picture.png))
    )


def score_chart_card(answer: ScoreAnswer, *, private: bool = False) -> Card:
    """A score's card with its bars; what is no score stays as it is."""
    made = score_card(answer, private=private)
    if not isinstance(answer, IndicatorScore | GroupScore | SheetScores):
        return made
    named = answer.indicator.id if isinstance(answer, IndicatorScore) else ""
    named = answer.group.id if isinstance(answer, GroupScore) else named
    made = replace(made, origin=Action("chart", (answer.sheet.id, named)))
    return illustrated(made, lambda: charts.score_bars(answer), f"scores-{answer.sheet.id}")
