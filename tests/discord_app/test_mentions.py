"""Asking by mention and in direct messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.standin import Standin
from bot.standin.world import SEND_MESSAGES
from bot.store import Store

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_mention_is_answered_like_ask(standin: Standin) -> None:
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, f"{standin.world.bot.mention} kwanliso?")
    reply = await standin.next_message(channel, after=said)

    assert "Political prison camps" in reply.text
    assert reply.reference is not None
    assert str(said.id) == reply.reference["message_id"]


async def test_a_miss_by_mention_is_shown_to_the_asker_alone(standin: Standin, store: Store) -> None:
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, f"{standin.world.bot.mention} weather in Seoul tomorrow")
    reply = await standin.next_message(channel, after=said)
    shown = await standin.click(reply, "Show me")

    assert "Not in these sources" not in reply.text
    assert "Not in these sources" in shown.text
    assert shown.ephemeral
    assert 1 == len(await store.reports.waiting())


async def test_where_answers_are_private_a_mention_opens_a_door(standin: Standin, store: Store) -> None:
    await store.settings.change(standin.world.guild.id, lambda old: replace(old, visibility="private"), by=1)
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, f"{standin.world.bot.mention} {'kwanliso ' * 30}")
    reply = await standin.next_message(channel, after=said)
    shown = await standin.click(reply, "Show me")

    assert "kwanliso" not in reply.text
    assert "Political prison camps" in shown.text


async def test_a_bare_mention_gets_help(standin: Standin) -> None:
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, standin.world.bot.mention)
    reply = await standin.next_message(channel, after=said)

    assert "Show me" in reply.labels or "/ask" in reply.text


async def test_a_direct_message_needs_no_mention(standin: Standin) -> None:
    ana = standin.world.person("Ana")
    channel = standin.world.direct_channel(ana)
    said = await standin.say(channel, "heroin", user=ana)
    reply = await standin.next_message(channel, after=said)

    assert "Heroin and opium" in reply.text


async def test_without_permission_to_write_nothing_breaks(standin: Standin, caplog: pytest.LogCaptureFixture) -> None:
    channel = standin.world.channel("analysis")
    channel.denied[standin.world.bot.id] = SEND_MESSAGES
    await standin.say(channel, f"{standin.world.bot.mention} kwanliso?")
    answer = await standin.slash("help")

    assert answer.error is None
    assert "Traceback" not in caplog.text
