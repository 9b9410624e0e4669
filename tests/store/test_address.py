"""Addresses as operators write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.store.address import read_address


def test_an_sqlite_file_is_found_from_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    relative, absolute = read_address("sqlite:///a.db"), read_address(f"sqlite:///{tmp_path}/a.db")

    assert tmp_path / "a.db" == relative.path
    assert relative == absolute
    assert "sqlite+aiosqlite" == relative.url.drivername


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_the_same(scheme: str) -> None:
    address = read_address(f"{scheme}://me:p%40ss@db.example:6432/briefs")

    assert ("postgresql+asyncpg", "me", "p@ss", "db.example", 6432, "briefs") == (
        address.url.drivername,
        address.url.username,
        address.url.password,
        address.url.host,
        address.url.port,
        address.url.database,
    )
    assert "postgresql://me:***@db.example:6432/briefs" == address.shown


def test_the_password_is_not_shown() -> None:
    address = read_address("postgresql://me:canary@db.example/briefs?sslmode=require")

    assert "canary" not in address.shown + repr(address)
    assert {"ssl": "require"} == dict(address.url.query)


def test_a_pooler_is_said_in_the_address() -> None:
    pooled, direct = read_address("postgresql://h/x?pooler=transaction"), read_address("postgresql://h/x")

    assert (True, False) == (pooled.pooled, direct.pooled)
    assert pooled.url == direct.url


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "is not an address of a store"),
        ("canary-no-address", "is not an address of a store"),
        ("mysql://me:canary@host/x", 'names "mysql", but only SQLite and PostgreSQL are known'),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:///file:x?mode=memory", "must name a file"),
        ("postgresql://me:canary@host/x?sslmode=perhaps", '"sslmode" in "store.url" must be one of disable'),
        ("postgresql://me:canary@host/x?pooler=swimming", '"pooler" in "store.url" must be one of session'),
        ("postgresql://me:canary@host:no-port/x", "is not an address of a store"),
    ],
)
def test_a_wrong_address_is_refused_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_address(url)

    assert sentence in str(caught.value)
    assert "canary" not in str(caught.value)
