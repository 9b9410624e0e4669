"""Settings: files, environment, and what an operator is told when something is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import Settings, load_settings, read_token
from bot.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    assert Settings() == load_settings(None, {})


def test_the_example_holds_every_key_with_its_default(root: Path) -> None:
    text = (root / "config.example.yaml").read_text(encoding="utf-8")
    keys = {
        f"{section}.{key}"
        for section, info in Settings.model_fields.items()
        for key in info.annotation.model_fields  # type: ignore[union-attr]
    }
    section = ""
    written = set()
    for line in text.splitlines():
        if match := re.match(r"(\w+):", line):
            section = match[1]
        elif match := re.match(r"  (\w+): .*?  # \S", line):
            written.add(f"{section}.{match[1]}")

    assert keys == written
    assert Settings() == load_settings(root / "config.example.yaml", {})


def test_paths_are_taken_from_the_file_not_from_where_one_stands(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "library:\n  path: mine\n"), {})

    assert tmp_path.resolve() / "mine" == settings.library.path


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "http:\n  port: 1\n")
    environment = {
        "BRIEFBOT_HTTP__PORT": "2",
        "BRIEFBOT_DISCORD__GUILDS": "123, 456",
        "BRIEFBOT_RETENTION__TRAY_DAYS": "",
    }
    settings = load_settings(path, environment)

    assert 2 == settings.http.port
    assert (123, 456) == settings.discord.guilds
    assert settings.retention.tray_days is None


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "http: {port: 7}\n")

    assert 7 == load_settings(None, {"BRIEFBOT_CONFIG": str(path)}).http.port


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    assert Settings().http == load_settings(write(tmp_path, "# nothing yet\n"), {}).http


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("discrod:\n  guilds: []\n", "config.yaml:1: there is no section “discrod”. Did you mean “discord”?"),
        ("discord:\n  guild: []\n", "config.yaml:2: there is no setting “discord.guild”. Did you mean “guilds”?"),
        ("discord:\n  guilds: 12x\n", "must be a list of server ids, for example:  guilds: [123456789012345678]"),
        ("http:\n  port: 99999\n", "config.yaml:2: “http.port” does not fit"),
        ("http: 8080\n", "“http” is a section; its keys stand indented below it."),
        ("- http\n", "the file must hold sections"),
        ("discord:\n  token: abc.def\n", "set BRIEFBOT_TOKEN"),
        ("token: abc.def\n", "set BRIEFBOT_TOKEN"),
        ("http:\n  port: 1\n  port: 2\n", "given twice"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        load_settings(write(tmp_path, text), {})

    assert told in str(error.value)
    assert "abc.def" not in str(error.value)


def test_a_broken_line_is_never_repeated(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load_settings(write(tmp_path, 'discord:\n  public_key: "s3cret\n  : [\n'), {})

    assert "s3cret" not in str(error.value)


def test_an_unknown_variable_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="BRIEFBOT_DISCORD__API_BASE"):
        load_settings(None, {"BRIEFBOT_DISCORD__API_BAES": "x"})


def test_an_unlike_variable_is_refused_without_a_guess() -> None:
    with pytest.raises(ConfigError, match=r"there is no such setting\.$"):
        load_settings(None, {"BRIEFBOT_ZZZZ": "x"})


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(Path("nowhere.yaml"), {})


def test_the_token_comes_from_the_environment_and_shows_itself_to_nobody() -> None:
    token = read_token({"BRIEFBOT_TOKEN": " abc.def "})

    assert "abc.def" == token.secret
    assert "abc.def" not in f"{token} {token!r}"


def test_the_token_comes_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("abc.def\n", encoding="utf-8")

    assert "abc.def" == read_token({"BRIEFBOT_TOKEN_FILE": str(path)}).secret


def test_a_token_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="BRIEFBOT_TOKEN_FILE"):
        read_token({"BRIEFBOT_TOKEN_FILE": str(tmp_path / "none")})


def test_no_token_names_the_variable_and_the_way_without() -> None:
    with pytest.raises(ConfigError, match=r"BRIEFBOT_TOKEN.*briefbot preview"):
        read_token({})
