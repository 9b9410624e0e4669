"""Charts in words."""

from __future__ import annotations

import pytest

from bot.cards.charts import Picture, figure_ranges, score_bars, sheet_comparison
from bot.cards.charts.picture import ALT_LIMIT, description
from bot.cards.charts.reading import bar_chart, pair_charts, range_chart
from bot.cards.charts.wording import bars_alt, bars_text, pairs_alt, pairs_text, ranges_alt, ranges_text
from bot.cards.text import units
from bot.evidence.answers import IndicatorScore
from bot.evidence.comparing import SheetComparison, compare_sheets
from bot.evidence.figures import counted_measures, figures_answer
from bot.evidence.scores import group_score, indicator_score
from tests.cards.charts.charted import SOURCE, a_figure, a_group, a_sheet, figures, of_group
from tests.shared_library import the_library

MARKETS = a_group({"ARMS": "9.00", "HEROIN TRADE": "4.00", "FLORA": "2.00"})


def pictures() -> list[Picture]:
    """Every picture of the real library."""
    library = the_library()
    found = [figure_ranges(figures_answer(library, measure)) for measure in counted_measures(library)]
    for sheet in library.sheets.values():
        for group in sheet.groups:
            found.append(score_bars(group_score(library, sheet, group)))
            found += [score_bars(indicator_score(library, sheet, one)) for one in group.indicators]
    found += sheet_comparison(compare_sheets(library.sheets["oci-2021"], library.sheets["oci-2023"]))
    return [picture for picture in found if picture is not None]


def test_every_picture_of_the_library_is_described_within_the_limit() -> None:
    found = pictures()

    assert 50 < len(found)
    assert [] == [picture.alt for picture in found if not 40 < units(picture.alt) <= ALT_LIMIT]


def test_a_group_is_described_with_its_mean_and_values() -> None:
    assert (
        "Bar chart: Markets, Index 2023: Korea, DPR, scale 1–10, higher is worse, markets mean 5.00. "
        "Arms 9.00; Heroin trade 4.00; Flora 2.00."
    ) == bars_alt(bar_chart(of_group(MARKETS)))


def test_an_indicator_is_described_first() -> None:
    answer = IndicatorScore(a_sheet(MARKETS), SOURCE, MARKETS, MARKETS.indicators[2], None, (), None, 3, 0, ())

    said = bars_alt(bar_chart(answer))

    assert said.startswith("Bar chart: Flora among markets, ")
    assert said.endswith(". Flora 2.00; Arms 9.00; Heroin trade 4.00.")


def test_the_text_of_bars_holds_every_value() -> None:
    assert (
        "Markets · Index 2023: Korea, DPR · scale 1–10\n"
        "Markets, higher is worse, markets mean 5.00\n"
        "- Arms 9.00\n"
        "- Heroin trade 4.00\n"
        "1 more values are not drawn.\n"
        "Source: Index 2023"
    ) == bars_text(bar_chart(of_group(MARKETS), most=2))


def test_two_editions_are_described_with_what_changed_most_first() -> None:
    before = a_sheet(a_group({"ARMS": "9.00", "FLORA": "5.00", "OPIUM": "4.00"}, value="6.00"), edition="2021")
    (chart,) = pair_charts(SheetComparison(before, a_sheet(MARKETS), (), ()))

    assert (
        "Scores in 2021 and 2023. Not like for like. Markets 6.00 → 5.00; Flora 5.00 → 2.00; Arms 9.00 → 9.00."
        == pairs_alt(chart)
    )
    assert (
        "Markets · Korea, DPR · scale 1–10\n"
        "Not like for like: 3 parts in 2021, 3 in 2023. Averages and ranks do not compare.\n"
        "Markets 6.00 → 5.00 (higher is worse)\n"
        "- Arms 9.00 → 9.00\n"
        "- Heroin trade not in 2021, 4.00\n"
        "- Flora 5.00 → 2.00\n"
        "- Opium 4.00, not in 2023\n"
        "Sources: Index 2021: Korea, DPR; Index 2023: Korea, DPR"
    ) == pairs_text(chart)


def test_like_editions_need_no_caution() -> None:
    (chart,) = pair_charts(SheetComparison(a_sheet(MARKETS, edition="2021"), a_sheet(MARKETS), (), ()))

    assert "like for like" not in pairs_alt(chart) + pairs_text(chart)


def test_figures_are_described_with_date_hedge_and_source() -> None:
    words = a_figure(amount=None, printed="thousands", low=None, high=None)
    chart = range_chart(
        figures(a_figure(qualifier="an estimated"), words, a_figure(), comparable=False, why="They differ."), most=2
    )

    assert (
        "Figures by date: People held. Not one count. Report of 2024: 80–120 people, “an estimated” · TIP 2024; "
        "Report of 2024: “thousands”, in words only, TIP 2024."
    ) == ranges_alt(chart)
    assert (
        "People held\n"
        "People held.\n"
        "- Report of 2024: 80–120 people, “an estimated” · TIP 2024\n"
        "- Report of 2024: “thousands”, in words only, TIP 2024\n"
        "1 more figures are not drawn.\n"
        "Not one count: They differ."
    ) == ranges_text(chart)


def test_comparable_figures_have_no_caution() -> None:
    chart = range_chart(figures(a_figure()))

    assert "Not one" not in ranges_alt(chart) + ranges_text(chart)


def test_whole_items_are_said_and_the_others_counted() -> None:
    said = description("Lead.", [f"item {n} of some length" for n in range(30)])

    assert said.startswith("Lead. item 0 of some length; item 1")
    assert said.endswith("; 20 more in the text.")
    assert units(said) <= ALT_LIMIT


@pytest.mark.parametrize("lead", ["Word " * 80, "W" * 400, "\U0001f600 " * 150], ids=["words", "one word", "wide"])
def test_a_long_lead_stays_within_the_limit(lead: str) -> None:
    assert units(description(lead, ["x" * 300, "y"])) <= ALT_LIMIT
    assert units(description(lead, ())) <= ALT_LIMIT
