"""Faults of the REST wire, as a request by hand and as discord.py meet them."""

from __future__ import annotations

import time
from typing import Literal

import aiohttp
import discord
import pytest

from bot.standin import Standin, faults
from tests.standin.raw import RawBot
from tests.standin.small_bot import running

HELLO = {"type": 4, "data": {"content": "hello"}}


async def test_a_rate_limit_names_its_wait(raw: RawBot) -> None:
    raw.standin.faults.add(route=faults.LOGIN, fault=faults.RateLimited(1.5))
    limited, body = await raw.send("GET", "/users/@me")
    passed, _ = await raw.send("GET", "/users/@me")

    assert (429, 1.5, False) == (limited, body["retry_after"], body["global"])
    assert 200 == passed


async def test_discord_py_waits_for_a_rate_limit() -> None:
    async with Standin() as standin:
        rule = standin.faults.add(route=faults.COMMANDS, fault=faults.RateLimited(0.2))
        started = time.monotonic()
        async with running(standin):
            exchange = await standin.slash("echo", {"text": "x"})

    assert 1 == rule.hits
    assert "x" == exchange.text
    assert time.monotonic() - started >= 0.2


async def test_a_block_is_a_page_without_headers() -> None:
    async with Standin() as standin:
        standin.faults.add(route=faults.LOGIN, fault=faults.Blocked())
        with pytest.raises(discord.HTTPException) as caught:
            async with running(standin):
                pass

    assert 429 == caught.value.status
    assert caught.value.text.startswith("<html>")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_error_is_a_page(raw: RawBot, status: int) -> None:
    raw.standin.faults.add(fault=faults.ServerError(status))  # type: ignore[arg-type]
    async with aiohttp.ClientSession() as session, session.get(raw.standin.rest_url + "/gateway") as response:
        text = await response.text()

    assert (status, "text/html") == (response.status, response.content_type)
    assert str(status) in text


@pytest.mark.parametrize("code", [50001, 50013])
async def test_a_refusal_has_discords_code(raw: RawBot, code: int) -> None:
    raw.standin.faults.add(route=faults.CALLBACK, fault=faults.Refused(code))
    status, body = await raw.respond(await raw.asked(), HELLO)

    assert (403, code) == (status, body["code"])


@pytest.mark.parametrize(("when", "taken"), [("before", False), ("after", True), ("mid-body", True)])
@pytest.mark.parametrize("files", [None, {"a.txt": b"whole"}])
async def test_a_reset_takes_effect_or_not(
    raw: RawBot, when: Literal["before", "after", "mid-body"], taken: bool, files: dict[str, bytes] | None
) -> None:
    raw.standin.faults.add(route=faults.CALLBACK, fault=faults.Reset(when))
    exchange = await raw.asked()
    with pytest.raises(aiohttp.ClientError):
        await raw.respond(exchange, HELLO, files=files)

    assert taken is (exchange.acked_at is not None)


async def test_a_delay_is_followed_by_the_answer_or_a_fault(raw: RawBot) -> None:
    raw.standin.faults.add(fault=faults.Delay(0.1))
    raw.standin.faults.add(fault=faults.Delay(0.1, faults.Refused(50001)))
    started = time.monotonic()
    passed, _ = await raw.send("GET", "/gateway")
    refused, _ = await raw.send("GET", "/gateway")

    assert (200, 403) == (passed, refused)
    assert time.monotonic() - started >= 0.2


async def test_a_rule_skips_and_ends_and_is_cleared(raw: RawBot) -> None:
    rule = raw.standin.faults.add(route="GET /gateway*", fault=faults.ServerError(502), times=2, skip=1)
    statuses = []
    async with aiohttp.ClientSession() as session:
        for _ in range(5):
            async with session.get(raw.standin.rest_url + "/gateway", headers=authorised(raw)) as response:
                statuses.append(response.status)
        raw.standin.faults.add(fault=faults.ServerError(), times=None)
        raw.standin.faults.clear()
        async with session.get(raw.standin.rest_url + "/gateway", headers=authorised(raw)) as response:
            statuses.append(response.status)

    assert [200, 502, 502, 200, 200, 200] == statuses
    assert 2 == rule.hits


def authorised(raw: RawBot) -> dict[str, str]:
    return {"Authorization": f"Bot {raw.standin.token}"}
