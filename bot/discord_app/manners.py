"""Good manners in channels: the same card not twice within a minute, and not too many for one person."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.config import RepliesSettings

MINUTE: Final = 60.0
REMEMBERED: Final = 10_000  # cards and people in memory; the oldest are forgotten first


@dataclass(frozen=True, slots=True)
class Welcome:
    """The card may be posted in the channel."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same card was posted there a moment ago, as this message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class TooMany:
    """This person has had many answers posted in the last minute."""


Verdict = Welcome | Repeated | TooMany
WELCOME: Final = Welcome()


@dataclass(slots=True)
class Manners:
    """Remembers what this process posted lately; `clock` gives monotonic seconds."""

    replies: RepliesSettings
    clock: Callable[[], float] = time.monotonic
    _cards: OrderedDict[tuple[int, str], tuple[float, int]] = field(default_factory=OrderedDict)
    _people: OrderedDict[int, deque[float]] = field(default_factory=OrderedDict)

    def judge(self, channel_id: int, user_id: int, card: str) -> Verdict:
        """Whether the card that `card` names may be posted in the channel for this person now."""
        now = self.clock()
        at, message_id = self._cards.get((channel_id, card), (float("-inf"), 0))
        if now - at < self.replies.same_card:
            return Repeated(message_id)
        times = self._people.get(user_id, deque())
        while times and now - times[0] >= MINUTE:
            times.popleft()
        return TooMany() if len(times) >= self.replies.public_per_minute else WELCOME

    def posted(self, channel_id: int, user_id: int, card: str, message_id: int) -> None:
        """Remember that the card was posted."""
        self._cards[channel_id, card] = (self.clock(), message_id)
        self._cards.move_to_end((channel_id, card))
        times = self._people.setdefault(user_id, deque(maxlen=self.replies.public_per_minute))
        times.append(self.clock())
        self._people.move_to_end(user_id)
        for memory in (self._cards, self._people):
            while len(memory) > REMEMBERED:
                memory.popitem(last=False)

    def gone(self, message_id: int) -> None:
        """Forget a card whose message was deleted."""
        for key in [key for key, (_, posted) in self._cards.items() if posted == message_id]:
            del self._cards[key]
