"""What is too old goes, by a clock that must be sound."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.store import Act, NewItem, NewReport, Retention, Store, Swept, channel_tray, private_tray
from bot.store import upkeep as upkeep_module
from bot.store.retention import Watch
from tests.store.conftest import MovedClock, opened, until


async def save_one_of_each(store: Store) -> None:
    await store.reports.record(NewReport("miss", "wages"))
    await store.notices.owe(7, "text")
    await store.audit.record(Act(7, "reload"))
    await store.trays.add(private_tray(7), NewItem("brief", "prison-camps"), by=7)


@pytest.mark.parametrize(
    ("after_days", "swept"),
    [(89, Swept(0, 0, 0, 0)), (91, Swept(0, 1, 0, 0)), (181, Swept(1, 1, 0, 0)), (731, Swept(1, 1, 1, 0))],
)
async def test_each_thing_has_its_time_and_trays_stay(
    store: Store, clock: MovedClock, after_days: int, swept: Swept
) -> None:
    await save_one_of_each(store)
    clock.move(days=after_days)

    assert swept == await store.sweep()
    assert Swept(0, 0, 0, 0) == await store.sweep()
    assert 1 == len(await store.trays.show(private_tray(7)))


async def test_retention_can_be_off(url: str, clock: MovedClock) -> None:
    async with opened(url, clock=clock, retention=Retention(None, None, None, None)) as store:
        await save_one_of_each(store)
        clock.move(days=10_000)

        assert Swept(0, 0, 0, 0) == await store.sweep()


async def test_a_tray_goes_as_a_whole_after_its_newest_item(url: str, clock: MovedClock) -> None:
    busy, idle = channel_tray(1, None), channel_tray(2, None)
    async with opened(url, clock=clock, retention=Retention(tray_days=30)) as store:
        for tray in (busy, idle):
            await store.trays.add(tray, NewItem("passage", "old"), by=7)
        clock.move(days=20)
        await store.trays.add(busy, NewItem("passage", "new"), by=7)
        clock.move(days=20)

        assert Swept(0, 0, 0, 1) == await store.sweep()
        assert ["old", "new"] == [item.key for item in await store.trays.show(busy)]
        assert () == await store.trays.show(idle)


@pytest.mark.parametrize("hours", [-1, 1, 24 * 365])
def test_a_leap_of_the_clock_is_noticed_once(hours: int) -> None:
    clock, ticks = MovedClock(), [0.0]
    watch = Watch(clock, lambda: ticks[0])
    clock.move(hours=hours)

    assert timedelta(hours=hours) == watch.leap()
    assert timedelta(0) == watch.leap()


def test_time_that_passes_is_no_leap() -> None:
    clock, ticks = MovedClock(), [0.0]
    watch = Watch(clock, lambda: ticks[0])
    clock.move(days=30, minutes=5)
    ticks[0] += timedelta(days=30).total_seconds()

    assert timedelta(0) == watch.leap()


@pytest.fixture
def swept_at_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(upkeep_module, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr("bot.store.announcements.POLL_SECONDS", 0.01)
    caplog.set_level("INFO")
    return caplog


async def test_the_sweep_comes_by_itself(
    sqlite_url: str, clock: MovedClock, swept_at_once: pytest.LogCaptureFixture
) -> None:
    async with opened(sqlite_url, clock=clock, role="tool") as store:
        await save_one_of_each(store)
    clock.move(days=181)
    async with opened(sqlite_url, clock=clock) as store:
        await until(lambda: "kept long enough: 1 reports, 1 notices, 0 audit entries" in swept_at_once.text)

        assert () == await store.reports.waiting()


async def test_a_clock_that_leaps_deletes_nothing(
    sqlite_url: str, clock: MovedClock, swept_at_once: pytest.LogCaptureFixture
) -> None:
    async with opened(sqlite_url, clock=clock) as store:
        await save_one_of_each(store)
        clock.move(days=10_000)
        await until(lambda: "the clock leapt by 10000 days" in swept_at_once.text)
        await asyncio.sleep(0.2)

        assert 1 == len(await store.reports.waiting())
