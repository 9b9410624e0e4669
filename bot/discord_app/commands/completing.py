"""Suggestions while somebody types: at most 25, useful when nothing is typed yet, never an error."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

import discord
from discord import app_commands

from bot.cards.text import shortened
from bot.citing.styles import STYLES
from bot.evidence.figures import counted_measures
from bot.evidence.scores import sheets_by_edition
from bot.evidence.sources import topics_answer
from bot.library.snapshot import Library
from bot.search.engine import Engine

log = logging.getLogger(__name__)

CHOICES: Final = 25  # Discord takes no more
LABEL: Final = 100  # characters of a choice
REMEMBERED: Final = 1_024  # choices, which are the same for everyone

Choice = app_commands.Choice[str]
Pairs = Iterable[tuple[str, str]]


def completer(suggest: Callable[[Engine, str, discord.Interaction[Any]], Pairs]) -> Any:
    """An autocomplete callback that offers (label, value) pairs and logs, rather than raises, what goes wrong."""

    async def complete(interaction: discord.Interaction[Any], current: str) -> list[Choice]:
        try:
            pairs = list(dict.fromkeys(suggest(interaction.client.engine, current[:LABEL], interaction)))[:CHOICES]
        except Exception:
            log.exception("Suggestions for %r failed", interaction.command)
            return []
        return [_choice(label, value) for label, value in pairs]

    return complete


@lru_cache(maxsize=REMEMBERED)
def _choice(label: str, value: str) -> Choice:
    return app_commands.Choice(name=shortened(label, LABEL), value=value)


def matching(pairs: Pairs, typed: str) -> Pairs:
    """The pairs whose label or value holds every word typed, those that start so first; all when nothing is typed."""
    words = typed.casefold().split()
    found = [pair for pair in pairs if all(word in f"{pair[0]} {pair[1]}".casefold() for word in words)]
    return sorted(found, key=lambda pair: not pair[0].casefold().startswith(typed.casefold()))


def source_pairs(library: Library) -> Pairs:
    return [(f"{source.label}: {source.title}", source.id) for source in library.sources.values()]


def sheet_pairs(library: Library) -> Pairs:
    return [(sheet.title, sheet.id) for sheet in sheets_by_edition(library)]


def indicator_pairs(library: Library, sheet: str | None) -> Pairs:
    """The groups and indicators of a sheet; of the newest when none is chosen yet."""
    sheets = sheets_by_edition(library)
    chosen = next((one for one in sheets if sheet in (one.id, one.title)), sheets[0] if sheets else None)
    if chosen is None:
        return []
    groups = [(group.name.capitalize(), group.id) for group in chosen.groups]
    return groups + [(one.name.capitalize(), one.id) for group in chosen.groups for one in group.indicators]


complete_brief = completer(lambda engine, typed, _: engine.complete(typed, CHOICES))
complete_source = completer(lambda engine, typed, _: matching(source_pairs(engine.library), typed))
complete_sheet = completer(lambda engine, typed, _: matching(sheet_pairs(engine.library), typed))
complete_style = completer(lambda _, typed, __: matching([(style.label, style.key) for style in STYLES], typed))
complete_indicator = completer(
    lambda engine, typed, interaction: matching(
        indicator_pairs(engine.library, getattr(interaction.namespace, "sheet", None)), typed
    )
)
complete_measure = completer(
    lambda engine, typed, _: matching([(one.title, one.id) for one in counted_measures(engine.library)], typed)
)
complete_compared = completer(
    lambda engine, typed, _: matching([*source_pairs(engine.library), *sheet_pairs(engine.library)], typed)
)
complete_tag = completer(
    lambda engine, typed, _: matching([(f"{tag} ({n})", tag) for tag, n in topics_answer(engine.library).tags], typed)
)
