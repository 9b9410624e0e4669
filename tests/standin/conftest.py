"""A stand-in without a bot, and requests made by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.standin import Limits, Standin
from tests.standin.raw import RawBot


@pytest.fixture
async def raw() -> AsyncIterator[RawBot]:
    limits = Limits(ack_seconds=0.5, upload_bytes=100_000)
    async with Standin(limits=limits) as standin, aiohttp.ClientSession() as session:
        yield RawBot(standin, session)
