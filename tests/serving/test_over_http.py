"""Everything that people do, over signed HTTP."""

from __future__ import annotations

import aiohttp

from bot.standin import Standin
from bot.standin.faults import CALLBACK, Reset, ServerError


async def test_a_command_is_answered(standin: Standin, url: str) -> None:
    exchange = await standin.slash("ask", {"question": "how many people are in prison camps"})

    assert exchange.error is None
    assert "80,000" in exchange.text
    assert exchange.acked_after < 1.0


async def test_suggestions_come_while_one_types(standin: Standin, url: str) -> None:
    choices = await standin.autocomplete("brief", "topic", "camp")

    assert "political-prison-camps" in [choice.value for choice in choices]


async def test_buttons_menus_and_forms_work(standin: Standin, url: str) -> None:
    start = await standin.slash("ask", {"question": "is heroin made there?"})
    cited = await standin.click(start.message, "Cite")
    restyled = await standin.select(cited.message, cited.message.selects[0]["custom_id"], ["mla"])
    form = await standin.click(start.message, "Wrong match?")
    done = await standin.submit_modal(form, {"reason": "other-topic", "better": "synthetic-drugs"})

    assert "MLA" in restyled.text
    assert "Recorded" in done.text


async def test_in_direct_messages_and_for_people_who_brought_the_app(standin: Standin, url: str) -> None:
    direct = await standin.slash("brief", {"topic": "heroin"}, guild=None)
    brought = await standin.slash("brief", {"topic": "heroin"}, install="user")

    assert "Heroin" in direct.text
    assert "Heroin" in brought.text


async def test_permissions_come_with_the_request(standin: Standin, url: str) -> None:
    posted = await standin.slash("brief", {"topic": "heroin"})
    by_other = await standin.click(posted.message, "Delete", user=standin.world.person("Ben"))
    await standin.click(posted.message, "Delete", user=standin.world.person("Dana"), wait="ack")
    await standin.until(lambda: posted.message.deleted)

    assert "Only who asked for it" in by_other.text


async def test_the_wire_is_as_patient_as_over_the_gateway(standin: Standin, url: str) -> None:
    for fault in (ServerError(503), Reset("after")):
        standin.faults.add(route=CALLBACK, fault=fault)
        exchange = await standin.slash("ask", {"question": "kwanliso"}, channel=standin.world.channel("press"))

        assert exchange.error is None


async def test_figures_tell_what_happened(standin: Standin, url: str) -> None:
    await standin.slash("brief", {"topic": "heroin"})
    async with aiohttp.ClientSession() as session, session.get(f"{url}/metrics") as response:
        text = await response.text()

    assert 'briefbot_interactions_total{kind="command",name="brief",outcome="answered"} 1.0' in text
    assert 'briefbot_ack_seconds_count{kind="command"} 1.0' in text
    assert "briefbot_library_info{version=" in text
    assert "briefbot_store_up 1.0" in text


async def test_health_says_what_is_served(standin: Standin, url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
        said = await response.json()

    assert said["ready"]
    assert "up" == said["store"]
    assert said["library"]["briefs"] > 50
