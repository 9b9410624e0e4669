"""A worker killed under load loses what it had in flight and nothing else; `benchmarks.killing` does it for minutes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.killing import measure
from bot.store import operations
from tests.conftest import require
from tests.store.conftest import new_database, outside, postgres_answers

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.faults]


async def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    require("postgres", postgres_answers(), "no PostgreSQL server answers on 127.0.0.1:5432")
    with new_database(f"briefbot_test_{os.getpid()}_killing") as url:
        outside(lambda: operations.migrate(url))
        figures = await measure(url, tmp_path, seconds=6.0, count=2, every=2.0, rate=20.0)

    assert figures["kills"]
    assert [] == figures["lost"]
    assert {} == figures["unanswered_unexplained"]
