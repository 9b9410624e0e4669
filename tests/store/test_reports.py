"""Reports: what is kept, what is not, and what a curator's decision does."""

from __future__ import annotations

import pytest

from bot.store import Closed, Closing, NewReport, Store
from tests.store.conftest import MovedClock


async def test_a_report_is_kept_with_what_was_shown(store: Store, clock: MovedClock) -> None:
    new = NewReport(
        kind="wrong-match",
        text="wages abroad",
        by_person=True,
        shown=("overseas-wages", "tip-2024:12"),
        reason="another country",
        better_topic="remittances",
        guild_id=1,
    )
    report = await store.reports.one(await store.reports.record(new))

    assert report is not None
    assert (new.kind, new.text, new.shown, new.reason, new.better_topic, new.guild_id) == (
        report.kind,
        report.text,
        report.shown,
        report.reason,
        report.better_topic,
        report.guild_id,
    )
    assert ("waiting", clock.now, None, None) == (report.state, report.created_at, report.closed_at, report.asker_id)


@pytest.mark.parametrize(
    ("origin", "by_person", "kept"),
    [("typed", False, "secret"), ("typed", True, "secret"), ("message", True, "secret"), ("message", False, "")],
)
async def test_the_text_of_a_message_is_kept_only_when_a_person_reported_it(
    store: Store, origin: str, by_person: bool, kept: str
) -> None:
    new = NewReport("declined-claim", "secret", origin=origin, by_person=by_person)  # type: ignore[arg-type]
    report = await store.reports.one(await store.reports.record(new))

    assert report is not None
    assert kept == report.text


async def test_the_newest_waiting_ones_come_first(store: Store, clock: MovedClock) -> None:
    for text in ("old", "middle", "new"):
        await store.reports.record(NewReport("miss", text))
        clock.move(minutes=1)

    assert ["new", "middle"] == [report.text for report in await store.reports.waiting(limit=2)]


async def test_an_asker_who_wished_is_owed_a_notice_once(store: Store) -> None:
    ids = [await store.reports.record(NewReport("miss", text, asker_id=7)) for text in ("wages", "pay")]
    ids.append(await store.reports.record(NewReport("miss", "salary")))

    closed = await store.reports.close(ids, Closing("answered", 9, "overseas-wages", "There is an answer now."))
    again = await store.reports.close(ids, Closing("answered", 9, "overseas-wages", "There is an answer now."))

    assert (Closed(3, 1), Closed(0, 0)) == (closed, again)
    assert [(7, "There is an answer now.")] == [(each.user_id, each.text) for each in await store.notices.take()]
    assert () == await store.reports.waiting()


async def test_closing_is_in_the_audit_and_forgets_who_asked(store: Store, clock: MovedClock) -> None:
    report_id = await store.reports.record(NewReport("miss", "wages", asker_id=7))
    clock.move(minutes=5)
    await store.reports.close([report_id], Closing("rejected", 9, "wages"))

    report = await store.reports.one(report_id)
    (entry,) = await store.audit.latest()

    assert report is not None
    assert ("rejected", clock.now, None) == (report.state, report.closed_at, report.asker_id)
    assert (9, "close reports: rejected", "wages", "1 reports") == (
        entry.actor_id,
        entry.action,
        entry.target,
        entry.detail,
    )
    assert () == await store.notices.take()


async def test_an_asker_may_wish_later_but_not_after_it_was_closed(store: Store) -> None:
    report_id = await store.reports.record(NewReport("none-of-these", "wages"))

    assert await store.reports.tell(report_id, 7)
    assert Closed(1, 1) == await store.reports.close([report_id], Closing("answered", 9, notice="Now there is."))
    assert not await store.reports.tell(report_id, 7)
    assert not await store.reports.tell("gone", 7)
    assert await store.reports.one("gone") is None
