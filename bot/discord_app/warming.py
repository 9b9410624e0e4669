"""What takes long the first time, done before somebody asks: the claim checker, links to passages."""

from __future__ import annotations

from bot.cards.actions import Action
from bot.cards.opening import open_card
from bot.library.snapshot import Library
from bot.search.engine import Engine


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
