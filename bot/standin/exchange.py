"""One interaction from the click to the last edit: what was asked, every response, and how it ended."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from bot.errors import BriefbotError
from bot.standin.message import TEXT_DISPLAY, Message, walk
from bot.standin.world import Channel, Guild, User


class StandinError(BriefbotError):
    """Something that a person cannot do in Discord's client, or that did not happen in time."""


class Kind(IntEnum):
    """Interaction types of Discord's API."""

    PING = 1
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


# What the person sees when no valid answer comes in time.
NO_ANSWER = {
    Kind.PING: "The application did not respond",
    Kind.COMMAND: "The application did not respond",
    Kind.COMPONENT: "This interaction failed",
    Kind.AUTOCOMPLETE: "Loading options failed",
    Kind.MODAL: "Something went wrong. Try again.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An autocomplete choice: the label that is shown and the value that is meant."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Modal:
    """An opened form. `inputs` are its fields (text inputs, selects, ...) as sent, in order."""

    custom_id: str
    title: str
    components: list[dict[str, Any]]

    @property
    def inputs(self) -> list[dict[str, Any]]:
        return [part for part in walk(self.components) if "custom_id" in part]

    @property
    def text(self) -> str:
        """All text displays of the form."""
        return "\n".join(part["content"] for part in walk(self.components) if part["type"] == TEXT_DISPLAY)


@dataclass(frozen=True, slots=True)
class Response:
    """One request that the bot made for an exchange; `refusal` is Discord's error body where it was refused."""

    route: str  # "callback", "follow-up", "edit", "delete", "get"
    payload: dict[str, Any]
    at: float  # monotonic seconds
    status: int = 200
    refusal: dict[str, Any] | None = None
    files: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Exchange:
    """An interaction and all that came of it. Times are monotonic seconds."""

    id: int
    token: str
    kind: Kind
    name: str  # full name of the command, or the custom_id
    user: User
    channel: Channel
    guild: Guild | None
    request: dict[str, Any] = field(repr=False)
    source: Message | None = field(default=None, repr=False)  # the message whose component was used
    user_install: bool = False
    sent_at: float = field(default_factory=time.monotonic)
    acked_at: float | None = None
    answered_at: float | None = None
    done_at: float | None = None
    callback_type: int | None = None
    ephemeral: bool = False
    responses: list[Response] = field(default_factory=list, repr=False)
    messages: list[Message] = field(default_factory=list, repr=False)
    original: Message | None = field(default=None, repr=False)
    modal: Modal | None = None
    choices: tuple[Choice, ...] = ()
    error: str | None = None
    follow_ups: int = 0
    timer: asyncio.TimerHandle | None = field(default=None, repr=False)
    acked: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    answered: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def message(self) -> Message:
        """The message that the person looks at: the latest that was posted, else the one that was edited."""
        if self.messages:
            return self.messages[-1]
        if self.original is not None:
            return self.original
        raise StandinError(f"“{self.name}” has shown no message: {self.error or 'nothing was posted yet'}.")

    @property
    def text(self) -> str:
        """All text of `message`; empty when there is none."""
        return self.message.text if self.messages or self.original is not None else ""

    @property
    def acked_after(self) -> float:
        """Seconds from the interaction to the first accepted response; infinite without one."""
        return float("inf") if self.acked_at is None else self.acked_at - self.sent_at

    @property
    def done_after(self) -> float:
        """Seconds from the interaction to the latest accepted response; infinite without one."""
        return float("inf") if self.done_at is None else self.done_at - self.sent_at

    @property
    def refusals(self) -> list[dict[str, Any]]:
        """Discord's error bodies, for what the bot tried and was refused."""
        return [response.refusal for response in self.responses if response.refusal is not None]

    def note(self, response: Response) -> None:
        """Record what the bot asked and whether it was refused."""
        self.responses.append(response)
        if response.refusal is None and response.route != "get":
            self.done_at = response.at

    def acknowledge(self, callback_type: int) -> None:
        """Record the first accepted response."""
        self.callback_type = callback_type
        self.acked_at = time.monotonic()
        if self.timer is not None:
            self.timer.cancel()
        self.acked.set()

    def show(self) -> None:
        """Record that the person has something to look at."""
        if self.answered_at is None:
            self.answered_at = time.monotonic()
        self.answered.set()

    def fail(self, error: str) -> None:
        """Record how it ended in Discord's words, and let go whoever waits."""
        self.error = error
        self.acked.set()
        self.answered.set()
