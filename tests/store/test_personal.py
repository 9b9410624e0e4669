"""Export my data, delete my data, and what a server leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import Act, GuildSettings, NewItem, NewReport, Store, channel_tray, open_store, private_tray
from bot.store.tables import metadata

PERSON, OTHER, GUILD = 700000000000000007, 8, 1
SHARED = channel_tray(50, GUILD)


async def live(store: Store) -> None:
    """Everything that a person can leave in the store."""
    await store.people.remember_style(PERSON, "mla")
    await store.trays.add(private_tray(PERSON), NewItem("passage", "tip-2024:1", "my private note"), by=PERSON)
    await store.trays.add(SHARED, NewItem("passage", "tip-2024:2", "my shared note"), by=PERSON)
    await store.trays.add(SHARED, NewItem("passage", "tip-2024:3", "their note"), by=OTHER)
    await store.trays.annotate(SHARED, "tip-2024:3", "my note on their item", by=PERSON)
    await store.reports.record(NewReport("miss", "my question", asker_id=PERSON))
    await store.notices.owe(PERSON, "a notice for me")
    await store.audit.record(Act(PERSON, "reload", guild_id=GUILD))
    await store.settings.change(GUILD, lambda old: replace(old, spoilers=False), by=PERSON)


async def everything(store: Store) -> str:
    """All rows of all tables, as text."""

    async def work(connection: object) -> str:
        rows = [(await connection.execute(sa.select(table))).all() for table in metadata.sorted_tables]  # type: ignore[attr-defined]
        return str(rows)

    return await store._database.snapshot(work)


async def test_the_export_holds_everything_about_a_person_as_json(store: Store) -> None:
    await live(store)

    exported = json.dumps(await store.export_person(PERSON))

    for text in ("mla", "my private note", "my shared note", "my note on their item", "my question", "a notice for me"):
        assert text in exported
    assert "change settings" in exported
    assert {"user_id": 99} == await store.export_person(99)


async def test_after_deleting_nothing_holds_the_persons_id_or_words(store: Store) -> None:
    await live(store)

    forgotten = await store.forget_person(PERSON)
    left = await everything(store)

    assert (1, 1, 1, 1, 2, 3) == (
        forgotten.choices,
        forgotten.private_items,
        forgotten.reports,
        forgotten.notices,
        forgotten.notes_in_shared_trays,
        forgotten.entries_without_name,
    )
    assert str(PERSON) not in left
    assert "my " not in left
    assert {"user_id": PERSON} == await store.export_person(PERSON)


async def test_deleting_leaves_what_others_share(store: Store) -> None:
    await live(store)
    await store.forget_person(PERSON)

    shown = await store.trays.show(SHARED)

    assert [("tip-2024:2", None, ""), ("tip-2024:3", OTHER, "")] == [
        (item.key, item.added_by, item.note) for item in shown
    ]
    assert [None, None] == [entry.actor_id for entry in await store.audit.latest()]
    assert not store.settings.of(GUILD).spoilers


async def test_deleted_words_are_gone_from_the_files(sqlite_url: str, tmp_path: Path) -> None:
    store = await open_store(sqlite_url)
    await live(store)
    await store.forget_person(PERSON)

    content = b"".join(path.read_bytes() for path in (tmp_path / "state").iterdir())
    await store.close()

    assert b"my private note" not in content
    assert b"my question" not in content


async def test_a_server_that_is_left_leaves_nothing_of_its_own(store: Store) -> None:
    await live(store)

    await store.forget_guild(GUILD)
    await store.announcements.catch_up()

    assert () == await store.trays.show(SHARED)
    assert GuildSettings(GUILD) == store.settings.of(GUILD)
    assert () == await store.audit.latest(guild_id=GUILD)
    assert 1 == len(await store.trays.show(private_tray(PERSON)))


@pytest.mark.parametrize("times", [1, 2])
async def test_forgetting_somebody_unknown_is_harmless(store: Store, times: int) -> None:
    for _ in range(times):
        forgotten = await store.forget_person(99)

    assert "deleted: 0 choices, 0 tray items, 0 reports, 0 notices, 0 notes" in str(forgotten)
