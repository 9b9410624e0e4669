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


class Everyday(BaseModel):
    """What the file of everyday English holds; `|` stands between two sides that exclude each other."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    groups: tuple[str, ...]
    reverses: tuple[str, ...]
    kinds: dict[str, str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of this field with those of everyday English; read on first use."""
    field = Tables.model_validate(_read("tables.yaml"))
    everyday = Everyday.model_validate(_read("everyday.yaml"))
    sides = [tuple(side.strip() for side in line.split("|")) for line in everyday.reverses]
    turned = [Opposites(one=a, other=b) for one, other in sides for a, b in ((one, other), (other, one))]
    return field.model_copy(
        update={
            "groups": (*field.groups, *everyday.groups),
            "opposites": (*field.opposites, *turned),
            "kinds": {**field.kinds, **everyday.kinds},
        }
    )


def _read(name: str) -> object:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


@lru_cache(maxsize=8)
def word_set(name: str) -> frozenset[str]:
    """The words of the table `name`: elsewhere, negators, turning or fillers."""
    return frozenset(getattr(tables(), name).split())
