"""What curators write, modelled once: sources, briefs, measures and score sheets, as their YAML files hold them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=2_000, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100, strip_whitespace=True)]
Wording = Annotated[str, StringConstraints(strict=True, min_length=2, max_length=300, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
QuoteId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]{0,19}$")]
Language = Literal["en", "ko", "roman", "fr", "es", "de", "zh", "ja", "ru", "it", "pt", "ar", "vi", "th"]
Number = Annotated[Decimal, Field(ge=Decimal("-1e15"), le=Decimal("1e15"))]
Standing = Literal["printed", "confirmed", "inferred", "not given"]

QUOTES_LIMIT: Final = 60  # quotes of one brief; more is a sign that two topics share a file


class Curated(BaseModel):
    """Base of all that is read from files: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Reuse(Curated):
    """On what terms a source's words are shown, and the longest quote, in words."""

    terms: Text
    longest_quote_words: Annotated[int, Field(strict=True, ge=5, le=400)]


class Superseded(Curated):
    """A newer edition of the same report, as a fact with its own source."""

    by: Text
    according_to: Text


class Source(Curated):
    """The bibliographic record of one report; `standing` says of each field how it is known."""

    id: Id
    series: Literal["oci", "tip", "hrr", "article"]
    title: Text
    label: Short  # how answers name it: "TIP 2024"
    country: Short
    edition: Short | None = None  # the year that the series gives it
    date: Annotated[str, StringConstraints(strict=True, pattern=r"^\d{4}(-\d\d){0,2}$")] | None = None
    file: Short | None = None  # beside the library, in seeds/; None where only the record is held
    sha256: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")] | None = None
    url: Annotated[str, StringConstraints(strict=True, pattern=r"^https://[^\s]+$", max_length=500)] | None = None
    accessed: Annotated[str, StringConstraints(strict=True, pattern=r"^\d{4}-\d\d-\d\d$")]
    archive_url: Annotated[str, StringConstraints(strict=True, pattern=r"^https://[^\s]+$")] | None = None
    superseded_by: Superseded | None = None
    reuse: Reuse
    limits: tuple[Text, ...] = ()  # what a reader must know of this text: partial, undated, opinion …
    covers: Text  # one sentence: what it is and what it tells of
    standing: dict[Short, Standing]
    csl: dict[str, Any]
    draft: bool = False

    @property
    def inferred(self) -> frozenset[str]:
        """The fields that are inferred rather than printed or confirmed."""
        return frozenset(name for name, standing in self.standing.items() if standing == "inferred")


class QuoteSpec(Curated):
    """Verbatim words; `paragraph` tells where, if they stand in several places."""

    source: Id
    text: Text
    paragraph: Annotated[int, Field(strict=True, ge=1)] | None = None


class Question(Curated):
    """A question that people ask, other ways to ask it, and the quotes that answer it, best first."""

    ask: Annotated[str, StringConstraints(strict=True, min_length=3, max_length=200)]
    also: tuple[Annotated[str, StringConstraints(strict=True, min_length=2, max_length=200)], ...] = ()
    quotes: Annotated[tuple[QuoteId, ...], Field(min_length=1)]


class Statement(Curated):
    """One sentence in our own words, no surer than its quotes."""

    text: Annotated[str, StringConstraints(strict=True, min_length=3, max_length=400)]
    quotes: Annotated[tuple[QuoteId, ...], Field(min_length=1)]
    hedge: Short | None = None
    originator: Text | None = None


class Figure(Curated):
    """A quantity as a source gives it; a vague one ("tens of thousands") has no numbers, only `printed`."""

    measure: Id
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    qualifier: Short | None = None  # hedges beside the number, as printed; several parted by “; ”
    hedge_elsewhere: Text | None = None  # why a hedge of the quote does not speak of this number
    as_of: Annotated[str, StringConstraints(strict=True, max_length=40)] | None = None
    as_of_basis: Literal["printed", "inferred", "report-year"]
    originator: Text | None = None
    quote: QuoteId
    printed: Short


