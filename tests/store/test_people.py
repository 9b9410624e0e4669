"""A person's own choices."""

from __future__ import annotations

import pytest

from bot.errors import StoreError
from bot.store import Person, Store


async def test_a_stranger_has_the_defaults(store: Store) -> None:
    assert Person(7, None, "ask") == await store.people.of(7)


async def test_the_last_style_is_remembered_for_that_person(store: Store) -> None:
    for style in ("mla", "ieee"):
        await store.people.remember_style(7, style)

    assert Person(7, "ieee", "ask") == await store.people.of(7)
    assert Person(8) == await store.people.of(8)


async def test_a_wish_and_a_style_do_not_overwrite_each_other(store: Store) -> None:
    await store.people.wish(7, "always")
    await store.people.remember_style(7, "mla")
    await store.people.wish(7, "never")

    assert Person(7, "mla", "never") == await store.people.of(7)


async def test_an_over_long_style_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="at most 40 characters"):
        await store.people.remember_style(7, "x" * 41)
