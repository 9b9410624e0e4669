"""Share, Delete, As text, citation styles, reports of misses and wrong matches, and manners in channels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.config import RepliesSettings, Settings
from bot.discord_app.client import Briefbot
from bot.search.engine import Engine
from bot.standin import Standin
from bot.store import Store, open_store
from tests.discord_app.conftest import connected, until


async def test_a_private_card_is_shared_with_the_channel(standin: Standin, bot: Briefbot) -> None:
    private = await standin.slash("ask", {"question": "kwanliso", "private": True})
    shared = await standin.click(private.message, "Share")

    assert not shared.message.ephemeral
    assert "Shared by Ana" in shared.text
    assert "Share" not in shared.message.labels


async def test_a_card_of_two_topics_is_shared_with_its_passages(standin: Standin, bot: Briefbot) -> None:
    private = await standin.slash("ask", {"question": "heroin and meth", "private": True})
    shared = await standin.click(private.message, "Share")
    quotes = [line for line in private.text.splitlines() if line.startswith("> ")]

    assert "topics answer this" in private.text
    assert not shared.message.ephemeral
    assert quotes
    assert quotes == [line for line in shared.text.splitlines() if line.startswith("> ")]


async def test_the_same_card_is_not_posted_twice_within_a_minute(standin: Standin, bot: Briefbot) -> None:
    first = await standin.slash("brief", {"topic": "heroin"})
    second = await standin.slash("brief", {"topic": "heroin"}, user=standin.world.person("Ben"))
    elsewhere = await standin.slash("brief", {"topic": "heroin"}, channel=standin.world.channel("press"))

    assert second.ephemeral
    assert f"/{first.message.id}" in second.text
    assert not elsewhere.ephemeral


async def test_what_a_moderator_took_away_may_be_posted_again(standin: Standin, bot: Briefbot) -> None:
    first = await standin.slash("brief", {"topic": "heroin"})
    first.message.deleted = True
    again = await standin.slash("brief", {"topic": "heroin"}, user=standin.world.person("Ben"))

    assert not again.ephemeral


async def test_where_the_message_cannot_be_told_its_channel_is(standin: Standin, bot: Briefbot) -> None:
    first = await standin.slash("brief", {"topic": "heroin"})
    await until(lambda: bool(bot.manners._cards))
    for _, posted in bot.manners._cards.values():
        posted.token = "expired"
    second = await standin.slash("brief", {"topic": "heroin"}, user=standin.world.person("Ben"))

    assert second.ephemeral
    assert f"/channels/{standin.world.guild.id}/{first.message.channel.id}/" in second.text
    assert str(first.message.id) not in second.text


async def test_after_a_while_the_same_card_may_be_posted_again(standin: Standin, engine: Engine, store: Store) -> None:
    settings = Settings(replies=RepliesSettings(same_card=0.0))
    async with connected(standin, engine, store, settings):
        await standin.slash("brief", {"topic": "heroin"})
        again = await standin.slash("brief", {"topic": "heroin"})

    assert not again.ephemeral


async def test_who_had_many_answers_gets_the_next_one_alone(standin: Standin, engine: Engine, store: Store) -> None:
    settings = Settings(replies=RepliesSettings(public_per_minute=2))
    async with connected(standin, engine, store, settings):
        topics = ("heroin", "tier-3", "bureau-39")
        exchanges = [await standin.slash("brief", {"topic": topic}) for topic in topics]
        other = await standin.slash("brief", {"topic": "resilience"}, user=standin.world.person("Ben"))

    assert [False, False, True] == [exchange.ephemeral for exchange in exchanges]
    assert "this one is for you alone" in exchanges[2].text
    assert not other.ephemeral


async def test_the_asker_deletes_what_was_posted_for_them(standin: Standin, bot: Briefbot) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    by_other = await standin.click(posted.message, "Delete", user=standin.world.person("Ben"))
    await standin.click(posted.message, "Delete", wait="ack")
    await until(lambda: posted.message.deleted)
    again = await standin.slash("brief", {"topic": "heroin"})

    assert by_other.ephemeral
    assert "Only who asked for it" in by_other.text
    assert posted.message.deleted
    assert not again.ephemeral


async def test_who_manages_messages_deletes_too(standin: Standin, bot: Briefbot) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    await standin.click(posted.message, "Delete", user=standin.world.person("Dana"), wait="ack")
    await until(lambda: posted.message.deleted)

    assert posted.message.deleted


async def test_as_text_gives_the_plain_twin(standin: Standin, bot: Briefbot) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    text = await standin.click(posted.message, "As text")

    assert text.ephemeral
    assert "```\nHeroin and opium\n" in text.text
    assert "**" not in text.text


async def test_the_citation_style_is_changed_and_remembered(standin: Standin, bot: Briefbot, store: Store) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    cited = await standin.click(posted.message, "Cite")
    menu = cited.message.selects[0]["custom_id"]
    restyled = await standin.select(cited.message, menu, ["mla"])
    later = await standin.slash("cite", {"text": "kwanliso", "private": True})

    assert "APA" in cited.responses[0].payload["data"]["components"][0]["components"][0]["content"]
    assert "MLA" in restyled.text
    assert restyled.message.id == cited.message.id
    assert "MLA" in later.text


async def test_a_wrong_match_reaches_the_curators(standin: Standin, bot: Briefbot, store: Store) -> None:
    posted = await standin.slash("ask", {"question": "is heroin made there?"})
    form = await standin.click(posted.message, "Wrong match?")
    assert form.modal is not None
    done = await standin.submit_modal(form, {"reason": "other-topic", "better": "synthetic-drugs"})
    (report,) = await store.reports.waiting()

    assert done.ephemeral
    assert "Recorded" in done.text
    assert ("wrong-match", "is heroin made there?", "other-topic") == (report.kind, report.text, report.reason)
    assert ("synthetic-drugs", None) == (report.better_topic, report.asker_id)


async def test_a_form_opened_before_a_restart_is_submitted_after_it(
    standin: Standin, engine: Engine, store: Store
) -> None:
    async with connected(standin, engine, store):
        posted = await standin.slash("brief", {"topic": "heroin"})
        form = await standin.click(posted.message, "Wrong match?")
    async with connected(standin, engine, store):
        done = await standin.submit_modal(form, {"reason": "wrong", "asked": "heroin?", "tell": True})
    (report,) = await store.reports.waiting()

    assert "you will be told" in done.text
    assert ("heroin?", standin.world.person("Ana").id) == (report.text, report.asker_id)


async def test_a_miss_is_recorded_without_who_asked(standin: Standin, bot: Briefbot, store: Store) -> None:
    missed = await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
    (report,) = await store.reports.waiting()
    told = await standin.click(missed.message, "Tell me if this is added")
    (wished,) = await store.reports.waiting()

    assert ("miss", "weather in Seoul tomorrow", None) == (report.kind, report.text, report.asker_id)
    assert "You will be told" in told.text
    assert standin.world.person("Ana").id == wished.asker_id


async def test_an_empty_question_is_no_miss(standin: Standin, bot: Briefbot, store: Store) -> None:
    await standin.slash("ask", {"question": "?!"})

    assert () == await store.reports.waiting()


async def test_a_server_that_wants_private_answers_gets_them(standin: Standin, bot: Briefbot, store: Store) -> None:
    guild = standin.world.guild.id
    await store.settings.change(guild, lambda old: replace(old, visibility="private"), by=1)
    by_default = await standin.slash("brief", {"topic": "heroin"})
    wished = await standin.slash("brief", {"topic": "heroin", "private": False})

    assert by_default.ephemeral
    assert not wished.ephemeral


async def test_outside_the_public_channels_every_answer_is_private(
    standin: Standin, bot: Briefbot, store: Store
) -> None:
    press = standin.world.channel("press").id
    await store.settings.change(standin.world.guild.id, lambda old: replace(old, public_channels=(press,)), by=1)
    here = await standin.slash("brief", {"topic": "heroin", "private": False})
    there = await standin.slash("brief", {"topic": "heroin"}, channel=standin.world.channel("press"))

    assert here.ephemeral
    assert not there.ephemeral


async def test_an_answer_comes_though_the_store_is_down(
    standin: Standin, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    down = await open_store("postgresql://nobody:nothing@127.0.0.1:9/none")
    async with connected(standin, engine, down):
        missed = await standin.slash("ask", {"question": "weather in Seoul tomorrow"})
        cited = await standin.slash("cite", {"text": "kwanliso"})
    await down.close()

    assert "Not in these sources" in missed.text
    assert "Tell me if this is added" not in missed.message.labels
    assert "APA" in cited.text
    assert "could not be recorded" in caplog.text


@pytest.mark.parametrize("where", ["direct", "user install"])
async def test_lookups_work_in_direct_messages_and_where_only_the_person_installed_it(
    standin: Standin, bot: Briefbot, where: str
) -> None:
    if where == "direct":
        exchange = await standin.slash("ask", {"question": "kwanliso"}, guild=None)
    else:
        exchange = await standin.slash("ask", {"question": "kwanliso"}, install="user")
    more = await standin.click(exchange.message, "Passages")

    assert exchange.error is None
    assert more.error is None
