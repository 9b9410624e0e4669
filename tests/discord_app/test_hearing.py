"""What is heard: of messages only those for the bot, and nothing before there is a library to answer from."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.discord_app import hearing
from bot.discord_app.client import Briefbot
from bot.search.engine import Engine
from bot.standin import Standin
from bot.store import Store
from tests.discord_app.conftest import connected, until


async def test_only_messages_for_the_bot_are_heard(
    standin: Standin, bot: Briefbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    async def hear(message: discord.Message) -> None:
        heard.append(message.content)

    monkeypatch.setattr(bot, "on_message", hear)
    channel, ana = standin.world.channel("analysis"), standin.world.person("Ana")
    mention = f"{standin.world.bot.mention} kwanliso"
    await standin.slash("help")
    await standin.slash("brief", {"topic": "heroin"})
    await standin.say(channel, "Did anyone read the report?")
    await standin.say(channel, f"{ana.mention} did you?")
    await standin.say(channel, mention)
    await standin.say(standin.world.direct_channel(ana), "kwanliso", user=ana)
    await until(lambda: len(heard) >= 2)

    assert [mention, "kwanliso"] == heard


async def test_what_is_asked_before_the_library_stands_is_answered_when_it_does(
    standin: Standin, store: Store, engine: Engine
) -> None:
    async with connected(standin, None, store) as client:
        channel = standin.world.channel("press")
        asked = await standin.slash("brief", {"topic": "heroin"}, wait="sent")
        said = await standin.say(channel, f"{standin.world.bot.mention} kwanliso?")
        await asyncio.sleep(0.3)
        early = asked.acked_at
        client.stand_on(engine)
        reply = await standin.next_message(channel, after=said)
        await standin.until(lambda: asked.acked_at is not None)
        after = await standin.slash("brief", {"topic": "tier-3"})

    assert early is None
    assert "eroin" in asked.text
    assert "Political prison camps" in reply.text
    assert after.error is None


async def test_what_discord_waits_for_no_longer_is_not_answered(
    standin: Standin, store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "PATIENCE", 0.1)
    async with connected(standin, None, store) as client:
        await standin.slash("brief", {"topic": "heroin"}, wait="sent")
        await asyncio.sleep(0.3)
        client.stand_on(engine)
        await standin.slash("brief", {"topic": "tier-3"})
        callbacks = sum("/callback" in one.path for one in standin.requests)

    assert 1 == callbacks


async def test_a_client_that_never_got_a_library_closes(standin: Standin, store: Store) -> None:
    async with asyncio.timeout(5.0), connected(standin, None, store):
        await standin.slash("help", wait="sent")


async def test_a_burst_is_begun_a_few_at_a_time_in_its_order(bot: Briefbot, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, state = asyncio.get_running_loop(), bot._hearing
    begun: list[list[int]] = [[]]  # in each turn of the loop

    def turn() -> None:
        begun.append([])
        if len(begun) < 10:
            loop.call_soon(turn)

    monkeypatch.setattr(state, "_begin", lambda data: begun[-1].append(data["type"]))
    loop.call_soon(turn)
    for number in range(10):
        state.parse_interaction_create({"type": number})
    await until(lambda: len(begun) == 10)
    state.parse_interaction_create({"type": 10})

    assert [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9], [10]] == [numbers for numbers in begun if numbers]
    assert hearing.BEGUN_AT_ONCE == 4
