"""Cards of whole briefs, which are the same for everyone: made once for each library, fitted once for each look."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from bot.cards.briefs import brief_card
from bot.cards.card import Card
from bot.cards.fitting import Fitted, Look, fit
from bot.evidence.briefs import whole_brief
from bot.library.model import Brief
from bot.library.snapshot import Library

CARDS: Final = 1_000  # kept; the one that was not asked for the longest gives way
FORMS: Final = 2_000  # a card in one language, with or without spoilers


class Kept:
    """What was made lately. A card stands for one brief of one library; what is no card of here is fitted anew."""

    def __init__(self, cards: int = CARDS) -> None:
        self._room = cards
        self._cards: OrderedDict[tuple[str, str, bool], tuple[Brief, Card]] = OrderedDict()
        self._ours: dict[int, Card] = {}  # by identity, since a card takes long to hash
        self._forms: OrderedDict[tuple[int, Look], Fitted] = OrderedDict()

    def brief(self, library: Library, brief: Brief, *, private: bool = False) -> Card:
        """The card of a whole brief."""
        key = (library.version, brief.id, private)
        known = self._cards.get(key)
        if known is not None and known[0] is brief:
            self._cards.move_to_end(key)
            return known[1]
        made = brief_card(whole_brief(library, brief), private=private)
        if known is not None:
            self._forget(key)
        self._cards[key] = (brief, made)
        self._ours[id(made)] = made
        if len(self._cards) > self._room:
            self._forget(next(iter(self._cards)))
        return made

    def fitted(self, card: Card, look: Look) -> Fitted:
        """The card as Discord takes it."""
        if self._ours.get(id(card)) is not card:
            return fit(card, look)
        key = (id(card), look)
        known = self._forms.get(key)
        if known is None or known.card is not card:
            known = self._forms[key] = fit(card, look)
            if len(self._forms) > FORMS:
                self._forms.popitem(last=False)
        self._forms.move_to_end(key)
        return known

    def _forget(self, key: tuple[str, str, bool]) -> None:
        _, card = self._cards.pop(key)
        del self._ours[id(card)]


KEPT: Final = Kept()
