"""Check the claims of a message against the library: supported, sources differ, or not in these sources."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary, ref

from bot.evidence.claims.aligning import Alignment, weigh
from bot.evidence.claims.asserting import Heard, hear, is_topic, leans_back, merged
from bot.evidence.claims.attribution import AttributionReader
from bot.evidence.claims.comparing import relation
from bot.evidence.claims.corpus import Corpus, Sentence
from bot.evidence.claims.counting import Met
from bot.evidence.claims.deciding import Decision, decide
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict
from bot.evidence.claims.quantities import Quantity
from bot.evidence.claims.scores import ScoreBook, Scored
from bot.evidence.claims.signals import Claim
from bot.evidence.claims.splitting import sentences
from bot.evidence.claims.wordings import forget_words
from bot.evidence.claims.words import Text, fold, read_folded, read_text
from bot.library.model import Figure
from bot.search.leading import lead
from bot.search.words import COUNTRY

if TYPE_CHECKING:
    from bot.search.engine import Engine

REASONS: Final = 5
SCRAP: Final = 3  # words that carry something; a sentence of fewer is told with the next
_SAYS: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|does|do|did|[a-z]+nt)\b")
_OF_A_SCALE: Final = ("out of ", "of 10", "of ten", "/")  # a scrap that begins so goes on with the number before it
REMARK: Final = 0.5  # share of a sentence's words up to which it may be known to the sources and still be a remark


class Checker:
    """Everything that a check needs of one library, built once; lives no longer than its engine."""

    def __init__(self, engine: Engine, known: Checker | None = None) -> None:
        """`known` is the checker of the library before, whose wordings are taken over where they are the same."""
        library = engine.library
        self._engine = ref(engine)  # weakly: `_checkers` would keep an engine that its checker holds for good
        self.corpus: Corpus = Corpus(library, known.corpus if known else None)
        self.attribution = AttributionReader(library.sources, frozenset(library.texts))
        self.scores = ScoreBook(library)

    def check(self, message: str) -> ClaimResult:
        """Check every sentence of `message` that claims something."""
        heard = claimed(message)
        claims = tuple(self._check_sentence(one) for one in heard)
        if len(claims) > 1 and any(claim.verdict is Verdict.SUPPORTED for claim in claims):
            claims = tuple(
                claim
                for one, claim in zip(heard, claims, strict=True)
                if claim.verdict is not Verdict.NOT_FOUND or not self._is_remark(one)
            )
        told = [claim for claim in claims if claim.verdict is not Verdict.NOT_FOUND]
        return ClaimResult(message, _whole(claims), claims, _reasons(told or list(claims)))

    def _is_remark(self, heard: Heard) -> bool:
        """Whether a sentence says nothing of anything, and hardly in words of the sources: “good luck with that”."""
        text = read_text(heard.text)
        known = sum(word.stem in self.corpus.vocabulary or bool(word.entry.kinds) for word in text.words)
        return not (text.quantities or _SAYS.search(text.folded)) and known <= REMARK * len(text.words)

    def claim(self, heard: Heard) -> Claim:
        """A sentence as it is set beside others."""
        engine = self._engine()
        assert engine is not None, "a checker is asked by way of its engine"
        attribution = self.attribution.read(fold(heard.text))
        text = read_folded(attribution.rest)
        likeness = self.corpus.wordings.compare(heard.text)
        leaning, casting = self.corpus.wordings.beside_nearest(heard.text, likeness)
        leads = lead(text.folded, engine)
        weights = weigh(text.words, self.corpus)
        return Claim(text, weights, attribution, leads, likeness, leaning, casting, heard.tone)

    def scored(self, heard: Heard) -> Scored | None:
        """What the printed scores say to a sentence; None where it speaks of none."""
        attribution = self.attribution.read(fold(heard.text))
        return self.scores.check(attribution.rest, attribution.sources)

    def _check_sentence(self, heard: Heard) -> ClaimVerdict:
        if (scored := self.scored(heard)) is not None:
            return ClaimVerdict(heard.text, scored.verdict, scored.reasons)
        decision = decide(self.claim(heard), self.corpus, self.attribution)
        return ClaimVerdict(heard.text, decision.verdict, self._tell(decision))

    def _tell(self, decision: Decision) -> tuple[Reason, ...]:
        return tuple(_reason(one) for one in decision.alignments[:REASONS])


def claimed(message: str) -> list[Heard]:
    """
    The sentences of a message that may claim something.

    A topic with a question mark joins what tells of it; a scrap joins what it adds to: “that was in 2007”.
    """
    found: list[tuple[Heard, Text]] = []
    topic = ""
    follows = False  # the sentence just before claims something
    for sentence, asks in sentences(message):
        heard = hear(sentence, asks=asks)
        if heard is None:
            topic, follows = sentence if asks and is_topic(sentence) else "", False
            continue
        heard, topic = replace(heard, text=f"{topic} {heard.text}".strip()), ""
        text = read_text(heard.text)
        if follows and (leans_back(heard.text, len(text.words)) or _is_scrap(found[-1][1])):
            before = found.pop()[0]
            comma = "" if heard.text.startswith(_OF_A_SCALE) else ","
            heard = Heard(f"{before.text}{comma} {heard.text}", merged(before.tone, heard.tone))
            text = read_text(heard.text)
        follows = _tells(text)
        if follows:
            found.append((heard, text))
    return [heard for heard, _ in found]


def _tells(text: Text) -> bool:
    """Whether a text holds enough to be a claim: two words that carry something, or one and what it is said of."""
    of_somebody = not COUNTRY.isdisjoint(text.folded.split()) and bool(text.words)
    return len(text.words) > 1 or of_somebody or bool(text.quantities) or any(w.entry.kinds for w in text.words)


def _is_scrap(text: Text) -> bool:
    """Whether a text is too little to be a claim by itself."""
    return len(text.words) < SCRAP and not text.quantities


_checkers: WeakKeyDictionary[Engine, Checker] = WeakKeyDictionary()


def check_claim(message: str, engine: Engine) -> ClaimResult:
    """
    Check the claims of a message against the engine's library.

    Args:
        message: As typed, any length; the first 4,000 characters are read.
        engine: Its library is read once, at the first check.

    Returns:
        Not-found without claims where the message asks, asks for something, jokes or tells of oneself.
    """
    prepare(engine)
    return _checkers[engine].check(message)


def prepare(engine: Engine, known: Engine | None = None) -> None:
    """Read the engine's library for checks, upon what was read of the library of `known`. Takes a few seconds."""
    if engine not in _checkers:
        _checkers[engine] = Checker(engine, _checkers.get(known) if known is not None else None)
        forget_words()


