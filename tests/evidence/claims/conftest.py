"""The engine over the library as it stands, built once for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evidence.claims.checking import Checker
from bot.library.loading import load_library
from bot.search.engine import Engine

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(load_library(ROOT / "briefs"))


@pytest.fixture(scope="session")
def checker(engine: Engine) -> Checker:
    return Checker(engine)
