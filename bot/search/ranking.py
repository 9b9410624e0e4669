"""Which quotes may answer, best first: the briefs that share the query's terms, then their quotes one by one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from bot.search.index import Index, Unit
from bot.search.loops import Spread
from bot.search.meeting import FEATURES, Ranked, Ranking, Wanted, want
from bot.search.reading import Reading
from bot.search.rooms import Rooms, Word
from bot.search.scores import rows_named

try:
    from bot.search._meeting import Meeting, in_order, nearest  # where there was a C compiler: half of a look-up less
except ImportError:
    from bot.search.meeting import Meeting, in_order, nearest

IS_COMPILED: Final = Meeting.__module__ == "bot.search._meeting"

SHORTLIST: Final = 8  # briefs looked at closely
_TAIL: Final = 0.35  # of the best brief's first score; below it a brief is not looked at
SCANNED: Final = 12_000  # entries of postings read for one query; longer ones are only looked into
_LOOKED_INTO: Final = 200  # briefs for which they are
ROW_MET: Final = 0.45  # of the query's weight that a printed row must meet to be what is asked for
_ROW: Final = FEATURES.index("row")
_GROUP_ROW: Final = FEATURES.index("group_row")


def rank(reading: Reading, index: Index, rooms: Rooms) -> Ranking:
    """All units of the briefs that may be meant, best first; ties go to the curator's order."""
    meant = {match.brief: match for match in reading.names}
    wanted = want(reading, rooms)
    meetings = [Meeting(wanted, rooms, brief, meant.get(brief)) for brief in _shortlist(wanted, index)]
    ranked = in_order(meetings, index.brief_of)
    if reading.cues.wants_score:
        ranked = _rows_first(ranked, reading, index)
    if reading.questions:
        ranked = _asked_first(ranked, reading.questions, index)
    return _named_first(ranked, {brief for brief, match in meant.items() if match.exact}, index)


def _asked_first(ranked: Sequence[Ranked], questions: Iterable[int], index: Index) -> Ranking:
    """The quotes of a curated question that was typed word for word come first, in the curator's order."""
    order: dict[int, int] = {}
    for question in questions:
        for place, unit in enumerate(index.questions[question].units):
            order.setdefault(unit, place)
    first = sorted((one for one in ranked if one.unit in order), key=lambda one: order[one.unit])
    top = (ranked[0].score if ranked else 0.0) + len(first)
    lifted = [one._replace(score=top - place) for place, one in enumerate(first)]
    return Ranking([*lifted, *(one for one in ranked if one.unit not in order)], index.brief_of)


def _rows_first(ranked: Ranking, reading: Reading, index: Index) -> Ranking:
    """Where a score is asked for, the printed row that it names, or else that meets it best, comes first."""
    sources = reading.cues.sources
    rows = [(one, index.units[one.unit]) for one in ranked if index.units[one.unit].quote is None]
    rows = [(one, unit) for one, unit in rows if not sources or unit.passage.source in sources]
    named = rows_named(reading.query)
    first = next((one for one, unit in rows if len(named) == 1 and _row_id(unit) in named), None)
    if first is None:
        met = [(one, one.features) for one, _ in rows]
        met = [(one, features) for one, features in met if features[_ROW] >= ROW_MET]
        if not met:
            return ranked
        first, _ = max(met, key=lambda row: (row[1][_ROW], -row[1][_GROUP_ROW], row[0].score))
    lifted = first._replace(score=ranked[0].score + 1.0)
    return Ranking([lifted, *(one for one in ranked if one.unit != first.unit)], index.brief_of)


def _row_id(row: Unit) -> str:
    """The id of the indicator or group whose printed row this is."""
    return (row.passage.name or "").removesuffix("-score")


def _named_first(ranked: Ranking, named: set[int], index: Index) -> Ranking:
    """A brief whose very name was typed comes before all others."""
    if not named or not ranked or index.brief_of[ranked[0].unit] in named:
        return ranked
    lift = ranked[0].score - max(one.score for one in ranked if index.brief_of[one.unit] in named) + 1.0
    lifted = [one._replace(score=one.score + lift) if index.brief_of[one.unit] in named else one for one in ranked]
    return Ranking(sorted(lifted, key=lambda one: (-one.score, one.unit)), index.brief_of)


def _shortlist(wanted: Wanted, index: Index) -> list[int]:
    """The briefs that the query may mean, by its terms, rarest first; the longest postings are only looked into."""
    reading = wanted.reading
    spreads: list[tuple[Spread, float]] = []
    late: list[tuple[Word, float]] = []
    budget = SCANNED
    is_short = sum([word.size for word, _ in wanted.words]) <= budget
    for word, weight in wanted.words if is_short else sorted(wanted.words, key=lambda one: one[0].size):
        if word.size > budget and spreads:
            late.append((word, weight))
        elif word.size:
            budget -= word.size
            spreads.append((word.spread, weight))
    meant = [(match.brief, match.share * match.likeness * max(reading.total, 1.0)) for match in reading.names]
    briefs = len(index.briefs)
    if late:
        looked_into = _look_into(late, nearest(spreads, meant, briefs, _LOOKED_INTO), index)
        top = nearest([(looked_into, 1.0)], [], briefs, SHORTLIST)
    else:
        top = nearest(spreads, meant, briefs, SHORTLIST)
    named = [match.brief for match in reading.names if match.exact]
    named += [index.units[index.questions[question].units[0]].brief for question in reading.questions]
    near = [brief for score, brief in top if score >= _TAIL * top[0][0]]
    return list(dict.fromkeys([*near, *named[:SHORTLIST]]))


def _look_into(late: Iterable[tuple[Word, float]], scores: Iterable[tuple[float, int]], index: Index) -> Spread:
    best = {brief: score for score, brief in scores}
    for word, weight in late:
        for name, factor in word.meanings:
            if posting := index.postings.get(name):
                for brief in best:
                    best[brief] += weight * factor * posting.weight_in(brief)
    return array("I", best), array("d", best.values())
