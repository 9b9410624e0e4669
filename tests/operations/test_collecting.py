"""Garbage is looked for seldom while a bot answers, and as before afterwards."""

from __future__ import annotations

import gc

from bot.operations.collecting import YOUNG, seldom_collected


def test_the_collector_rests_while_the_block_runs_and_never_longer() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert (YOUNG, *usual[1:]) == gc.get_threshold()

    assert usual == gc.get_threshold()
