"""Fixtures that several test packages share, and the rule for what a machine may lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.library.loading import load_library
from bot.library.snapshot import Library

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
