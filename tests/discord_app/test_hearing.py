"""Of messages, only those for the bot are heard; of its own public answers none."""

from __future__ import annotations

import discord
import pytest

from bot.discord_app.client import Briefbot
from bot.standin import Standin
from tests.discord_app.conftest import until


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
