"""The doctor on a sound set-up and on broken ones: it says what is amiss and what to do, and shows no secret."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.cli.doctor_commands import doctor, examine
from bot.config import DiscordSettings, Settings
from bot.operations.doctor import check_search
from bot.operations.findings import Finding, State
from bot.serving.doctor import check_clock
from bot.standin import Judge, Standin, Tally
from bot.standin.world import ATTACH_FILES
from bot.store import operations
from tests.serving.conftest import register_commands

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.of-no-worth"  # the shape of a token, and no more


@pytest.fixture
async def sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Standin]:
    """A set-up in which nothing is amiss."""
    async with Standin(token=TOKEN, judge=Judge(tally=Tally())) as standin:
        await register_commands(standin)
        store = f"sqlite:///{tmp_path / 'store.db'}"
        await operations.migrate(store)
        variables = {
            "TOKEN": TOKEN,
            "DISCORD__API_BASE": standin.rest_url,
            "DISCORD__GATEWAY_URL": standin.gateway_url,
            "STORE__URL": store,
        }
        for name, value in variables.items():
            monkeypatch.setenv(f"BRIEFBOT_{name}", value)
        yield standin


def amiss(found: list[Finding]) -> dict[str, Finding]:
    return {one.subject: one for one in found if one.state is not State.GOOD}


async def test_nothing_is_found_where_nothing_is_amiss(sound: Standin) -> None:
    found = await examine(None)

    assert {} == amiss(found)
    subjects = ["settings", "token", "clock", "login", "interactions", "intents", "permissions", "commands", "store"]
    assert [*subjects, "library", "search"] == [one.subject for one in found]


@pytest.mark.parametrize(("compiled", "said"), [(True, "compiled"), (False, "in Python")])
def test_it_is_told_whether_the_look_up_is_compiled(compiled: bool, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.doctor.IS_COMPILED", compiled)

    assert check_search().said.startswith(said)
    assert check_search().state is State.GOOD


Break = Callable[[Standin, pytest.MonkeyPatch, Path], None]


def _no_token(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.delenv("BRIEFBOT_TOKEN")


def _client_secret(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_TOKEN", "a-client-secret")


def _wrong_token(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_TOKEN", TOKEN.replace("worth", "use"))


def _bot_before_token(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_TOKEN", f"Bot {TOKEN}")


def _unknown_setting(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_STORE__ULR", "x")


def _database_down(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_STORE__URL", "postgresql://bot:secret-word@127.0.0.1:1/name")


def _old_schema(_: Standin, environment: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "empty.db").touch()
    environment.setenv("BRIEFBOT_STORE__URL", f"sqlite:///{folder / 'empty.db'}")


def _no_library(_: Standin, environment: pytest.MonkeyPatch, folder: Path) -> None:
    environment.setenv("BRIEFBOT_LIBRARY__PATH", str(folder / "nowhere"))


def _commands_not_registered(standin: Standin, _: pytest.MonkeyPatch, __: Path) -> None:
    standin.state.commands.overwrite(None, [{"name": "old", "description": "Of an older version"}])


def _permission_missing(standin: Standin, _: pytest.MonkeyPatch, __: Path) -> None:
    guild = standin.world.guild
    guild.roles[guild.id].permissions &= ~ATTACH_FILES


def _not_in_the_server(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_DISCORD__GUILDS", "123456789012345678")


def _another_key(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_DISCORD__PUBLIC_KEY", "0" * 64)


def _endpoint_without_key(standin: Standin, _: pytest.MonkeyPatch, __: Path) -> None:
    standin.state.endpoint_url = "https://bot.example/interactions"


def _discord_unreachable(_: Standin, environment: pytest.MonkeyPatch, __: Path) -> None:
    environment.setenv("BRIEFBOT_DISCORD__API_BASE", "http://127.0.0.1:1/api")


@pytest.mark.parametrize(
    ("break_it", "subject", "state", "said", "remedy"),
    [
        (_no_token, "token", State.BAD, "No bot token", "Developer Portal"),
        (_client_secret, "token", State.DOUBTFUL, "does not look like a bot token", "not the client secret"),
        (_wrong_token, "login", State.BAD, "does not accept this bot token", "reset the token"),
        (_bot_before_token, "token", State.BAD, "begins with “Bot”", "the token alone"),
        (_unknown_setting, "settings", State.BAD, "Did you mean BRIEFBOT_STORE__URL", "config.example.yaml"),
        (_database_down, "store", State.BAD, "cannot be reached", "start the database"),
        (_old_schema, "store", State.DOUBTFUL, "has schema none", "briefbot migrate"),
        (_no_library, "library", State.BAD, "There is no library folder", "library.path"),
        (_commands_not_registered, "commands", State.DOUBTFUL, "+ /ask", "briefbot sync"),
        (_permission_missing, "permissions", State.DOUBTFUL, "attach_files (send charts", "grant them"),
        (_not_in_the_server, "servers", State.BAD, "the bot is not there", "permissions=274878024704"),
        (_another_key, "public key", State.BAD, "not that of the token's application", "discord.public_key"),
        (_endpoint_without_key, "interactions", State.BAD, "briefbot run gets none", "briefbot serve"),
        (_discord_unreachable, "network", State.BAD, "cannot be reached", "firewall"),
    ],
)
async def test_what_is_amiss_is_found(
    sound: Standin,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    break_it: Break,
    subject: str,
    state: State,
    said: str,
    remedy: str,
) -> None:
    break_it(sound, monkeypatch, tmp_path)
    found = await examine(None)
    one = amiss(found)[subject]
    whole = "\n".join(map(str, found))

    assert state is one.state
    assert said in one.said
    assert remedy in one.remedy
    assert TOKEN not in whole
    assert "secret-word" not in whole


@pytest.mark.parametrize(
    ("apart", "state"),
    [(0.0, State.GOOD), (60.0, State.DOUBTFUL), (-60.0, State.DOUBTFUL), (600.0, State.BAD), (-600.0, State.BAD)],
)
async def test_the_clock_is_held_against_discords(sound: Standin, apart: float, state: State) -> None:
    settings = Settings(discord=DiscordSettings(api_base=sound.rest_url))
    found = await check_clock(settings, lambda: time.time() + apart)

    assert state is found.state


def test_the_exit_status_tells_whether_something_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFBOT_STORE__ULR", "x")
    status = doctor(None, as_json=False)

    assert 1 == status
    assert "error        settings: " in capsys.readouterr().out
