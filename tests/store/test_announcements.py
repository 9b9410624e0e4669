"""Processes hear of each other's changes, in order, by notification or by looking."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from bot.store import Announcement, Store, announcements, tables
from bot.store.address import read_address
from bot.store.database import Database
from tests.store.conftest import MovedClock, opened, until


class Ear:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[Announcement] = []

    async def __call__(self, announcement: Announcement) -> None:
        self.heard.append(announcement)


async def test_an_announcement_reaches_its_topic_only(store: Store) -> None:
    library, settings = Ear(), Ear()
    store.announcements.subscribe("library", library)
    store.announcements.subscribe("settings", settings)

    await store.announcements.announce("library", "r2")
    await until(lambda: library.heard)

    assert [Announcement("library", "r2")] == library.heard
    assert [] == settings.heard


async def test_announcements_arrive_in_order_and_repeats_once(store: Store) -> None:
    ear = Ear()
    store.announcements.subscribe("library", ear)

    await asyncio.gather(*(store.announcements.announce("library", key) for key in ("a", "a")))
    await store.announcements.announce("library", "b")
    await until(lambda: Announcement("library", "b") in ear.heard)

    assert ["a", "b"] == list(dict.fromkeys(announcement.key for announcement in ear.heard))


async def test_everything_reaches_every_topic(store: Store) -> None:
    ear = Ear()
    store.announcements.subscribe("library", ear)

    await store.announcements.announce("everything")
    await until(lambda: ear.heard)

    assert [Announcement("everything", "")] == ear.heard


async def test_a_subscription_ends(store: Store) -> None:
    ended, other = Ear(), Ear()
    end = store.announcements.subscribe("library", ended)
    store.announcements.subscribe("library", other)
    end()

    await store.announcements.announce("library")
    await until(lambda: other.heard)

    assert [] == ended.heard


async def test_a_failing_subscriber_is_logged_and_hinders_nobody(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: Announcement) -> None:
        raise ZeroDivisionError

    ear = Ear()
    store.announcements.subscribe("library", fail)
    store.announcements.subscribe("library", ear)
    for number in (1, 2):
        await store.announcements.announce("library", str(number))
        await until(lambda: len(ear.heard) == number)  # noqa: B023 – called before the next round

    assert "ZeroDivisionError" in caplog.text


async def test_who_missed_some_reads_everything_anew(store: Store, clock: MovedClock) -> None:
    ear = Ear()
    sleeper = announcements.Announcements(Database(read_address(store_url(store))), clock)
    sleeper.subscribe("library", ear)
    await sleeper.begin()
    for number in range(3):
        await store.announcements.announce("library", str(number))
    clock.move(days=2)
    await store.sweep()
    await store.announcements.announce("library", "last")

    await sleeper.catch_up()
    await sleeper._database.close()

    assert [Announcement("everything", "")] == ear.heard


async def test_old_announcements_are_deleted_but_numbers_go_on(store: Store, clock: MovedClock) -> None:
    for _ in range(3):
        await store.announcements.announce("library")
    clock.move(days=2)
    await store.sweep()
    await store.announcements.announce("library")

    sequences = await store._database.read(sequences_of)

    assert 2 == len(sequences)
    assert sequences[1] == sequences[0] + 1


async def sequences_of(connection: object) -> list[int]:
    query = sa.select(tables.announcements.c.sequence).order_by(tables.announcements.c.sequence)
    return list(await connection.scalars(query))  # type: ignore[attr-defined]


@pytest.mark.postgres
async def test_postgresql_notifies_so_that_nobody_waits_for_the_next_look(clean_postgres_url: str) -> None:
    async with opened(clean_postgres_url) as one, opened(clean_postgres_url) as other:
        ear = Ear()
        other.announcements.subscribe("library", ear)
        await until(lambda: one.announcements.notified and other.announcements.notified)

        await one.announcements.announce("library", "r3")

        await until(lambda: ear.heard, seconds=0.5)


@pytest.mark.postgres
async def test_without_notifications_looking_is_soon_enough(
    clean_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def swallow(_: object) -> None:
        """What a pooler does with NOTIFY."""

    monkeypatch.setattr(announcements, "notify", swallow)
    monkeypatch.setattr(announcements, "PROOF_SECONDS", 0.1)
    async with opened(clean_postgres_url) as one, opened(clean_postgres_url) as other:
        ear = Ear()
        other.announcements.subscribe("library", ear)
        await asyncio.sleep(0.3)

        await one.announcements.announce("library", "r4")
        await until(lambda: ear.heard, seconds=2)

        assert not other.announcements.notified


def store_url(store: Store) -> str:
    address = store._database.address
    return address.shown if address.path is None else f"sqlite:///{address.path}"
