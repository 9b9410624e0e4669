"""The record of who did what."""

from __future__ import annotations

from bot.store import Act, Store
from tests.store.conftest import MovedClock


async def test_the_newest_acts_come_first_and_of_one_server_if_wished(store: Store, clock: MovedClock) -> None:
    for number, guild_id in enumerate((1, 2, 1)):
        await store.audit.record(Act(7, "add alias", "overseas-wages", str(number), guild_id))
        clock.move(seconds=1)

    everywhere, here = await store.audit.latest(limit=2), await store.audit.latest(guild_id=1)

    assert ["2", "1"] == [entry.detail for entry in everywhere]
    assert ["2", "0"] == [entry.detail for entry in here]
    assert (7, "add alias", "overseas-wages", 1) == (
        here[0].actor_id,
        here[0].action,
        here[0].target,
        here[0].guild_id,
    )
