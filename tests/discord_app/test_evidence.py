"""/figures, /compare, /check, /topics and the menus on messages."""

from __future__ import annotations

import pytest

from bot.standin import Standin
from bot.standin.world import SEND_MESSAGES
from tests.discord_app.conftest import until

pytestmark = pytest.mark.usefixtures("bot")


async def test_figures_shows_all_of_one_measure_newest_first(standin: Standin) -> None:
    exchange = await standin.slash("figures", {"measure": "camp-population"})
    text = exchange.text

    assert text.index("TIP 2024") < text.index("TIP 2007")
    assert "Not one count" in text
    assert "KINU’s White Paper for 2020, as cited in Human Rights Report 2021" in text


@pytest.mark.parametrize("measure", ["People held in prison camps", "people in prison camps"])
async def test_a_measure_is_found_by_its_title_or_words(standin: Standin, measure: str) -> None:
    exchange = await standin.slash("figures", {"measure": measure})

    assert "camp" in exchange.text


async def test_an_unknown_measure_offers_some_that_there_are(standin: Standin) -> None:
    exchange = await standin.slash("figures", {"measure": "goals in football matches"})
    opened = await standin.select(
        exchange.message, exchange.message.selects[0]["custom_id"], [exchange.message.selects[0]["options"][0]["value"]]
    )

    assert exchange.ephemeral
    assert "Figures:" in opened.text


async def test_measures_are_suggested(standin: Standin) -> None:
    choices = await standin.autocomplete("figures", "measure", "prison camps")

    assert "camp-population" in [choice.value for choice in choices]


async def test_two_sources_are_compared_older_first(standin: Standin) -> None:
    exchange = await standin.slash(
        "compare", {"topic": "political-prison-camps", "first": "tip-2024", "second": "tip-2007"}
    )

    assert "TIP 2007 → TIP 2024" in exchange.text
    assert "Both speak of it" in exchange.text
    assert "Only TIP 2007" in exchange.text


async def test_two_editions_of_an_index_are_compared_with_the_warning(standin: Standin) -> None:
    exchange = await standin.slash("compare", {"topic": "scores", "first": "oci-2021", "second": "oci-2023"})

    assert "not like for like" in exchange.text
    assert "Human trafficking 8.00 → **8.50**" in exchange.text
    assert "**Only 2023**: Extortion & protection racketeering 1.50" in exchange.text


@pytest.mark.parametrize(("first", "told"), [("nothing", "There is no source"), ("tip-2007", "Nothing to compare")])
async def test_a_comparison_that_cannot_be_made_says_why(standin: Standin, first: str, told: str) -> None:
    exchange = await standin.slash("compare", {"topic": "heroin", "first": first, "second": "tip-2007"})

    assert exchange.ephemeral
    assert told in exchange.text


async def test_topics_lead_from_tags_to_briefs(standin: Standin) -> None:
    exchange = await standin.slash("topics", {"tag": "drugs", "private": True})
    first, menus = exchange.text, exchange.message.selects
    other = await standin.select(exchange.message, menus[1]["custom_id"], ["cyber"])
    second = other.text
    opened = await standin.select(other.message, other.message.selects[0]["custom_id"], ["cybercrime-crypto"])

    assert "Topics: drugs" in first
    assert "Topics: cyber" in second
    assert opened.text.startswith("### ")


async def test_a_claim_is_checked(standin: Standin) -> None:
    exchange = await standin.slash("check", {"claim": "North Korea withholds up to 90 percent of overseas wages."})

    assert "Supported by these sources" in exchange.text
    assert "up to 90 percent" in exchange.text


async def test_a_checked_claim_is_copied_shared_and_taken_back(standin: Standin) -> None:
    claim = {"claim": "There are 200,000 people in political prison camps."}
    checked = await standin.slash("check", {**claim, "private": True})
    copied = await standin.click(checked.message, "As text")
    shared = await standin.click(checked.message, "Share")
    public = await standin.slash("check", claim, channel=standin.world.channel("press"))

    assert "Sources differ from this\n\n“There are 200,000 people in political prison camps”" in copied.text
    assert "\n[1] TIP 2007: https://" in copied.text
    assert "**" not in copied.text
    assert not shared.ephemeral
    assert shared.message.text.endswith("-# Shared by Ana")
    assert ["As text", "Delete"] == public.message.labels[-2:]
    for posted in (shared.message, public.message):
        await standin.click(posted, "Delete", wait="ack")
        await until(lambda posted=posted: posted.deleted)  # type: ignore[misc]


async def test_a_claim_that_no_source_speaks_of_is_answered_in_private(standin: Standin) -> None:
    exchange = await standin.slash("check", {"claim": "Bolivia has 12 submarines.", "private": False})

    assert exchange.ephemeral
    assert "Not in these sources" in exchange.text


async def test_a_question_claims_nothing(standin: Standin) -> None:
    exchange = await standin.slash("check", {"claim": "How many camps are there?"})

    assert "No claim to check" in exchange.text


async def test_find_sources_is_private_and_shared_as_a_reply(standin: Standin) -> None:
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, "they keep up to 90 percent of the wages of workers abroad")
    found = await standin.message_menu("Find sources", said)
    await standin.click(found.message, "Share", wait="ack")
    reply = await standin.next_message(channel, after=found.message)

    assert found.ephemeral
    assert reply.reference is not None
    assert str(said.id) == reply.reference["message_id"]
    assert "Shared by Ana" in reply.text
    assert "Share" not in reply.labels
    assert "Passages" in reply.labels


async def test_check_claim_on_a_message_is_private_first(standin: Standin) -> None:
    said = await standin.say(standin.world.channel("analysis"), "There are 200,000 people in political prison camps.")
    checked = await standin.message_menu("Check claim", said)

    assert checked.ephemeral
    assert "Sources differ from this" in checked.text


async def test_where_the_bot_may_not_post_sharing_is_a_follow_up_with_a_link(standin: Standin) -> None:
    channel = standin.world.channel("analysis")
    channel.denied[standin.world.bot.id] = SEND_MESSAGES
    said = await standin.say(channel, "heroin is produced for decades")
    found = await standin.message_menu("Find sources", said)
    shared = await standin.click(found.message, "Share")

    assert not shared.message.ephemeral
    assert f"/{said.id}" in shared.text


async def test_a_message_without_words_is_told_so(standin: Standin) -> None:
    said = await standin.say(standin.world.channel("analysis"), "")
    found = await standin.message_menu("Find sources", said)

    assert "No words to look up" in found.text


async def test_a_message_of_4000_characters_is_read(standin: Standin) -> None:
    said = await standin.say(standin.world.channel("analysis"), "heroin " * 571)
    found = await standin.message_menu("Find sources", said)
    checked = await standin.message_menu("Check claim", said)

    assert found.error is None
    assert checked.error is None
