"""Drafts of what an importer found: files beside the library that are never served, and never over an existing one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from bot.curation.country_names import country_id
from bot.curation.files import CuratedFileError, write_new_folder
from bot.curation.report import DraftSheet, Report
from bot.curation.scaffolds import Picked, SourceFields, brief_yaml, sheet_yaml, source_yaml
from bot.library.layouts import read_layout
from bot.library.locating import Found, locate
from bot.library.model import Sheet
from bot.library.passages import read_source

DRAFTS: Final = "drafts"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LABELS: Final = {"tip": "TIP", "hrr": "Human Rights Report", "oci": "Organized Crime Index"}
_AGENCIES: Final = {
    "tip": "U.S. Department of State, Office to Monitor and Combat Trafficking in Persons",
    "hrr": "U.S. Department of State, Bureau of Democracy, Human Rights, and Labor",
    "oci": "Global Initiative Against Transnational Organized Crime",
}
_TITLES: Final = {
    "tip": "Trafficking in Persons Report",
    "hrr": "Country Reports on Human Rights Practices",
    "oci": "Global Organized Crime Index, country profile",
}
_DATASET_NOTE: Final = "From the publisher's data file; ranks are computed from it, text not in this library."


def draft_id(report: Report, wanted: str | None) -> str:
    """The id of a draft: as wanted, or made of series, year and country. Raises CuratedFileError for a bad one."""
    year = report.edition or (str(report.year) if report.year else None)
    parts = [report.series, year, country_id(report.country) if report.country else None]
    made = "-".join(part for part in parts if part)
    chosen = wanted or made
    if not _ID.match(chosen) or len(chosen) > 60:
        raise CuratedFileError(f"“{chosen}” is no id; use lower-case letters, digits and hyphens, at most 60.")
    return chosen


def write_draft(report: Report, folder: Path, chosen: str, today: date, definitions: Mapping[str, str]) -> list[Path]:
    """
    Write what a report came to into `folder`/drafts/<id>/.

    Raises:
        CuratedFileError: The draft exists already, or cannot be written.
    """
    target = folder / DRAFTS / chosen
    if target.exists():
        raise CuratedFileError(f"{target} exists already; nothing was written. Choose another --id.")
    raw = report.text.encode("utf-8")
    files = {f"{chosen}.txt": raw, "source.yaml": source_yaml(_source(report, chosen, raw), today).encode()}
    if report.sheet:
        files["sheet.yaml"] = sheet_yaml(chosen, report.sheet, definitions).encode()
    quotes = _recommended(report, chosen, raw)
    if quotes:
        name = f"{country_id(report.country or 'country')}-recommendations"
        files["brief.yaml"] = brief_yaml(name, None, quotes, schema="../../schema/brief.json").encode()
    write_new_folder(target, files)
    return [target / name for name in files]


def write_sheet_draft(
    sheet: DraftSheet, folder: Path, chosen: str, today: date, definitions: Mapping[str, str]
) -> Path:
    """Write one sheet of the publisher's data file as a draft, with its record. Raises CuratedFileError."""
    target = folder / DRAFTS / chosen
    if target.exists():
        raise CuratedFileError(f"{target} exists already; nothing was written for it.")
    standing = {"title": "inferred", "author": "confirmed", "edition": "printed", "country": "printed"}
    known = SourceFields(
        id=chosen,
        series="oci",
        title=f"{_TITLES['oci']}: {sheet.country}",
        label=f"{_LABELS['oci']} {sheet.edition} ({sheet.country})",
        country=sheet.country,
        edition=sheet.edition,
        date=sheet.edition,
        authors=(_AGENCIES["oci"],),
        limits=(_DATASET_NOTE,),
        standing=standing,
    )
    drafted = sheet_yaml(chosen, sheet, definitions, record_only=_DATASET_NOTE)
    files = {"sheet.yaml": drafted.encode(), "source.yaml": source_yaml(known, today).encode()}
    write_new_folder(target, files)
    return target


def definitions_of(sheets: Mapping[str, Sheet]) -> dict[str, str]:
    """Indicator id → what it means in our words, as the library's sheets say."""
    found: dict[str, str] = {}
    for sheet in sheets.values():
        for group in sheet.groups:
            for one in group.indicators:
                if one.definition:
                    found.setdefault(one.id, one.definition)
    return found


def _source(report: Report, chosen: str, raw: bytes) -> SourceFields:
    edition = report.edition or (str(report.year) if report.year and report.series != "article" else None)
    parts = [_LABELS.get(report.series, ""), edition or "", f"({report.country})" if report.country else ""]
    label = " ".join(part for part in parts if part) if report.series in _LABELS and edition else report.outlet
    agency = _AGENCIES.get(report.series)
    title = report.title
    standing = {"title": "printed" if title else "not given"}
    if title is None and report.series in _TITLES and report.country:
        title = f"{_TITLES[report.series]}: {report.country}"
        standing["title"] = "inferred"
    authors = report.authors or ((agency,) if agency else ())
    standing["author"] = "printed" if report.authors else "inferred" if agency else "not given"
    for name, value in (("country", report.country), ("edition", edition), ("date", report.date)):
        standing[name] = "inferred" if name in report.inferred else "printed" if value else "not given"
    return SourceFields(
        id=chosen,
        series=report.series,
        title=title,
        label=label,
        country=report.country,
        edition=edition,
        date=report.date,
        file=f"{chosen}.txt",
        sha256=hashlib.sha256(raw).hexdigest(),
        authors=authors,
        outlet=report.outlet,
        limits=tuple(one.message for one in report.problems),
        standing=standing,
    )


def _recommended(report: Report, chosen: str, raw: bytes) -> list[Picked]:
    """Recommendations that stand in the text word for word, as quotes."""
    if not report.recommendations or not read_layout(report.series, report.text).paragraphs:
        return []
    text = read_source(chosen, report.series, raw)
    return [Picked(chosen, one) for one in report.recommendations if isinstance(locate(one, text), Found)]
