"""/briefbot, for people who manage the server, and nobody else."""

from __future__ import annotations

import pytest

from bot.discord_app.client import Briefbot
from bot.standin import Standin
from bot.store import NewReport, Store

pytestmark = pytest.mark.usefixtures("bot")


async def test_status_says_what_is_served(standin: Standin) -> None:
    exchange = await standin.slash("briefbot status", user=standin.world.person("Dana"))

    assert exchange.ephemeral
    assert "6 sources" in exchange.text


@pytest.mark.parametrize("name", ["briefbot status", "briefbot misses", "briefbot settings", "briefbot reload"])
async def test_others_are_refused_in_code_too(standin: Standin, name: str) -> None:
    exchange = await standin.slash(name, forced=True)

    assert exchange.ephemeral
    assert "Manage Server" in exchange.text


async def test_settings_are_changed_and_hold(standin: Standin, store: Store) -> None:
    dana = standin.world.person("Dana")
    press = standin.world.channel("press")
    exchange = await standin.slash(
        "briefbot settings", {"answers": "private", "style": "mla", "spoilers": False, "answer_in": press}, user=dana
    )
    settings = store.settings.of(standin.world.guild.id)

    assert "to the asker alone" in exchange.text
    assert ("private", "mla", False, (press.id,)) == (
        settings.visibility,
        settings.citation_style,
        settings.spoilers,
        settings.public_channels,
    )


async def test_a_report_is_closed_and_the_asker_is_told(standin: Standin, store: Store) -> None:
    ana, dana = standin.world.person("Ana"), standin.world.person("Dana")
    guild = standin.world.guild.id
    await store.reports.record(NewReport("miss", "uranium mines", guild_id=guild, asker_id=ana.id))
    await store.reports.record(NewReport("miss", "of another server", guild_id=guild + 1))
    listed = await standin.slash("briefbot misses", user=dana)
    menu = listed.message.selects[0]
    opened = await standin.select(listed.message, menu["custom_id"], [menu["options"][0]["value"]], user=dana)
    closed = await standin.click(opened.message, "Answered now", user=dana)
    (notice,) = await store.notices.take(ana.id)

    assert "uranium mines" in listed.text
    assert "of another server" not in listed.text
    assert "1 closed; 1 people will be told" in closed.text
    assert "uranium mines" in notice.text


async def test_reload_says_that_all_is_up_to_date(standin: Standin, bot: Briefbot) -> None:
    exchange = await standin.slash("briefbot reload", user=standin.world.person("Dana"))

    assert bot.engine.library.version[:12] in exchange.text or "not served" in exchange.text
