"""A slow answer is deferred before Discord gives up on it; what is answered leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import time
from typing import Any

import discord
import pytest

from bot.cards import asking
from bot.discord_app import patience
from bot.discord_app.client import Briefbot
from bot.standin import Standin
from tests.discord_app.conftest import until

DEFERRED = int(discord.InteractionResponseType.deferred_channel_message.value)
AT_ONCE = int(discord.InteractionResponseType.channel_message.value)


async def test_of_slow_and_quick_answers_the_slow_ones_are_deferred(
    standin: Standin, bot: Briefbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cite = asking.cite

    def slowly(*args: Any, **options: Any) -> Any:
        time.sleep(0.6)
        return cite(*args, **options)

    monkeypatch.setattr(patience, "DEFER_SECONDS", 0.25)
    await standin.slash("cite", {"text": "tip-2024:¶3"})  # which loads what citing needs
    monkeypatch.setattr(asking, "cite", slowly)
    quick = [await standin.slash("help") for _ in range(3)]
    slow, later = await asyncio.gather(
        standin.slash("cite", {"text": "tip-2024:¶3"}), standin.slash("cite", {"text": "tip-2024:¶4"})
    )
    quick.append(await standin.slash("help"))

    assert [DEFERRED, DEFERRED] == [slow.callback_type, later.callback_type]
    assert all(0.2 <= one.acked_after < 0.55 for one in (slow, later))
    assert "Trafficking in Persons" in slow.text
    assert [AT_ONCE] * 4 == [one.callback_type for one in quick]
    assert [None] * 6 == [one.error for one in (slow, later, *quick)]


async def test_one_timer_watches_all_that_is_under_way(standin: Standin, bot: Briefbot) -> None:
    watch = bot.flights.watch
    await standin.slash("help")
    timer = watch._timer
    for _ in range(5):
        await standin.slash("help")

    assert timer is watch._timer is not None
    assert all(one.is_over for one in watch._watched)

    await until(lambda: not watch._watched, 2 * patience.DEFER_SECONDS)

    assert watch._timer is None


async def test_what_is_answered_is_let_go_of_at_once(standin: Standin, bot: Briefbot) -> None:
    card = await standin.slash("brief", {"topic": "heroin"})
    await bot.flights.landed(5.0)
    gc.collect()
    gc.disable()
    try:
        for number in range(4):
            await standin.slash("ask", {"question": f"prison camps {number}", "private": True})
            await standin.autocomplete("brief", "topic", "pris")
            await standin.click(card.message, "Passages")
        await bot.flights.landed(5.0)
        await asyncio.sleep(0)  # the last task ends
        left = [one for one in gc.get_objects() if isinstance(one, discord.Interaction)]
    finally:
        gc.enable()

    assert not left
    assert not any(one._interaction for one in bot.flights.watch._watched)
