"""Server settings: read without waiting, changed at once everywhere."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreError
from bot.store import GuildSettings, Store, open_store, settings
from tests.store.conftest import opened, until


async def test_a_server_that_chose_nothing_has_the_defaults(store: Store) -> None:
    assert GuildSettings(1) == store.settings.of(1)
    assert GuildSettings(None) == store.settings.of(None)
    assert ("public", "apa", (), True, None) == (
        store.settings.of(1).visibility,
        store.settings.of(1).citation_style,
        store.settings.of(1).public_channels,
        store.settings.of(1).spoilers,
        store.settings.of(1).notices_channel,
    )


async def test_a_change_is_seen_at_once_and_by_that_server_only(store: Store) -> None:
    def edit(old: GuildSettings) -> GuildSettings:
        return replace(old, visibility="private", public_channels=(5, 6), spoilers=False, notices_channel=9)

    changed = await store.settings.change(1, edit, by=7)

    assert GuildSettings(1, "private", "apa", (5, 6), False, 9) == changed
    assert changed == store.settings.of(1)
    assert GuildSettings(2) == store.settings.of(2)


async def test_settings_survive_a_restart(url: str) -> None:
    async with opened(url) as store:
        chosen = await store.settings.change(1, lambda old: replace(old, citation_style="mla"), by=7)
    async with opened(url) as store:
        assert chosen == store.settings.of(1)


async def test_two_managers_changing_different_things_both_win(store: Store) -> None:
    await asyncio.gather(
        store.settings.change(1, lambda old: replace(old, visibility="private"), by=7),
        store.settings.change(1, lambda old: replace(old, citation_style="mla"), by=8),
        store.settings.change(1, lambda old: replace(old, spoilers=False), by=9),
    )

    assert GuildSettings(1, "private", "mla", (), False) == store.settings.of(1)


async def test_a_change_stands_in_the_audit_with_who_and_what(store: Store) -> None:
    await store.settings.change(1, lambda old: replace(old, visibility="private"), by=7)

    (entry,) = await store.audit.latest(guild_id=1)

    assert (7, "change settings", "visibility") == (entry.actor_id, entry.action, entry.target)
    assert "visibility: public → private" == entry.detail


async def test_no_change_leaves_no_trace(store: Store) -> None:
    await store.settings.change(1, lambda old: old, by=7)

    assert () == await store.audit.latest()
    assert GuildSettings(1) == store.settings.of(1)


async def test_an_over_long_style_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="at most 40 characters"):
        await store.settings.change(1, lambda old: replace(old, citation_style="x" * 41), by=7)

    assert GuildSettings(1) == store.settings.of(1)


@pytest.mark.postgres
async def test_a_change_reaches_another_worker_within_two_seconds(clean_postgres_url: str) -> None:
    async with opened(clean_postgres_url) as one, opened(clean_postgres_url) as other:
        await one.settings.change(11, lambda old: replace(old, visibility="private"), by=7)

        await until(lambda: other.settings.of(11).visibility == "private", seconds=2)

        await one.forget_guild(11)
        await until(lambda: other.settings.of(11) == GuildSettings(11), seconds=2)


async def test_a_change_made_in_the_terminal_reaches_the_bot_on_sqlite(sqlite_url: str) -> None:
    async with opened(sqlite_url) as bot, opened(sqlite_url, role="tool") as tool:
        await tool.settings.change(1, lambda old: replace(old, spoilers=False), by=7)

        await until(lambda: not bot.settings.of(1).spoilers, seconds=2)


async def test_an_announced_change_that_cannot_be_read_is_read_later(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ArgumentError

    async with opened(sqlite_url) as store, opened(sqlite_url, role="tool") as tool:
        await store.settings.change(1, lambda old: replace(old, spoilers=False), by=7)
        monkeypatch.setattr(settings, "read_one", fail)
        changed = sa.text("UPDATE guild_settings SET spoilers = TRUE")
        await tool._database.write(lambda connection: connection.execute(changed))
        await tool.announcements.announce("settings", "1")

        await until(lambda: store.settings.of(1).spoilers)


async def test_what_was_changed_holds_even_if_it_cannot_be_read_back(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(sqlite_url) as store:
        calls = iter([settings.read_one])

        async def only_once(*arguments: Any) -> Any:
            try:
                return await next(calls)(*arguments)
            except StopIteration:
                raise ArgumentError from None

        monkeypatch.setattr(settings, "read_one", only_once)
        chosen = await store.settings.change(1, lambda old: replace(old, spoilers=False), by=7)

        assert chosen == store.settings.of(1)


async def test_reading_settings_never_touches_the_store(url: str) -> None:
    store = await open_store(url)
    chosen = await store.settings.change(1, lambda old: replace(old, visibility="private"), by=7)
    await store.close()

    assert chosen == store.settings.of(1)
