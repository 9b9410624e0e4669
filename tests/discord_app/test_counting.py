"""How often each brief answers is counted, whoever asked and however."""

from __future__ import annotations

from bot.curation.stale import read_served
from bot.discord_app.client import Briefbot
from bot.operations.metrics import Metrics
from bot.standin import Standin
from tests.discord_app.conftest import until


async def test_answers_and_whole_briefs_are_counted_and_nothing_else(standin: Standin, bot: Briefbot) -> None:
    counted = Metrics()
    bot.served = counted.served
    channel = standin.world.channel("press")
    await standin.slash("ask", {"question": "is heroin made there?"})
    whole = await standin.slash("brief", {"topic": "heroin", "private": True})
    await standin.click(whole.message, "Passages")
    await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
    said = await standin.say(channel, f"{standin.world.bot.mention} what is Bureau 39?")
    await standin.next_message(channel, after=said)
    await until(lambda: 3 <= sum(read_served(counted.text().decode()).values()))

    assert {"heroin": 2, "bureau-39": 1} == read_served(counted.text().decode())
