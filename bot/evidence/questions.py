"""A question in free text: the brief that answers, the choices, a passage or source named outright, or a miss."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.evidence.answers import BriefAnswer, Choices, Miss, NoSuchPassage, PassageAnswer, QuestionAnswer, Topics
from bot.evidence.briefs import ROW, answer_from_brief
from bot.evidence.sources import find_source, passage_answer, source_answer
from bot.library.model import Brief
from bot.library.snapshot import Library
from bot.search.engine import Engine
from bot.search.outcomes import Answer, Ask, Decline, Hit, Reason

CHOICES: Final = 5  # briefs offered when several could be meant
NEAR: Final = 0.72  # of the best passage's similarity, from which another opens the answer beside it
_KEY = re.compile(r"\s*+(?P<source>[a-z0-9-]++)\s*+:\s*+(?P<name>(?:¶\s*+)?[a-z0-9-]++)\s*+\Z", re.I)


def answer_question(engine: Engine, query: str) -> QuestionAnswer:
    """What the library says on `query`; a passage's key or a source's address finds just that."""
    library = engine.library
    if (named := answer_key(library, query)) is not None:
        return named
    if "://" in query and (source := find_source(library, query)) is not None:
        return source_answer(library, source)
    match engine.look_up(query):
        case Answer(hits=hits, topics=topics):
            shown = hits[:topics]
            return Topics(query, tuple([answer_hit(library, hit) for hit in shown]), tuple([hit.why for hit in shown]))
        case Ask(hits=hits):
            return Choices(query, _briefs(library, hits))
        case Decline(reason=reason, subject=subject, nearest=nearest):
            return Miss(query, reason is Reason.EMPTY, subject, _briefs(library, nearest))


def is_miss(answer: QuestionAnswer) -> bool:
    """Whether curators would want to know of it: words were asked, and nothing answers them."""
    return isinstance(answer, Miss) and not answer.empty


def answer_key(library: Library, query: str) -> PassageAnswer | NoSuchPassage | None:
    """The passage of a typed key such as `tip-2024:¶12`; None when `query` is no key of a known source."""
    match = _KEY.match(query) if ":" in query else None
    source = library.sources.get(match["source"].lower()) if match else None
    if match is None or source is None:
        return None
    passage = library.passage(query)
    if passage is not None:
        return passage_answer(library, passage)
    text = library.texts.get(source.id)
    rows = tuple(row.name for row in text.rows) if text else ()
    return NoSuchPassage(" ".join(query.split()), source, len(text.paragraphs) if text else 0, rows)


def answer_hit(library: Library, hit: Hit) -> BriefAnswer:
    """What a hit's brief says on the question, the quotes that answer first."""
    lead = [one.quote or f"{ROW}{one.passage.key}" for one in hit.near(NEAR)]
    return answer_from_brief(library, library.briefs[hit.brief], lead)


def find_brief(engine: Engine, text: str) -> Brief | Choices | Miss:
    """The brief of an id or a title, as autocomplete sends them, else what a lookup finds."""
    library = engine.library
    if (named := find_brief_named(library, text)) is not None:
        return named
    match engine.look_up(text):
        case Answer(hits=hits):
            return library.briefs[hits[0].brief]
        case Ask(hits=hits):
            return Choices(text, _briefs(library, hits))
        case Decline(reason=reason, subject=subject, nearest=nearest):
            return Miss(text, reason is Reason.EMPTY, subject, _briefs(library, nearest))


def find_brief_named(library: Library, text: str) -> Brief | None:
    """The brief whose id, title or other name `text` is, in any case."""
    return library.named(text)


def _briefs(library: Library, hits: Sequence[Hit]) -> tuple[Brief, ...]:
    return tuple(library.briefs[hit.brief] for hit in hits[:CHOICES])
