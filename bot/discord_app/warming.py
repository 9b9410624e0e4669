"""Loading and indexing, and what takes long the first time, done before somebody asks: claims, links to passages."""

from __future__ import annotations

from pathlib import Path

from bot.cards.actions import Action
from bot.cards.opening import open_card
from bot.errors import LibraryError
from bot.library.loading import load_library
from bot.library.snapshot import Library
from bot.search.engine import Engine


def opened(folder: Path) -> Engine:
    """The library in `folder`, ready to answer; raises LibraryError where it cannot be."""
    library = load_library(folder)
    if not library.briefs:
        raise LibraryError(f"The library in {folder} holds no brief that can be served: see `briefbot check`.")
    return Engine(library)


def loaded(folder: Path, known: Library) -> Library:
    """The library in `folder` as it is now, upon the one before."""
    return load_library(folder, known=known)


def warmed(library: Library, known: Engine | None = None) -> Engine:
    """An engine on `library` that answers at once, upon the one before. Takes time: call off the loop."""
    engine = Engine(library, known)
    warm(engine, known)
    return engine


def warm(engine: Engine, known: Engine | None = None) -> None:
    """
    Load and index what the first answer of each kind would load. Takes time: call off the loop.

    The processor of citations, 7 MiB and a tenth of a second, is left to the first that is wanted: those are made off
    the loop in any case.
    """
    from bot.evidence.claims.checking import check_claim, prepare

    prepare(engine, known)
    check_claim("There are 100 camps.", engine)
    for source, text in engine.library.texts.items():
        if text.paragraphs:
            open_card(engine, Action("passage", (f"{source}:1",)))  # its link indexes the whole source
