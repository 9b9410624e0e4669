"""What takes seconds the first time, done before somebody asks: the claim checker, citations, links to passages."""

from __future__ import annotations

from bot.cards.actions import Action
from bot.cards.citations import DEFAULT_STYLE
from bot.cards.opening import open_card
from bot.citing.citations import warm as warm_citations
from bot.evidence.claims.checking import check_claim
from bot.library.snapshot import Library
from bot.search.engine import Engine


def warmed(library: Library) -> Engine:
    """An engine on `library` that answers at once. Takes seconds: call off the loop."""
    engine = Engine(library)
    warm(engine)
    return engine


def warm(engine: Engine) -> None:
    """Load and index what the first answer of each kind would load. Takes seconds: call off the loop."""
    check_claim("There are 100 camps.", engine)
    warm_citations(DEFAULT_STYLE)
    for source, text in engine.library.texts.items():
        if text.paragraphs:
            open_card(engine, Action("passage", (f"{source}:1",)))  # its link indexes the whole source
