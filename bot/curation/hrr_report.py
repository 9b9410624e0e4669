"""From a Human Rights Report of any year to a draft: its sections by number and title, and what is not in the text."""

from __future__ import annotations

import re

from bot.curation.completeness import cut_off
from bot.curation.country_names import recased
from bot.curation.documents import ReportText
from bot.curation.printed_dates import find_date
from bot.curation.report import Finding, Report, error, left_out, line_of, ordered, sections_of, warning
from bot.library.layouts import hrr
from bot.library.layouts.blocks import Layout, is_capitals, is_title, unmarked

_NAME = r"(?:country reports? on human rights practices|human rights reports?)"
_YEAR = re.compile(
    rf"\b(?P<before>(?:19|20)\d\d)\s+{_NAME}|{_NAME}\W{{0,4}}(?:(?:for|of)\s+)?(?P<after>(?:19|20)\d\d)\b", re.I
)
_TITLE = re.compile(rf"(?m:^)[^\n]*?{_NAME}[^\n]*", re.I)
_COUNTRY = re.compile(
    rf"{_NAME}(?:\s++(?:for\s++)?(?:19|20)\d\d)?\s*+[:–—|-]\s*+(?P<after>[^\W\d_][^|:\n>]{{2,70}})"
    rf"|(?:^|\n)[^\w\n]*+(?P<before>[^\W\d_][^\n|:>]{{1,59}}?[^\n|:>\s])\s++(?:19|20)\d\d\s++human rights report",
    re.I,
)
_NOT_COUNTRY = re.compile(
    r"report|human rights|bureau|department|section|summary|home|search|practices|select|released|united states govern",
    re.I,
)
_SECTIONS = range(1, 8)
_PARTS = {1: "abcdef"}  # every edition divides its first section at least so far


def read_hrr(report: ReportText) -> Report:
    """What a report prints; an extract is marked as one, with the sections that it lacks."""
    layout = hrr.read(report.text)
    start = min((p.start for p in layout.paragraphs), default=len(report.text))
    top = "\n".join([*report.dropped, report.meta.title or "", report.text[:start]])
    years = {int(match["before"] or match["after"]) for match in _YEAR.finditer(top)}
    country = _country(layout, top)
    title = _TITLE.search(top)
    cut = cut_off(report.text, layout)
    problems = [*_extract(report.text, layout)]
    if cut:
        problems.append(cut)
    if len(years) != 1:
        code, what = (
            ("year-unclear", "names more than one year") if years else ("year-unknown", "does not print the year")
        )
        problems.append(warning(0, code, f"The text {what} of the report."))
    if country is None:
        problems.append(warning(0, "country-unknown", "The text does not say which country it is about."))
    if not layout.paragraphs:
        problems.append(error(0, "no-prose", "The file holds no report."))
    return Report(
        series="hrr",
        text=report.text,
        country=country,
        year=years.pop() if len(years) == 1 else None,
        title=title.group().strip().strip("#*_ ") if title else None,
        date=find_date("\n".join(block.text for block in layout.front)),
        sections=sections_of(layout),
        truncated=cut is not None,
        dropped=(*report.dropped, *left_out(report.text, layout)),
        problems=ordered(problems),
    )


def _country(layout: Layout, top: str) -> str | None:
    for match in _COUNTRY.finditer(top):
        name = (match["after"] or match["before"]).strip(" *#_[]()")
        if not _NOT_COUNTRY.search(name):
            return recased(name)
    for block in reversed(layout.front):
        name = unmarked(block.text).rstrip(" :")
        if (
            len(name) <= 60
            and not find_date(name)
            and (is_title(name) or is_capitals(name))
            and not _NOT_COUNTRY.search(name)
        ):
            return recased(name)
    return None


def _extract(text: str, layout: Layout) -> list[Finding]:
    """What a whole report would hold and this text does not."""
    numbers: dict[int, int] = {}
    letters: dict[int, set[str]] = {}
    summary = False
    current = 0
    for heading in layout.headings:
        if match := hrr.SECTION.match(heading.path[0]):
            current = int(match["number"])
            numbers.setdefault(current, line_of(text, heading.start))
        summary = summary or heading.text.casefold() == "executive summary"
        if len(heading.path) > 1 and (part := hrr.LETTER.match(heading.path[1])):
            letters.setdefault(current, set()).add(part["letter"].lower())
    missing = [str(number) for number in _SECTIONS if number not in numbers]
    for number, parts in _PARTS.items():
        if number in numbers:
            missing += [f"{number}.{part}" for part in parts if part not in letters.get(number, set())]
    if not missing:
        return []
    held = ["the executive summary"] if summary else []
    held += [f"section {number}" for number in sorted(numbers)]
    what = " and ".join(held) or "prose without numbered sections"
    line = min(numbers.values(), default=0)
    return [warning(line, "partial-text", f"An extract: it holds {what}; not in it: {', '.join(missing)}.")]
