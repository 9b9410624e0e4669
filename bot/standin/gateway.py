"""The gateway: sessions that identify, resume and receive events, and the ways in which a connection breaks."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from bot.standin.events import Event
from bot.standin.session import Session, SessionEnd
from bot.standin.state import State

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
KNOWN_INTENTS = (1 << 26) - 1
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
NEEDED = {  # event -> intents in a server, intents in direct messages
    "MESSAGE_CREATE": (GUILD_MESSAGES, DIRECT_MESSAGES),
    "MESSAGE_UPDATE": (GUILD_MESSAGES, DIRECT_MESSAGES),
    "MESSAGE_DELETE": (GUILD_MESSAGES, DIRECT_MESSAGES),
    "GUILD_CREATE": (GUILDS, GUILDS),
    "CHANNEL_CREATE": (GUILDS, GUILDS),
}


class Gateway:
    """
    All sessions of the bot, and the faults of their connections.

    `identifies` and `resumes` hold the monotonic time of each success. `acks` off: heartbeats go unanswered;
    `silent` on: nothing at all is sent, as with a pulled cable; `refuse` as a close code: each new connection
    is closed with it; `resumable` off: each resume is answered with "invalid session".
    """

    def __init__(self, state: State, *, privileged: int = 0) -> None:
        self._state = state
        self._allowed = KNOWN_INTENTS & ~(PRIVILEGED & ~privileged)
        self._last_identify: dict[int, float] = {}
        self.sessions: dict[str, Session] = {}
        self.identifies: list[float] = []
        self.resumes: list[float] = []
        self.acks = True
        self.silent = False
        self.resumable = True
        self.refuse: int | None = None
        self.changed = asyncio.Condition()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One websocket connection, from HELLO to its end."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=16 * 1024)
        await socket.prepare(request)
        session = Session(socket, request)
        if self.refuse is not None:
            await socket.close(code=self.refuse)
            return socket
        await self.hello(session)
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    raise SessionEnd(4002)
                session = await self._receive(session, message.data)
        except SessionEnd as end:
            await socket.close(code=end.code)
        finally:
            await self._lost(session, socket)
        return socket

    def dispatch(self, name: str, data: dict[str, Any], guild_id: int | None) -> None:
        """Send an event to every session of the shard that it belongs to and that asked for it."""
        in_guild, in_direct = NEEDED.get(name, (0, 0))
        needed = in_direct if guild_id is None else in_guild
        for session in self.sessions.values():
            if session.serves(guild_id) and session.intents & needed == needed:
                session.send_event(name, data, silent=self.silent)

    async def reconnect(self) -> None:
        """Ask every session to reconnect and resume (op 7)."""
        await self._send_all({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every session that it is invalid (op 9)."""
        if not resumable:
            held = [session for session in self.sessions.values() if session.is_live]
            self.sessions.clear()
            for session in held:
                await session.send({"op": INVALID_SESSION, "d": False})
            return
        await self._send_all({"op": INVALID_SESSION, "d": True})

    async def hello(self, session: Session | None = None) -> None:
        """Send HELLO; without a session a further one to everybody."""
        milliseconds = int(self._state.limits.heartbeat_seconds * 1000)
        hello = {"op": HELLO, "d": {"heartbeat_interval": milliseconds}}
        if session is None:
            await self._send_all(hello)
        elif not self.silent:
            await session.send(hello)

    async def close(self, code: int = 4000) -> None:
        """Close every connection with this code; the sessions can be resumed."""
        for session in tuple(self.sessions.values()):
            await session.close(code)

    def drop(self) -> None:
        """Break every connection without a close frame."""
        for session in self.sessions.values():
            session.abort()

    @property
    def is_connected(self) -> bool:
        """Whether a session is live now."""
        return any(session.is_live for session in self.sessions.values())

    async def _send_all(self, payload: dict[str, Any]) -> None:
        for session in tuple(self.sessions.values()):
            if session.is_live and not self.silent:
                await session.send(payload)

    async def _receive(self, session: Session, text: str) -> Session:
        try:
            payload = orjson.loads(text)
            code, data = payload["op"], payload.get("d")
        except (orjson.JSONDecodeError, TypeError, KeyError) as error:
            raise SessionEnd(4002) from error
        session.count_message()
        if code == HEARTBEAT:
            if self.acks and not self.silent:
                await session.send({"op": ACK})
        elif code == IDENTIFY:
            await self._identify(session, data)
        elif code == RESUME:
            return await self._resume(session, data)
        elif session.id not in self.sessions:
            raise SessionEnd(4003)
        elif code not in (PRESENCE, REQUEST_MEMBERS):
            raise SessionEnd(4001)
        return session

    async def _identify(self, session: Session, data: dict[str, Any]) -> None:
        if session.id in self.sessions:
            raise SessionEnd(4005)
        if data.get("token") != self._state.token:
            raise SessionEnd(4004)
        intents = int(data.get("intents", 0))
        if intents & ~KNOWN_INTENTS:
            raise SessionEnd(4013)
        if intents & ~self._allowed:
            raise SessionEnd(4014)
        shard, count = data.get("shard") or (0, 1)
        if not 0 <= shard < count:
            raise SessionEnd(4010)
        if count > 1 and self._is_too_soon(shard):
            await session.send({"op": INVALID_SESSION, "d": False})
            return
        session.identify(intents, shard, count)
        self._forget_dead()
        self.sessions[session.id] = session
        self.identifies.append(time.monotonic())
        self._welcome(session)
        await self._tell("identify", session)

    def _is_too_soon(self, shard: int) -> bool:
        bucket = shard % self._state.limits.max_concurrency
        last, now = self._last_identify.get(bucket), time.monotonic()
        if last is not None and now - last < self._state.limits.identify_seconds:
            return True
        self._last_identify[bucket] = now
        return False

    def _welcome(self, session: Session) -> None:
        world = self._state.world
        guilds = [guild for guild in world.guilds.values() if guild.has_bot and session.serves(guild.id)]
        ready = {
            "v": 10,
            "user": world.bot.as_json() | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._state.base_url.replace("http", "ws", 1) + "/gateway",
            "shard": [session.shard, session.count],
            "application": {"id": str(world.application_id), "flags": 0},
        }
        session.send_event("READY", ready, silent=self.silent)
        if session.intents & GUILDS:
            for guild in guilds:
                session.send_event("GUILD_CREATE", guild.as_json(world.bot), silent=self.silent)

    async def _resume(self, fresh: Session, data: dict[str, Any]) -> Session:
        if data.get("token") != self._state.token:
            raise SessionEnd(4004)
        self._forget_dead()
        old = self.sessions.get(data.get("session_id") or "")
        if old is None or not self.resumable or not old.can_replay(data.get("seq") or 0):
            await fresh.send({"op": INVALID_SESSION, "d": False})
            return fresh
        old.take_over(fresh, data["seq"])
        old.send_event("RESUMED", {}, silent=self.silent)
        self.resumes.append(time.monotonic())
        await self._tell("resume", old)
        return old

    def _forget_dead(self) -> None:
        horizon = time.monotonic() - self._state.limits.resume_seconds
        for session in tuple(self.sessions.values()):
            if session.lost_at is not None and session.lost_at < horizon:
                del self.sessions[session.id]

    async def _tell(self, how: str, session: Session) -> None:
        self._state.tell(Event("connected", detail={"how": how, "shard": session.shard}))
        async with self.changed:
            self.changed.notify_all()

    async def _lost(self, session: Session, socket: web.WebSocketResponse) -> None:
        if session.socket is not socket:
            return  # the session lives on in a newer connection
        session.lost_at = time.monotonic()
        if socket.close_code in (1000, 1001) and not session.closed_here:
            self.sessions.pop(session.id, None)  # the client said that it will not resume
        self._state.tell(Event("disconnected", detail={"shard": session.shard, "code": socket.close_code}))
        async with self.changed:
            self.changed.notify_all()
