"""What one process learns, all know soon; what one process leaves, another takes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from bot.standin import Guild
from bot.store import open_store
from tests.end_to_end.setups import Setup

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def answers(setup: Setup, guild: Guild) -> list[bool]:
    """Whether answers are private, asked of as many processes as there are."""
    exchanges = [await setup.standin.slash("help", guild=guild) for _ in setup.running]
    exchanges += [await setup.standin.slash("sources", guild=guild) for _ in setup.running]
    return [exchange.ephemeral for exchange in exchanges[len(setup.running) :]]


async def test_a_changed_setting_reaches_all_within_two_seconds(setup: Setup) -> None:
    store = await open_store(setup.settings["BRIEFBOT_STORE__URL"], role="tool")
    guild = setup.guilds()[1]
    try:
        await store.settings.change(guild.id, lambda old: replace(old, visibility="private"), by=1)
        began = time.monotonic()
        while not all(await answers(setup, guild)):  # noqa: ASYNC110 - other processes set no event here
            await asyncio.sleep(0.05)
        took = time.monotonic() - began
    finally:
        await store.settings.change(guild.id, lambda old: replace(old, visibility="public"), by=1)
        await store.close()

    assert took < 2.0


async def test_health_and_figures_tell_the_truth(setup: Setup) -> None:
    for guild in setup.guilds():
        await setup.standin.slash("help", guild=guild)
    for one in setup.running:
        text = await one.look("/metrics")

        assert '"store": "up"' in await one.look("/readyz")
        assert "briefbot_interactions_total{" in text
        assert "briefbot_store_seconds_count{" in text


async def test_no_token_is_in_any_log(setup: Setup) -> None:
    for one in setup.running:
        assert setup.standin.token not in one.log.read_text("utf-8")