class Brief(Curated):
    """A topic: what it is called, what people ask, what the sources say, in words and figures."""

    id: Id
    title: Annotated[str, StringConstraints(strict=True, min_length=2, max_length=80)]
    aliases: tuple[Short, ...] = ()
    search_terms: dict[Language, tuple[Short, ...]] = Field(default_factory=dict)
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    tags: Annotated[tuple[Short, ...], Field(max_length=5)] = ()
    quotes: Annotated[dict[QuoteId, QuoteSpec], Field(min_length=1, max_length=QUOTES_LIMIT)]
    statements: Annotated[tuple[Statement, ...], Field(min_length=1, max_length=8)]
    differs: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    related: tuple[Id, ...] = ()
    sensitive: bool = False  # passages that a server may want behind a spoiler
    draft: bool = False

    @property
    def outside_terms(self) -> tuple[str, ...]:
        """Names that stand in no source: for finding only, never shown as source wording."""
        return tuple(term for terms in self.search_terms.values() for term in terms)

    @property
    def names(self) -> tuple[str, ...]:
        """Title, printed aliases and outside terms."""
        return (self.title, *self.aliases, *self.outside_terms)


class Measure(Curated):
    """What a figure counts, and whether two figures of it may be set against each other."""

    id: Id
    title: Short
    unit: Short
    counts: Text
    comparable: bool
    why: Text | None = None


class Scale(Curated):
    """The scale of a sheet's values and how it is known."""

    low: Number
    high: Number
    standing: Standing
    note: Text


class Indicator(Curated):
    """One published value, with the brief that tells of it and the paragraph that explains it."""

    id: Id
    name: Short  # as printed
    value: Number
    brief: Id | None = None
    explained_by: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+:\d+$")], ...] = ()
    definition: Text | None = None  # in our words


class Group(Curated):
    """An aggregate: the mean of its indicators, or of the groups named in `of`."""

    id: Id
    name: Short
    value: Number
    of: tuple[Id, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    brief: Id | None = None
    higher_is: Literal["worse", "better"]


class Rank(Curated):
    """A place among others, as printed: 111th `of` criminality in `scope` "193 countries"."""

    of: Id
    scope: Short
    value: Annotated[int, Field(strict=True, ge=1, le=300)]


class Sheet(Curated):
    """Published index values of one country and edition."""

    id: Id
    source: Id
    country: Short
    edition: Short
    title: Short
    record_only: bool = False  # no source text in the library; the note says where the values were seen
    notes: tuple[Text, ...] = ()
    scale: Scale
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    ranks: tuple[Rank, ...] = ()
    draft: bool = False


class Synonyms(Curated):
    """Words of the field that stand for each other in a search; never shown."""

    words: Annotated[tuple[Short, ...], Field(min_length=2, max_length=40)]


class Translation(Curated):
    """What words of the field are called in other languages; never shown."""

    words: Annotated[tuple[Short, ...], Field(min_length=1, max_length=10)]
    foreign: dict[Language, tuple[Short, ...]]


class Place(Curated):
    """Another country, and what people call it and those who are from there."""

    id: Id
    names: Annotated[tuple[Short, ...], Field(min_length=1)]


class ClaimWordings(Curated):
    """
    How people put one fact in a discussion, how they get it wrong, and what they say beside it.

    An entry without `at` and `quote` holds only what no source speaks of.
    """

    at: Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9-]+:[0-9]+$", max_length=70)] | None = None
    quote: Text | None = None  # the words of that passage that decide
    supported: tuple[Wording, ...] = ()  # a careful reader accepts them as said there
    differs: tuple[Wording, ...] = ()  # of exactly this fact, and otherwise than it is said there
    not_found: tuple[Wording, ...] = ()  # near it, and in no source


class Uncovered(Curated):
    """A subject that people ask for and that these sources do not cover."""

    id: Id
    title: Text  # as in "These sources do not cover …"
    terms: Annotated[tuple[Short, ...], Field(min_length=1)]
    nearest: tuple[Id, ...] = ()  # briefs that may be offered instead, never as the answer
