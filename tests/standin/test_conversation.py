"""A real discord.py bot, driven by people of the stand-in over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.standin import Limits, Standin
from tests.standin.small_bot import running


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin(limits=Limits(ack_seconds=1.0)) as standin, running(standin):
        yield standin


async def test_a_slash_command_is_answered(standin: Standin) -> None:
    exchange = await standin.slash("echo", {"text": "prison camps"})

    assert exchange.error is None
    assert exchange.text == "prison camps"
    assert not exchange.ephemeral
    assert exchange.acked_after < 1.0
