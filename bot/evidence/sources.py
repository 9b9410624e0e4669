"""Sources and topics to browse: from a source to its sections and passages, from a tag to its briefs."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from bot.evidence.answers import PassageAnswer, SourceAnswer, SourcesAnswer, TopicsAnswer
from bot.evidence.marking import Marker, newest_first
from bot.library.model import Source
from bot.library.passages import Passage
from bot.library.snapshot import Library


def sources_answer(library: Library) -> SourcesAnswer:
    """Every source, newest first, with the number of briefs that quote it."""
    counts = Counter(source for source, _ in {(quote.source, quote.brief) for quote in library.quotes.values()})
    ordered = sorted(library.sources.values(), key=newest_first)
    return SourcesAnswer(tuple((source, counts[source.id]) for source in ordered))


def source_answer(library: Library, source: Source) -> SourceAnswer:
    """One source with its sections in reading order; runs of passages of one section stand together."""
    text = library.texts.get(source.id)
    passages = text.passages if text else ()
    sections = tuple((section, tuple(found)) for section, found in groupby(passages, key=lambda one: one.section))
    briefs = {quote.brief for quote in library.quotes.values() if quote.source == source.id}
    sheets = tuple(sheet for sheet in library.sheets.values() if sheet.source == source.id)
    return SourceAnswer(source, sections, len(text.paragraphs) if text else 0, len(briefs), sheets)


def find_source(library: Library, text: str) -> Source | None:
    """The source of an id, a label, a title or its address."""
    wanted = " ".join(text.casefold().split())
    for source in library.sources.values():
        if wanted in (source.id, source.label.casefold()):
            return source
        if source.url and _address(source.url) == _address(wanted):
            return source
    return next((one for one in library.sources.values() if one.title.casefold() == wanted), None)


def passage_answer(library: Library, passage: Passage) -> PassageAnswer:
    """One passage, the keys beside it, and the briefs that quote it."""
    names = dict.fromkeys(quote.brief for quote in library.quotes.values() if quote.passage is passage)
    briefs = tuple(library.briefs[name] for name in names)
    marker = Marker(library, next((brief for brief in briefs if brief.sensitive), None))
    marker.words(passage, passage.text)
    passages = library.texts[passage.source].passages
    at = passages.index(passage)
    return PassageAnswer(
        marker.marked[0],
        passages[at - 1].key if at > 0 else None,
        passages[at + 1].key if at + 1 < len(passages) else None,
        briefs,
    )


def topics_answer(library: Library, tag: str | None = None) -> TopicsAnswer:
    """The briefs by title, of one tag or all, and every tag with its count, most first, ties by name."""
    counts = Counter(name for brief in library.briefs.values() for name in brief.tags)
    tags = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    wanted = next((name for name in counts if tag and name.casefold() == tag.strip().casefold()), None)
    briefs = tuple(brief for brief in library.briefs.values() if wanted is None or wanted in brief.tags)
    return TopicsAnswer(wanted, briefs, tags)


def _address(url: str) -> str:
    return url.strip().casefold().partition("://")[2].partition("#")[0].removeprefix("www.").rstrip("/")
