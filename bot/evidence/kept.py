"""What was collected in a tray, found again in the library, so that it can be shown entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.evidence.marking import Marked, Marker
from bot.evidence.questions import find_brief_named
from bot.library.model import Brief
from bot.library.snapshot import Library


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing as it was kept; `id` is how the tray knows it."""

    id: str
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One kept thing, found again; neither `passage` nor `brief` when it is no longer in the library."""

    kept: Kept
    passage: Marked | None = None
    brief: Brief | None = None


def find_kept(library: Library, kept: Iterable[Kept]) -> tuple[KeptEntry, ...]:
    """Find again what was kept, in its order; each passage has one number however often it was kept."""
    marker = Marker(library)
    entries: list[KeptEntry] = []
    for one in kept:
        passage = library.passage(one.key)
        if passage is not None:
            number = marker.words(passage, passage.text)
            entries.append(KeptEntry(one, passage=marker.marked[number - 1]))
        else:
            entries.append(KeptEntry(one, brief=library.briefs.get(one.key)))
    return tuple(entries)


def key_to_keep(library: Library, typed: str) -> tuple[str, str] | None:
    """(kind, key) of what somebody wants to keep: a passage's key, a brief's id or title; None when there is none."""
    passage = library.passage(typed)
    if passage is not None:
        return "passage", passage.key
    brief = find_brief_named(library, typed)
    return ("brief", brief.id) if brief is not None else None
