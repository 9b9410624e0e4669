"""The card of a checked claim shows a hedge only where the shown words hold it."""

from __future__ import annotations

from bot.cards.claims import claim_card
from bot.cards.fitting import plain_text
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict
from tests.shared_library import the_library


def test_only_a_hedge_of_the_shown_quote_is_shown() -> None:
    passage = the_library().passage("tip-2024:10")
    assert passage is not None
    words = "The government withholds up to 90 percent of wages from overseas workers"
    reason = Reason(passage, words, 90.0, hedge="up to; reportedly", relation="The claim's number is equal to it.")
    claim = ClaimVerdict("90 percent", Verdict.SUPPORTED, (reason,))
    text = plain_text(claim_card(the_library(), ClaimResult("90 percent", claim.verdict, (claim,), (reason,))))

    assert "The claim's number is equal to it. The source says “up to”." in text
    assert "reportedly" not in text
