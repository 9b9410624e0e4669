"""`briefbot sync`: the difference is told, and there is none after it was registered."""

from __future__ import annotations

import pytest

from bot.config import DiscordSettings, Settings, Token
from bot.discord_app.running import synchronise
from bot.errors import ConfigError
from bot.standin import Standin


def settings_for(standin: Standin) -> Settings:
    return Settings(discord=DiscordSettings(api_base=standin.rest_url, gateway_url=standin.gateway_url))


async def test_the_first_sync_adds_and_the_second_finds_no_difference(standin: Standin) -> None:
    settings, token = settings_for(standin), Token(standin.token)
    dry = await synchronise(settings, token, (None,), dry_run=True)
    first = await synchronise(settings, token, (None,), dry_run=False)
    second = await synchronise(settings, token, (None,), dry_run=False)

    assert "  + /ask" in dry
    assert dry == first
    assert ["everywhere:", "  nothing to change"] == second


async def test_one_server_is_synced_by_itself(standin: Standin) -> None:
    guild = standin.world.guild.id
    lines = await synchronise(settings_for(standin), Token(standin.token), (guild,), dry_run=False)
    again = await synchronise(settings_for(standin), Token(standin.token), (guild, None), dry_run=True)

    assert f"server {guild}:" == lines[0]
    assert "  nothing to change" == again[1]
    assert "  + “Find sources” (menu)" in again


async def test_a_wrong_token_is_told_in_one_sentence(standin: Standin) -> None:
    with pytest.raises(ConfigError, match="BRIEFBOT_TOKEN"):
        await synchronise(settings_for(standin), Token("wrong"), (None,), dry_run=False)
