"""Collecting, ordering, annotating and really deleting."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import (
    Added,
    AlreadyThere,
    Annotated,
    Moved,
    NewItem,
    NotInTray,
    Removed,
    Store,
    TrayFull,
    channel_tray,
    open_store,
    private_tray,
    trays,
)

TRAY = channel_tray(50, 1)


async def fill(store: Store, *keys: str) -> None:
    for key in keys:
        await store.trays.add(TRAY, NewItem("passage", key), by=7)


async def keys(store: Store) -> list[str]:
    return [item.key for item in await store.trays.show(TRAY)]


async def test_what_was_added_is_shown_in_order(store: Store) -> None:
    await fill(store, "tip-2024:12", "hrr-2021:3")

    shown = await store.trays.show(TRAY)

    assert [("tip-2024:12", 1), ("hrr-2021:3", 2)] == [(item.key, item.position) for item in shown]


async def test_an_item_carries_who_when_and_the_note(store: Store, clock: object) -> None:
    added = await store.trays.add(TRAY, NewItem("figure", "tip-2024:12", "for the lead"), by=7)

    assert isinstance(added, Added)
    assert ("figure", "for the lead", 7, clock.now) == (  # type: ignore[attr-defined]
        added.item.kind,
        added.item.note,
        added.item.added_by,
        added.item.added_at,
    )
    assert (added.item,) == await store.trays.show(TRAY)


async def test_the_same_key_is_kept_once(store: Store) -> None:
    first = await store.trays.add(TRAY, NewItem("passage", "tip-2024:12"), by=7)
    again = await store.trays.add(TRAY, NewItem("passage", "tip-2024:12"), by=8)

    assert isinstance(first, Added)
    assert AlreadyThere(first.item) == again


async def test_trays_of_channels_and_persons_are_apart(store: Store) -> None:
    await fill(store, "tip-2024:12")
    await store.trays.add(private_tray(50), NewItem("brief", "prison-camps"), by=50)

    assert ["tip-2024:12"] == await keys(store)
    assert ["prison-camps"] == [item.key for item in await store.trays.show(private_tray(50))]


async def test_a_full_tray_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trays, "TRAY_LIMIT", 3)
    await fill(store, "a", "b", "c")

    assert TrayFull(3) == await store.trays.add(TRAY, NewItem("passage", "one-more"), by=7)
    assert isinstance(await store.trays.add(TRAY, NewItem("passage", "c"), by=7), AlreadyThere)


@pytest.mark.parametrize(
    ("key", "position", "order"),
    [("a", 3, "bca"), ("c", 1, "cab"), ("b", 2, "abc"), ("a", 99, "bca"), ("c", -5, "cab")],
)
async def test_an_item_moves_to_a_position(store: Store, key: str, position: int, order: str) -> None:
    await fill(store, "a", "b", "c")

    moved = await store.trays.move(TRAY, key, position)

    assert isinstance(moved, Moved)
    assert list(order) == [item.key for item in moved.items]
    assert moved.items == await store.trays.show(TRAY)
    assert [1, 2, 3] == [item.position for item in moved.items]


async def test_a_removed_item_leaves_no_gap(store: Store) -> None:
    await fill(store, "a", "b", "c")

    removed = await store.trays.remove(TRAY, "b")

    assert isinstance(removed, Removed)
    assert [("a", 1), ("c", 2)] == [(item.key, item.position) for item in await store.trays.show(TRAY)]


async def test_an_item_is_found_by_its_id_as_well(store: Store) -> None:
    added = await store.trays.add(TRAY, NewItem("passage", "a"), by=7)
    assert isinstance(added, Added)

    assert Removed(added.item) == await store.trays.remove(TRAY, added.item.id)
    assert len(added.item.id) == 16


async def test_a_note_is_written_replaced_and_removed(store: Store) -> None:
    await fill(store, "a")
    for note in ("first", "second", ""):
        annotated = await store.trays.annotate(TRAY, "a", note, by=8)

        assert isinstance(annotated, Annotated)
        assert note == annotated.item.note
        assert (annotated.item,) == await store.trays.show(TRAY)


async def test_what_is_not_there_is_said(store: Store) -> None:
    expected = NotInTray("tip-2024:99")

    assert expected == await store.trays.remove(TRAY, "tip-2024:99")
    assert expected == await store.trays.move(TRAY, "tip-2024:99", 1)
    assert expected == await store.trays.annotate(TRAY, "tip-2024:99", "note", by=7)


async def test_clearing_deletes_one_tray_only(store: Store) -> None:
    await fill(store, "a", "b")
    await store.trays.add(private_tray(7), NewItem("passage", "mine"), by=7)

    assert 2 == await store.trays.clear(TRAY)
    assert () == await store.trays.show(TRAY)
    assert 1 == len(await store.trays.show(private_tray(7)))


async def test_twenty_people_adding_at_once_get_a_place_each(store: Store) -> None:
    new = [NewItem("passage", f"tip-2024:{number}") for number in range(20)]
    await asyncio.gather(*(store.trays.add(TRAY, item, by=7) for item in new))

    shown = await store.trays.show(TRAY)

    assert list(range(1, 21)) == [item.position for item in shown]
    assert {item.key for item in new} == {item.key for item in shown}


async def test_two_people_adding_the_same_at_once_keep_it_once(store: Store) -> None:
    outcomes = await asyncio.gather(*(store.trays.add(TRAY, NewItem("passage", "a"), by=by) for by in range(1, 9)))

    assert [1, 7] == [sum(isinstance(outcome, kind) for outcome in outcomes) for kind in (Added, AlreadyThere)]


@pytest.mark.parametrize(
    ("note", "kept"), [("nul\0here", "nulhere"), ("half \ud83d emoji", "half � emoji"), ("한국", "한국")]
)
async def test_odd_text_is_kept_as_far_as_it_is_text(store: Store, note: str, kept: str) -> None:
    added = await store.trays.add(TRAY, NewItem("passage", "a", note), by=7)

    assert isinstance(added, Added)
    assert kept == (await store.trays.show(TRAY))[0].note


async def test_a_note_that_is_too_long_is_refused_with_its_length(store: Store) -> None:
    with pytest.raises(StoreError, match=r"A note may have at most 1,000 characters; this one has 1,001\."):
        await store.trays.add(TRAY, NewItem("passage", "a", "x" * 1001), by=7)

    assert () == await store.trays.show(TRAY)


async def test_a_tray_survives_a_restart(url: str) -> None:
    first = await open_store(url)
    await fill(first, "a", "b")
    await first.close()
    second = await open_store(url)

    shown = await keys(second)
    await second.close()

    assert ["a", "b"] == shown


async def test_cleared_text_is_gone_from_the_files(sqlite_url: str, tmp_path: Path) -> None:
    store = await open_store(sqlite_url)
    secret = "a note that nobody may read again"
    await store.trays.add(TRAY, NewItem("passage", "a", secret), by=7)

    before = [path.name for path in (tmp_path / "state").iterdir() if secret.encode() in path.read_bytes()]
    await store.trays.clear(TRAY)
    after = [path.name for path in (tmp_path / "state").iterdir() if secret.encode() in path.read_bytes()]
    await store.close()

    assert ["briefbot.db-wal"] == before
    assert [] == after
