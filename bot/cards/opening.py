"""From an action to its card: what a button opens, and how any card is made anew, on any worker, after any restart."""

from __future__ import annotations

from bot.cards import asking, briefs, citations, lookups, notices, scores, sources
from bot.cards.actions import Action
from bot.cards.card import Card
from bot.cards.illustrating import score_chart_card
from bot.cards.keeping import KEPT
from bot.cards.phrases import fixed
from bot.evidence.answers import BriefAnswer, NoSuchPassage
from bot.evidence.briefs import ROW, answer_from_brief, whole_brief
from bot.evidence.marking import Marker, originator_of
from bot.evidence.questions import answer_key
from bot.evidence.scores import score_answer
from bot.evidence.sources import source_answer, sources_answer, topics_answer
from bot.library.model import Brief
from bot.library.snapshot import Library
from bot.search.engine import Engine

BRIEF_VERBS = frozenset({"brief", "answer", "passages", "related", "bfigures", "cite"})


def open_card(engine: Engine, action: Action, *, style: str = citations.DEFAULT_STYLE) -> Card:
    """
    The card that `action` stands for; one that says so when its subject is gone.

    Args:
        style: The citation style where the action names none. Citations load a processor: call off the loop.
    """
    library = engine.library
    if action.verb in BRIEF_VERBS:
        brief = library.briefs.get(action.arg(0))
        return _of_brief(library, brief, action, style) if brief is not None else gone_card()
    return _of_library(engine, action, style)


def gone_card() -> Card:
    """The subject of an old button is no longer in the library."""
    return notices.notice_card(
        fixed("No longer here"), fixed("What this button opened is no longer in the library. Ask again with /ask.")
    )


def _of_brief(library: Library, brief: Brief, action: Action, style: str) -> Card:
    match action.verb:
        case "brief":
            return KEPT.brief(library, brief, private=True)
        case "answer":
            return briefs.answer_card(_answer(library, brief, action.arg(1)), private=True)
        case "passages":
            return briefs.passages_card(library, whole_brief(library, brief), _number(action.arg(1)))
        case "related":
            return briefs.related_card(whole_brief(library, brief))
        case "bfigures":
            return briefs.figures_of_brief_card(whole_brief(library, brief))
        case _:
            return _cite(library, brief, action, style)


def _of_library(engine: Engine, action: Action, style: str) -> Card:
    library = engine.library
    match action.verb, action.args:
        case "both", names:
            return _both(library, names)
        case "passage" | "citekey", (key, *rest):
            return _of_key(library, action.verb, key, rest[0] if rest else style)
        case "source" | "section" | "citesource", (name, *rest) if name in library.sources:
            source = library.sources[name]
            if action.verb == "citesource":
                return citations.cite_source_card(source, rest[0] if rest else style)
            answer = source_answer(library, source)
            if action.verb == "section" and answer.sections:
                return sources.section_card(answer, _number(action.arg(1)), _number(action.arg(2)))
            return sources.source_card(answer, private=True)
        case "sources", _:
            return sources.sources_card(sources_answer(library), private=True)
        case "topics", (tag, *rest):
            wanted = None if tag in ("", "*") else tag
            return sources.topics_card(topics_answer(library, wanted), _number(action.arg(1)), private=True)
        case "score", (sheet, indicator) if sheet in library.sheets:
            return scores.score_card(score_answer(engine, indicator, sheet), private=True)
        case "chart", (sheet, indicator) if sheet in library.sheets:
            return score_chart_card(score_answer(engine, indicator, sheet), private=True)
        case "sheet", (sheet,) if sheet in library.sheets:
            return scores.score_card(score_answer(engine, None, sheet), private=True)
        case "figures", (name,) if name in library.measures:
            return asking.figures(library, name, private=True)
        case "compare", (topic, first, second):
            return asking.compare(engine, topic, first, second, private=True)
        case "comparesheets", (first, second):
            return asking.compare(engine, "", first, second, private=True)
        case "help", _:
            return notices.help_card(library)
        case _:
            return gone_card()


def _answer(library: Library, brief: Brief, leads: str) -> BriefAnswer:
    names = [name for name in leads.split(",") if name]
    after = [name.removeprefix(briefs.BESIDE) for name in names if name.startswith(briefs.BESIDE)]
    return answer_from_brief(library, brief, [name for name in names if not name.startswith(briefs.BESIDE)], after)


def _both(library: Library, names: tuple[str, ...]) -> Card:
    """The card of several topics; `names` are ids and passages by turns. A topic that is gone is left out."""
    pairs = zip(names[::2], names[1::2], strict=False)
    found = [(library.briefs[name], leads) for name, leads in pairs if name in library.briefs]
    if not found:
        return gone_card()
    answers = tuple(_answer(library, brief, leads) for brief, leads in found)
    return briefs.topics_card(library, answers, private=True) if len(answers) > 1 else briefs.answer_card(answers[0])


def _cite(library: Library, brief: Brief, action: Action, style: str) -> Card:
    marker = Marker(library, brief)
    for name in action.arg(1).split(","):
        if name in brief.quotes:
            marker.quote(name)
        elif (row := library.passage(name.removeprefix(ROW))) is not None:
            marker.words(row, row.text, originator_of(brief, name))
    if not marker.marked:
        return gone_card()
    origin = Action("cite", (*action.args[:2], action.arg(2, style)), action.tag)
    return citations.cite_card(library, tuple(marker.marked), action.arg(2, style), origin, private=True)


def _of_key(library: Library, verb: str, key: str, style: str) -> Card:
    answer = answer_key(library, key)
    if answer is None:
        return gone_card()
    if verb == "passage" or isinstance(answer, NoSuchPassage):
        return lookups.question_card(library, answer, private=True)
    origin = Action("citekey", (key, style))
    return citations.cite_card(library, (answer.marked,), style, origin, private=True)


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 0
