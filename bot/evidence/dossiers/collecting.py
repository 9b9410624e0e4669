"""Finds again what was kept, and numbers every passage that it rests on, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.citing.citations import bibliography, cite, warnings_on
from bot.citing.links import passage_link
from bot.citing.passages import Citable, cited
from bot.citing.styles import Style, find_style
from bot.evidence.answers import ScoreLine, StatementLine
from bot.evidence.dossiers.model import BriefEntry, Counted, Dossier, Entry, Item, MissingEntry, Note, PassageEntry
from bot.evidence.dossiers.spans import Span, cited_spans
from bot.evidence.figures import brief_figures
from bot.evidence.marking import Marked, Marker, originator_of
from bot.library.model import Brief, Source, Statement
from bot.library.passages import Passage
from bot.library.snapshot import Library, Quote

TITLE = "Evidence dossier"
_TEXT_STYLE = "apa"  # for those whose last style is one for programs, which has no words for a note


def dossier(items: Iterable[Item], library: Library, style: str) -> Dossier:
    """
    What was kept, with notes and a bibliography.

    Args:
        items: In the order in which they are to stand. What was kept twice stands once, with both notes.
        style: A key or label of `bot.citing.styles.STYLES`; an export format means APA.

    Raises:
        CitingError: there is no such style.
    """
    notes: dict[str, list[str]] = {}
    for item in items:
        of_key = notes.setdefault(_key(library, item.key), [])
        if item.note.strip() and item.note not in of_key:
            of_key.append(item.note)
    marker = Marker(library)
    quotes = _quotes_by_passage(library, notes)
    entries = tuple(_entry(library, marker, key, "\n".join(said), quotes[key]) for key, said in notes.items())
    return _finished(TITLE, entries, marker, style)


def brief_dossier(brief: Brief, library: Library, style: str) -> Dossier:
    """
    One brief, with notes and a bibliography.

    Raises:
        CitingError: there is no such style.
    """
    marker = Marker(library)
    return _finished(brief.title, (_brief_entry(library, marker, brief, ""),), marker, style)


def _key(library: Library, typed: str) -> str:
    passage = library.passage(typed)
    return passage.key if passage is not None else typed.strip()


def _quotes_by_passage(library: Library, keys: Iterable[str]) -> dict[str, list[Quote]]:
    """The quotes that stand in these passages, found in one walk over the library, however many passages there are."""
    found: dict[str, list[Quote]] = {key: [] for key in keys}
    for quote in library.quotes.values():
        if quote.key in found:
            found[quote.key].append(quote)
    return found


def _entry(library: Library, marker: Marker, key: str, note: str, quotes: Sequence[Quote]) -> Entry:
    passage = library.passage(key)
    if passage is not None:
        return _passage_entry(library, marker, passage, note, quotes)
    brief = library.briefs.get(key)
    return MissingEntry(key, note) if brief is None else _brief_entry(library, marker, brief, note)


def _passage_entry(
    library: Library, marker: Marker, passage: Passage, note: str, quotes: Sequence[Quote]
) -> PassageEntry:
    # Who said it first is known of quotes; it is that of the passage where a quote is the whole of it.
    whole = (originator_of(library.briefs[one.brief], one.id) for one in quotes if one.text == passage.text)
    number = marker.words(passage, passage.text, next((one for one in whole if one), None))
    counted: dict[str, Counted] = {}
    seen: set[tuple[str, str]] = set()
    for name in dict.fromkeys(quote.brief for quote in quotes):
        here = {quote.id for quote in quotes if quote.brief == name}
        brief = library.briefs[name]
        # A marker of its own: these figures point to the passage, not to a part of it.
        for group in brief_figures(brief, Marker(library, brief), only=here):
            for line in group.lines:
                if (group.measure.id, line.printed.casefold()) not in seen:
                    seen.add((group.measure.id, line.printed.casefold()))
                    before = counted.get(group.measure.id, Counted(group.measure, ()))
                    counted[group.measure.id] = Counted(group.measure, (*before.figures, line))
    return PassageEntry(marker.marked[number - 1], tuple(counted.values()), note)


def _brief_entry(library: Library, marker: Marker, brief: Brief, note: str) -> BriefEntry:
    marker.brief = brief
    statements = _lines(brief.statements, marker)
    differs = _lines(brief.differs, marker)
    figures = tuple(Counted(group.measure, group.lines) for group in brief_figures(brief, marker))
    scores = []
    for row in library.score_rows(brief.id):
        sheet = library.sheets[row.sheet]
        group = next(group for group in sheet.groups if group.id == row.group)
        mark = marker.words(row.passage, row.passage.text) if row.passage is not None else None
        scores.append(ScoreLine(sheet, library.sources[sheet.source], row.indicator, group.higher_is, mark))
    used = {mark for one in (*statements, *differs) for mark in one.marks}
    used |= {line.mark for one in figures for line in one.figures}
    further = tuple(dict.fromkeys(number for name in brief.quotes if (number := marker.quote(name)) not in used))
    return BriefEntry(brief, statements, differs, figures, tuple(scores), further, note)


def _lines(statements: Sequence[Statement], marker: Marker) -> tuple[StatementLine, ...]:
    return tuple(
        StatementLine(one.text, tuple(dict.fromkeys(marker.quote(name) for name in one.quotes)), one.originator)
        for one in statements
    )


def _finished(title: str, entries: tuple[Entry, ...], marker: Marker, style: str) -> Dossier:
    chosen = find_style(style)
    chosen = find_style(_TEXT_STYLE) if chosen.kind == "data" else chosen
    citables: list[Citable] = [cited(one.source, one.passage, one.originator) for one in marker.marked]
    recorded = [
        score.source
        for entry in entries
        if isinstance(entry, BriefEntry)
        for score in entry.scores
        if score.mark is None
    ]
    citables += recorded
    sources = {one.source.id: one.source for one in marker.marked} | {one.id: one for one in recorded}
    order = {name: number for number, name in enumerate(sources, 1)}
    quoted = {entry.passage.number for entry in entries if isinstance(entry, PassageEntry)}
    notes = tuple(
        Note(one, _citation(one, chosen, order[one.source.id]), _link(marker.library, one), one.number in quoted)
        for one in marker.marked
    )
    references = tuple(cited_spans(entry) for entry in bibliography(citables, chosen.key, markup="markdown"))
    warnings = tuple(said for source in sources.values() for said in _warnings(source))
    return Dossier(title, chosen, entries, notes, references, warnings, tuple(citables))


def _citation(one: Marked, style: Style, number: int) -> tuple[Span, ...]:
    citable = cited(one.source, one.passage, one.originator)
    return cited_spans(cite(citable, style.key, markup="markdown", number=number).note)


def _link(library: Library, one: Marked) -> str | None:
    return passage_link(one.source.url, one.text, one.passage.text, library.texts[one.source.id].text)


def _warnings(source: Source) -> list[str]:
    return [f"{source.label}: {said}" for said in (*warnings_on(source), *source.limits)]
