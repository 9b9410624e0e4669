"""Who is said to have said it: the sources and originators that a claim names, which then bind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.library.model import Source

_YEAR: Final = r"(?:19|20)\d\d"
_TELLING: Final = r"(?: report| profile| narrative| edition| index| article| piece| op ed| text| one)*"
#: How people name a series; `{y}` is a year beside it. “UN TIP Protocol” is a treaty and no source.
_SERIES: Final = {
    "oci": (
        r"oci|oc index|organi[sz]ed ?crime index|global index|crime index|the index|an index|gi toc"
        r"|global initiative|index"
    ),
    "tip": (
        r"(?<!un )(?<!2000 )\btips?(?! (?:protocol|off|them|line|of|the|about|to|him|her|money))"
        r"|trafficking in persons|trafficking report|human ?trafficking report|j/?tip"
    ),
    "hrr": r"human ?rights (?:report|practices)|hrr|country reports?(?: on human ?rights)?|state dept human ?rights",
    "article": (
        r"(?:william ?)?tucker|ihs|in homeland security|homeland security article|homeland security|the opinion piece"
    ),
}  # fmt: skip
_STATE_DEPARTMENT: Final = re.compile(r"\b(?:the )?(?:us )?(?:state ?dep(?:t|artment)\.?|department of state)\b")
_AMERICANS_SAY: Final = re.compile(
    r"\b(?:the )?(?:us|americans?)(?: government| officials)? (?:says?|calls?|called|ranks?|ranked"
    r"|puts?|lists?|listed|reports?|reported|said)\b(?= (?:it|the|that|them|they|north|forced|nk"
    r"|dprk))"
)
_EDITION: Final = re.compile(
    rf"\b(?:the )?(?P<a>{_YEAR}) (?:us |american )?(?:report|edition|profile)\b|\b(?:report|edition"
    rf"|profile) (?:of|from|for) (?P<b>{_YEAR})\b"
)
#: name → how it is written, in the sources and in chat.
_ORIGINATORS: Final = {
    "guardian": r"guardian", "rfa": r"rfa|radio free asia", "daily nk": r"daily ?nk",
    "hrw": r"hrw|human ?rights watch", "kinu": r"kinu|korea institute for national unification",
    "ohchr": r"ohchr|un (?:human ?rights|rights) office", "uncoi": r"uncoi|commission of inquiry|un coi",
    "hudson": r"hudson(?: institute)?",
    "expert": (
        r"(?:un|united ?nations) (?:human ?rights )?(?:expert|rapporteur|special ?rapporteur)|special ?rapporteur"
    ),
    "unification": r"ministry ?of ?unification|unification ministry",
    "un": r"(?:from|by|per|according to) the (?:un|united ?nations)(?! (?:human|expert|special|security|general|coi))",
    "cbc": r"cbc|canadian ?broadcasting ?corporation", "third committee": r"third committee|general assembly",
}  # fmt: skip
#: How a source writes what is not written as people write it.
_WRITTEN: Final = {"un": re.compile(r"\b(?:un|united ?nations|ohchr|commission of inquiry)\b")}
_STRANGERS: Final = re.compile(
    r"\b(?:new york times|nyt|nytimes|bbc|cnn|washington post|wapo|reuters|nk news|38 north"
    r"|amnesty(?: international)?|associated press"
    r"|afp|wall street journal|wsj|kcna|yonhap|economist|al jazeera|cia|pentagon|world bank|unicef|wfp"
    r"|chosun(?: ilbo)?|nk pro"
    r"|fox news|interpol|europol|unodc|fatf|icrc|freedom house|new yorker|le monde|der spiegel"
    r"|financial times|bloomberg"
    r"|wikipedia|reddit|rand(?: corporation)?|csis|brookings|treasury|fbi|voa|voice of america"
    r"|the times|telegraph|kyodo|asahi|nhk|xinhua|global times)\b"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """`sources` are ids that the claim names, None for none; an empty set means an edition that is not held."""

    sources: frozenset[str] | None
    originators: frozenset[str]
    stranger: bool  # an originator whom no source cites
    rest: str  # the folded claim without what names a source


class AttributionReader:
    """Recognises the sources of one library; reads folded claims."""

    def __init__(self, sources: Mapping[str, Source], held: frozenset[str]) -> None:
        self._sources = {id_: source for id_, source in sources.items() if id_ in held}
        self._series = {
            name: re.compile(
                r"\b(?:(?:as |that s |according to |per |in |by |from |with )?(?:the |this )?)"
                rf"(?:(?P<before>{_YEAR})(?: us| american)? )?(?:{names})(?!\w)(?: of)?[ -]?(?:(?P<after>{_YEAR}"
                rf"|[012]\d)(?!\d|,\d| (?:percent|hours)))?{_TELLING}(?: (?:from|of|for|in) (?P<late>{_YEAR}))?"
            )
            for name, names in _SERIES.items()
        }
        self._originators = {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for name, pattern in _ORIGINATORS.items()}

    def read(self, folded: str) -> Attribution:
        """Read what a folded claim names; a year beside a source's name is part of the name."""
        text = re.sub(r"\b(tip|hrr|oci)[ -]?'?(\d\d)\b", r"\1 20\2", folded)
        named: set[str] | None = None
        rest = text
        for series, pattern in self._series.items():
            for match in list(pattern.finditer(rest)):
                year = match["before"] or match["after"] or match["late"]
                named = (named or set()) | self._of(series, year)
            rest = pattern.sub(" ", rest)
        if _STATE_DEPARTMENT.search(rest):
            if named is None:
                named = self._of("tip", None) | self._of("hrr", None)
            rest = _STATE_DEPARTMENT.sub(" ", rest)
        rest = _AMERICANS_SAY.sub(" ", rest)
        if edition := _EDITION.search(rest):
            year = edition["a"] or edition["b"]
            of_year = {id_ for id_, source in self._sources.items() if source.edition == year}
            named = (named & of_year or of_year) if named else of_year
            rest = _EDITION.sub(" ", rest)
        originators = frozenset(name for name, pattern in self._originators.items() if pattern.search(rest))
        stranger = _STRANGERS.search(rest) is not None
        rest = _STRANGERS.sub(" ", rest)
        for pattern in self._originators.values():
            rest = pattern.sub(" ", rest)
        return Attribution(None if named is None else frozenset(named), originators, stranger, " ".join(rest.split()))

    def cites(self, name: str, *texts: str | None) -> bool:
        """Whether one of `texts` (folded or in lower case) names the originator `name`."""
        pattern = _WRITTEN.get(name) or self._originators[name]
        return any(text and pattern.search(text.lower()) for text in texts)

    def _of(self, series: str, year: str | None) -> set[str]:
        wanted = f"20{year}" if year and len(year) == 2 else year
        return {
            id_
            for id_, source in self._sources.items()
            if source.series == series and (wanted is None or source.edition is None or source.edition == wanted)
        }
