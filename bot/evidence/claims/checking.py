"""Check the claims of a message against the library: supported, sources differ, or not in these sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary, ref

from bot.evidence.claims.aligning import Alignment
from bot.evidence.claims.asserting import asserted, is_topic
from bot.evidence.claims.attribution import Attribution, AttributionReader
from bot.evidence.claims.comparing import relation
from bot.evidence.claims.corpus import Corpus
from bot.evidence.claims.deciding import Decision, decide
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict
from bot.evidence.claims.scores import ScoreBook
from bot.evidence.claims.splitting import parts, sentences
from bot.evidence.claims.words import fold, read_text
from bot.search.leading import lead

if TYPE_CHECKING:
    from bot.search.engine import Engine

REASONS: Final = 5


class Checker:
    """Everything that a check needs of one library, built once; lives no longer than its engine."""

    def __init__(self, engine: Engine) -> None:
        library = engine.library
        self._engine = ref(engine)  # weakly: `_checkers` would keep an engine that its checker holds for good
        self.corpus = Corpus(library)
        self.attribution = AttributionReader(library.sources, frozenset(library.texts))
        self.scores = ScoreBook(library)

    def check(self, message: str) -> ClaimResult:
        """Check every sentence of `message` that claims something."""
        claims: list[ClaimVerdict] = []
        for claim in claimed(message):
            claims.extend(self._check_sentence(claim))
        told = [claim for claim in claims if claim.verdict is not Verdict.NOT_FOUND]
        kept = tuple(claims)
        return ClaimResult(message, _whole(kept), kept, _reasons(told or claims))

    def _check_sentence(self, claim: str) -> list[ClaimVerdict]:
        attribution = self.attribution.read(fold(claim))
        if (scored := self.scores.check(attribution.rest, attribution.sources)) is not None:
            return [ClaimVerdict(claim, scored.verdict, scored.reasons)]
        whole = self._decide(attribution.rest, attribution)
        verdicts = [ClaimVerdict(claim, whole.verdict, self._tell(whole))]
        pieces = parts(attribution.rest)
        if whole.verdict is Verdict.NOT_FOUND and len(pieces) > 1:
            split = [(piece, self._decide(piece, attribution)) for piece in pieces]
            if any(decision.verdict is not Verdict.NOT_FOUND for _, decision in split):
                verdicts = [ClaimVerdict(piece, decision.verdict, self._tell(decision)) for piece, decision in split]
        return verdicts

    def _decide(self, folded: str, attribution: Attribution) -> Decision:
        engine = self._engine()
        assert engine is not None, "a checker is asked by way of its engine"
        return decide(folded, attribution, lead(folded, engine), self.corpus, self.attribution)

    def _tell(self, decision: Decision) -> tuple[Reason, ...]:
        return tuple(_reason(one) for one in decision.alignments[:REASONS])


def claimed(message: str) -> list[str]:
    """The sentences of a message that claim something; a topic with a question mark is joined to what tells of it."""
    found: list[str] = []
    topic = ""
    for sentence, asks in sentences(message):
        claim = asserted(sentence, asks=asks)
        if claim is None:
            topic = sentence if asks and is_topic(sentence) else ""
            continue
        claim, topic = f"{topic} {claim}".strip(), ""
        text = read_text(claim)
        if len(text.words) > 1 or text.quantities or any(word.entry.kinds for word in text.words):
            found.append(claim)
    return found


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
    checker = _checkers.get(engine)
    if checker is None:
        checker = _checkers[engine] = Checker(engine)
    return checker.check(message)


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
    figure = sentence.figures[0] if sentence.figures else None
    hedge = next((statement.hedge for statement in sentence.statements if statement.hedge), None)
    originator = next(
        (o for o in (*(f.originator for f in sentence.figures), *(s.originator for s in sentence.statements)) if o),
        None,
    )
    beside = None
    if one.met:
        met = one.met[0]
        beside = f"The claim's number is {relation(met.claim, met.source)} the one given here."
    return Reason(
        sentence.passage, sentence.text, round(100 * min(1.0, one.coverage), 1),
        sentence.quote.brief if sentence.quote else None, sentence.quote.id if sentence.quote else None,
        figure.printed if figure else None, (figure.qualifier if figure else None) or hedge, originator,
        figure.as_of if figure else None, beside,
    )  # fmt: skip
