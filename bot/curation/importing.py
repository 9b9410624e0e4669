"""One way in for reports of every series: read the file, refuse what is of another series, hand it to its reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.curation.article_report import read_article
from bot.curation.documents import ImportRefusedError, ReportText, read_report
from bot.curation.hrr_report import read_hrr
from bot.curation.oci_report import read_oci
from bot.curation.report import Report
from bot.curation.series_guess import NAMES, other_series
from bot.curation.tip_report import read_tip

_READERS: Final[dict[str, Callable[[ReportText], Report]]] = {
    "oci": read_oci,
    "tip": read_tip,
    "hrr": read_hrr,
    "article": read_article,
}
SERIES: Final = ("oci", "oci-dataset", "tip", "hrr", "article")


def import_report(path: Path, series: str) -> Report:
    """
    Read a report of a known series other than the data file.

    Raises:
        ImportRefusedError: The file cannot be read as a report, or is one of another series.
    """
    return from_text(read_report(path), series, path.name)


def from_text(report: ReportText, series: str, name: str) -> Report:
    """`import_report` for a text that has been read already; `name` is what errors call it."""
    other = other_series(report.text, series)
    if other:
        raise ImportRefusedError(f"{name} looks like {NAMES[other]}, not like {NAMES[series]}; try --series {other}.")
    if other == "":
        raise ImportRefusedError(f"{name} does not look like {NAMES[series]}; try --series article for other texts.")
    return _READERS[series](report)
