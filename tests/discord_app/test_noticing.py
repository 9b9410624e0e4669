"""Curators' notices: in the chosen channel, gathered, without names or words, and never where none was chosen."""

from __future__ import annotations

from dataclasses import replace

from bot.discord_app.client import Briefbot
from bot.discord_app.reloading import LibraryStatus
from bot.standin import Standin
from bot.store import Store


async def chosen(standin: Standin, store: Store) -> int:
    channel: int = standin.world.channel("press").id
    await store.settings.change(standin.world.guild.id, lambda old: replace(old, notices_channel=channel), by=1)
    return channel


def posted(standin: Standin) -> list[str]:
    press = standin.world.channel("press")
    return [one.text for one in standin.state.messages if one.channel is press and "For curators" in one.text]


async def test_what_waits_is_gathered_into_one_notice(standin: Standin, bot: Briefbot, store: Store) -> None:
    await chosen(standin, store)
    await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
    await standin.slash("ask", {"question": "pizza recipes"})
    card = await standin.slash("brief", {"topic": "heroin"})
    form = await standin.click(card.message, "Wrong match?")
    await standin.submit_modal(form, {"reason": "wrong", "asked": "my secret question"})
    await bot.noticeboard.post()
    await bot.noticeboard.post()
    (notice,) = posted(standin)

    assert "Nothing found: 2" in notice
    assert "Wrong match: 1" in notice
    assert not any(word in notice for word in ("Ana", "Seoul", "pizza", "secret"))


async def test_a_refused_change_is_told_once(standin: Standin, bot: Briefbot, store: Store) -> None:
    await chosen(standin, store)
    bot.reloader.status = LibraryStatus("v", bot.reloader.status.since, "topics/heroin.yaml:3: no such quote")
    await bot.noticeboard.post()
    await bot.noticeboard.post()
    (notice,) = posted(standin)

    assert "topics/heroin.yaml:3: no such quote" in notice


async def test_without_a_channel_nothing_is_posted(standin: Standin, bot: Briefbot) -> None:
    await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
    await bot.noticeboard.post()

    assert [] == posted(standin)


async def test_the_list_opens_for_those_who_manage_the_server_alone(
    standin: Standin, bot: Briefbot, store: Store
) -> None:
    await chosen(standin, store)
    await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
    await bot.noticeboard.post()
    press = standin.world.channel("press")
    message = next(one for one in standin.state.messages if one.channel is press and "For curators" in one.text)
    refused = await standin.click(message, "Open the list")
    opened = await standin.click(message, "Open the list", user=standin.world.person("Dana"))

    assert "Manage Server" in refused.text
    assert "weather in Seoul tomorrow" in opened.text
    assert opened.ephemeral


async def test_a_channel_that_is_gone_breaks_nothing(standin: Standin, bot: Briefbot, store: Store) -> None:
    await store.settings.change(standin.world.guild.id, lambda old: replace(old, notices_channel=4), by=1)
    await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
    await bot.noticeboard.post()

    assert [] == posted(standin)
