"""One gateway session: its connection, its sequence of events, and what can be replayed after a break."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from typing import Any

import orjson
from aiohttp import web

from bot.standin.compression import Compress, compressor

REPLAY = 2_000  # events that a resume can bring back
MESSAGES_A_MINUTE = 120  # that a client may send


class SessionEnd(Exception):  # noqa: N818 - a protocol answer on its way out, not an error of ours
    """The connection is to be closed with this code."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"gateway closes with {code}")


def shard_of(guild_id: int | None, count: int) -> int:
    """The shard of a server; direct messages come to shard 0."""
    return 0 if guild_id is None else (guild_id >> 22) % count


class Session:
    """A session before and after it identified. Events are queued in order and written by one task."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.id = secrets.token_hex(16)
        self.socket = socket
        self._transport = request.transport
        self.intents = 0
        self.shard = 0
        self.count = 1
        self.lost_at: float | None = None
        self.closed_here = False  # by us, so that the client may resume whatever code it answers with
        self._compress: Compress | None = compressor(request.query.get("compress"))
        self._sequence = 0
        self._sent: deque[tuple[int, bytes]] = deque(maxlen=REPLAY)
        self._received: deque[float] = deque(maxlen=MESSAGES_A_MINUTE)
        self._outbox: deque[bytes] = deque()
        self._writer: asyncio.Task[None] | None = None

    def identify(self, intents: int, shard: int, count: int) -> None:
        """Take what the client asked for."""
        self.intents, self.shard, self.count = intents, shard, count

    @property
    def is_live(self) -> bool:
        """Whether it has an open connection."""
        return self.lost_at is None and not self.socket.closed

    def serves(self, guild_id: int | None) -> bool:
        """Whether events of this server, or None for direct messages, come here."""
        return shard_of(guild_id, self.count) == self.shard

    def count_message(self) -> None:
        """Count a message of the client; more than 120 in a minute end the connection (4008)."""
        now = time.monotonic()
        if len(self._received) == MESSAGES_A_MINUTE and now - self._received[0] < 60.0:
            raise SessionEnd(4008)
        self._received.append(now)

    def send_event(self, name: str, data: dict[str, Any], *, silent: bool = False) -> None:
        """Queue an event; it is kept for a resume even where nothing can be sent."""
        self._sequence += 1
        packet = orjson.dumps({"op": 0, "s": self._sequence, "t": name, "d": data})
        self._sent.append((self._sequence, packet))
        if self.is_live and not silent:
            self._queue(packet)

    async def send(self, payload: dict[str, Any]) -> None:
        """Queue a payload that is no event."""
        self._queue(orjson.dumps(payload))

    def can_replay(self, sequence: int) -> bool:
        """Whether everything after this event is still there."""
        oldest = self._sent[0][0] if self._sent else self._sequence + 1
        return oldest - 1 <= sequence <= self._sequence

    def take_over(self, fresh: Session, sequence: int) -> None:
        """Go on in the connection of `fresh`, with the events after `sequence` first."""
        self.socket, self._compress, self.lost_at = fresh.socket, fresh._compress, None
        self.closed_here = False
        self._outbox, self._writer, self._transport = fresh._outbox, fresh._writer, fresh._transport
        for number, packet in self._sent:
            if number > sequence:
                self._queue(packet)

    async def close(self, code: int) -> None:
        """Close the connection with this code."""
        self.closed_here = True
        await self.socket.close(code=code)

    def abort(self) -> None:
        """Break the connection without a word."""
        if self._transport is not None:
            self._transport.abort()

    def _queue(self, packet: bytes) -> None:
        self._outbox.append(packet)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.get_running_loop().create_task(self._write(self.socket, self._outbox))

    async def _write(self, socket: web.WebSocketResponse, outbox: deque[bytes]) -> None:
        try:
            while outbox and not socket.closed:
                packet = outbox.popleft()
                if self._compress is None:
                    await socket.send_str(packet.decode())
                else:
                    await socket.send_bytes(self._compress(packet))
        except ConnectionError:
            outbox.clear()  # the reader of this connection notices the loss
