"""The real library and engine, loaded once for all tests that only read them."""

from __future__ import annotations

from functools import cache

from bot.library.loading import load_library
from bot.library.snapshot import Library
from bot.search.engine import Engine
from tests.conftest import ROOT


@cache
def the_library() -> Library:
    return load_library(ROOT / "briefs")


@cache
def the_engine() -> Engine:
    return Engine(the_library())
