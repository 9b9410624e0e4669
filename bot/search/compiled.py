"""`bot.search.loops` as it is run: compiled where there was a C compiler, else in Python."""

from __future__ import annotations

try:
    from bot.search._loops import most_of, most_shared, names_in, places, weigh, where
except ImportError:
    from bot.search.loops import most_of, most_shared, names_in, places, weigh, where

__all__ = ["most_of", "most_shared", "names_in", "places", "weigh", "where"]
