"""Who is said to have said it: the sources and originators that a claim names, which then bind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    "ohchr": r"ohchr|un (?:human ?rights|rights) office",
    "uncoi": r"uncoi|commission of inquiry|un coi|(?:un|united ?nations) inquiry",
    "hudson": r"hudson(?: institute)?",
    "expert": (
        r"(?:un|united ?nations) (?:human ?rights )?(?:expert|rapporteur|special ?rapporteur)|special ?rapporteur"
    ),
    "unification": r"ministry ?of ?unification|unification ministry",
    "un": r"(?:from|by|per|according to) the (?:un|united ?nations)(?! (?:human|expert|special|security|general|coi))",
    "cbc": r"cbc|canadian ?broadcasting ?corporation", "third committee": r"third committee|general assembly",
}  # fmt: skip
#: Kinds of originators. A claim names one only where it says that they say it, since it may as well be about them.
_SPEAKERS: Final = {
    "civil society": (
        r"ngos?|non ?governmental organi[sz]ations?|charit(?:y|ies)|activists"
        r"|(?:aid|rights|human ?rights|advocacy|civil society) (?:groups?|organi[sz]ations?|workers?|activists?)"
    ),
    "chinese": r"(?:prc|chinese|china) (?:officials?|government(?: officials?)?|authorities)|beijing",
    "southern": r"(?:the ?)?(?:south ?korean?|rok) (?:officials?|government|authorities|intelligence)|seoul",
    "russian": r"russian? (?:officials?|government|authorities)|moscow|kremlin",
    "northern": r"(?:northkorea|dprk|nk|regime)(?: officials?| government| authorities)?|state ?media|pyongyang",
    "escapees": (
        r"defectors?|escapees?|refugees?|former (?:prisoners?|inmates?|detainees?)|survivors?|eye ?witness(?:es)?"
    ),
    "press": r"media|press|news ?papers?|journalists?|news (?:reports?|outlets?)",
    "observers": r"observers?|experts?|analysts?|scholars?|academics?|researchers?",
    "international": (
        r"international (?:organi[sz]ations?|bod(?:y|ies)|agenc(?:y|ies))|united ?nations|un(?: agency| body)?"
    ),
}  # fmt: skip
#: Which kind the named ones are of.
_KINDS: Final = {
    "hrw": "civil society", "hudson": "observers", "kinu": "observers", "guardian": "press", "rfa": "press",
    "daily nk": "press", "cbc": "press", "ohchr": "international", "uncoi": "international", "un": "international",
    "expert": "international", "third committee": "international", "unification": "southern",
}  # fmt: skip
_FROM: Final = (
    r"(?:according to|as per|per|going by|quoting|citing|(?:cited|told|reported|estimated|stated|claimed|disclosed) by"
    r"|(?:goes|go|going|traces?|traced) back to|(?:came|comes?|coming|stems?|stemmed|originat\w+) from|attributed to"
    r"|in the (?:words|view|opinion|eyes) of)(?: (?:the|some|several|one|an?|various|many|northkorea))*"
)
_SAYS: Final = (
    r"(?: ha(?:s|ve|d))?(?: also| all| officially)? (?:reports?|reported|says?|said|claims?|claimed|estimates?"
    r"|estimated|states?|stated|notes?|noted|believes?|believed|alleges?|alleged|writes?|wrote|warns?|warned|testif\w+|disclosed"
    r"|own|figures?|testimon(?:y|ies)|accounts?)"
)
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
    originators: frozenset[str]  # who is named
    speakers: frozenset[str]  # kinds of originators who are said to say it
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
        self._speakers = {kind: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for kind, pattern in _SPEAKERS.items()}
        self._speaking = {
            kind: re.compile(rf"\b{_FROM} (?:{pattern})(?!\w)|(?<!\w)(?:{pattern}){_SAYS}(?!\w)")
            for kind, pattern in _SPEAKERS.items()
        }

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
        speakers = self._heard(rest) - {_KINDS[name] for name in originators}
        stranger = _STRANGERS.search(rest) is not None
        rest = _STRANGERS.sub(" ", rest)
        for pattern in self._originators.values():
            rest = pattern.sub(" ", rest)
        sources = None if named is None else frozenset(named)
        return Attribution(sources, originators, speakers, stranger, " ".join(rest.split()))

    def cites(self, attribution: Attribution, sentence: str, noted: Iterable[str], before: str) -> bool:
        """
        Whether a sentence is said by those who, by a claim, say it; all texts in lower case.

        Args:
            attribution: What the claim names.
            sentence: Whom it names decides.
            noted: Its originators as curators note them; they decide where it names nobody.
            before: The sentences before it, which decide on who is named, not on kinds, where nobody is noted.
        """
        if attribution.stranger:
            return False
        if not (attribution.originators or attribution.speakers):
            return True
        told = sentence if self._names_anybody(sentence) else "; ".join(f"according to {one}" for one in noted)
        kinds = attribution.speakers if told else ()
        return all(self._is_named(told or before, name) for name in attribution.originators) and all(
            self._speakers[kind].search(told)
            or any(of == kind and self._is_named(told, name) for name, of in _KINDS.items())
            for kind in kinds
        )

    def _names_anybody(self, text: str) -> bool:
        return bool(self._heard(text)) or any(self._is_named(text, name) for name in self._originators)

    def _is_named(self, text: str, name: str) -> bool:
        pattern = _WRITTEN.get(name) or self._originators[name]
        return pattern.search(text) is not None

    def _heard(self, text: str) -> frozenset[str]:
        """The kinds of originators who, by a text, say something."""
        return frozenset(kind for kind, pattern in self._speaking.items() if pattern.search(text))

    def _of(self, series: str, year: str | None) -> set[str]:
        wanted = f"20{year}" if year and len(year) == 2 else year
        return {
            id_
            for id_, source in self._sources.items()
            if source.series == series and (wanted is None or source.edition is None or source.edition == wanted)
        }
