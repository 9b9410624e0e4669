"""The real bot on a stand-in whose wire, gateway and limits the tests break."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.discord_app.client import Briefbot
from bot.search.engine import Engine
from bot.standin import Judge, Standin, Tally
from bot.store import Store, open_store
from tests.discord_app.conftest import connected
from tests.shared_library import the_engine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here injects a fault."""
    for item in items:
        if "tests/faults" in item.path.as_posix():
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def tally() -> Iterator[Tally]:
    """Counts all payloads; one that Discord would refuse fails the run, injected refusals apart."""
    tally = Tally()
    yield tally
    assert not tally.violations, list(tally.violations)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return the_engine()


@pytest.fixture
async def standin(tally: Tally) -> AsyncIterator[Standin]:
    async with Standin(judge=Judge(tally=tally)) as standin:
        yield standin


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield store
    await store.close()


@pytest.fixture
async def bot(standin: Standin, engine: Engine, store: Store) -> AsyncIterator[Briefbot]:
    async with connected(standin, engine, store) as client:
        yield client
