"""Faults of the wire: the person gets the answer, or one apology, and Discord is not hammered."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.discord_app.client import Briefbot
from bot.search.engine import Engine
from bot.standin import Judge, Limits, Standin, Tally
from bot.standin.faults import CALLBACK, Blocked, Fault, Refused, Reset, ServerError
from bot.store import Store
from tests.discord_app.conftest import connected

pytestmark = pytest.mark.faults


@pytest.fixture
async def broken() -> AsyncIterator[Standin]:
    """A stand-in whose refusals are not held against the payloads."""
    async with Standin(judge=Judge(tally=Tally()), limits=Limits(ack_seconds=1.8)) as standin:
        yield standin


@pytest.fixture
async def client(broken: Standin, engine: Engine, store: Store) -> AsyncIterator[Briefbot]:
    async with connected(broken, engine, store) as client:
        yield client


@pytest.mark.parametrize(
    "fault",
    [ServerError(503), ServerError(502), Reset("before"), Reset("after"), Reset("mid-body")],
    ids=["503", "502", "reset before", "reset after", "reset mid-body"],
)
async def test_an_answer_survives_one_fault(broken: Standin, client: Briefbot, fault: Fault) -> None:
    broken.faults.add(route=CALLBACK, fault=fault)
    exchange = await broken.slash("ask", {"question": "kwanliso"})

    assert exchange.error is None
    assert "Political prison camps" in exchange.text
    assert 1 == len(exchange.messages) + (not exchange.messages and exchange.original is not None)


async def test_a_block_is_respected(broken: Standin, client: Briefbot, caplog: pytest.LogCaptureFixture) -> None:
    rule = broken.faults.add(route="*", fault=Blocked(), times=None)
    first = await broken.slash("ask", {"question": "kwanliso"}, wait="ack")
    exchanges = [await broken.slash("ask", {"question": "kwanliso"}, wait="sent") for _ in range(20)]
    await broken.slash("help", wait="ack")

    assert all(exchange.acked_at is None for exchange in (first, *exchanges))
    assert 1 == rule.hits
    assert "Discord blocks us" in caplog.text


async def test_missing_permissions_do_not_hammer(broken: Standin, client: Briefbot) -> None:
    rule = broken.faults.add(route=CALLBACK, fault=Refused(50013), times=None)
    await broken.slash("ask", {"question": "kwanliso"}, wait="ack")

    assert rule.hits <= 2
