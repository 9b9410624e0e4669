"""Fixtures that several test packages share, and the rule for what a machine may lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.library.loading import load_library
from bot.library.snapshot import Library
from tests.canary import (  # noqa: F401 - hooks of every test: nothing that it shows may hold a token
    _no_token_in_files_that_tests_share,
    pytest_configure,
    pytest_runtest_makereport,
    pytest_runtest_setup,
    pytest_unconfigure,
)

ROOT = Path(__file__).resolve().parent.parent


def require(name: str, present: object, reason: str) -> None:
    """Skip the calling test with `reason` unless `present`; fail instead where BRIEFBOT_REQUIRE names `name`."""
    if present:
        return
    if name in os.environ.get("BRIEFBOT_REQUIRE", "").split(","):
        pytest.fail(f"BRIEFBOT_REQUIRE names {name!r}, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def library() -> Library:
    """The real library, read once for all tests that only look at it."""
    return load_library(ROOT / "briefs")
