"""A process that is told to stop finishes what it began, takes nothing new, and is gone within ten seconds."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.standin import Standin
from bot.standin.faults import CALLBACK, Delay
from tests.end_to_end.processes import settings_of, start, tool

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("command", ["run", "serve"])
async def test_what_is_under_way_is_finished(standin: Standin, tmp_path: Path, command: str) -> None:
    settings = settings_of(standin, f"sqlite:///{tmp_path / 'store.db'}") | {"BRIEFBOT_LOGS__FORMAT": "json"}
    await tool("sync", settings)
    one = await start(command, settings, tmp_path)
    await one.ready()
    if command == "serve":
        await standin.use_http(f"{one.url}/interactions")
    standin.faults.add(route=CALLBACK, fault=Delay(1.0))
    asking = asyncio.create_task(standin.slash("ask", {"question": "kwanliso"}))
    await asyncio.sleep(0.3)
    began = time.monotonic()
    status = await one.end()
    took = time.monotonic() - began
    exchange = await asking
    log = one.log.read_text("utf-8")

    assert 0 == status
    assert took < 10.0
    assert exchange.error is None
    assert "Political prison camps" in exchange.text
    assert "was destroyed" not in log
    assert "Traceback" not in log
    assert '"level": "info"' in log
