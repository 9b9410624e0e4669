"""What the pages show: messages, waiting and failed commands, marks of changed briefs; told to every open page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from bot.preview.showing import is_command, message_json, named_in, names_of, notice_json
from bot.preview.status import LibraryStatus
from bot.standin import Event, Exchange, Message, Standin
from bot.standin.message import walk

Json = dict[str, Any]
QUEUE: Final = 2_000  # changes that a page may be behind before it has to begin anew
_CHANGING: Final = ("message", "edited", "thinking")


class Timeline:
    """Listens to the stand-in and tells every page. A page that joins gets `items` first."""

    def __init__(self, standin: Standin) -> None:
        self._standin = standin
        self._names = names_of(standin.world)
        self._pages: set[asyncio.Queue[Json | None]] = set()
        self._notices: dict[str, tuple[Exchange, float]] = {}  # by item id, with milliseconds since 1970
        self._exchanges: dict[int, Exchange] = {}  # by id of the message that it last wrote
        self._failures: dict[int, Exchange] = {}  # by id of the message whose component failed
        self._briefs: dict[int, dict[str, str]] = {}  # by message: the briefs that it shows, as they were
        self._dismissed: set[str] = set()
        self.status: LibraryStatus | None = None
        self._end = standin.events.on(self._heard)

    def close(self) -> None:
        """Listen no more and let every page go."""
        self._end()
        for page in self._pages:
            _put(page, None)

    def items(self) -> list[Json]:
        """Everything that the pages show, in the order in which it came."""
        messages = [self._item(one) for one in self._standin.state.messages if not one.deleted]
        notices = [notice_json(exchange, at) for exchange, at in self._notices.values()]
        return [item for item in messages + notices if item["id"] not in self._dismissed]

    def exchange_of(self, message: Message) -> Exchange | None:
        """The exchange that last wrote the message."""
        return self._exchanges.get(message.id)

    def dismiss(self, item: str) -> None:
        """Take an item away for good; the page offers it for what only one person sees."""
        self._dismissed.add(item)
        self._notices.pop(item, None)
        self.tell({"kind": "gone", "id": item})

    def take_status(self, status: LibraryStatus) -> None:
        """Mark what the new library has changed."""
        self.status = status
        for message in self._standin.state.messages:
            if message.id in self._briefs and not message.deleted:
                self._tell_item(message)

    @contextmanager
    def page(self) -> Iterator[asyncio.Queue[Json | None]]:
        """A queue of changes while the block runs; None in it means that the page must begin anew."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(QUEUE)
        self._pages.add(queue)
        try:
            yield queue
        finally:
            self._pages.discard(queue)

    def tell(self, change: Json) -> None:
        """Tell every page."""
        for page in self._pages:
            _put(page, change)

    def _heard(self, event: Event) -> None:
        message, exchange = event.message, event.exchange
        if event.kind in _CHANGING and message is not None:
            self._changed(message, exchange)
        elif event.kind == "deleted" and message is not None:
            self.tell({"kind": "gone", "id": str(message.id)})
        elif event.kind == "asked" and exchange is not None and is_command(exchange):
            self._notice(exchange)
        elif event.kind == "modal" and exchange is not None:
            self._settled(exchange)
        elif event.kind == "failed" and exchange is not None:
            self._failed(exchange)
        elif event.kind == "typing":
            self.tell({"kind": "typing", "channel": str(event.detail["channel_id"])})

    def _changed(self, message: Message, exchange: Exchange | None) -> None:
        if exchange is not None:
            self._exchanges[message.id] = exchange
            self._settled(exchange)
            if exchange.source is not None and exchange.source.id in self._failures:
                del self._failures[exchange.source.id]
                self._tell_item(exchange.source)
        if self.status is not None and message.author.bot:
            named = named_in(walk(message.components))
            self._briefs[message.id] = {brief: self.status.briefs[brief] for brief in named & self.status.briefs.keys()}
        self._tell_item(message)

    def _notice(self, exchange: Exchange) -> None:
        at = time.time() * 1000
        item = notice_json(exchange, at)
        self._notices[item["id"]] = exchange, at
        self.tell({"kind": "item", "item": item})

    def _settled(self, exchange: Exchange) -> None:
        item = f"x{exchange.id}"
        if self._notices.pop(item, None) is not None:
            self.tell({"kind": "gone", "id": item})

    def _failed(self, exchange: Exchange) -> None:
        if is_command(exchange):
            self._notice(exchange)
        elif exchange.source is not None:
            self._failures[exchange.source.id] = exchange
            self._tell_item(exchange.source)

    def _tell_item(self, message: Message) -> None:
        if str(message.id) not in self._dismissed:
            self.tell({"kind": "item", "item": self._item(message)})

    def _item(self, message: Message) -> Json:
        exchange, failure = self._exchanges.get(message.id), self._failures.get(message.id)
        now = self.status.briefs if self.status is not None else {}
        shown = self._briefs.get(message.id, {})
        return message_json(message, self._names) | {
            "exchange": str(exchange.id) if exchange is not None else None,
            "failure": {"text": failure.error, "person": str(failure.user.id)} if failure is not None else None,
            "stale": sorted(brief for brief, digest in shown.items() if now.get(brief) != digest),
        }


def _put(page: asyncio.Queue[Json | None], change: Json | None) -> None:
    if page.full():
        while not page.empty():
            page.get_nowait()
        change = None
    page.put_nowait(change)
