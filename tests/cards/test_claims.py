"""The card of a checked claim: a hedge only where the shown words hold it, each place and remark once, few buttons."""

from __future__ import annotations

from bot.cards.card import Card, Menu
from bot.cards.claims import claim_card
from bot.cards.fitting import plain_text
from bot.cards.phrases import fixed
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


def beside(*words: tuple[str, str, str]) -> Card:
    reasons = []
    for key, text, brief in words:
        passage = the_library().passage(key)
        assert passage is not None
        assert text in passage.text
        reasons.append(Reason(passage, text, 90.0, brief, hedge="an estimated; may", relation="The number is higher."))
    claim = ClaimVerdict("300,000", Verdict.DIFFERS, tuple(reasons))
    return claim_card(the_library(), ClaimResult("300,000", claim.verdict, (claim,), tuple(reasons)))


NETWORK = "where an estimated 150,000 to 200,000 persons are incarcerated"
HELD = "The DPRK holds an estimated 80,000 to 120,000 persons in political prison camps"


def test_quotes_of_one_paragraph_share_their_place_and_what_is_said_of_them() -> None:
    passage = the_library().passage("tip-2007:1")
    assert passage is not None
    second = passage.text.split(". ")[0]
    text = plain_text(beside(("tip-2007:1", NETWORK, "political-prison-camps"), ("tip-2007:1", second, "")))

    assert 1 == text.count("· tip-2007:1")
    assert 1 == text.count("The number is higher.")
    assert "The source says “an estimated”." in text


def test_several_briefs_are_a_menu_and_several_passages_are_kept_by_their_marks() -> None:
    card = beside(("tip-2007:1", NETWORK, "political-prison-camps"), ("tip-2024:7", HELD, "labor-camps"))
    menus = [row for row in card.rows if isinstance(row, Menu)]
    labels = [one.label for row in card.rows if not isinstance(row, Menu) for one in row]

    assert ["political-prison-camps", "labor-camps"] == [one.value for one in menus[0].options]
    assert [fixed("Keep {key}", key="[1]"), fixed("Keep {key}", key="[2]")] == labels[-2:]


def test_what_is_offered_beside_a_claim_that_nothing_decides_is_called_near() -> None:
    passage = the_library().passage("tip-2024:7")
    assert passage is not None
    reason = Reason(passage, HELD, 40.0, "political-prison-camps")
    claim = ClaimVerdict("a claim", Verdict.NOT_FOUND, (reason,))
    offered = plain_text(claim_card(the_library(), ClaimResult("a claim", claim.verdict, (claim,), (reason,))))
    alone = plain_text(claim_card(the_library(), ClaimResult("a claim", claim.verdict, (claim,), ())))

    assert offered.endswith("Nearest topics, which may not be what you mean:")
    assert "Nearest topics" not in alone
