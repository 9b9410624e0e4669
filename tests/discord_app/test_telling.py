"""Word of earlier questions: as a direct message, else in the next private answer, once."""

from __future__ import annotations

import pytest

from bot.discord_app.client import Briefbot
from bot.discord_app.telling import tell
from bot.standin import Standin
from bot.store import Store


@pytest.fixture
async def owed(standin: Standin, bot: Briefbot, store: Store) -> Store:
    await store.notices.owe(standin.world.person("Ana").id, "“uranium mines” was answered: ask again.")
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
    standin: Standin, bot: Briefbot, owed: Store
) -> None:
    standin.world.person("Ana").accepts_dms = False
    await tell(bot)
    answer = await standin.slash("help")
    await standin.slash("help", wait="answer")
    said = [message for message in answer.messages if "uranium mines" in message.text]

    assert len(said) <= 1
    assert () == await owed.notices.take(standin.world.person("Ana").id)
