"""Interactions delivered signed over HTTP, to an endpoint of the test's own that verifies them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from bot.standin import Limits, Standin, StandinError
from tests.standin.raw import COMMANDS, RawBot

Answer = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin(limits=Limits(ack_seconds=0.5)) as standin:
        standin.state.commands.overwrite(None, COMMANDS)
        yield standin


@asynccontextmanager
async def endpoint(standin: Standin, answer: Answer, *, careless: bool = False) -> AsyncIterator[str]:
    """An interactions endpoint that verifies signatures (unless `careless`); yields its address."""
    key = VerifyKey(bytes.fromhex(standin.public_key))

    async def take(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        signature = bytes.fromhex(request.headers["X-Signature-Ed25519"])
        try:
            key.verify(request.headers["X-Signature-Timestamp"].encode() + body, signature)
        except BadSignatureError:
            if not careless:
                return web.Response(status=401)
        interaction = orjson.loads(body)
        return web.json_response({"type": 1}) if interaction["type"] == 1 else await answer(interaction)

    app = web.Application()
    app.router.add_post("/interactions", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/interactions"
    finally:
        await runner.cleanup()


async def say_hello(interaction: dict[str, Any]) -> web.Response:
    return web.json_response({"type": 4, "data": {"content": f"hello {interaction['data']['name']}"}})


async def test_an_answer_comes_in_the_response(standin: Standin) -> None:
    async with endpoint(standin, say_hello) as url:
        await standin.use_http(url)
        exchange = await standin.slash("ask")

    assert "hello ask" == exchange.text
    assert 1 == standin.judge.tally.checked["callback"]


async def test_a_file_comes_in_the_response(standin: Standin) -> None:
    async def with_file(_: dict[str, Any]) -> web.StreamResponse:
        payload = {"type": 4, "data": {"content": "a file", "attachments": [{"id": 0, "filename": "a.txt"}]}}
        writer = aiohttp.MultipartWriter("form-data")
        part = writer.append_json(payload)
        part.set_content_disposition("form-data", quote_fields=False, name="payload_json")
        part = writer.append(b"words", {"Content-Type": "text/plain"})
        part.set_content_disposition("form-data", quote_fields=False, name="files[0]", filename="a.txt")
        return web.Response(body=writer)

    async with endpoint(standin, with_file) as url:
        await standin.use_http(url)
        exchange = await standin.slash("ask")

    assert [("a.txt", b"words")] == [(file.filename, file.data) for file in exchange.message.attachments]


async def test_an_answer_may_come_over_rest_instead(standin: Standin) -> None:
    async with aiohttp.ClientSession() as session:
        bot = RawBot(standin, session)

        async def later(interaction: dict[str, Any]) -> web.Response:
            path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
            await bot.send("POST", path, {"type": 4, "data": {"content": "over REST"}})
            return web.Response(status=202)

        async with endpoint(standin, later) as url:
            await standin.use_http(url)
            exchange = await standin.slash("ask")

    assert "over REST" == exchange.text


@pytest.mark.parametrize(
    ("status", "body"), [(500, {}), (200, {"type": 4, "data": {}}), (200, {})], ids=["error", "invalid", "empty"]
)
async def test_a_bad_response_is_no_answer(standin: Standin, status: int, body: Any) -> None:
    async def badly(_: dict[str, Any]) -> web.Response:
        return web.json_response(body, status=status)

    async with endpoint(standin, badly) as url:
        await standin.use_http(url)
        exchange = await standin.slash("ask")

    assert "The application did not respond" == exchange.error


async def test_a_slow_response_is_too_late(standin: Standin) -> None:
    async def slowly(interaction: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.6)
        return await say_hello(interaction)

    async with endpoint(standin, slowly) as url:
        await standin.use_http(url)
        exchange = await standin.slash("ask")

    assert "The application did not respond" == exchange.error
    assert [10062] == [refusal["code"] for refusal in exchange.refusals]


async def test_an_endpoint_that_takes_bad_signatures_is_not_entered(standin: Standin) -> None:
    async with endpoint(standin, say_hello, careless=True) as url:
        with pytest.raises(StandinError, match="takes a bad signature for a good one"):
            await standin.use_http(url)


async def test_an_endpoint_that_is_not_there_is_not_entered(standin: Standin) -> None:
    async with endpoint(standin, say_hello) as url:
        pass
    with pytest.raises(StandinError, match="cannot be reached"):
        await standin.use_http(url)
