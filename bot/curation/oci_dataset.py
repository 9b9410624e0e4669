"""The publisher's data file of the Organized Crime Index as score sheets, ranks computed from the values."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bot.curation.country_names import country_id
from bot.curation.documents import SIZE_LIMIT, ImportRefusedError
from bot.curation.oci_scores import (
    GROUP_IDS,
    Panel,
    Printed,
    check_panel,
    draft_sheet,
)
from bot.curation.report import DraftRank, DraftSheet, Finding, error
from bot.library.layouts.oci_panel import CRIMINALITY, RESILIENCE, index_name

UNPACKED_LIMIT: Final = 200_000_000  # bytes that the packed file may declare; the publisher's own has some 3 MB
_PLACE_COLUMNS: Final = ("continent", "region", "country")
_ABBREVIATED = re.compile(r"\b(Rep|Dem|St),(?=\s|\Z)")  # the file of 2023 prints commas where names have points
_ADJECTIVES: Final = {
    "africa": "African",
    "asia": "Asian",
    "europe": "European",
    "eastern asia": "Eastern Asian",
    "southern asia": "Southern Asian",
    "western asia": "Western Asian",
    "south-eastern asia": "South-Eastern Asian",
    "caribbean": "Caribbean",
    "central america": "Central American",
    "south america": "South American",
    "north america": "North American",
    "central africa": "Central African",
    "east africa": "East African",
    "north africa": "North African",
    "southern africa": "Southern African",
    "west africa": "West African",
    "northern europe": "Northern European",
    "southern europe": "Southern European",
    "western europe": "Western European",
    "central & eastern europe": "Central & Eastern European",
    "melanesia": "Melanesian",
    "micronesia": "Micronesian",
    "polynesia": "Polynesian",
}

#: What reading a spreadsheet raises where its parts are damaged; a part that is no XML raises a SyntaxError.
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatasetSheet:
    """One country in one edition; `row` counts from 1 in the file's own table."""

    sheet: DraftSheet
    continent: str
    region: str
    row: int
    renamed: bool  # the country's name was mended

    @property
    def id(self) -> str:
        return f"oci-{self.sheet.edition}-{country_id(self.sheet.country or '')}"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Every sheet of the file, and everything in it that does not add up."""

    sheets: tuple[DatasetSheet, ...]
    problems: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    continent: str
    region: str
    country: str
    panel: Panel
    number: int
    renamed: bool


def read_dataset(path: Path) -> Dataset:
    """
    Read the data file.

    Returns:
        One sheet for each country and edition, editions newest first, countries in the file's order.

    Raises:
        ImportRefusedError: The file is no spreadsheet, or holds no table of the index.
    """
    found: list[DatasetSheet] = []
    problems: list[Finding] = []
    for edition, table in _tables(path):
        rows, faults = _rows(table)
        problems += faults
        if not rows:
            continue
        for row in rows:
            where = f"{edition}, {row.country}: "
            problems += [replace(one, message=where + one.message) for one in _checked(row, edition)]
        ranks = _ranks(rows)
        found += [
            DatasetSheet(
                replace(draft_sheet(row.panel, _rows_of(edition), row.country, edition), ranks=ranks[row.number]),
                row.continent,
                row.region,
                row.number,
                row.renamed,
            )
            for row in rows
        ]
    if not found:
        raise ImportRefusedError(f"{path.name} does not look like the Organized Crime Index data file.")
    return Dataset(tuple(found), tuple(problems))


def _rows_of(edition: str) -> str:
    return "2021" if edition == "2021" else "2023"


def _tables(path: Path) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    """The worksheets that hold a table of countries, each with its edition, newest first."""
    from openpyxl import load_workbook  # late: only this import needs it
    from openpyxl.utils.exceptions import InvalidFileException

    if path.is_dir():
        raise ImportRefusedError(f"{path.name} is a folder; name one file.")
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise ImportRefusedError(f"{path.name} is larger than {SIZE_LIMIT / 1e6:.0f} MB; it is not the data file.")
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())  # no part gives more than it declares
        if unpacked > UNPACKED_LIMIT:
            raise ImportRefusedError(f"{path.name} unpacks to {unpacked / 1e6:,.0f} MB; it is not the data file.")
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, *_DAMAGED) as failure:
        raise ImportRefusedError(f"{path.name} is not a spreadsheet (.xlsx) that can be read.") from failure
    except OSError as failure:
        raise ImportRefusedError(f"{path.name} cannot be read: {failure.strerror}.") from failure
    try:
        tables = []
        for worksheet in book.worksheets:
            rows = list(worksheet.iter_rows(values_only=True, max_row=2_000, max_col=100))
            edition = re.search(r"20\d\d", worksheet.title)
            if edition and rows and "country" in {_cell(value).casefold() for value in rows[0]}:
                tables.append((edition.group(), rows))
    except _DAMAGED as failure:
        raise ImportRefusedError(f"{path.name} is a damaged spreadsheet; save it again.") from failure
    finally:
        book.close()
    yield from sorted(tables, key=lambda table: table[0], reverse=True)


def _cell(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _rows(table: Iterable[Sequence[Any]]) -> tuple[list[_Row], list[Finding]]:
    header, *body = table
    columns: dict[str, int] = {}
    problems: list[Finding] = []
    for i, title in enumerate(header):
        words = _cell(title).rstrip(",. ")
        if words.casefold() in _PLACE_COLUMNS:
            columns[words.casefold()] = i
        elif known := index_name(words):
            columns[known[0]] = i
        elif words:
            problems.append(error(1, "row-unknown", f"The column “{words}” is none that the index knows."))
    rows = []
    for number, cells in enumerate(body, 2):
        if any(value is not None for value in cells):
            row, faults = _row(number, cells, columns)
            rows.append(row)
            problems += faults
    return rows, problems


def _row(number: int, cells: Sequence[Any], columns: dict[str, int]) -> tuple[_Row, list[Finding]]:
    def text(name: str) -> str:
        return _cell(cells[columns[name]]) if name in columns else ""

    printed = text("country")
    country = _ABBREVIATED.sub(r"\1.", printed)
    panel = Panel()
    problems = []
    for name, i in columns.items():
        if name in _PLACE_COLUMNS:
            continue
        panel.labels[name] = number
        value = cells[i] if i < len(cells) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            panel.scores[name] = Printed(Decimal(repr(value)), number)
        else:
            problems.append(error(number, "value-unreadable", f"{country}: {name} is “{_cell(value)}”."))
    return _Row(text("continent"), text("region"), country, panel, number, country != printed), problems


def _checked(row: _Row, edition: str) -> Iterator[Finding]:
    """What does not add up in one row; the columns' order and the ranks are not printed there."""
    if not row.country:
        yield error(row.number, "country-unknown", "The row names no country.")
    for one in check_panel(row.panel, _rows_of(edition)):
        if one.code != "rows-out-of-order":
            yield one