def _whole(claims: tuple[ClaimVerdict, ...]) -> Verdict:
    """One claim that differs makes the whole differ; one that is not found leaves no support for the whole."""
    verdicts = [claim.verdict for claim in claims]
    if Verdict.DIFFERS in verdicts:
        return Verdict.DIFFERS
    if Verdict.SUPPORTED in verdicts and Verdict.NOT_FOUND not in verdicts:
        return Verdict.SUPPORTED
    return Verdict.NOT_FOUND


def _reasons(claims: list[ClaimVerdict]) -> tuple[Reason, ...]:
    """The first reasons of each claim in turn, those of claims that differ first, no passage's words twice."""
    ordered = sorted(claims, key=lambda claim: claim.verdict is not Verdict.DIFFERS)
    queues = [list(claim.reasons) for claim in ordered]
    found: list[Reason] = []
    while any(queues) and len(found) < REASONS:
        for queue in queues:
            if queue and len(found) < REASONS:
                reason = queue.pop(0)
                if not any(reason.text == other.text for other in found):
                    found.append(reason)
    return tuple(found)


def _reason(one: Alignment) -> Reason:
    sentence = one.sentence
    met = next((met for met in one.met if not met.agrees), one.met[0] if one.met else None)
    figure = _figure(sentence, met.source) if met else None
    closest = sorted(sentence.statements, key=lambda statement: len(statement.quotes))  # that speak of little else
    originator = figure.originator if figure else next((s.originator for s in closest if s.originator), None)
    return Reason(
        sentence.passage, sentence.text, round(100 * min(1.0, one.coverage), 1),
        sentence.quote.brief if sentence.quote else None, sentence.quote.id if sentence.quote else None,
        figure.printed if figure else None, figure.qualifier if figure else _hedge(sentence), originator,
        figure.as_of if figure else None,
        f"The claim's number is {_relation(met)}." if met else None,
    )  # fmt: skip


def _relation(met: Met) -> str:
    """How the claim's number sits by the one that answers it, as a sentence ends."""
    how = relation(met.claim, met.source)
    return "within the range given here" if how == "within" else f"{how} the one given here"


def _figure(sentence: Sentence, source: Quantity) -> Figure | None:
    """The curated figure that a quantity of the sentence is, if it is one."""
    for figure in sentence.figures:
        ends = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
        if ends[0] is not None and {Decimal(str(end)) for end in ends if end is not None} == {source.low, source.high}:
            return figure
    return None


def _hedge(sentence: Sentence) -> str | None:
    """The hedges that curators note of the sentence: in its own words, or of a statement that rests on it alone."""
    text = sentence.text.casefold()
    held = dict.fromkeys(
        part
        for statement in sentence.statements
        for part in (statement.hedge or "").split("; ")
        if part and (len(statement.quotes) == 1 or part.casefold() in text)
    )
    return "; ".join(held) or None
