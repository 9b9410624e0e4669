"""What thresholds alone make of a claim beside one sentence; a signal for the fitted weights."""

from __future__ import annotations

import re
from typing import Final

from bot.evidence.claims.aligning import Alignment
from bot.evidence.claims.corpus import Sentence
from bot.evidence.claims.outcomes import Verdict
from bot.evidence.claims.words import Text

SUPPORT: Final = 0.75  # coverage from which a sentence without conflict supports
SUPPORT_OWN: Final = 0.58  # of it met by the sentence itself
SUPPORT_OWN_BY_NUMBER: Final = 0.42  # where the sentence has the claim's very number
LACKING: Final = 0.24  # the heaviest single word that may be missing, as a share
ABSENT: Final = 0.5  # weight of a word that support may lack altogether
DIFFER: Final = 0.55  # coverage from which a conflict is one about the same thing
DIFFER_WITH_ALIEN: Final = 0.75  # the same where the claim has a name that is not met
DIFFER_WEAKLY: Final = 0.65  # where only kinds of `WEAK` conflict
WEAK: Final = frozenset(
    ("relation", "gender", "age", "sector", "goods", "crime", "offender", "means", "injury", "ending", "body")
)
_PLAIN: Final = frozenset(("number", "year", "polarity", "tier", "article", "unscr"))  # conflicts that need no more
URGED: Final = re.compile(
    r"\b(?:recommend\w*|urge[sd]?|calls? (?:on|for)|called (?:on|for)|wants?|should|told|advis\w+"
    r"|asks?|asked|demand\w*|suggest\w*)\b"
)
COVERED: Final = 0.4  # coverage without slots that a claim must have where only a slot differs
MISQUOTED: Final = 0.7  # what must be about the same where only the originator differs
ANCHOR: Final = 0.65  # summed weight that must be met for any verdict but not-found


def judge(one: Alignment, claim: Text) -> Verdict:
    """What the thresholds say of a claim beside one sentence."""
    if claim.elsewhere:
        return Verdict.DIFFERS if one.anchored and one.coverage >= COVERED else Verdict.NOT_FOUND
    if one.matched < ANCHOR:
        return Verdict.NOT_FOUND
    if is_recommended(one.sentence) and not URGED.search(claim.folded):
        return Verdict.NOT_FOUND
    if one.conflicts:
        enough = DIFFER if one.conflicts - WEAK else DIFFER_WEAKLY
        if one.alien or ("place" in one.conflicts and _begins_elsewhere(one, claim)):
            enough = DIFFER_WITH_ALIEN
        covered = one.coverage >= COVERED or one.conflicts & _PLAIN
        same = one.about >= enough and not one.unmet and bool(covered)
        return Verdict.DIFFERS if same else Verdict.NOT_FOUND
    if not one.cited and not one.unmet and one.about >= MISQUOTED:
        return Verdict.DIFFERS
    if one.unmet or one.loose:
        return Verdict.NOT_FOUND
    own = SUPPORT_OWN_BY_NUMBER if any(met.agrees for met in one.met) else SUPPORT_OWN
    good = one.coverage >= SUPPORT and one.own >= own and one.lacking <= LACKING and one.absent <= ABSENT
    return Verdict.SUPPORTED if good else Verdict.NOT_FOUND


def is_recommended(sentence: Sentence) -> bool:
    """Whether the sentence only asks for something to be done."""
    return any("RECOMMENDATIONS" in title.upper() for title in sentence.passage.section)


def _begins_elsewhere(one: Alignment, claim: Text) -> bool:
    """Whether the claim opens with a place that the sentence does not name: it is about that country."""
    first = claim.words[0]
    return first.text in one.missing and any(kind == "place" for kind, _ in first.entry.kinds)