def _ranks(rows: Sequence[_Row]) -> dict[int, tuple[DraftRank, ...]]:
    """
    Row number → places in the world, the continent and the region.

    The highest value is first in both; equal values share a place, and the next place is left out.
    """
    found: dict[int, list[DraftRank]] = {row.number: [] for row in rows}
    for name in (CRIMINALITY, RESILIENCE):
        scored = [row for row in rows if name in row.panel.scores]
        for scope in (lambda _: "", lambda row: row.continent, lambda row: row.region):
            groups: dict[str, list[_Row]] = {}
            for row in scored:
                groups.setdefault(scope(row), []).append(row)
            for place, members in groups.items():
                values = sorted((row.panel.scores[name].value for row in members), reverse=True)
                for row in members:
                    value = values.index(row.panel.scores[name].value) + 1
                    found[row.number].append(DraftRank(GROUP_IDS[name], scope_words(len(members), place), value))
    return {number: tuple(ranks) for number, ranks in found.items()}


def scope_words(count: int, place: str) -> str:
    """A scope as profiles print it where we know how: "46 Asian countries"; else "35 countries in Americas"."""
    if not place:
        return f"{count} countries"
    adjective = _ADJECTIVES.get(place.casefold())
    return f"{count} {adjective} countries" if adjective else f"{count} countries in {place}"


def choose(dataset: Dataset, countries: Sequence[str], editions: Sequence[str]) -> tuple[DatasetSheet, ...]:
    """
    The sheets of some countries and editions; all where a list is empty.

    Raises:
        ImportRefusedError: A country or an edition is not in the file; names the nearest one.
    """
    from rapidfuzz import process

    names = {country_id(one.sheet.country or ""): one.sheet.country for one in dataset.sheets}
    known_editions = sorted({one.sheet.edition or "" for one in dataset.sheets})
    for country in countries:
        if country_id(country) not in names:
            near = process.extractOne(country, [name for name in names.values() if name])
            hint = f"; did you mean “{near[0]}”?" if near else "."
            raise ImportRefusedError(f"The data file holds no “{country}”{hint}")
    for edition in editions:
        if edition not in known_editions:
            raise ImportRefusedError(f"The data file holds no edition {edition}; it holds {', '.join(known_editions)}.")
    wanted = {country_id(country) for country in countries}
    return tuple(
        one
        for one in dataset.sheets
        if (not wanted or country_id(one.sheet.country or "") in wanted)
        and (not editions or one.sheet.edition in editions)
    )
