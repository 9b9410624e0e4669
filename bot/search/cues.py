"""What a query says beside its topic: a source, a year, that it wants a score or a number; a key or an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.library.model import Source
from bot.library.snapshot import Library

_KEY = re.compile(r"\b(?P<source>[a-z0-9]+(?:-[a-z0-9]+)*):\s*¶?\s*(?P<name>\d+|[a-z][a-z-]+)\b", re.I)
_ADDRESS = re.compile(
    r"(?<![a-z0-9.-])(?:https?://)?(?:www\.)?(?P<rest>[a-z0-9-]++(?:\.[a-z0-9-]++)++/[^\s<>]*+)", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SCORE = re.compile(
    r"\b(?:scores?|scored|scoring|rating|ratings|rated|ranks?|ranked|ranking|rankings|index value|indicators?|graded?"
    r"|(?:gets?|got|given?|gave) (?:an?|it|them) (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|what did (?:they|it) (?:give|get)|(?:most|least|how|more|less) criminal|puntuacion|bewertung)\b"
    r"|\bout of (?:10|ten)\b|\b(?:0|1|one|zero) ?(?:-|–|to) ?(?:10|ten)\b|/ ?10\b|점수|순위|点数|评分|スコア"
)
_RANK = re.compile(
    r"\b(?:ranks?|ranked|ranking|rankings|(?:most|least|more|less) criminal)\b|순위"
    r"|\b\d+(?:st|nd|rd|th) (?:of|out of)\b"
)
#: What sounds like a wish for a score and is none: another list's grade, a person's standing, a sign of something.
_NO_SCORE = re.compile(
    r"\btier\b|\b(?:high|higher|highest|top|low|senior)[- ]rank|\b(?:army|military|party|officer) ranks?\b"
    r"|\brank and file\b|\b(?:rose|risen|rise|joined?|within|through) (?:in |through )?the ranks\b"
    r"|\bindicators? (?:of|that)\b|\b(?:perceptions?|freedom|development|democracy|peace|hunger) (?:index|rank|score)"
    r"|\bout of (?:10|ten) (?:\w+ )?(?:treaties|protocols|conventions)\b"
)
#: A scale as people write it; its ends are no values.
SCALE = re.compile(r"\bout of (?:10|ten)\b|\b(?:0|1|one|zero) ?(?:-|–|to) ?(?:10|ten)\b|/ ?10\b")
#: What a query for a score says beside the indicator.
SCORE_WORDS = frozenset(
    """score scores scored scoring rating ratings rated rank ranks ranked ranking rankings index indicator indicators
    value values points point mark marks grade graded number figure market markets actor actors type types criminal
    highest lowest top bottom biggest smallest worst best least most largest zero ten world countries country""".split()
)
_NUMBER = re.compile(
    r"\b(?:how many|how much|number of|numbers?|count|percent(?:age)?|share|estimates?|figures?|total|amount|how long|"
    r"how old|how often|what year|when|combien|cuantos|wie viele|몇|얼마)\b"
)
#: What people call a series, beside its recorded names. Years and issuing offices are read from the records.
_SERIES: Mapping[str, re.Pattern[str]] = {
    "oci": re.compile(
        r"\b(?:oci|ocindex|oc index|(?:organi[sz]ed )?crime index|gi[- ]?toc|global initiative|global index)\b"
    ),
    "tip": re.compile(r"\b(?:tip(?: report)?|trafficking in persons(?: report)?|trafficking report|j/?tip)\b"),
    "hrr": re.compile(r"\b(?:hrr|human rights (?:report|practices)|country reports?|human rights)\b"),
    "article": re.compile(r"\b(?:ihs|(?:in )?homeland security|tucker|the article|op[- ]?ed|opinion piece)\b"),
}
_EDITION = re.compile(r"\b(?:report|edition|back in|data|profile)\b")  # with a year: one of that year is meant
#: A year right after or before the name of a series: its edition of that year is meant.
_EDITION_AFTER = re.compile(r"\s*(?:report|edition|index|profile)?\s*(?:of|for|from)?\s*((?:19|20)\d\d)\b")
_EDITION_BEFORE = re.compile(r"\b((?:19|20)\d\d)\s+(?:edition (?:of )?)?(?:the )?(?:us |u\.s\. )?$")
_NO_NAME = "human rights"  # what may be a matter as well as a report
_STATE_DEPARTMENT = re.compile(r"\b(?:state dep(?:t|artment)?\.?|us state|department of state|state department's)\b")
_STATE_SERIES = ("tip", "hrr")
_FILLER = re.compile(
    r"\b(?:reports?|says?|said|according to|per|source|article|piece|edition|profile|what does|about|the|on|in|of)\b"
)
_TOKEN = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
#: Words without which a pattern cannot be met in a text of plain letters: most queries hold none, and reading them
#: pattern by pattern is slow. A text with figures or other letters is always read by all.
_SCORE_STARTS = frozenset(
    """score scores scored scoring rating ratings rated rank ranks ranked ranking rankings index indicator indicators
    grade graded get gets got give given gave did criminal puntuacion bewertung ten""".split()
)
_NUMBER_STARTS = frozenset(
    """how number numbers count percent percentage share estimate estimates figure figures total amount what when
    combien cuantos viele""".split()
)
_SERIES_STARTS = frozenset(
    """oci ocindex oc organized organised crime gi gitoc global tip trafficking j jtip hrr human country ihs homeland
    tucker article op oped opinion""".split()
)
_NOTHING: frozenset[str] = frozenset()
_STATE_STARTS = frozenset(("state", "us", "department"))


class Cues(NamedTuple):
    """What was recognised; `sources` are ids that the query names, empty for none; `rest` is the text without it."""

    sources: frozenset[str]
    years: frozenset[str]
    wants_score: bool
    wants_rank: bool
    wants_number: bool
    rest: str
    other_edition: bool = False  # an edition is named that the library does not hold, and none that it holds


@dataclass(frozen=True, slots=True)
class Pointer:
    """A typed key or an address in the query: exact, so nothing needs ranking."""

    source: str
    name: str | None  # a passage's name within the source; None for the source as a whole


class CueReader:
    """Recognises the sources of one library."""

    def __init__(self, library: Library) -> None:
        self._sources = {id_: source for id_, source in library.sources.items() if id_ in library.texts}
        self._scored = {sheet.source for sheet in library.sheets.values()}.intersection(self._sources)
        self._editions = {(source.series, source.edition) for source in library.sources.values()}
        self._names = {id_: _source_names(source) for id_, source in self._sources.items()}
        self._patterns = {id_: _pattern(names) for id_, names in self._names.items()}
        self._addresses = {
            _bare_address(url): id_
            for id_, source in library.sources.items()
            for url in (source.url, source.archive_url)
            if url
        }
        #: Words with which the name of a source begins.
        self._starts = frozenset(word for names in self._names.values() for name in names for word in _first(name))
        others = self._starts | _SCORE_STARTS | _SERIES_STARTS | _STATE_STARTS
        self._all_starts = others | _NUMBER_STARTS
        self._of_numbers = _NUMBER_STARTS - others  # words that begin a wish for a number and nothing else

    def pointer(self, raw: str) -> Pointer | None:
        """The key or address that `raw` holds, if it is one of ours."""
        if ":" in raw and (match := _KEY.search(raw)) and match["source"].lower() in self._sources:
            return Pointer(match["source"].lower(), match["name"].lower())
        bare = raw.strip().lower()
        if bare in self._sources:
            return Pointer(bare, None)
        if "/" in raw and (match := _ADDRESS.search(raw)):
            known = self._addresses.get(_bare_address(match.group()))
            return Pointer(known, None) if known else None
        return None

    def read(self, text: str) -> Cues:
        """Read the cues of a cleaned query."""
        if not text.isascii() or _DIGIT.search(text):
            return self._read(text, self._all_starts)
        starts = self._all_starts.intersection(_TOKEN.findall(text))
        if starts <= self._of_numbers:
            wants_number = bool(starts) and _NUMBER.search(text) is not None
            return Cues(_NOTHING, _NOTHING, False, False, wants_number, " ".join(text.split()))
        return self._read(text, starts)

    def _read(self, text: str, starts: frozenset[str]) -> Cues:
        """Read by the patterns that can be met, which are those of which a word is among `starts`."""
        years = frozenset(_YEAR.findall(text))
        named: set[str] = set()
        rest = SCALE.sub(" ", text)
        if not starts.isdisjoint(self._starts):
            for id_ in [id_ for id_, names in self._names.items() for name in names if name in text]:
                if id_ not in named and (match := self._patterns[id_].search(text)):
                    named.add(id_)
                    rest = rest.replace(match.group(), " ")
        series: set[str] = {self._sources[id_].series for id_ in named}
        wanted: set[tuple[str, str]] = set()  # editions, as series and year
        if not starts.isdisjoint(_SERIES_STARTS):
            for name, pattern in _SERIES.items():
                if match := pattern.search(rest):
                    series.add(name)
                    wanted.update((name, year) for year in _years_beside(match))
                    rest = rest[: match.start()] + " " + rest[match.end() :]
        if not starts.isdisjoint(_STATE_STARTS) and (match := _STATE_DEPARTMENT.search(rest)):
            series.update(_STATE_SERIES if not series.intersection(_STATE_SERIES) else ())
            rest = rest[: match.start()] + " " + rest[match.end() :]
        dated = frozenset(named)  # by a name of their own, which tells the edition
        named |= self._of_series(series, years)
        if not named and years and _EDITION.search(text):
            named |= {id_ for id_, source in self._sources.items() if source.edition in years}
        if named:
            for id_ in named:
                rest = rest.replace(self._sources[id_].edition or "\0", " ")
            rest = _FILLER.sub(" ", rest)
        scored, numbered = not starts.isdisjoint(_SCORE_STARTS), not starts.isdisjoint(_NUMBER_STARTS)
        return Cues(
            frozenset(named), years, scored and self._wants_score(text, named), scored and bool(_RANK.search(text)),
            numbered and bool(_NUMBER.search(text)), " ".join(rest.split()),
            bool(wanted) and not dated and wanted.isdisjoint(self._editions),
        )  # fmt: skip

    def _wants_score(self, text: str, named: set[str]) -> bool:
        """Whether a score is asked for, of a source that prints some."""
        if not _SCORE.search(text) or _NO_SCORE.search(text):
            return False
        return not named or not self._scored or not self._scored.isdisjoint(named)

    def _of_series(self, series: Iterable[str], years: frozenset[str]) -> set[str]:
        """The sources of the series named; those of the years named, where there are such."""
        found = set()
        for name in series:
            of_series = {id_: source for id_, source in self._sources.items() if source.series == name}
            dated = {id_ for id_, source in of_series.items() if source.edition in years}
            found |= dated or set(of_series)
        return found


def _years_beside(match: re.Match[str]) -> set[str]:
    """The years right beside the name of a series, where it can be nothing else."""
    if match.group() == _NO_NAME:
        return set()
    after = _EDITION_AFTER.match(match.string, match.end())
    before = _EDITION_BEFORE.search(match.string[: match.start()])
    return {found[1] for found in (after, before) if found}


def _first(name: str) -> tuple[str, ...]:
    """The word with which a name begins; none where it has none."""
    match = _TOKEN.search(name)
    return (match.group(),) if match else ()


def _source_names(source: Source) -> tuple[str, ...]:
    """What a source is called, the longest first."""
    names = {source.id, source.label.lower()}
    if source.edition:
        names |= {f"{source.series} {source.edition}", f"{source.edition} {source.series}"}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))


def _bare_address(url: str) -> str:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().lower())
    return re.split(r"[#?]", bare)[0].rstrip("/.,)>")
