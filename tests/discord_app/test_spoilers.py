"""Quotes of sensitive briefs stand behind spoilers wherever they are shown, unless the server wants otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.discord_app.client import Briefbot
from bot.standin import Standin
from bot.store import Store

WAYS = [
    ("ask", {"question": "prison conditions"}),
    ("cite", {"text": "forced abortions in detention"}),
    ("check", {"claim": "Prisoners are subjected to beatings and torture in the camps."}),
]


@pytest.mark.parametrize(("name", "options"), WAYS)
async def test_a_sensitive_quote_is_a_spoiler(
    standin: Standin, bot: Briefbot, name: str, options: dict[str, str]
) -> None:
    shown = await standin.slash(name, options)

    assert "> ||“" in shown.text


async def test_a_server_may_show_them(standin: Standin, bot: Briefbot, store: Store) -> None:
    await store.settings.change(standin.world.guild.id, lambda old: replace(old, spoilers=False), by=1)
    shown = await standin.slash("ask", {"question": "prison conditions"})

    assert "||" not in shown.text


async def test_other_quotes_are_shown(standin: Standin, bot: Briefbot) -> None:
    shown = await standin.slash("ask", {"question": "heroin"})

    assert "||" not in shown.text
