"""What charts show of an answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.cards.charts.reading import bar_chart, pair_charts, range_chart
from bot.evidence.answers import IndicatorScore
from bot.evidence.comparing import SheetComparison, compare_sheets
from bot.evidence.scores import group_score, sheet_scores
from bot.library.model import Sheet
from tests.cards.charts.charted import SOURCE, a_figure, a_group, a_sheet, figures, of_group
from tests.citing.sources import a_source
from tests.shared_library import the_library

MARKETS = a_group({"ARMS": "9.00", "HEROIN TRADE": "4.00", "FLORA": "2.00"})


def compared(first: Sheet, second: Sheet) -> SheetComparison:
    return SheetComparison(first, second, (), ())


def test_bars_stand_from_highest_to_lowest_with_names_as_they_are_read() -> None:
    group = a_group({"FLORA": "2.00", "ARMS": "9.00", "HEROIN TRADE": "4.00"})

    chart = bar_chart(of_group(group))

    assert [("Arms", "9.00"), ("Heroin trade", "4.00"), ("Flora", "2.00")] == [
        (bar.name, str(bar.value)) for bar in chart.group.bars
    ]
    assert ("Markets", "Index 2023: Korea, DPR", "higher is worse") == (
        chart.title,
        chart.about,
        chart.group.direction,
    )
    assert ("Source: Index 2023",) == chart.notes


def test_a_value_is_called_a_mean_only_where_it_is_one() -> None:
    other = a_group({"ARMS": "9.00", "FLORA": "2.00"}, value="7.00")

    charts = [bar_chart(of_group(group)) for group in (MARKETS, other)]

    assert [True, False] == [chart.group.mean for chart in charts]


def test_an_aggregate_of_groups_has_these_as_its_bars() -> None:
    library = the_library()
    sheet = library.sheets["oci-2023"]

    chart = bar_chart(group_score(library, sheet, sheet.groups[0]))

    assert ["Criminal markets", "Criminal actors"] == [bar.name for bar in chart.group.bars]
    assert chart.group.mean


def test_every_value_of_the_sheets_is_drawn() -> None:
    library = the_library()

    for sheet in library.sheets.values():
        charts = [bar_chart(score) for score in sheet_scores(library, sheet).groups]
        drawn = {bar.name.casefold(): bar.value for chart in charts for bar in chart.group.bars}
        printed = {one.name.casefold(): one.value for group in sheet.groups for one in group.indicators}

        assert printed.items() <= drawn.items()
        assert {0} == {chart.left_out for chart in charts}


def test_an_indicator_is_set_off_among_its_group() -> None:
    indicator = MARKETS.indicators[1]
    answer = IndicatorScore(a_sheet(MARKETS), SOURCE, MARKETS, indicator, None, (), None, 2, 0, ())

    chart = bar_chart(answer)

    assert "Heroin trade" == chart.title
    assert ["Heroin trade"] == [bar.name for bar in chart.group.bars if bar.chosen]


def test_more_bars_than_a_picture_holds_are_counted() -> None:
    chart = bar_chart(of_group(MARKETS), most=1)

    assert ["Arms"] == [bar.name for bar in chart.group.bars]
    assert 2 == chart.left_out


def test_an_inferred_year_and_a_record_without_text_are_said() -> None:
    sheet = a_sheet(MARKETS, record_only=True)
    source = a_source(label="Index 2023", standing={"edition": "inferred"})
    inferred = replace(of_group(MARKETS, sheet), source=source)

    assert (
        "2023: record only, its text is not in this library",
        "Source: Index 2023 (year inferred, not printed)",
    ) == bar_chart(inferred).notes


def test_what_one_edition_lacks_stays_empty_and_is_named() -> None:
    before = a_sheet(a_group({"ARMS": "9.00", "OPIUM": "4.00"}, value="6.50"), edition="2021", record_only=True)
    after = a_sheet(MARKETS)

    (chart,) = pair_charts(compared(before, after))

    assert [
        ("Arms", Decimal("9.00"), Decimal("9.00")),
        ("Heroin trade", None, Decimal("4.00")),
        ("Flora", None, Decimal("2.00")),
        ("Opium", Decimal("4.00"), None),
    ] == [(pair.name, pair.first, pair.second) for pair in chart.group.parts]
    assert "Not like for like: 2 parts in 2021, 3 in 2023. Averages and ranks do not compare." == chart.caution
    assert "2021: record only, its text is not in this library" == chart.notes[0]


def test_a_group_of_one_edition_only_is_shown_with_it() -> None:
    other = a_group({"POLICE": "2.00"}, name="RESILIENCE", id="resilience", higher_is="better")

    older = pair_charts(compared(a_sheet(MARKETS, other, edition="2021"), a_sheet(MARKETS)))
    newer = pair_charts(compared(a_sheet(MARKETS, edition="2021"), a_sheet(MARKETS, other)))

    assert (Decimal("5.00"), None) == (older[1].group.whole.first, older[1].group.whole.second)
    assert (None, Decimal("5.00")) == (newer[1].group.whole.first, newer[1].group.whole.second)
    assert "" == older[0].caution


def test_the_real_editions_are_told_not_to_be_like_for_like() -> None:
    library = the_library()

    charts = pair_charts(compare_sheets(library.sheets["oci-2023"], library.sheets["oci-2021"]))

    assert {("2021", "2023")} == {(chart.first, chart.second) for chart in charts}
    assert [
        "",
        "Not like for like: 10 parts in 2021, 15 in 2023. Averages and ranks do not compare.",
        "Not like for like: 4 parts in 2021, 5 in 2023. Averages and ranks do not compare.",
        "",
    ] == [chart.caution for chart in charts]


def test_hedge_date_and_originator_stand_by_a_figure() -> None:
    line = a_figure(
        as_of="November 2020", as_of_inferred=True, originator="the Guardian", qualifier="reportedly", bound="at most"
    )

    (one,) = range_chart(figures(line)).ranges

    assert "As of November 2020 (inferred)" == one.date
    assert "at most 80–120 people" == one.amount
    assert "“reportedly” · the Guardian, as cited in TIP 2024" == one.says


def test_a_figure_in_words_is_never_given_a_place_on_the_axis() -> None:
    line = a_figure(amount=None, printed="tens of thousands", low=10_000.0, high=99_999.0)

    (one,) = range_chart(figures(line)).ranges

    assert (None, None, False) == (one.low, one.high, one.drawn)
    assert "“tens of thousands”" == one.amount


def test_a_source_without_a_year_is_undated() -> None:
    assert "Report of 2024" == range_chart(figures(a_figure())).ranges[0].date
    assert "Undated" == range_chart(figures(a_figure(source=a_source()))).ranges[0].date


def test_why_figures_do_not_compare_is_said_above_them() -> None:
    assert "" == range_chart(figures(a_figure())).caution
    assert (
        "Not one count: kinds of camp differ."
        == range_chart(figures(a_figure(), comparable=False, why="kinds of camp differ.")).caution
    )


def test_the_oldest_figures_give_way_and_are_counted() -> None:
    chart = range_chart(figures(*(a_figure(mark=n) for n in range(5))), most=2)

    assert (2, 3) == (len(chart.ranges), chart.left_out)


def test_control_and_direction_characters_are_left_out() -> None:
    chart = range_chart(figures(a_figure(), title="A\x07\n \u202eB \u200bC"))

    assert "A B C" == chart.title
