"""The reviewed tables of words, as `tables.yaml` holds them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class Opposites(BaseModel):
    """Two sides of words that exclude each other, blank-separated."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    one: str
    other: str


class Tables(BaseModel):
    """Everything that the file holds; texts are blank-separated words, `_` joining a phrase."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    groups: tuple[str, ...]
    kinds: dict[str, str]  # kind → words; `=` joins the names of one thing
    opposites: tuple[Opposites, ...]
    elsewhere: str
    negators: str
    turning: str
    fillers: str
    indicators: dict[str, str]  # indicator id → names, comma-separated


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables; read on first use."""
    path = Path(__file__).with_name("tables.yaml")
    return Tables.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def word_set(name: str) -> frozenset[str]:
    """The words of the table `name`: elsewhere, negators, turning or fillers."""
    return frozenset(getattr(tables(), name).split())
