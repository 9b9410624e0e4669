"""Profiles of other countries and editions: every value read, harm told with its line, harmless variants read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.curation.documents import ReportText
from bot.curation.oci_report import read_oci
from bot.curation.report import Report
from bot.library.problems import Severity
from tests.curation.narratives import profile


def read(text: str) -> Report:
    return read_oci(ReportText(text, "text"))


def line_with(text: str, words: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(("edition", "markets", "actors"), [("2021", 10, 4), ("2023", 15, 5)])
def test_the_edition_is_told_by_the_counts(edition: str, markets: int, actors: int) -> None:
    report = read(profile(edition))

    assert report.sheet is not None
    assert (edition, "Veldora", ("edition",)) == (report.edition, report.country, report.inferred)
    assert [0, markets, actors, 12] == [len(group.indicators) for group in report.sheet.groups]
    assert () == report.problems
    assert not report.truncated


def test_a_printed_edition_is_not_inferred() -> None:
    report = read("Global Organized Crime Index 2021\n" + profile("2021"))

    assert ("2021", (), "Veldora") == (report.edition, report.inferred, report.country)


def test_ranks_keep_their_side_and_scope() -> None:
    report = read(profile())

    assert report.sheet is not None
    assert [
        ("criminality", "193 countries", 88),
        ("criminality", "44 European countries", 20),
        ("criminality", "17 Central & Eastern European countries", 9),
        ("resilience", "193 countries", 101),
        ("resilience", "44 European countries", 30),
        ("resilience", "17 Central & Eastern European countries", 11),
    ] == [(rank.of, rank.scope, rank.value) for rank in report.sheet.ranks]


def test_the_prose_keeps_its_headings_and_loses_the_funders() -> None:
    report = read(profile())

    assert [
        "CRIMINALITY", "CRIMINAL MARKETS", "PEOPLE", "TRADE", "CRIMINAL ACTORS", "RESILIENCE",
        "LEADERSHIP AND GOVERNANCE", "CIVIL SOCIETY AND SOCIAL PROTECTION",
    ] == [one.title for one in report.sections]  # fmt: skip
    assert 3 == len(report.dropped)
    assert not any("Funded" in text or "funded" in text for one in report.sections for text in one.paragraphs)


HARMLESS: dict[str, Callable[[str], str]] = {
    "blanks for tabs": lambda text: text.replace("\t", "    "),
    "one blank for a tab": lambda text: text.replace("\t", " "),
    "decimal commas": lambda text: re.sub(r"(\d)\.(\d\d)\b", r"\1,\2", text),
    "one decimal": lambda text: re.sub(r"(\t\d+\.\d)0\b", r"\1", text),
    "no bold": lambda text: text.replace("**", ""),
    "windows line ends": lambda text: text.replace("\n", "\r\n").replace("\r\n", "\n"),
    "value before name": lambda text: re.sub(r"^([A-Z][A-Z&\- ]+)\t(\d+\.\d\d)$", r"\2\t\1", text, flags=re.M),
    "score below its label": lambda text: re.sub(r" \*\*(\d\.\d\d)\*\*\n([A-Z]+ SCORE)", r"\2\n\1", text),
    "name and value on two lines": lambda text: re.sub(
        r"^([A-Z][A-Z&\- ]+)\t(\d+\.\d\d)$", r"\1\n\2", text, flags=re.M
    ),
    "mixed case": lambda text: re.sub(r"^([A-Z][A-Z&\- ]+)\t", lambda m: m.group().capitalize(), text, flags=re.M),
    "and for &": lambda text: text.replace("EXTORTION & PROTECTION", "EXTORTION AND PROTECTION"),
    "other dashes": lambda text: text.replace("MAFIA-STYLE", "MAFIA–STYLE").replace("NON-STATE", "NON‑STATE"),
    "colons": lambda text: text.replace("\t", ": "),
    "dots": lambda text: text.replace("\t", " ..... "),
    "out of": lambda text: text.replace(" of ", " out of ", 6),
    "blank lines": lambda text: text.replace("\nHEROIN", "\n\n\nHEROIN"),
}


@pytest.mark.parametrize("edition", ["2021", "2023"])
@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_variants_read_as_the_original(name: str, edition: str) -> None:
    original = profile(edition)
    report = read(HARMLESS[name](original))

    assert read(original).sheet == report.sheet
    assert () == report.problems


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("FLORA CRIMES\t2.00\n", "", "row-missing"),
        ("PRIVATE SECTOR ACTORS\t4.00\n", "", "row-missing"),
        ("PREVENTION\t4.00\n", "", "row-missing"),
        ("20th of 44 European countries\n", "", "rank-missing"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t15.00", "value-out-of-range"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t0.50", "value-out-of-range"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t-5.00", "value-out-of-range"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t500", "value-out-of-range"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t5.30", "value-not-half"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t8.50", "average-wrong"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t5.O0", "value-unreadable"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE", "value-missing"),
        ("HEROIN TRADE\t5.00", "5.00", "label-missing"),
        ("HEROIN TRADE\t5.00", "HEROIN TRADE\t5.00\nHEROIN TRADE\t6.00", "value-conflict"),
        ("HEROIN TRADE\t5.00", "HEROINE TRAFFIC IN GENERAL\t5.00", "row-unknown"),
        (" **4.70**\nCRIMINALITY SCORE\n\n88th", " **4.07**\nCRIMINALITY SCORE\n\n88th", "value-conflict"),
        ("88th of 193", "288th of 193", "rank-out-of-range"),
        ("20th of 44", "95th of 44", "rank-out-of-range"),
    ],
)
def test_harm_is_an_error_with_its_line(old: str, new: str, code: str) -> None:
    text = profile()
    assert old in text, text[:200]
    report = read(text.replace(old, new))
    errors = [one for one in report.problems if one.severity is Severity.ERROR and one.code == code]

    assert errors, report.problems
    near = text.count("\n", 0, text.index(old)) + 1
    assert any(abs(one.line - near) <= 3 for one in errors) or code in ("average-wrong", "value-conflict")


def test_a_wrong_average_names_the_line_that_prints_it() -> None:
    text = (
        profile()
        .replace("**CRIMINAL ACTORS** **4.60**", "**CRIMINAL ACTORS** **4.90**")
        .replace(" CRIMINAL ACTORS\t4.60", " CRIMINAL ACTORS\t4.90")
    )
    wrong = [one for one in read(text).problems if one.code == "average-wrong"]

    assert [line_with(text, "4.90")] == [one.line for one in wrong]
    assert "4.6000" in wrong[0].message


def test_two_names_that_changed_places_are_pointed_out() -> None:
    text = profile()
    swapped = text.replace(
        "HUMAN TRAFFICKING\t5.50\nHUMAN SMUGGLING\t4.00", "HUMAN SMUGGLING\t5.50\nHUMAN TRAFFICKING\t4.00"
    )
    report = read(swapped)

    assert {"rows-out-of-order"} == {one.code for one in report.problems}
    assert not report.has_errors


def test_a_misprinted_name_is_read_and_pointed_out() -> None:
    report = read(profile().replace("HUMAN TRAFFICKING\t", "HUMAN TRAFICKING\t"))

    assert read(profile()).sheet == report.sheet
    assert ["name-variant"] == [one.code for one in report.problems]


def test_a_profile_that_ends_in_a_sentence_is_cut_off() -> None:
    text = profile()
    report = read(text[: text.index("none of them is asked") + 8])

    assert report.truncated


def test_a_panel_without_prose_is_cut_off_and_prose_without_a_panel_an_error() -> None:
    text = profile()
    panel, prose = text.split("CRIMINALITY\n\nCRIMINAL MARKETS\n\nPEOPLE")

    assert read(panel).truncated
    assert read(panel).sheet == read(text).sheet
    assert ["no-scores"] == [
        one.code for one in read("VELDORA\n\nCRIMINALITY\n\nPEOPLE" + prose).problems if one.line == 0
    ]


def test_a_hostile_line_is_read_in_no_time() -> None:
    import time

    began = time.perf_counter()
    read(profile() + "A" + " " * 100_000 + "\n" + "HUMAN " * 16_000 + "\n" + "1.00" * 25_000)

    assert time.perf_counter() - began < 2
