"""Shards: one holder each, and those of a killed process are taken over."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import LEASE_SECONDS, RENEW_SECONDS, Store
from bot.store.leases import Leases

SHARDS = (0, 1, 2, 3)


class Ticks:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def leases(store: Store, ticks: Ticks) -> Leases:
    return Leases(store._database, ticks)


async def test_a_free_shard_has_one_holder(leases: Leases) -> None:
    taken = await asyncio.gather(*(leases.take(name, 4, SHARDS) for name in ("a", "b", "c")))

    assert [SHARDS, (), ()] == sorted(taken, reverse=True)


async def test_the_holder_may_take_again_and_counts_are_apart(leases: Leases) -> None:
    await leases.take("a", 4, (0, 1))

    assert (0, 1) == await leases.take("a", 4, (0, 1))
    assert (0, 1) == await leases.take("b", 2, (0, 1))
    assert {0: "a", 1: "a"} == await leases.holders(4)


async def test_a_killed_process_loses_its_shards_within_a_minute(leases: Leases, ticks: Ticks) -> None:
    await leases.take("killed", 4, SHARDS)
    began, taken = ticks.now, ()
    while not taken:
        ticks.now += RENEW_SECONDS
        taken = await leases.take("heir", 4, SHARDS)

    assert SHARDS == taken
    assert ticks.now - began <= 60
    assert () == await leases.renew("killed", 4)
    assert SHARDS == await leases.renew("heir", 4)


async def test_a_process_that_beats_keeps_its_shards(leases: Leases, ticks: Ticks) -> None:
    await leases.take("living", 4, SHARDS)
    for _ in range(10):
        ticks.now += LEASE_SECONDS - 1
        assert SHARDS == await leases.renew("living", 4)
        assert () == await leases.take("eager", 4, SHARDS)


async def test_released_shards_are_free_at_once(leases: Leases) -> None:
    await leases.take("a", 4, SHARDS)
    await leases.release("a", 4)

    assert (2,) == await leases.take("b", 4, (2,))
    assert {2: "b"} == await leases.holders(4)


async def test_two_heirs_do_not_both_inherit(store: Store, ticks: Ticks) -> None:
    heirs = {name: Leases(store._database, ticks) for name in ("one", "two")}
    await heirs["one"].take("killed", 4, SHARDS)
    for name, leases in heirs.items():
        assert () == await leases.take(name, 4, SHARDS)
    ticks.now += LEASE_SECONDS

    taken = await asyncio.gather(*(leases.take(name, 4, SHARDS) for name, leases in heirs.items()))

    assert [SHARDS, ()] == sorted(taken, reverse=True)
