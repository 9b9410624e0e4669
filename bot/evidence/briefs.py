"""A brief as an answer: the whole of it, or the part that answers a question, its best passages first."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.evidence.answers import BriefAnswer, ScoreLine, StatementLine
from bot.evidence.figures import brief_figures
from bot.evidence.marking import Basis, Marker, basis
from bot.evidence.remembering import PerBrief, Remembered
from bot.library.model import Brief, Statement
from bot.library.passages import Passage
from bot.library.snapshot import Library, Quote

ROW: Final = "row:"  # begins the id of a printed row, before its key
LEAD: Final = 3  # passages that open the answer to a question
ANSWERS: Final = 1_024  # remembered, each with its card some 8 kB

_Key = tuple[str, int | None, tuple[str, ...], tuple[str, ...]]
_tags: dict[int, tuple[weakref.ref[Brief], str]] = {}  # by the identity of a brief that lives; hashing it is slow


def whole_brief(library: Library, brief: Brief) -> BriefAnswer:
    """Everything that `brief` says."""
    marker = Marker(library, brief)
    statements = _lines(brief.statements, marker)
    differs = _lines(brief.differs, marker)
    figures = brief_figures(brief, marker)
    scores = _scores(library, brief, marker)
    for name in brief.quotes:
        marker.quote(name)
    return BriefAnswer(
        brief, marker.basis(), (), statements, differs, figures, scores, tuple(marker.marked), related(library, brief)
    )


def answer_from_brief(library: Library, brief: Brief, lead: Sequence[str], after: Sequence[str] = ()) -> BriefAnswer:
    """
    The part of `brief` that answers a question; the same object for the same passages, as long as it is remembered.

    Args:
        lead: Ids of its quotes, best first; an id `row:<key>` stands for a printed row of a score. Unknown ids are
            left out, so that an old button still works.
        after: Quotes that only pick the statement beside these passages, as `BriefAnswer.beside` does.
    """
    names = [name for name in lead if name in brief.quotes]
    beside = _beside(library, brief, (*names, *after), _quotes_shown(library, brief, lead[:LEAD]))
    # What else was found later shows nowhere.
    key = (brief.id, beside[0] if beside else None, tuple(lead[:LEAD]), tuple(names[:LEAD]))
    known = _answers.get(library, key)
    if known is None or known.brief is not brief:
        known = _answer(library, brief, lead[:LEAD], names[:LEAD], beside)
        _answers.put(library, key, known)
    return known


def _quotes_shown(library: Library, brief: Brief, lead: Sequence[str]) -> list[str]:
    """The quotes among the leading passages; one that is a printed row before it already is shown as that row."""
    rows: set[str] = set()
    shown = []
    for name in lead:
        if name.startswith(ROW):
            rows.add(name.removeprefix(ROW))
        elif name in brief.quotes and not (rows and _is_one(library.quotes[brief.id, name], rows)):
            shown.append(name)
    return shown


def _is_one(quote: Quote, rows: set[str]) -> bool:
    """Whether a quote is the whole of a printed row."""
    return quote.passage.key in rows and quote.text == quote.passage.text


def _beside(library: Library, brief: Brief, names: Iterable[str], shown: Iterable[str]) -> tuple[int, str] | None:
    """
    The place of the statement that follows the leading passages, and the quote that leads to it: of the statements that
    rest on none of them, the one whose quotes answer best. None where figures or a difference follow, or there is none.
    """
    resting = _resting.of(library, brief)
    if not resting.weighty.isdisjoint(shown):
        return None
    told = {place for name in shown for place in resting.places.get(name, ())}
    for name in names:
        for place in resting.places.get(name, ()):
            if place not in told:
                return place, name
    left = ((place, one.quotes[0]) for place, one in enumerate(brief.statements) if place not in told)
    return next(left, None)


def _answer(
    library: Library, brief: Brief, lead: Sequence[str], names: Sequence[str], beside: tuple[int, str] | None
) -> BriefAnswer:
    """See `answer_from_brief`; `names` are the best quotes, rows left out, `beside` is what `_beside` found."""
    marker = Marker(library, brief)
    shown = list(dict.fromkeys(n for name in lead if (n := _mark(library, marker, name)) is not None))
    shown_names = {one.quote for one in marker.marked if one.number in shown and one.quote}
    leading = tuple(marker.marked[number - 1] for number in shown)
    differing = [one for one in brief.differs if shown_names & set(one.quotes)]
    differs = _lines(differing, marker)
    figures = brief_figures(brief, marker, only=_same_count(brief, names))
    statements = _lines((brief.statements[beside[0]],) if beside else (), marker)
    scores = _scores(library, brief, marker)
    left = len(brief.statements) + len(brief.figures) - len(statements) - sum(len(group.lines) for group in figures)
    return BriefAnswer(
        brief,
        _basis(library, brief, marker),
        leading,
        statements,
        differs,
        figures,
        scores,
        tuple(marker.marked),
        related(library, brief),
        max(0, left),
        beside[1] if beside else None,
    )


def related(library: Library, brief: Brief) -> tuple[Brief, ...]:
    """The briefs that `brief` points to and that are being served."""
    return tuple(library.briefs[name] for name in brief.related if name in library.briefs)


def brief_tag(brief: Brief) -> str:
    """Four characters that change when the brief does, so that an old button can tell that it was updated."""
    key = id(brief)
    known = _tags.get(key)
    if known is not None and known[0]() is brief:
        return known[1]
    tag = hashlib.blake2s(brief.model_dump_json().encode(), digest_size=2).hexdigest()
    _tags[key] = weakref.ref(brief, lambda _: _tags.pop(key, None)), tag
    return tag


def _mark(library: Library, marker: Marker, name: str) -> int | None:
    if name.startswith(ROW):
        row = library.passage(name.removeprefix(ROW))
        return marker.words(row, row.text) if row is not None else None
    return marker.quote(name) if marker.brief and name in marker.brief.quotes else None


def _same_count(brief: Brief, names: Sequence[str]) -> set[str]:
    """The quotes whose figures belong to the answer: all of each measure that the first leading passage counts."""
    counted: set[str] = set()
    for name in names:
        counted = counted or {figure.measure for figure in brief.figures if figure.quote == name}
    return {figure.quote for figure in brief.figures if figure.measure in counted}


def _lines(statements: Iterable[Statement], marker: Marker) -> tuple[StatementLine, ...]:
    return tuple(
        StatementLine(one.text, tuple(dict.fromkeys(marker.quote(name) for name in one.quotes)), one.originator)
        for one in statements
    )


def _basis(library: Library, brief: Brief, marker: Marker) -> Basis:
    """The sources of all that the brief quotes, whatever of it an answer shows, and of the rows that it shows."""
    whole = _bases.of(library, brief)
    known = {source.id for source in whole.sources}
    if all(one.source.id in known for one in marker.marked):
        return whole
    return basis([*whole.sources, *(one.source for one in marker.marked)])


def _scores(library: Library, brief: Brief, marker: Marker) -> tuple[ScoreLine, ...]:
    return tuple(
        row.line(mark=marker.words(row.passage, row.passage.text) if row.passage is not None else None)
        for row in _rows.of(library, brief)
    )


@dataclass(frozen=True, slots=True)
class _Resting:
    """What rests on the quotes of a brief."""

    weighty: frozenset[str]  # quotes that a figure or a difference rests on
    places: dict[str, tuple[int, ...]]  # quote → the places of the statements that rest on it


def _resting_on(_: Library, brief: Brief) -> _Resting:
    weighty = {name for one in brief.differs for name in one.quotes} | {figure.quote for figure in brief.figures}
    places: dict[str, tuple[int, ...]] = {}
    for place, one in enumerate(brief.statements):
        for name in dict.fromkeys(one.quotes):
            places[name] = (*places.get(name, ()), place)
    return _Resting(frozenset(weighty), places)


@dataclass(frozen=True, slots=True)
class _Row:
    """A score as every answer gives it; only its mark differs."""

    passage: Passage | None
    line: Callable[..., ScoreLine]


def _rows_of(library: Library, brief: Brief) -> tuple[_Row, ...]:
    rows = []
    for row in library.score_rows(brief.id):
        sheet = library.sheets[row.sheet]
        group = next(group for group in sheet.groups if group.id == row.group)
        line = partial(ScoreLine, sheet, library.sources[sheet.source], row.indicator, group.higher_is)
        rows.append(_Row(row.passage, line))
    return tuple(rows)


_answers: Final[Remembered[_Key, BriefAnswer]] = Remembered(ANSWERS)
_rows = PerBrief(_rows_of)
_resting = PerBrief(_resting_on)
_bases = PerBrief(lambda library, brief: whole_brief(library, brief).basis)
