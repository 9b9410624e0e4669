"""What reading the cards on a phone taught: marks in order and never alone, one place said once, one thing counted."""

from __future__ import annotations

import pytest

from bot.cards import asking
from bot.cards.actions import Action
from bot.cards.card import Card, CardFile, Lines, Menu
from bot.cards.claims import claim_card
from bot.cards.exports import dossier_card
from bot.cards.fitting import PLAIN_LOOK, fit, plain_text
from bot.cards.lines import statement_line
from bot.cards.lookups import question_card
from bot.cards.opening import open_card
from bot.cards.passages import marks
from bot.cards.sources import source_card, topics_card
from bot.cards.text import NBSP, line, markdown, plain, undrawn
from bot.cards.trays import clear_card, tray_card
from bot.evidence.answers import StatementLine
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict
from bot.evidence.kept import Kept, find_kept
from bot.evidence.questions import answer_question
from bot.evidence.sources import source_answer, topics_answer
from tests.shared_library import the_engine, the_library


def asked(question: str) -> Card:
    return question_card(the_library(), answer_question(the_engine(), question))


def compared(topic: str, first: str, second: str) -> str:
    return plain_text(asking.compare(the_engine(), topic, first, second))


def test_a_mark_stays_with_the_words_before_it_and_is_plain_in_the_twin() -> None:
    said = statement_line(StatementLine("Wages are withheld.", (3, 1)))

    assert f"- Wages are withheld.{NBSP}[1][3]" == markdown(said, "en-GB")
    assert "- Wages are withheld. [1][3]" == plain(said, "en-GB")


def test_marks_are_in_order() -> None:
    assert "[1][4][7]" == marks((7, 1, 4))


def test_figures_are_marked_in_the_order_in_which_they_stand() -> None:
    lines = plain_text(asking.figures(the_library(), "camp-population")).splitlines()
    shown = [one.rpartition(" ")[2] for one in lines if one.startswith("- ")]

    assert ["[1]", "[2]", "[3]", "[4]"] == shown
    assert "[1] TIP 2024, ¶7 · [2] Human Rights Report 2021, ¶10 · [3] TIP 2007, ¶3 · [4] TIP 2007, ¶1" in lines


def test_figures_offer_their_briefs_by_title() -> None:
    card = asking.figures(the_library(), "camp-population")
    options = [option for row in card.rows if isinstance(row, Menu) for option in row.options]

    assert options
    assert [the_library().briefs[one.value].title for one in options] == [one.label for one in options]


def test_quotes_of_one_paragraph_share_their_place_on_every_card() -> None:
    place = "Organized Crime Index 2023, DRUGS, ¶8 · oci-2023:8"
    found = asking.find_citable(the_engine(), "heroin for decades")
    assert not isinstance(found, Card)
    cited = plain_text(asking.cite(the_library(), found, "apa"))

    assert 1 == cited.count(place)
    assert 1 == cited.count("Note:")
    assert 1 == compared("heroin", "oci-2023", "tip-2024").count(place)
    assert 2 == plain_text(asked("heroin and meth")).count(place)  # once for each topic


def test_a_numbered_note_names_the_number_of_its_reference() -> None:
    found = asking.find_citable(the_engine(), "heroin for decades")
    assert not isinstance(found, Card)
    text = plain_text(asking.cite(the_library(), found, "ieee"))

    assert "Note: [1, Para. 8]" in text
    assert "[1] Global Initiative" in text
    assert 1 == text.count("Note:")


def test_an_address_is_whole_in_the_plain_twin() -> None:
    found = asking.find_citable(the_engine(), "heroin for decades")
    assert not isinstance(found, Card)

    assert "https://ocindex.net/2023/country/korea_dpr\n" in plain_text(asking.cite(the_library(), found, "apa"))


def test_a_source_without_a_word_on_a_topic_is_said_to_have_none() -> None:
    text = compared("heroin", "oci-2023", "tip-2024")

    assert text.endswith("TIP 2024\nNothing on this topic.")
    assert "Nothing that the other does not say" not in text
    assert "… 1 more passage in the brief" in text


def test_a_note_of_one_edition_says_of_which() -> None:
    assert "2021: From the publisher's page, text not in this library" in compared("scores", "2021", "2023")


def test_a_checked_claim_is_repeated_in_its_own_words() -> None:
    passage = the_library().passage("tip-2024:7")
    assert passage is not None
    message = "There are 90,000 people in prison camps."
    reason = Reason(passage, passage.text[:60], 90.0)
    claim = ClaimVerdict(message, Verdict.DIFFERS, (reason,))
    text = plain_text(claim_card(the_library(), ClaimResult(message, claim.verdict, (claim,), (reason,))))

    assert text.startswith(f"Sources differ from this\n\n“{message}”\n")


def test_a_tray_says_how_its_passages_begin() -> None:
    entries = find_kept(the_library(), (Kept("1", "tip-2024:12", "for the opening"), Kept("2", "overseas-wages")))
    lines = plain_text(tray_card(entries, "channel")).splitlines()

    assert "1) tip-2024:12, TIP 2024 · for the opening" in lines
    assert "North Koreans seeking to leave the DPRK without authorization are vulnerable …" in lines
    assert "2) Wages taken from workers abroad" in lines


def test_a_full_tray_fits() -> None:
    keys = [passage.key for passage in the_library().texts["hrr-2021"].passages][:25]
    card = tray_card(find_kept(the_library(), (Kept(str(n), key) for n, key in enumerate(keys))), "channel")

    assert fit(card, PLAIN_LOOK).blocks
    assert all(f"{number}) " in plain_text(card) for number in range(1, len(keys) + 1))


def test_one_thing_is_counted_as_one() -> None:
    one = topics_answer(the_library(), None)
    few = topics_card(type(one)(None, one.briefs[:1], one.tags))

    assert "Topics\n1 brief" == "\n".join(plain(said, "en-GB") for said in few.title)
    assert "This deletes 1 entry for everyone" in plain_text(clear_card("channel", 1))
    assert "1 entry" in plain_text(dossier_card(CardFile("dossier.md", b""), 1))


def test_a_record_is_not_said_to_have_no_paragraphs() -> None:
    source = the_library().sources["oci-2021"]
    about = plain(source_card(source_answer(the_library(), source)).title[1], "en-GB")

    assert about.endswith("record only, its text is not in this library")


def test_a_card_of_topics_turns_pages_only_where_there_are_several() -> None:
    everything = topics_card(topics_answer(the_library(), None))
    drugs = topics_card(topics_answer(the_library(), "drugs"))

    assert "81 briefs · page 1 of 5" == plain(everything.title[1], "en-GB")
    assert "5 briefs" == plain(drugs.title[1], "en-GB")
    assert all(isinstance(block, Lines) for block in drugs.blocks[1:])


@pytest.mark.parametrize("name", the_library().briefs)
def test_what_was_drawn_is_plain_again(name: str) -> None:
    for verb in ("brief", "passages", "bfigures"):
        card = open_card(the_engine(), Action(verb, (name,)))
        lines = [*card.title, *(one for block in card.blocks if isinstance(block, Lines) for one in block.lines)]

        assert [plain(one, "en-GB") for one in lines] == [
            undrawn(markdown(one, "en-GB", spoilers=True)) for one in lines
        ]


def test_what_somebody_typed_is_plain_again() -> None:
    typed = line("**a** _b_ <@1> https://evil.example # c ||d|| discord.gg/x")

    assert plain(typed, "en-GB") == undrawn(markdown(typed, "en-GB"))
