"""From what somebody typed to a card: one function for each lookup, the same in Discord and elsewhere."""

from __future__ import annotations

from bot.cards.actions import Action, fitting
from bot.cards.card import Card
from bot.cards.charts import figure_ranges, sheet_comparison
from bot.cards.citations import DEFAULT_STYLE, cite_card
from bot.cards.comparisons import same_twice_card, sheets_compared_card, sources_compared_card
from bot.cards.figures import figures_card, measure_choices_card
from bot.cards.illustrating import illustrated
from bot.cards.keeping import KEPT
from bot.cards.lookups import choices_card, miss_card, no_passage_card, no_source_card
from bot.cards.phrases import fixed
from bot.cards.sources import source_card, sources_card
from bot.citing.styles import find_style
from bot.evidence.answers import Choices, CitePassages, MeasureChoices, Miss, NoSuchPassage
from bot.evidence.briefs import ROW, brief_tag
from bot.evidence.citations import passages_to_cite
from bot.evidence.comparing import compare_sheets, compare_sources
from bot.evidence.figures import counted_measures, figures_answer, find_measure
from bot.evidence.questions import find_brief
from bot.evidence.scores import find_sheet
from bot.evidence.sources import find_source, source_answer, sources_answer
from bot.library.snapshot import Library
from bot.search.engine import Engine


def brief(engine: Engine, topic: str, *, private: bool = False) -> Card:
    """The whole brief of an id, a title, or words."""
    match find_brief(engine, topic):
        case Choices() as choices:
            return choices_card(choices)
        case Miss() as miss:
            return miss_card(miss)
        case found:
            return KEPT.brief(engine.library, found, private=private)


def find_citable(engine: Engine, words: str, source: str = "") -> CitePassages | Card:
    """The passages to cite, or the card that says why there are none."""
    named = find_source(engine.library, source) if source.strip() else None
    if source.strip() and named is None:
        return no_source_card(engine.library, source)
    match passages_to_cite(engine, words, named):
        case Miss() as miss:
            return miss_card(miss)
        case NoSuchPassage() as missing:
            return no_passage_card(missing)
        case found:
            return found


def cite(library: Library, found: CitePassages, style: str, *, private: bool = False) -> Card:
    """
    The passages with citations. Loads the citation processor: call off the loop.

    Raises:
        CitingError: there is no such style.
    """
    chosen = find_style(style or DEFAULT_STYLE).key
    first, brief_id = found.passages[0], found.briefs[0]
    origin = Action("citekey", (first.passage.key, chosen))
    if brief_id in library.briefs and all(name == brief_id for name in found.briefs):
        names = tuple(one.quote or f"{ROW}{one.passage.key}" for one in found.passages)
        short = fitting("cite", brief_id, names, around=30)
        origin = Action("cite", (*short.args, chosen), brief_tag(library.briefs[brief_id]))
    return cite_card(library, found.passages, chosen, origin, private=private)


def source(engine: Engine, words: str, *, private: bool = False) -> Card:
    """One source by id, label, title or address; all sources when `words` is blank."""
    library = engine.library
    if not words.strip():
        return sources_card(sources_answer(library), private=private)
    found = find_source(library, words)
    if found is None:
        return no_source_card(library, words)
    return source_card(source_answer(library, found), private=private)


def figures(library: Library, words: str, *, private: bool = False) -> Card:
    """Every figure of the measure that `words` name with its chart, or those that they may mean; off the loop."""
    found = find_measure(library, words)
    if isinstance(found, MeasureChoices):
        return measure_choices_card(found, counted_measures(library))
    answer = figures_answer(library, found)
    return illustrated(
        figures_card(library, answer, private=private), lambda: (figure_ranges(answer),), f"figures-{found.id}"
    )


def compare(engine: Engine, topic: str, first: str, second: str, *, private: bool = False) -> Card:
    """Two sources on a topic, or two editions of a score sheet with their chart; off the loop."""
    library = engine.library
    sheets = (find_sheet(library, first), find_sheet(library, second))
    if sheets[0] is not None and sheets[1] is not None and sheets[0].id != sheets[1].id:
        compared = compare_sheets(sheets[0], sheets[1])
        name = f"{compared.first.id}-{compared.second.id}"
        made = sheets_compared_card(compared, private=private)
        return illustrated(made, lambda: (None, *sheet_comparison(compared)), name)  # the first block holds notes
    one, other = find_source(library, first), find_source(library, second)
    if one is None or other is None:
        return no_source_card(library, first if one is None else second)
    if one.id == other.id:
        return same_twice_card(fixed("Name two different sources, or two editions of a score sheet."))
    match find_brief(engine, topic):
        case Choices() as choices:
            return choices_card(choices)
        case Miss() as miss:
            return miss_card(miss)
        case found:
            return sources_compared_card(compare_sources(library, found, one, other), private=private)
