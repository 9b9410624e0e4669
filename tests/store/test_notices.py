"""Notices: told once, by whichever worker, and never forgotten."""

from __future__ import annotations

import asyncio

from bot.store import TAKEN_FOR, Store
from tests.store.conftest import MovedClock


async def ids(store: Store, user_id: int | None = None) -> list[str]:
    return [notice.id for notice in await store.notices.take(user_id)]


async def test_a_notice_is_offered_to_one_worker_only(store: Store) -> None:
    notice_id = await store.notices.owe(7, "There is an answer now.", "a-report")

    offers = await asyncio.gather(*(store.notices.take() for _ in range(8)))

    assert [notice_id] == [notice.id for offer in offers for notice in offer]


async def test_a_told_notice_is_gone(store: Store, clock: MovedClock) -> None:
    await store.notices.owe(7, "text")
    for notice_id in await ids(store):
        await store.notices.told(notice_id)
    clock.move(days=1)

    assert [] == await ids(store)
    assert {"user_id": 7} == await store.export_person(7)


async def test_a_notice_that_a_killed_worker_took_is_offered_again(store: Store, clock: MovedClock) -> None:
    notice_id = await store.notices.owe(7, "text")
    await store.notices.take()

    assert [] == await ids(store)

    clock.move(seconds=TAKEN_FOR.total_seconds() + 1)

    assert [notice_id] == await ids(store)


async def test_a_clock_set_back_does_not_hide_a_notice(store: Store, clock: MovedClock) -> None:
    notice_id = await store.notices.owe(7, "text")
    await store.notices.take()
    clock.move(days=-1)

    assert [notice_id] == await ids(store)


async def test_after_a_failed_direct_message_it_waits_for_a_private_reply(store: Store) -> None:
    notice_id = await store.notices.owe(7, "text")
    await store.notices.take()
    await store.notices.undeliverable(notice_id)

    assert [] == await ids(store)
    assert [] == await ids(store, 8)
    assert [notice_id] == await ids(store, 7)


async def test_the_oldest_come_first_and_no_more_than_asked_for(store: Store, clock: MovedClock) -> None:
    owed = []
    for number in range(3):
        owed.append(await store.notices.owe(number, "text"))
        clock.move(seconds=1)

    assert owed[:2] == [notice.id for notice in await store.notices.take(limit=2)]
    assert owed[2:] == await ids(store)


async def test_only_those_are_looked_up_who_are_to_be_told_with_a_reply(store: Store) -> None:
    notice_id = await store.notices.owe(7, "text")

    assert store.notices.may_owe(7)  # nobody has looked yet
    assert store.notices.may_owe(8)

    await store.notices.look()

    assert not store.notices.may_owe(7)  # a direct message comes first

    await store.notices.undeliverable(notice_id)

    assert store.notices.may_owe(7)
    assert store.notices.may_owe(8)

    await store.notices.look()

    assert store.notices.may_owe(7)
    assert not store.notices.may_owe(8)
