"""What people do, from the first question to the exported tray: the same in every set-up."""

from __future__ import annotations

import asyncio

import pytest

from bot.standin import Exchange
from tests.end_to_end.setups import Setup

pytestmark = pytest.mark.asyncio(loop_scope="session")


def answered(exchange: Exchange) -> str:
    """The text of an answer that is one."""
    assert exchange.error is None, exchange.name
    assert "The fault is ours" not in exchange.text, exchange.name
    return exchange.text


async def test_a_question_is_answered_in_every_server(setup: Setup) -> None:
    for guild in setup.guilds():
        exchange = await setup.standin.slash("ask", {"question": "how many people are in prison camps"}, guild=guild)

        assert "80,000" in answered(exchange)


async def test_a_direct_message_is_answered(setup: Setup) -> None:
    assert "Heroin" in answered(await setup.standin.slash("brief", {"topic": "heroin"}, guild=None))


async def test_suggestions_come_while_one_types(setup: Setup) -> None:
    choices = await setup.standin.autocomplete("brief", "topic", "camp")

    assert "political-prison-camps" in [choice.value for choice in choices]


async def test_a_button_works_wherever_it_was_made(setup: Setup) -> None:
    """Workers take turns, so each press is answered by another worker than made the card."""
    start = await setup.standin.slash("brief", {"topic": "political-prison-camps", "private": True})
    passages = await setup.standin.click(start.message, "Passages")
    following = await setup.standin.click(passages.message, "Next")

    assert "5–8 of" in answered(following)


async def test_a_form_may_be_opened_here_and_submitted_there(setup: Setup) -> None:
    start = await setup.standin.slash("ask", {"question": "is heroin made there?", "private": True})
    form = await setup.standin.click(start.message, "Wrong match?")
    done = await setup.standin.submit_modal(form, {"reason": "other-topic", "better": "synthetic-drugs"})

    assert "Recorded" in answered(done)


async def test_what_is_saved_in_one_place_is_there_in_the_next(setup: Setup) -> None:
    user = setup.standin.world.person("Chi")
    start = await setup.standin.slash("cite", {"text": "heroin for decades", "private": True}, user=user)
    menu = start.message.selects[0]["custom_id"]
    answered(await setup.standin.select(start.message, menu, ["mla"], user=user))
    later = await setup.standin.slash("cite", {"text": "kwanliso", "private": True}, user=user)

    assert "MLA" in answered(later)


async def test_many_at_once_are_all_answered(setup: Setup) -> None:
    standin = setup.standin
    topics = ("heroin", "tier-3", "bureau-39", "resilience")
    calls = [
        standin.slash("brief", {"topic": topics[i % 4], "private": True}, guild=setup.guilds()[i // 4 % 4])
        for i in range(48)
    ]
    exchanges = await asyncio.gather(*calls)

    assert [] == [exchange.error for exchange in exchanges if exchange.error]
