"""What was collected in a tray, resolved against the library: passages once each, briefs with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.evidence.answers import BriefAnswer
from bot.evidence.briefs import whole_brief
from bot.evidence.marking import Marked, Marker
from bot.evidence.questions import find_brief_named
from bot.library.snapshot import Library


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing as it was kept; `id` is how the tray knows it."""

    id: str
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept thing, found again; neither `passage` nor `brief` when it is no longer in the library."""

    kept: Kept
    passage: Marked | None = None
    brief: BriefAnswer | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The entries in order, and every passage that they show, numbered, each once."""

    entries: tuple[Entry, ...]
    passages: tuple[Marked, ...]


def collect(library: Library, kept: Iterable[Kept]) -> Dossier:
    """Find again what was kept."""
    marker = Marker(library)
    entries: list[Entry] = []
    for one in kept:
        passage = library.passage(one.key)
        brief = library.briefs.get(one.key)
        if passage is not None:
            number = marker.words(passage, passage.text)
            entries.append(Entry(one, passage=marker.marked[number - 1]))
        elif brief is not None:
            entries.append(Entry(one, brief=whole_brief(library, brief)))
        else:
            entries.append(Entry(one))
    for entry in entries:
        if entry.brief is not None:
            for quoted in entry.brief.passages:
                marker.words(quoted.passage, quoted.text, quoted.originator, quoted.quote)
    return Dossier(tuple(entries), tuple(marker.marked))


def key_to_keep(library: Library, typed: str) -> tuple[str, str] | None:
    """(kind, key) of what somebody wants to keep: a passage's key, a brief's id or title; None when there is none."""
    passage = library.passage(typed)
    if passage is not None:
        return "passage", passage.key
    brief = find_brief_named(library, typed)
    return ("brief", brief.id) if brief is not None else None
