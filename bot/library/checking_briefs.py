"""What a brief must keep: quotes found, figures in their quotes, statements no surer than their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.library.folding import fold
from bot.library.hedges import dropped_hedges
from bot.library.locating import Found, Missing, Several, locate
from bot.library.model import Brief, Figure, Measure, Source, Statement
from bot.library.numbers import find_numbers
from bot.library.passages import SourceText
from bot.library.problems import Problem, Severity
from bot.library.reading import Document, Path_
from bot.library.snapshot import Quote

PARAGRAPHS_LIMIT = 12  # a brief that feeds from more is two topics
_WORD = re.compile(r"\w+")
_INFERRED = re.compile(r"\[?\b\d{4}\b(?:[–-]\d{2,4})?,? \(?inferred")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What briefs are checked against."""

    sources: Mapping[str, Source]
    texts: Mapping[str, SourceText]
    measures: Mapping[str, Measure]
    brief_ids: frozenset[str]  # of all files, also of those set aside
    words: Mapping[str, str]  # source → its text, folded and in lower case
    complete: bool  # False where a source was set aside: then a name may be printed there
    _vocabularies: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)  # source → its words
    _numbers: dict[str, frozenset[Decimal]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        vocabularies = {source: frozenset(_WORD.findall(text)) for source, text in self.words.items()}
        object.__setattr__(self, "_vocabularies", vocabularies)

    def prints(self, words: str, sources: Iterable[str]) -> bool:
        """Whether one of `sources` prints `words`, in any case, at whole words."""
        needle = fold(words).casefold()
        needed = _WORD.findall(needle)
        return any(
            self._vocabularies[source].issuperset(needed) and _stands_in(needle, self.words[source])
            for source in sources
        )

    def numbers_of(self, source: str) -> frozenset[Decimal]:
        """The numbers in how a source is named: its label, edition and title."""
        found = self._numbers.get(source)
        if found is None:
            record = self.sources[source]
            named = find_numbers(f"{record.label} {record.edition or ''} {record.title}")
            found = self._numbers[source] = frozenset(number.value for number in named)
        return found


@dataclass(slots=True)
class BriefCheck:
    """One brief being checked: collects problems and the quotes that were found."""

    brief: Brief
    document: Document
    shelf: Shelf

    def run(self) -> tuple[dict[str, Quote], list[Problem]]:
        """Locate the quotes and check everything that rests on them, and the links to other briefs."""
        quotes, problems = self.run_alone()
        return quotes, [*problems, *self.links()]

    def run_alone(self) -> tuple[dict[str, Quote], list[Problem]]:
        """The same but for what depends on the other briefs."""
        quotes, problems = self._quotes()
        problems.extend(self._references())
        for kind, statements in (("statements", self.brief.statements), ("differs", self.brief.differs)):
            for i, statement in enumerate(statements):
                problems.extend(self._statement(statement, (kind, i), quotes))
        for i, figure in enumerate(self.brief.figures):
            problems.extend(self._figure(figure, ("figures", i), quotes))
        problems.extend(self._names())
        fed = {quote.key for quote in quotes.values() if quote.passage.paragraph}
        if len(fed) > PARAGRAPHS_LIMIT:
            problems.append(
                self._warn(
                    ("quotes",),
                    "too-many-paragraphs",
                    f"The quotes come from {len(fed)} paragraphs, more than {PARAGRAPHS_LIMIT}; split the topic.",
                )
            )
        return quotes, problems

    def _quotes(self) -> tuple[dict[str, Quote], list[Problem]]:
        found: dict[str, Quote] = {}
        problems: list[Problem] = []
        for name, spec in self.brief.quotes.items():
            at: Path_ = ("quotes", name, "text")
            text = self.shelf.texts.get(spec.source)
            if text is None:
                known = ", ".join(self.shelf.texts)
                problems.append(
                    self._error(
                        ("quotes", name, "source"),
                        "unknown-source",
                        f"There is no source text “{spec.source}”; known: {known}.",
                    )
                )
                continue
            place = locate(spec.text, text, spec.paragraph)
            match place:
                case Found(passage, start, end, words):
                    found[name] = Quote(name, self.brief.id, spec.source, passage, start, end, words)
                    problems.extend(self._length(name, words, spec.source))
                case Several(passages):
                    where = ", ".join(str(passage.label) for passage in passages)
                    problems.append(
                        self._error(
                            at,
                            "quote-ambiguous",
                            f"These words stand in {where} of {spec.source}; add  paragraph: N  to say which.",
                        )
                    )
                case Missing(nearest, similarity, difference):
                    near = (
                        f" The nearest is {nearest.key} ({similarity:.0f} of 100 alike): {difference}"
                        if nearest
                        else ""
                    )
                    problems.append(
                        self._error(
                            at,
                            "quote-not-found",
                            f"These words are not in {spec.source}; copy them from the source.{near}",
                        )
                    )
        return found, problems

    def _length(self, name: str, words: str, source: str) -> Iterator[Problem]:
        limit = self.shelf.sources[source].reuse.longest_quote_words
        if (count := len(words.split())) > limit:
            yield self._error(
                ("quotes", name, "text"),
                "quote-too-long",
                f"This quote has {count} words; for {source} at most {limit} may be shown. Split it.",
            )

    def _references(self) -> Iterator[Problem]:
        groups = (
            ("questions", [q.quotes for q in self.brief.questions]),
            ("statements", [s.quotes for s in self.brief.statements]),
            ("differs", [s.quotes for s in self.brief.differs]),
            ("figures", [(f.quote,) for f in self.brief.figures]),
        )
        for kind, lists in groups:
            for i, names in enumerate(lists):
                for name in names:
                    if name not in self.brief.quotes:
                        key = "quote" if kind == "figures" else "quotes"
                        known = ", ".join(self.brief.quotes)
                        yield self._error((kind, i, key), "unknown-quote", f"No quote “{name}” here; known: {known}.")

    def links(self) -> Iterator[Problem]:
        """Links that lead to no brief."""
        for i, other in enumerate(self.brief.related):
            if other not in self.shelf.brief_ids:
                yield self._error(("related", i), "unknown-brief", f"There is no brief “{other}”.")
            elif other == self.brief.id:
                yield self._error(("related", i), "unknown-brief", "A brief cannot be related to itself.")

    def _statement(self, statement: Statement, path: Path_, quotes: Mapping[str, Quote]) -> Iterator[Problem]:
        resting = [quotes[name] for name in statement.quotes if name in quotes]
        if len(resting) < len(statement.quotes):
            return
        at: Path_ = (*path, "text")
        words = " ".join(quote.text for quote in resting)
        allowed = {number.value for number in find_numbers(words)}
        for quote in resting:
            allowed |= self.shelf.numbers_of(quote.source)
        text = _INFERRED.sub("", statement.text)
        for number in find_numbers(text):
            if number.value not in allowed and not (number.in_words and number.value == 1):
                shown = text[number.start : number.end]
                yield self._error(
                    at, "number-not-in-quote", f"“{shown}” is in none of the quotes {list(statement.quotes)}."
                )
        if statement.hedge and not _all_parts_in(statement.hedge, words):
            yield self._error(
                (*path, "hedge"),
                "hedge-not-in-quote",
                f"“{statement.hedge}” is in none of the quotes; copy the hedge as printed.",
            )
        for hedge in dropped_hedges(words, statement.text):
            yield self._warn(
                at,
                "hedge-dropped",
                f"A quote says “{hedge}”, the statement does not; say it, or cut the quote to what it rests on.",
            )

    def _figure(self, figure: Figure, path: Path_, quotes: Mapping[str, Quote]) -> Iterator[Problem]:
        if figure.measure not in self.shelf.measures:
            yield self._error(
                (*path, "measure"), "unknown-measure", f"There is no measure “{figure.measure}” in measures.yaml."
            )
        yield from self._figure_shape(figure, path)
        quote = quotes.get(figure.quote)
        if quote is None:
            return
        folded = fold(quote.text).casefold()
        if fold(figure.printed).casefold() not in folded:
            yield self._error(
                (*path, "printed"), "figure-not-in-quote", f"“{figure.printed}” is not in the quote {figure.quote}."
            )
        elif (missing := _missing_numbers(figure)) and not _SCALED.search(figure.printed):
            yield self._error(
                (*path, "printed"),
                "figure-not-in-quote",
                f"{missing} is not in “{figure.printed}”; give the number as printed.",
            )
        if figure.qualifier and not _all_parts_in(figure.qualifier, quote.text):
            yield self._error(
                (*path, "qualifier"),
                "hedge-not-in-quote",
                f"“{figure.qualifier}” is not in the quote; copy it as printed.",
            )
        dropped = dropped_hedges(quote.text, f"{figure.qualifier or ''} {figure.printed}")
        if dropped and not figure.hedge_elsewhere:
            yield self._warn(
                path,
                "hedge-dropped",
                f"The quote says “{dropped[0]}”, the qualifier does not; add it, or say in hedge_elsewhere why not.",
            )
        if figure.as_of_basis == "printed":
            years = re.findall(r"\d{4}", figure.as_of or "")
            if not years or not all(year in quote.passage.text for year in years):
                yield self._error(
                    (*path, "as_of"),
                    "as-of-not-printed",
                    "This date is not printed in the paragraph; say  as_of_basis: inferred.",
                )
        if figure.as_of_basis == "report-year" and figure.as_of:
            yield self._error(
                (*path, "as_of"), "as-of-not-printed", "With the report's year as basis, as_of must be null."
            )

    def _figure_shape(self, figure: Figure, path: Path_) -> Iterator[Problem]:
        if figure.value is not None and (figure.low is not None or figure.high is not None):
            yield self._error(path, "figure-shape", "Give either value, or low and high, not both.")
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            yield self._error(path, "figure-shape", "low is above high; swap them.")
        vague = figure.value is None and figure.low is None and figure.high is None
        if vague and find_numbers(figure.printed) and not _SCALED.search(figure.printed):
            yield self._error(
                path, "figure-shape", f"“{figure.printed}” holds a number; give it as value, low or high."
            )

    def _names(self) -> Iterator[Problem]:
        for i, alias in enumerate(self.brief.aliases):
            if self.shelf.complete and not self.shelf.prints(alias, self.shelf.words):
                yield self._error(
                    ("aliases", i), "alias-not-printed", f"“{alias}” is printed in no source; move it to search_terms."
                )
        # Words that only other sources print are outside this topic: a new source must not break older briefs.
        own = {spec.source for spec in self.brief.quotes.values()} & set(self.shelf.words)
        for language, terms in self.brief.search_terms.items():
            for i, term in enumerate(terms):
                if self.shelf.prints(term, own):
                    yield self._error(
                        ("search_terms", language, i),
                        "term-printed",
                        f"“{term}” is printed in a source of this brief; move it to aliases.",
                    )

    def _error(self, path: Path_, code: str, message: str) -> Problem:
        return Problem(self.document.file, *self.document.place(path), code, Severity.ERROR, message)

    def _warn(self, path: Path_, code: str, message: str) -> Problem:
        return Problem(self.document.file, *self.document.place(path), code, Severity.WARNING, message)


#: Quantities that a text gives only by their order of size, or as a share in words.
_SCALED = re.compile(r"\b(?:tens|hundreds|thousands|millions|half|dozens|several|vast majority|most)\b", re.I)


def _missing_numbers(figure: Figure) -> Decimal | None:
    printed = {number.value for number in find_numbers(figure.printed)}
    return next((n for n in (figure.value, figure.low, figure.high) if n is not None and n not in printed), None)


def words_in(words: str, text: str) -> bool:
    """Whether `words` stand in `text`, folded and in lower case, at whole words."""
    return _stands_in(fold(words).casefold(), text)


def _stands_in(needle: str, text: str) -> bool:
    at = text.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        if not _is_word(text[at - 1 : at]) and not _is_word(text[end : end + 1]):
            return True
        at = text.find(needle, at + 1)
    return False


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _all_parts_in(hedge: str, text: str) -> bool:
    """Whether each hedge of a list such as "reportedly; up to" is in `text`."""
    folded = fold(text).casefold()
    return all(fold(part).casefold() in folded for part in hedge.split(";") if part)
