"""The publisher's data file: every country and edition, no false alarm, ranks as profiles print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.curation.documents import ImportRefusedError
from bot.curation.oci_dataset import Dataset, choose, read_dataset, scope_words
from bot.library.loading import load_library
from bot.library.problems import Severity

HEADER = ["Continent", "Region", "Country", "Criminality avg,", "Criminal markets avg,"]


@pytest.fixture(scope="module")
def dataset(data_file: Path) -> Dataset:
    return read_dataset(data_file)


def test_there_are_193_countries_in_two_editions_and_no_alarm(dataset: Dataset) -> None:
    editions = [one.sheet.edition for one in dataset.sheets]

    assert (193, 193) == (editions.count("2021"), editions.count("2023"))
    assert 386 == len({one.id for one in dataset.sheets})
    assert () == dataset.problems


def test_both_editions_give_a_country_one_name(dataset: Dataset) -> None:
    names = {
        edition: {one.id.removeprefix(f"oci-{edition}-") for one in dataset.sheets if one.sheet.edition == edition}
        for edition in ("2021", "2023")
    }

    assert names["2021"] == names["2023"]
    assert {"Korea, Rep.", "Congo, Dem. Rep."} <= {one.sheet.country for one in dataset.sheets if one.renamed}


@pytest.mark.parametrize("edition", ["2021", "2023"])
def test_values_of_the_curated_sheets_are_those_of_the_file(edition: str, dataset: Dataset, root: Path) -> None:
    curated = load_library(root / "briefs").sheets[f"oci-{edition}"]
    (one,) = choose(dataset, ["Korea, DPR"], [edition])

    assert [(group.id, group.value) for group in curated.groups] == [(g.id, g.value) for g in one.sheet.groups]
    assert [{i.id: i.value for i in group.indicators} for group in curated.groups] == [
        {i.id: i.value for i in group.indicators} for group in one.sheet.groups
    ]
    printed = [
        (rank.of, rank.scope, rank.value) for rank in curated.ranks if edition == "2023" or rank.of != "resilience"
    ]
    assert set(printed) <= {(rank.of, rank.scope, rank.value) for rank in one.sheet.ranks}


def test_countries_of_one_value_share_a_rank_and_the_next_is_left_out(dataset: Dataset) -> None:
    world = sorted(
        (rank.value, one.sheet.groups[0].value)
        for one in dataset.sheets
        for rank in one.sheet.ranks
        if one.sheet.edition == "2023" and rank.of == "criminality" and rank.scope == "193 countries"
    )
    places: dict[int, set[object]] = {}
    for place, value in world:
        places.setdefault(place, set()).add(value)

    assert all(len(values) == 1 for values in places.values())
    assert len(places) < 193
    assert [place for place, _ in world] == sorted(
        1 + sum(other > value for _, other in world if other and value) for _, value in world
    )


def test_a_country_that_is_not_there_is_refused_with_the_nearest(dataset: Dataset) -> None:
    with pytest.raises(ImportRefusedError, match="did you mean “Albania”"):
        choose(dataset, ["Albanya"], [])
    with pytest.raises(ImportRefusedError, match="no edition 2019; it holds 2021, 2023"):
        choose(dataset, [], ["2019"])


def table(path: Path, rows: list[list[object]], title: str = "2023_dataset") -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_damage_in_a_row_is_told_with_its_number(data_file: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(data_file)
    sheet = book["2023_dataset"]
    sheet.cell(5, 6).value = 12
    sheet.cell(6, 7).value = "n/a"
    sheet.cell(7, 4).value = 1.11
    book.save(tmp_path / "damaged.xlsx")
    problems = read_dataset(tmp_path / "damaged.xlsx").problems

    assert {(5, "value-out-of-range"), (5, "average-wrong"), (6, "value-unreadable"), (7, "average-wrong")} <= {
        (one.line, one.code) for one in problems
    }
    assert {Severity.ERROR} == {one.severity for one in problems}
    assert {5, 6, 7} == {one.line for one in problems}


def test_other_tables_and_other_files_are_refused(tmp_path: Path) -> None:
    other = table(tmp_path / "other.xlsx", [["Name", "Age"], ["Ana", 44]])
    text = tmp_path / "text.xlsx"
    text.write_text("not a spreadsheet")

    for path in (other, text, tmp_path, tmp_path / "none.xlsx"):
        with pytest.raises(ImportRefusedError):
            read_dataset(path)


@pytest.mark.parametrize(
    ("count", "place", "words"),
    [
        (193, "", "193 countries"),
        (46, "Asia", "46 Asian countries"),
        (5, "Eastern Asia", "5 Eastern Asian countries"),
        (35, "Americas", "35 countries in Americas"),
    ],
)
def test_scopes_are_worded_as_profiles_print_them(count: int, place: str, words: str) -> None:
    assert words == scope_words(count, place)
