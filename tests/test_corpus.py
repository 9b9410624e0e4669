"""The curated library as a whole: nothing of the sources unused, every figure hedged, every score as printed."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest

from bot.library.checking_sheets import aggregate
from bot.library.coverage import coverage, load_reviewed
from bot.library.exporting import as_data
from bot.library.snapshot import Library
from tests.conftest import ROOT

BRIEFS = ROOT / "briefs"
SOURCES = ("oci-2023", "tip-2007", "tip-2024", "ihs-tucker", "hrr-2021")


def test_the_library_has_no_problem(library: Library) -> None:
    assert library.problems == ()


@pytest.mark.parametrize("source", SOURCES)
def test_every_paragraph_feeds_a_brief(library: Library, source: str) -> None:
    report = next(one for one in coverage(library, load_reviewed(BRIEFS)) if one.source == source)

    assert report.unused_paragraphs == ()
    assert report.paragraphs == report.paragraphs_used > 0


@pytest.mark.parametrize("source", SOURCES)
def test_nine_sentences_in_ten_are_quoted_and_the_rest_reviewed(library: Library, source: str) -> None:
    report = next(one for one in coverage(library, load_reviewed(BRIEFS)) if one.source == source)

    assert report.sentences_quoted >= 0.9 * report.sentences
    assert [one for one in report.unquoted if not one.reason] == []


@pytest.mark.parametrize("source", SOURCES)
def test_every_number_in_digits_is_spoken_of_or_reviewed(library: Library, source: str) -> None:
    report = next(one for one in coverage(library, load_reviewed(BRIEFS)) if one.source == source)

    assert [one for one in report.unused_digits if not one.reason] == []


def test_no_brief_feeds_from_more_than_twelve_paragraphs(library: Library) -> None:
    fed = {
        brief.id: len({quote.key for quote in library.quotes_of(brief) if quote.passage.paragraph})
        for brief in library.briefs.values()
    }

    assert {id_: count for id_, count in fed.items() if count > 12} == {}


def test_every_printed_score_is_in_the_sheet(library: Library) -> None:
    sheet = library.sheets["oci-2023"]
    held = {f"{one.name} {one.value:.2f}" for group in sheet.groups for one in group.indicators}
    held |= {f"{group.name} {group.value:.2f}" for group in sheet.groups}
    held |= {f"{group.value:.2f} {group.name}" for group in sheet.groups}
    printed = {row.text for row in library.texts["oci-2023"].rows if re.search(r"\d\.\d\d", row.text)}

    assert printed <= held
    assert len([one for group in sheet.groups for one in group.indicators]) == 15 + 5 + 12


def test_every_printed_rank_is_in_the_sheet(library: Library) -> None:
    sheet = library.sheets["oci-2023"]
    ranks = {(rank.of, rank.scope): rank.value for rank in sheet.ranks}

    assert {
        ("criminality", "193 countries"): 111,
        ("criminality", "46 Asian countries"): 32,
        ("criminality", "5 Eastern Asian countries"): 2,
        ("resilience", "193 countries"): 187,
        ("resilience", "46 Asian countries"): 43,
        ("resilience", "5 Eastern Asian countries"): 5,
    } == ranks


def test_criminality_follows_from_the_unrounded_means(library: Library) -> None:
    sheet = library.sheets["oci-2023"]
    total = next(group for group in sheet.groups if group.id == "criminality")

    assert round(aggregate(sheet, total), 4) == Decimal("4.8167")
    assert total.value == Decimal("4.82")


def test_every_indicator_leads_to_a_brief_and_its_paragraph(library: Library) -> None:
    sheet = library.sheets["oci-2023"]
    lost = [
        one.id
        for group in sheet.groups
        for one in group.indicators
        if one.brief not in library.briefs or not one.explained_by or not one.definition
    ]

    assert lost == []


def test_the_edition_of_2021_is_a_record_only(library: Library) -> None:
    sheet = library.sheets["oci-2021"]

    assert sheet.record_only
    assert "oci-2021" not in library.texts
    assert any("not in this library" in note for note in sheet.notes)
    assert [len(group.indicators) for group in sheet.groups] == [0, 10, 4, 12]


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("wage-share-withheld", {"90", "95", "70"}),
        ("camp-population", {"80,000", "150,000"}),
        ("overseas-hours", {"12", "20"}),
        ("workers-in-dandong", {"80,000", "2,000"}),
    ],
)
def test_disagreeing_figures_share_a_measure_that_does_not_merge_them(
    library: Library, measure: str, printed: set[str]
) -> None:
    words = " ".join(
        figure.printed for brief in library.briefs.values() for figure in brief.figures if figure.measure == measure
    )

    assert {number for number in printed if number in words} == printed
    assert not library.measures[measure].comparable
    assert library.measures[measure].why


def test_records_are_complete(library: Library) -> None:
    for source in library.sources.values():
        assert source.accessed
        assert source.reuse.terms
        assert source.standing
        assert source.csl["id"] == source.id


def test_an_undated_article_stays_undated(library: Library) -> None:
    tucker = library.sources["ihs-tucker"]

    assert tucker.date is None
    assert "issued" not in tucker.csl
    assert tucker.standing["date"] == "not given"


def test_the_export_keeps_the_contract(library: Library) -> None:
    data = json.loads(json.dumps(as_data(library)))
    brief = data["briefs"][0]
    sheet = next(one for one in data["sheets"] if one["id"] == "oci-2023")

    assert {"id", "series", "country", "edition", "title", "url", "csl"} <= data["sources"][0].keys()
    assert {
        "id", "title", "aliases", "questions", "tags", "quotes", "statements", "figures", "related",
    } <= brief.keys()  # fmt: skip
    assert {"id", "source", "section", "paragraph", "start", "end", "text"} <= brief["quotes"][0].keys()
    assert {"text", "quotes", "hedge", "originator"} <= brief["statements"][0].keys()
    assert {"low": 1.0, "high": 10.0} == sheet["scale"]
    assert {"id", "name", "value", "indicators"} <= sheet["groups"][0].keys()
    assert {"of", "scope", "value"} == sheet["ranks"][0].keys()


def test_exported_offsets_lead_to_the_words(library: Library) -> None:
    for quote in library.quotes.values():
        raw = library.texts[quote.source].text[quote.start : quote.end]

        assert quote.text.split() == raw.replace("**", "").split()
