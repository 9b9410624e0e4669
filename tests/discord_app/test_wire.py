"""Faults of the wire: the person gets the answer, or one apology, and Discord is not hammered."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.discord_app.client import Briefbot
from bot.discord_app.wire import _taken
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


_MESSAGE = {"id": "7", "content": '{"interaction":{}}', "interaction": {"id": "9", "user": {"id": "1"}}}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            {"interaction": {"id": "5", "response_message_id": "7"}, "resource": {"message": _MESSAGE}}, id="usual"
        ),
        pytest.param({"resource": {"message": _MESSAGE}, "interaction": {"id": "5"}}, id="the-other-way-round"),
        pytest.param({"interaction": {"id": "5", "more": {"id": "6"}}, "resource": {}}, id="nested"),
        pytest.param({"interaction": {"id": "5", "activity_instance_id": "a}b"}, "resource": {}}, id="a-brace"),
        pytest.param({"interaction": None, "resource": {}}, id="none"),
    ],
)
@pytest.mark.parametrize("blanks", [None, 2])
def test_what_discord_says_of_an_answer_is_read_without_the_message(said: dict[str, Any], blanks: int | None) -> None:
    assert _taken(json.dumps(said, indent=blanks).encode(), 1)["interaction"] == said["interaction"]


def test_an_answer_that_nothing_is_said_of_has_the_id_of_its_interaction() -> None:
    assert {"interaction": {"id": 1}} == _taken(b"", 1)
