"""Cards of scores and of two editions: values that can be read down, nothing said twice, a picture above each group."""

from __future__ import annotations

import pytest

from bot.cards import asking, charts
from bot.cards.card import Card, Lines, Picture
from bot.cards.charts.fonts import ChartError
from bot.cards.comparisons import sheets_compared_card
from bot.cards.fitting import plain_text
from bot.cards.illustrating import MOST_PICTURES, illustrated, score_chart_card
from bot.cards.scores import COLUMNS, view_card
from bot.cards.text import line, plain
from bot.evidence.comparing import compare_sheets
from bot.evidence.scores import score_answer
from tests.cards.charts.charted import a_group, a_sheet
from tests.shared_library import the_engine, the_library


def scores(indicator: str = "", view: str = "card", sheet: str = "") -> Card:
    return view_card(score_answer(the_engine(), indicator, sheet), view)


def compared() -> Card:
    return asking.compare(the_engine(), "scores", "2021", "2023")


def test_a_sheet_does_not_say_its_title_twice() -> None:
    heading, about = (plain(one, "en-GB") for one in scores().title)

    assert "Organized Crime Index 2023: Korea, DPR" == heading
    assert "published 2023 · on a scale from 1 to 10" == about


def test_each_value_of_a_sheet_stands_on_a_line_with_all_that_have_it() -> None:
    text = plain_text(scores())

    assert "- 8.00 Synthetic drug trade, Financial crimes\n" in text
    assert "- Lowest 1.00: 7 tied (Government transparency and accountability, Judicial" in text
    for group in the_library().sheets["oci-2023"].groups:
        assert all(one.name.capitalize() in text for one in group.indicators)


def test_a_list_keeps_to_the_columns_of_a_small_phone_and_loses_no_word() -> None:
    text = plain_text(scores(view="list")).split("\n\n")[1]

    assert max(map(len, text.splitlines())) <= COLUMNS
    assert "Judicial system and detention" in " ".join(text.split())


def test_a_sheet_has_a_picture_above_each_group() -> None:
    card = score_chart_card(score_answer(the_engine(), "", ""))
    pictures = [number for number, block in enumerate(card.blocks) if isinstance(block, Picture)]
    below = [card.blocks[number + 1] for number in pictures]

    assert ["scores-oci-2023.png", "scores-oci-2023-2.png"] == [one.name for one in card.files[:2]]
    assert ["Criminality score", "Criminal markets", "Criminal actors", "Resilience score"] == [
        plain(one.lines[0], "en-GB").rsplit(" ", 4)[0] for one in below if isinstance(one, Lines)
    ]


def test_a_card_has_no_more_pictures_than_discord_takes_files() -> None:
    block = Lines((line("x"),))
    picture = charts.Picture(b"", "alt", "text", 1, 1)
    card = illustrated(Card((line("t"),), (block,) * 12), lambda: (picture,) * 12, "many")

    assert MOST_PICTURES == len(card.files) == len({one.name for one in card.files})
    assert 12 == card.blocks.count(block)


def test_a_card_stands_without_a_picture_that_cannot_be_drawn() -> None:
    def broken() -> tuple[charts.Picture, ...]:
        raise ChartError("no typeface")

    card = scores()

    assert card is illustrated(card, broken, "x")


def test_two_editions_name_both_years_and_gather_what_did_not_change() -> None:
    text = plain_text(compared())

    assert text.startswith("Organized Crime Index 2021 → 2023: Korea, DPR\n")
    assert "- Human trafficking 8.00 → 8.50\n" in text
    assert "- Unchanged: Human smuggling 6.50, Arms trafficking 9.00, Fauna crimes 3.00\n" in text
    assert "- Only 2023: Private sector actors 1.00\n" in text


@pytest.mark.parametrize("name", ["oci-2021", "oci-2023"])
def test_every_value_of_both_editions_is_on_the_card(name: str) -> None:
    text = plain_text(compared())

    for group in the_library().sheets[name].groups:
        for one in (group, *group.indicators):
            assert f"{one.value:.2f}" in next(row for row in text.splitlines() if one.name.capitalize() in row)


def test_titles_that_differ_in_more_than_the_edition_are_both_shown() -> None:
    gone = a_sheet(a_group({"ARMS": "9.00", "OPIUM": "2.00"}), edition="2021", title="Old index")
    card = sheets_compared_card(compare_sheets(gone, a_sheet(a_group({"ARMS": "8.00"}))))
    text = plain_text(card)

    assert text.startswith("Old index → Index 2023: Korea, DPR")
    assert "Markets 5.00 → 5.00 (unchanged)\n- Arms 9.00 → 8.00" in text
    assert "- Only 2021: Opium 2.00" in text
