"""Cards that come again and again, for everyone the same: made once for each library, fitted once for each look."""

from __future__ import annotations

from typing import Final
from weakref import WeakValueDictionary

from bot.cards.briefs import Common, brief_card, common_part
from bot.cards.card import Card
from bot.cards.fitting import Fitted, Look, fit, with_end
from bot.cards.phrases import language_of
from bot.evidence.answers import BriefAnswer
from bot.evidence.briefs import ANSWERS, whole_brief
from bot.evidence.remembering import Remembered
from bot.library.model import Brief
from bot.library.snapshot import Library

CARDS: Final = 1_000  # of whole briefs kept; the one that was not asked for the longest gives way


class _Entry:
    """A kept card, and how it looks in each language, with and without spoilers."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self._forms: dict[tuple[str, bool], Fitted] = {}

    def fitted(self, look: Look) -> Fitted:
        key = (language_of(look.locale), look.spoilers)
        known = self._forms.get(key)
        if known is None:
            known = self._forms[key] = fit(self.card, look)
        return known


class Kept:
    """
    Whole briefs, and what the answers to all questions share that the same passages answer.

    What is no card of here is fitted anew; of an answer to a question only its end.
    """

    def __init__(self, cards: int = CARDS, answers: int = ANSWERS) -> None:
        self._briefs: Remembered[tuple[str, bool], tuple[Brief, _Entry]] = Remembered(cards)
        self._answers: Remembered[tuple[int, bool], tuple[BriefAnswer, Common, _Entry]] = Remembered(answers)
        self._entries: WeakValueDictionary[int, _Entry] = WeakValueDictionary()  # by the identity of their cards

    def brief(self, library: Library, brief: Brief, *, private: bool = False) -> Card:
        """The card of a whole brief."""
        key = (brief.id, private)
        known = self._briefs.get(library, key)
        if known is not None and known[0] is brief:
            return known[1].card
        entry = self._entered(brief_card(whole_brief(library, brief), private=private))
        self._briefs.put(library, key, (brief, entry))
        return entry.card

    def common(self, library: Library, answer: BriefAnswer, *, private: bool = False) -> Common:
        """What this answer shares with those to other questions."""
        key = (id(answer), private)
        known = self._answers.get(library, key)
        if known is not None and known[0] is answer:
            return known[1]
        common = common_part(answer, private=private)
        self._answers.put(library, key, (answer, common, self._entered(common.card)))
        return common

    def fitted(self, card: Card, look: Look) -> Fitted:
        """The card as Discord takes it."""
        entry = self._entries.get(id(card))
        if entry is not None and entry.card is card:
            return entry.fitted(look)
        entry = self._entries.get(id(card.base)) if card.base is not None else None
        if entry is None or entry.card is not card.base:
            return fit(card, look)
        return with_end(entry.fitted(look), card, look) or fit(card, look)

    def _entered(self, card: Card) -> _Entry:
        entry = self._entries[id(card)] = _Entry(card)
        return entry


KEPT: Final = Kept()
