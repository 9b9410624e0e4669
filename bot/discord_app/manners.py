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


@dataclass(slots=True)
class Posted:
    """
    A message of ours: its id or, while that was not asked for, the interaction that it answers.

    Discord would tell the id of each answer, with the whole message around it; it is asked for when it is wanted.
    """

    message_id: int | None
    interaction_id: int | None = None
    application_id: int | None = None
    token: str = ""  # good for a quarter of an hour
    is_gone: bool = False  # it was found to be deleted


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same card was posted there a moment ago, as this message."""

    posted: Posted


@dataclass(frozen=True, slots=True)
class TooMany:
    """This person has had many answers posted in the last minute."""


Verdict = Welcome | Repeated | TooMany
WELCOME: Final = Welcome()
_NEVER: Final = (float("-inf"), Posted(0))


@dataclass(slots=True)
class Manners:
    """Remembers what this process posted lately; `clock` gives monotonic seconds."""

    replies: RepliesSettings
    clock: Callable[[], float] = time.monotonic
    _cards: OrderedDict[tuple[int, str], tuple[float, Posted]] = field(default_factory=OrderedDict)
    _people: OrderedDict[int, deque[float]] = field(default_factory=OrderedDict)

    def judge(self, channel_id: int, user_id: int, card: str) -> Verdict:
        """Whether the card that `card` names may be posted in the channel for this person now."""
        now = self.clock()
        at, posted = self._cards.get((channel_id, card), _NEVER)
        if now - at < self.replies.same_card:
            return Repeated(posted)
        times = self._people.get(user_id, deque())
        while times and now - times[0] >= MINUTE:
            times.popleft()
        return TooMany() if len(times) >= self.replies.public_per_minute else WELCOME

    def posted(self, channel_id: int, user_id: int, card: str, posted: Posted) -> None:
        """Remember that the card was posted."""
        now = self.clock()
        self._cards[channel_id, card] = (now, posted)
        self._cards.move_to_end((channel_id, card))
        while self._cards and now - next(iter(self._cards.values()))[0] >= self.replies.same_card:
            self._cards.popitem(last=False)  # it may be posted again
        times = self._people.setdefault(user_id, deque(maxlen=self.replies.public_per_minute))
        times.append(now)
        self._people.move_to_end(user_id)
        for memory in (self._cards, self._people):
            while len(memory) > REMEMBERED:
                memory.popitem(last=False)

    def gone(self, message_id: int, interaction_id: int | None = None) -> None:
        """Forget a card whose message was deleted; `interaction_id` is of what it answered."""
        for key, (_, posted) in list(self._cards.items()):
            answered = interaction_id is not None and posted.interaction_id == interaction_id
            if answered or posted.message_id == message_id:
                del self._cards[key]
