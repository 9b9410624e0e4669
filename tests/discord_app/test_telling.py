"""Word of earlier questions: as a direct message, else in the next private answer, once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.discord_app.client import Briefbot
from bot.discord_app.telling import tell
from bot.standin import Standin
from bot.store import Store


@pytest.fixture
async def owed(standin: Standin, bot: Briefbot, store: Store) -> Store:
    await store.notices.owe(standin.world.person("Ana").id, "“uranium mines” was answered: ask again.")
    return store


@pytest.fixture
async def owed_a_reply(standin: Standin, bot: Briefbot, store: Store) -> Store:
    ana = standin.world.person("Ana")
    ana.accepts_dms = False  # before the bot's own round can reach her
    await store.notices.owe(ana.id, "“uranium mines” was answered: ask again.")
    await tell(bot)
    async with asyncio.timeout(5.0):
        while not store.notices.may_owe(ana.id):  # noqa: ASYNC110 - the round of the bot itself sets no event here
            await asyncio.sleep(0.01)
    return store


async def test_a_notice_goes_as_a_direct_message_once(standin: Standin, bot: Briefbot, owed: Store) -> None:
    ana = standin.world.person("Ana")
    await tell(bot)
    await tell(bot)
    told = [one for one in standin.state.messages if one.channel is standin.world.direct_channel(ana)]

    assert 1 == len(told)
    assert "uranium mines" in told[0].text
    assert () == await owed.notices.take(ana.id)


async def test_who_takes_no_direct_messages_is_told_after_a_private_answer(
    standin: Standin, bot: Briefbot, owed_a_reply: Store
) -> None:
    answers = [await standin.slash("help")]
    await standin.until(lambda: any("uranium mines" in message.text for message in answers[0].messages))
    answers.append(await standin.slash("help"))
    await bot.flights.landed(5.0)  # a second word would follow the answer
    said = [[message for message in answer.messages if "uranium mines" in message.text] for answer in answers]

    assert [1, 0] == [len(messages) for messages in said]
    assert said[0][0].ephemeral
    assert () == await owed_a_reply.notices.take(standin.world.person("Ana").id)


async def test_the_private_answer_of_a_button_brings_the_word_as_well(
    standin: Standin, bot: Briefbot, owed_a_reply: Store
) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    pressed = await standin.click(posted.message, "Passages")
    await bot.flights.landed(5.0)

    assert "uranium mines" in pressed.text
    assert () == await owed_a_reply.notices.take(standin.world.person("Ana").id)


async def test_no_word_is_sent_while_the_last_change_is_not_served(
    standin: Standin, bot: Briefbot, owed: Store
) -> None:
    ana = standin.world.person("Ana")
    served = bot.reloader.status
    bot.reloader.status = replace(served, refused="a mistake")
    await tell(bot)
    kept_back = await standin.slash("help")
    await bot.flights.landed(5.0)
    bot.reloader.status = served
    await tell(bot)
    told = [one for one in standin.state.messages if one.channel is standin.world.direct_channel(ana)]

    assert 1 == len(kept_back.messages)
    assert 1 == len(told)
