"""The five source texts, imported from scratch, give what the curated files say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from bot.curation.importing import import_report
from bot.curation.report import Report
from bot.library.loading import load_library
from bot.library.snapshot import Library

SERIES = {"oci-2023": "oci", "tip-2007": "tip", "tip-2024": "tip", "ihs-tucker": "article", "hrr-2021": "hrr"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Path(__file__).resolve().parents[2] / "briefs")


@lru_cache
def imported(source: str) -> Report:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    return import_report(seeds / f"{source}.txt", SERIES[source])


def test_the_sheet_is_the_curated_one(library: Library) -> None:
    sheet, curated = imported("oci-2023").sheet, library.sheets["oci-2023"]

    assert sheet is not None
    assert (curated.country, curated.edition) == (sheet.country, sheet.edition)
    assert [
        (group.id, group.name, group.value, group.of, [(i.id, i.name, i.value) for i in group.indicators])
        for group in curated.groups
    ] == [
        (group.id, group.name, group.value, group.of, [(i.id, i.name, i.value) for i in group.indicators])
        for group in sheet.groups
    ]
    assert [(rank.of, rank.scope, rank.value) for rank in curated.ranks] == [
        (rank.of, rank.scope, rank.value) for rank in sheet.ranks
    ]


@pytest.mark.parametrize(("source", "year"), [("tip-2007", 2007), ("tip-2024", 2024)])
def test_tier_country_and_year_are_the_curated_ones(source: str, year: int, library: Library) -> None:
    report = imported(source)

    assert ("Tier 3", False) == (report.tier, report.tier_conflict)
    assert (library.sources[source].country, year) == (report.country, report.year)


@pytest.mark.parametrize("source", SERIES)
def test_sections_and_paragraphs_are_the_library_s(source: str, library: Library) -> None:
    expected = [(passage.section, passage.text) for passage in library.texts[source].paragraphs]
    actual = [(section.path, text) for section in imported(source).sections for text in section.paragraphs]

    assert expected == actual


def test_recommendations_are_the_curated_quotes(library: Library) -> None:
    quotes = library.quotes_of(library.briefs["tip-recommendations"])

    assert sorted(quote.text for quote in quotes) == sorted(imported("tip-2024").recommendations)
    assert () == imported("tip-2007").recommendations


@pytest.mark.parametrize("source", SERIES)
def test_a_whole_text_is_not_called_cut_off_and_nothing_is_inferred_but_the_edition(source: str) -> None:
    report = imported(source)

    assert not report.truncated
    assert not report.has_errors
    assert (("edition",) if source == "oci-2023" else ()) == report.inferred


def test_the_extract_of_the_human_rights_report_is_marked() -> None:
    report = imported("hrr-2021")

    assert [(7, "partial-text")] == [
        (len(problem.message.split("not in it: ")[1].split(", ")) - 4, problem.code)
        for problem in report.problems
        if problem.code == "partial-text"
    ]
    assert None is report.year
    assert "North Korea" == report.country


def test_the_article_says_who_and_where_and_not_when() -> None:
    report = imported("ihs-tucker")

    assert "North Korea’s Human Trafficking: Par for the Course" == report.title
    assert (("William Tucker",), "In Homeland Security", None) == (report.authors, report.outlet, report.date)
