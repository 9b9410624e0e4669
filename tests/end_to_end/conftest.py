"""Each set-up, started once for all tests that only use it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.standin import Tally
from bot.store import operations
from tests.conftest import require
from tests.end_to_end.setups import SETUPS, Setup
from tests.store.conftest import new_database, outside, postgres_answers


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Counts all payloads; one that Discord would refuse fails the run."""
    tally = Tally()
    yield tally
    request.config.pluginmanager.getplugin("terminalreporter").write_line(f"\nend to end: {tally}")
    assert not tally.violations, list(tally.violations)


@pytest_asyncio.fixture(
    scope="session",
    loop_scope="session",
    params=[
        pytest.param(name, marks=[pytest.mark.postgres] if kind != "sqlite" else [])
        for name, (_, kind) in SETUPS.items()
    ],
)
async def setup(
    request: pytest.FixtureRequest, tally: Tally, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Setup]:
    begin, kind = SETUPS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    if kind == "sqlite":
        async with begin(tally, f"sqlite:///{folder / 'store.db'}", folder) as setup:
            yield setup
        return
    require("postgres", postgres_answers(), "no PostgreSQL server answers on 127.0.0.1:5432")
    with new_database(f"briefbot_test_{os.getpid()}_{begin.__name__}") as url:
        outside(lambda: operations.migrate(url))
        async with begin(tally, url, folder) as setup:
            yield setup
