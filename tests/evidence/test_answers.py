"""Answers as data: marks, order, dates and amounts, lookups of keys and addresses, scores, comparisons, dossiers."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from bot.evidence.amounts import amount, bounded, grouped, ordinal, when
from bot.evidence.answers import (
    Choices,
    CitePassages,
    GroupScore,
    IndicatorScore,
    MeasureChoices,
    Miss,
    NoScores,
    NoSuchPassage,
    PassageAnswer,
    SheetScores,
    SourceAnswer,
    Topics,
)
from bot.evidence.briefs import LEAD, ROW, answer_from_brief, brief_tag, whole_brief
from bot.evidence.citations import passages_to_cite
from bot.evidence.comparing import compare_sheets, compare_sources
from bot.evidence.figures import figures_answer, find_measure
from bot.evidence.marking import Marker, basis
from bot.evidence.questions import answer_question, find_brief, is_miss
from bot.evidence.scores import find_sheet, mean_of, score_answer
from bot.evidence.sources import find_source, passage_answer, source_answer, sources_answer, topics_answer
from bot.library.model import Figure, Measure
from tests.shared_library import the_engine, the_library

PEOPLE = Measure(id="m", title="M", unit="people", counts="People.", comparable=True)
DEALS = PEOPLE.model_copy(update={"unit": "deals"})


def figure(**values: object) -> Figure:
    return Figure.model_validate(
        {"measure": "m", "as_of_basis": "report-year", "quote": "q1", "printed": "x", **values}
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (figure(value=80000), "80,000 people"),
        (figure(value=Decimal("2.50")), "2.5 people"),
        (figure(low=80000, high=120000), "80,000–120,000 people"),
        (figure(low=5), "5 people"),
        (figure(high=90), "90 people"),
        (figure(), None),
    ],
)
def test_amounts_are_grouped_and_ranged(given: Figure, shown: str | None) -> None:
    assert shown == amount(given, PEOPLE)


def test_a_unit_that_counts_nothing_nameable_is_left_out() -> None:
    assert "3" == amount(figure(value=3), DEALS)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (figure(low=5), "at least"),
        (figure(high=5), "at most"),
        (figure(high=5, qualifier="up to"), None),
        (figure(value=5), None),
        (figure(low=1, high=2), None),
    ],
)
def test_a_one_sided_figure_never_looks_exact(given: Figure, word: str | None) -> None:
    assert word == bounded(given)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2020", "2020"),
        ("2020-11", "November 2020"),
        ("2021-10-08", "8 October 2021"),
        ("2016-2018", "2016–2018"),
        ("2020-13", "2020-13"),
        ("last year", "last year"),
    ],
)
def test_dates_are_words(written: str, said: str) -> None:
    assert said == when(written)


def test_numbers_and_places() -> None:
    assert "1,000,000" == grouped(Decimal("1000000"))
    assert ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "111th", "122nd"] == [
        ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 111, 122)
    ]


def test_sources_stand_newest_first_and_undated_last() -> None:
    library = the_library()
    found = basis(library.sources[name] for name in ("ihs-tucker", "tip-2007", "tip-2024", "hrr-2021", "tip-2007"))

    assert ["tip-2024", "hrr-2021", "tip-2007", "ihs-tucker"] == [source.id for source in found.sources]
    assert "2007–2024" == found.years
    assert ["ihs-tucker"] == [source.id for source in found.undated]
    assert "" == basis([library.sources["ihs-tucker"]]).years


def test_marks_count_from_one_and_are_given_once() -> None:
    brief = the_library().briefs["heroin"]
    marker = Marker(the_library(), brief)

    assert [1, 2, 1] == [marker.quote(name) for name in ("q3", "q1", "q3")]
    assert [1, 2] == [one.number for one in marker.marked]
    with pytest.raises(ValueError, match="only a brief"):
        Marker(the_library()).quote("q1")


def test_a_whole_brief_marks_every_quote() -> None:
    for brief in the_library().briefs.values():
        answer = whole_brief(the_library(), brief)

        assert set(brief.quotes) <= {one.quote for one in answer.passages}
        assert [one.number for one in answer.passages] == list(range(1, len(answer.passages) + 1))


def test_an_answer_leads_with_the_passages_asked_for() -> None:
    brief = the_library().briefs["political-prison-camps"]
    answer = answer_from_brief(the_library(), brief, ["q3", "row:oci-2023:heroin-trade", "q1", "q2", "gone"])

    assert LEAD == len(answer.lead)
    assert ["q3", None, "q1"] == [one.quote for one in answer.lead]
    assert answer.more > 0
    assert {"camp-population"} <= {group.measure.id for group in answer.figures}


def test_the_statement_beside_is_the_one_that_the_next_best_passages_bear_out() -> None:
    """Whatever was found, in whatever order: quotes, printed rows, ids of buttons that are gone."""
    dice = random.Random(5)
    for brief in the_library().briefs.values():
        rows = [f"{ROW}{row.passage.key}" for row in the_library().score_rows(brief.id) if row.passage]
        for _ in range(20):
            lead = dice.sample([*brief.quotes, *rows, "gone"], k=min(8, len(brief.quotes)))
            answer = answer_from_brief(the_library(), brief, lead)
            names = [name for name in lead if name in brief.quotes]
            shown = {one.quote for one in answer.lead}
            left = [one for one in brief.statements if shown.isdisjoint(one.quotes)]
            left.sort(key=lambda one: min([names.index(name) for name in one.quotes if name in names], default=99))
            is_full = bool(answer.differs) or any(figure.quote in shown for figure in brief.figures)

            assert [one.text for one in left[: 0 if is_full else 1]] == [one.text for one in answer.statements], lead


def test_what_was_found_after_the_leading_passages_makes_no_other_answer() -> None:
    brief = the_library().briefs["political-prison-camps"]
    first, *others = ([*list(brief.quotes)[:LEAD], *later] for later in ((), ("q7", "q8"), ("q8", "gone", "q7")))

    assert all(
        answer_from_brief(the_library(), brief, first) is answer_from_brief(the_library(), brief, other)
        for other in others
    )


def test_figures_of_an_answer_stand_newest_first() -> None:
    answer = figures_answer(the_library(), the_library().measures["camp-population"])

    assert ["TIP 2024", "Human Rights Report 2021", "TIP 2007"] == list(
        dict.fromkeys(line.source.label for line in answer.lines)
    )


def test_the_tag_of_a_brief_changes_with_it() -> None:
    brief = the_library().briefs["heroin"]

    assert brief_tag(brief) == brief_tag(brief.model_copy())
    assert brief_tag(brief) != brief_tag(brief.model_copy(update={"title": "Another"}))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("how many people are in prison camps", Topics),
        ("tip-2024:¶3", PassageAnswer),
        ("OCI-2023:heroin-trade", PassageAnswer),
        ("tip-2024:99", NoSuchPassage),
        ("oci-2021:1", NoSuchPassage),
        ("https://ocindex.net/2023/country/korea_dpr", SourceAnswer),
        ("best pizza in Rome", Miss),
        ("", Miss),
    ],
)
def test_a_question_comes_to_an_answer_of_its_kind(query: str, kind: type) -> None:
    assert isinstance(answer_question(the_engine(), query), kind)


def test_only_words_that_found_nothing_are_a_miss() -> None:
    assert is_miss(answer_question(the_engine(), "best pizza in Rome"))
    assert not is_miss(answer_question(the_engine(), "?"))
    assert not is_miss(answer_question(the_engine(), "kwanliso"))


def test_a_brief_is_found_by_id_title_or_words() -> None:
    heroin = the_library().briefs["heroin"]

    assert heroin == find_brief(the_engine(), "heroin") == find_brief(the_engine(), " heroin  AND opium ")
    assert heroin == find_brief(the_engine(), "opium cultivation")
    assert isinstance(find_brief(the_engine(), "best pizza in Rome"), Miss | Choices)


def test_a_passage_knows_its_neighbours_and_its_briefs() -> None:
    first = the_library().passage("tip-2024:1")
    assert first is not None
    answer = passage_answer(the_library(), first)

    assert (None, "tip-2024:2") == (answer.before, answer.after)
    assert "tier-3" in [brief.id for brief in answer.briefs]


def test_sources_and_topics_are_listed() -> None:
    library = the_library()
    counts = {source.id: count for source, count in sources_answer(library).sources}
    drugs = topics_answer(library, "DRUGS")

    assert 0 == counts["oci-2021"]
    assert counts["tip-2024"] > 10
    assert "drugs" == drugs.tag
    assert all("drugs" in brief.tags for brief in drugs.briefs)
    assert len(library.briefs) == len(topics_answer(library, "no such tag").briefs)
    assert find_source(library, "TIP 2024") == find_source(library, "2024 trafficking in persons report: north korea")
    assert find_source(library, "nothing") is None
    assert () == source_answer(library, library.sources["oci-2021"]).sections


@pytest.mark.parametrize(
    ("indicator", "sheet", "kind"),
    [
        (None, None, SheetScores),
        ("human-trafficking", "oci-2021", IndicatorScore),
        ("Human Trafficking", "2023", IndicatorScore),
        ("hacking", None, IndicatorScore),
        ("resilience", None, GroupScore),
        ("best pizza in Rome", None, NoScores),
        ("heroin", "tip-2024", NoScores),
    ],
)
def test_a_score_is_found_or_declined(indicator: str | None, sheet: str | None, kind: type) -> None:
    assert isinstance(score_answer(the_engine(), indicator, sheet), kind)


def test_an_indicator_knows_its_place_and_other_editions() -> None:
    score = score_answer(the_engine(), "arms-trafficking", "oci-2023")
    assert isinstance(score, IndicatorScore)

    assert (1, 1) == (score.place, score.ties)
    assert ["oci-2021"] == [one.sheet.id for one in score.others]
    assert score.row is not None
    assert "ARMS TRAFFICKING 9.00" == score.row.text


def test_a_group_is_the_mean_of_its_parts() -> None:
    score = score_answer(the_engine(), "criminal-markets", "oci-2023")
    assert isinstance(score, GroupScore)
    count, total = mean_of(score)

    assert 15 == count
    assert abs(total / count - score.group.value) < Decimal("0.005")


def test_a_sheet_is_found_by_its_source_too() -> None:
    assert find_sheet(the_library(), "Organized Crime Index 2023") == the_library().sheets["oci-2023"]
    assert find_sheet(the_library(), "1999") is None


def test_a_measure_is_found_or_offered() -> None:
    found = find_measure(the_library(), "camp-population")
    none = find_measure(the_library(), "")

    assert isinstance(found, Measure)
    assert isinstance(none, MeasureChoices)
    assert () == none.measures


def test_passages_to_cite_come_best_first_from_the_source_asked_for() -> None:
    tip = the_library().sources["tip-2007"]
    found = passages_to_cite(the_engine(), "prison camps", tip)

    assert isinstance(found, CitePassages)
    assert {"tip-2007"} == {one.source.id for one in found.passages}
    assert len(found.passages) == len(found.briefs)
    assert isinstance(passages_to_cite(the_engine(), "best pizza in Rome"), Miss)
    assert isinstance(passages_to_cite(the_engine(), "tip-2007:99"), NoSuchPassage)


def test_comparing_never_shows_a_passage_on_both_sides() -> None:
    library = the_library()
    for brief in library.briefs.values():
        answer = compare_sources(library, brief, library.sources["tip-2024"], library.sources["tip-2007"])
        keys = [one.number for one in (*answer.only_first, *answer.only_second)]
        shared = {mark for line in answer.both for mark in line.marks}

        assert ("tip-2007", "tip-2024") == (answer.first.id, answer.second.id)
        assert len(keys) == len(set(keys))
        assert not shared & set(keys)


def test_sheets_stand_beside_each_other() -> None:
    sheets = the_library().sheets
    answer = compare_sheets(sheets["oci-2023"], sheets["oci-2021"])
    only_new = [one.name for one in answer.changes if one.first is None]

    assert "oci-2021" == answer.first.id
    assert "FINANCIAL CRIMES" in only_new
    assert any("not like for like" in note for note in answer.notes)
