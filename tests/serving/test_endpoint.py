"""The endpoint on a real socket: what is let in, what is not, and who is not waited for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from nacl.signing import SigningKey

from bot.serving import endpoint
from bot.serving.endpoint import BODY_LIMIT, Intake, make_app, make_runner
from bot.serving.signatures import Seal

pytestmark = pytest.mark.faults


@dataclass(slots=True)
class Door:
    """An endpoint that only writes down what it lets in."""

    port: int
    key: SigningKey
    session: aiohttp.ClientSession
    taken: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    is_open: bool = True

    async def post(self, payload: Any, *, raw: bytes | None = None, at: float | None = None) -> tuple[int, bytes]:
        body = orjson.dumps(payload) if raw is None else raw
        timestamp = str(int(time.time() if at is None else at))
        headers = {
            "X-Signature-Timestamp": timestamp,
            "X-Signature-Ed25519": self.key.sign(timestamp.encode() + body).signature.hex(),
        }
        async with self.session.post(
            f"http://127.0.0.1:{self.port}/interactions", data=body, headers=headers
        ) as answer:
            return answer.status, await answer.read()

    async def raw(self, text: bytes, seconds: float = 2.0) -> bytes:
        """Send bytes and read until the other side closes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(text)
        try:
            async with asyncio.timeout(seconds):
                return await reader.read()
        finally:
            writer.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for before `door`: waits that a test need not sit out."""
    monkeypatch.setattr(endpoint, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(endpoint, "BODY_SECONDS", 0.2)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    key = SigningKey.generate()
    async with aiohttp.ClientSession() as session:
        door = Door(0, key, session)
        intake = Intake(Seal(key.verify_key), door.taken.append, lambda: door.is_open, door.reasons.append)
        runner = make_runner(make_app(intake))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        door.port = runner.addresses[0][1]
        yield door
        await runner.cleanup()


def interaction(id_: str = "1", **changed: Any) -> dict[str, Any]:
    return {"type": 2, "id": id_, "token": "t", "application_id": "9", "data": {"name": "help"}} | changed


async def test_a_ping_is_answered(door: Door) -> None:
    status, body = await door.post({"type": 1, "id": "1"})

    assert (200, {"type": 1}) == (status, orjson.loads(body))
    assert [] == door.taken


async def test_an_interaction_is_taken_and_acknowledged_at_once(door: Door) -> None:
    assert (202, b"") == await door.post(interaction())
    assert [interaction()] == door.taken


async def test_a_replay_is_refused(door: Door) -> None:
    await door.post(interaction())
    status, _ = await door.post(interaction())

    assert 401 == status
    assert [interaction()] == door.taken
    assert ["repeated"] == door.reasons


async def test_an_old_request_is_refused(door: Door) -> None:
    status, _ = await door.post(interaction(), at=time.time() - 600)

    assert 401 == status
    assert [] == door.taken


async def test_forged_requests_are_refused(door: Door) -> None:
    key, door.key = door.key, SigningKey.generate()
    status, _ = await door.post(interaction())
    door.key = key

    assert 401 == status
    assert [] == door.taken


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Signature-Ed25519": "00"},
        {"X-Signature-Timestamp": "1"},
        {"X-Signature-Ed25519": "no hex", "X-Signature-Timestamp": "no digits"},
        {"X-Signature-Ed25519": "0" * 128, "X-Signature-Timestamp": "0" * 5_000},
    ],
    ids=["none", "no timestamp", "no signature", "neither", "long"],
)
async def test_malformed_headers_are_refused(door: Door, headers: dict[str, str]) -> None:
    async with door.session.post(f"http://127.0.0.1:{door.port}/", data=b"{}", headers=headers) as answer:
        assert 401 == answer.status


@pytest.mark.parametrize(
    "payload",
    [
        [],
        None,
        {},
        {"type": 99},
        {"type": "2"},
        interaction(id_=5),  # type: ignore[arg-type]
        interaction(token=None),
        interaction(data="x"),
    ],
    ids=["list", "null", "empty", "unknown kind", "kind as text", "id as number", "no token", "no data"],
)
async def test_what_is_no_interaction_is_refused(door: Door, payload: Any) -> None:
    status, _ = await door.post(payload)

    assert 400 == status
    assert [] == door.taken


async def test_what_is_no_json_is_refused(door: Door) -> None:
    status, _ = await door.post(None, raw=b"\xff{")

    assert 400 == status


async def test_nothing_new_is_taken_while_stopping(door: Door) -> None:
    door.is_open = False
    status, _ = await door.post(interaction())

    assert 503 == status
    assert [] == door.taken


async def test_a_big_body_is_refused_unread(door: Door) -> None:
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {BODY_LIMIT + 1}\r\n\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(head)
    began = time.monotonic()
    answer = await reader.readline()
    writer.close()

    assert b"413" in answer
    assert time.monotonic() - began < 1.0


async def test_a_big_body_of_unknown_length_is_refused(door: Door) -> None:
    async def much() -> AsyncIterator[bytes]:
        for _ in range(BODY_LIMIT // 65_536 + 2):
            yield b"x" * 65_536

    async with door.session.post(f"http://127.0.0.1:{door.port}/", data=much()) as answer:
        assert 413 == answer.status


async def test_who_sends_half_a_head_is_not_waited_for(impatient: None, door: Door) -> None:
    said = await door.raw(b"POST / HTTP/1.1\r\nHost: x\r\nX-Sig", seconds=2.0)

    assert b"" == said


def test_the_real_patience_is_within_ten_seconds() -> None:
    assert endpoint.HEAD_SECONDS <= 10.0
    assert endpoint.BODY_SECONDS <= 10.0


async def test_who_sends_half_a_body_is_not_waited_for(impatient: None, door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{")
    answer = await asyncio.wait_for(reader.readline(), 2.0)
    writer.close()

    assert b"408" in answer


@pytest.mark.parametrize(
    "head",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 0\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=["two lengths", "two hosts", "no host"],
)
async def test_requests_that_proxies_may_read_otherwise_are_refused(door: Door, head: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(head)
    answer = await asyncio.wait_for(reader.readline(), 2.0)
    writer.close()

    assert b" 400 " in answer
