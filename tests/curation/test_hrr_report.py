"""Human Rights Reports of other countries and years: sections by number and title, extracts marked, chrome dropped."""

from __future__ import annotations

import pytest

from bot.curation.documents import ReportText
from bot.curation.hrr_report import read_hrr
from bot.curation.report import Report
from tests.curation.narratives import RIGHTS


def read(text: str) -> Report:
    return read_hrr(ReportText(text, "text"))


def test_sections_keep_number_title_and_parts() -> None:
    report = read(RIGHTS)

    assert [
        ("EXECUTIVE SUMMARY",),
        ("Section 1. Respect for the Integrity of the Person",),
        (
            "Section 1. Respect for the Integrity of the Person",
            "a. Arbitrary Deprivation of Life and Other Unlawful or Politically Motivated Killings",
        ),
        ("Section 1. Respect for the Integrity of the Person", "b. Disappearance"),
    ] == [one.path for one in report.sections[:4]]
    last = report.sections[-4:]
    assert [
        ("Section 6. Discrimination and Societal Abuses", "Women"),
        ("Section 6. Discrimination and Societal Abuses", "Women", "Rape and Domestic Violence"),
        ("Section 6. Discrimination and Societal Abuses", "Children"),
        ("Section 6. Discrimination and Societal Abuses", "Children", "Child Abuse"),
    ] == [one.path for one in last]
    assert "Veldora" == report.country


def test_run_in_headings_stand_below_their_title() -> None:
    paths = [one.path for one in read(RIGHTS).sections]

    assert [
        ("Prison and Detention Center Conditions", "Physical Conditions"),
        ("Prison and Detention Center Conditions", "Administration"),
    ] == [path[-2:] for path in paths if path[-1] in ("Physical Conditions", "Administration")]


def test_the_site_is_dropped_and_an_extract_is_marked() -> None:
    report = read(RIGHTS)
    (partial,) = [one for one in report.problems if one.code == "partial-text"]

    assert {"TAGS", "Privacy Policy", "Bureau of Democracy, Human Rights, and Labor"} <= set(report.dropped)
    assert "not in it: 3, 4, 5, 7, 1.d, 1.e, 1.f" in partial.message
    assert not report.truncated


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Section 1. Respect", "## Section 1. Respect"),
        ("Section 1. Respect for the Integrity of the Person", "SECTION 1. RESPECT FOR THE INTEGRITY OF THE PERSON"),
        ("Section 1. Respect", "Section 1 Respect"),
        ("Section 1. Respect", "Section 1: Respect"),
        ("b. Disappearance", "**b. Disappearance**"),
        ("b. Disappearance", "B. DISAPPEARANCE"),
        ("b. Disappearance\n\n", "b. Disappearance\n"),
        ("EXECUTIVE SUMMARY", "Executive Summary:"),
        ("EXECUTIVE SUMMARY", "# Executive summary"),
    ],
)
def test_headings_are_known_in_every_style(old: str, new: str) -> None:
    plain, other = read(RIGHTS), read(RIGHTS.replace(old, new))

    assert [one.paragraphs for one in plain.sections] == [one.paragraphs for one in other.sections]
    assert [len(one.path) for one in plain.sections] == [len(one.path) for one in other.sections]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2019 Country Reports on Human Rights Practices: Veldora", 2019),
        ("Country Reports on Human Rights Practices for 2014\n\nVeldora", 2014),
        ("Country Reports on Human Rights Practices - 2005\n\nVeldora\n\nMarch 8, 2006", 2005),
        ("VELDORA 2020 HUMAN RIGHTS REPORT", 2020),
        ("Veldora", None),
    ],
)
def test_the_year_is_the_one_that_the_title_prints(title: str, year: int | None) -> None:
    report = read(RIGHTS.replace("\nVeldora\n", f"\n{title}\n", 1))

    assert ("Veldora", year) == (report.country, report.year)


def test_an_older_report_begins_with_prose_and_no_summary() -> None:
    old = RIGHTS.replace("EXECUTIVE SUMMARY\n\n", "")
    report = read(old)

    assert report.sections[0].path in ((), ("Veldora",))
    assert 2 == len(report.sections[0].paragraphs)


def test_an_extract_may_begin_with_a_lettered_part() -> None:
    text = RIGHTS[RIGHTS.index("b. Disappearance") : RIGHTS.index("Section 2.")]
    report = read(text)

    assert ("b. Disappearance",) == report.sections[0].path
    assert "partial-text" in {one.code for one in report.problems}


def test_a_report_that_ends_in_a_sentence_is_cut_off() -> None:
    assert read(RIGHTS[: RIGHTS.index("some two hundred")]).truncated
