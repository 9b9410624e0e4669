"""Loading and indexing, and what takes long the first time: links to passages at once, claims when they are asked."""

from __future__ import annotations

from pathlib import Path

from bot.cards.actions import Action
from bot.cards.opening import open_card
from bot.discord_app.building import give_back
from bot.errors import LibraryError
from bot.library.finished import UnfinishedError, finished
from bot.library.loading import load_library
from bot.library.snapshot import Library
from bot.search.engine import Engine


def engine_of(library: Library, folder: Path) -> Engine:
    """What answers from a library that was just opened; raises LibraryError where there is nothing to answer."""
    if not library.briefs:
        raise LibraryError(f"The library in {folder} holds no brief that can be served: see `briefbot check`.")
    return Engine(library)


def loaded(folder: Path, known: Library) -> Library:
    """
    The library in `folder` as it is now, upon the one before.

    Raises:
        UnfinishedError: Somebody was in the middle of writing a file, so that what was read may be half of it.
    """
    seeds = folder.parent / "seeds"
    before = finished(folder, seeds)
    library = load_library(folder, seeds, known=known)
    if finished(folder, seeds) != before:
        raise UnfinishedError("The files of the library go on changing; they are read when that is over")
    return library


def warmed(library: Library, known: Engine, *, claims: bool) -> Engine:
    """
    An engine on `library` that answers at once, upon the one before. Takes time: call off the loop.

    Args:
        claims: Also for claims, as the engine before was ready for them.
    """
    engine = Engine(library, known)
    warm(engine)
    if claims:
        read_for_claims(engine, known)
    return engine


def warm(engine: Engine) -> None:
    """
    Index what the first answers would index. Takes time: call off the loop.

    Left to the first that is wanted, since both are made off the loop: the processor of citations (7 MiB, a tenth of a
    second), and the checker of claims (60 MiB, a few seconds).
    """
    for source, text in engine.library.texts.items():
        if text.paragraphs:
            open_card(engine, Action("passage", (f"{source}:1",)))  # its link indexes the whole source


def read_for_claims(engine: Engine, known: Engine | None = None) -> None:
    """Read a library for the claim check, upon what was read of the one before. Takes a few seconds."""
    from bot.evidence.claims.checking import prepare  # late, as said above

    prepare(engine, known)
    give_back()
