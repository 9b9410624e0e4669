"""From an Organized Crime Index country profile of either edition to a draft: scores, ranks and prose."""

from __future__ import annotations

import re

from bot.curation.completeness import cut_off
from bot.curation.country_names import recased
from bot.curation.documents import ReportText
from bot.curation.oci_scores import Panel, check_panel, draft_sheet, read_panel, tell_edition
from bot.curation.report import Finding, Report, error, left_out, ordered, sections_of, warning
from bot.library.layouts import oci
from bot.library.layouts.blocks import is_capitals, is_title, unmarked

_PRINTED_EDITION = re.compile(
    r"(?:organi[sz]ed crime index|index of organi[sz]ed crime|ocindex\.net)\W{0,4}(?P<after>20\d\d)\b"
    r"|\b(?P<before>20\d\d)\s+(?:edition|global organi[sz]ed crime index|organi[sz]ed crime index)",
    re.I,
)
_GENERIC = re.compile(
    r"organi[sz]ed crime|country (?:profile|summary)|global initiative|score|index|download|funding|funded|profile\b",
    re.I,
)
_PROFILE_OF = re.compile(
    r"(?:country )?(?:profile|summary)\s*+(?:(?:of|for)\s*+)?(?:[:–—-]\s*+)?(?P<name>[^\W\d_][^|:\n]{2,50})\Z", re.I
)
_STRAY_ROW = re.compile(r"(?P<name>[A-Z][A-Z&,'’\- ]{4,60}[A-Z])[\s:]+-?\d{1,2}[.,]\d{1,2}\Z")


def read_oci(report: ReportText) -> Report:
    """What a profile prints; the edition is told from its rows where no line prints it."""
    layout = oci.read(report.text)
    panel = read_panel(report.text[: oci.narrative_start(report.text)])
    top = "\n".join([*report.dropped, report.meta.title or "", report.text[: oci.narrative_start(report.text)]])
    printed = next((m["after"] or m["before"] for m in _PRINTED_EDITION.finditer(top)), None)
    told = tell_edition(panel.labels) if panel.is_there else None
    # Editions after 2023 have its rows until their publisher says otherwise.
    rows = told if printed is None or told is None else ("2021" if printed == "2021" else "2023")
    country = _country(panel, report)
    problems: list[Finding] = []
    if rows:
        problems += check_panel(panel, rows)
        problems += _stray_rows(panel, report.text)
    else:
        problems.append(error(0, "no-scores", "The file holds no panel of scores."))
    if country is None:
        problems.append(warning(0, "country-unknown", "The text does not say which country it is about."))
    cut = cut_off(report.text, layout)
    if cut or not layout.paragraphs:
        problems.append(
            cut or warning(0, "truncated", "The panel is there, the narrative is not; the text is cut off.")
        )
    edition = printed or told
    return Report(
        series="oci",
        text=report.text,
        country=country,
        edition=edition,
        sheet=draft_sheet(panel, rows, country, edition) if rows else None,
        sections=sections_of(layout),
        truncated=cut is not None or not layout.paragraphs,
        dropped=(*report.dropped, *left_out(report.text, layout)),
        inferred=("edition",) if told and not printed else (),
        problems=ordered(problems),
    )


def _country(panel: Panel, report: ReportText) -> str | None:
    """The first line above the scores that is a name."""
    names = [unmarked(entry.first.text).rstrip(" :") for entry in panel.others]
    for name in names:
        if (match := _PROFILE_OF.search(name)) and not _GENERIC.search(match["name"]):
            return recased(match["name"].strip())
        if len(name) <= 60 and (is_capitals(name) or is_title(name.rstrip("."))) and not _GENERIC.search(name):
            return recased(name)
    title = (report.meta.title or "").split("|")[0].split(" - ")[0].strip()
    return title if 2 < len(title) <= 50 and not _GENERIC.search(title) else None


def _stray_rows(panel: Panel, text: str) -> list[Finding]:
    """Lines that look like a row and name nothing that the index knows."""
    found = []
    for entry in panel.others:
        if match := _STRAY_ROW.match(unmarked(entry.first.text)):
            line = text.count("\n", 0, entry.first.start) + 1
            found.append(error(line, "row-unknown", f"“{match['name']}” is no row that the index knows."))
    return found
