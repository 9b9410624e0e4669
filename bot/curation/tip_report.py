"""From a Trafficking in Persons narrative of any year to a draft: country, year, tier, recommendations, sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.curation.completeness import cut_off
from bot.curation.country_names import recased
from bot.curation.documents import ReportText
from bot.curation.printed_dates import find_date
from bot.curation.recommendations import find_recommendations
from bot.curation.report import Finding, Report, error, left_out, line_of, ordered, sections_of, warning
from bot.curation.tiers import Rating, Ratings, find_ratings, meaning
from bot.library.layouts import tip
from bot.library.layouts.blocks import Layout

_TITLE_YEAR = re.compile(
    r"\b(?P<before>20\d\d)\s+(?:trafficking in persons|tip)\s+report|(?:trafficking in persons|tip)\s+report\W{0,4}"
    r"(?:(?:for|of|released|[a-z]{3,9})\s+){0,2}(?:\d{1,2},?\s+)?(?P<after>20\d\d)\b",
    re.I,
)
_TITLE = re.compile(r"(?m:^)[^\n]*?trafficking in persons report[^\n]*", re.I)
_TITLE_COUNTRY = re.compile(
    r"trafficking in persons report(?:\s++\(?20\d\d\)?)?\s*+[:–—|-]\s*+(?P<country>[^|:\n>]{3,70})", re.I
)
_GOVERNMENT = re.compile(
    r"\b[Tt]he [Gg]overnment of (?:the )?(?P<country>(?:[A-ZÀ-Þ][\w’'-]*|of|and|the)"
    r"(?: (?:[A-ZÀ-Þ][\w’'-]*|of|and|the))*)"
)
_NOT_COUNTRY = re.compile(r"report|narrative|tier|home|search|section|prosecution|protection|prevention", re.I)


def read_tip(report: ReportText) -> Report:
    """What a narrative prints; nothing of it is taken from anywhere else."""
    layout = tip.read(report.text)
    top = _top(report, layout)
    date = find_date("\n".join(block.text for block in layout.front))
    year, problems = _year(top, date)
    country = _country(report, layout, top)
    ratings = find_ratings(report.text, layout, year)
    recommendations = find_recommendations(report.text, layout)
    cut = cut_off(report.text, layout) or _lacks_prevention(report.text, layout)
    problems += _problems(report.text, layout, ratings)
    if cut:
        problems.append(cut)
    if recommendations.unclear:
        line = line_of(report.text, recommendations.start)
        problems.append(warning(line, "recommendations-unclear", "Sentences and semicolons mix here; check each item."))
    if country.name is None:
        problems.append(warning(0, "country-unknown", "The text does not say which country it is about."))
    title = _TITLE.search(top)
    return Report(
        series="tip",
        text=report.text,
        country=country.name,
        year=year,
        title=_clean_title(title.group()) if title else None,
        date=date,
        tier=ratings.first.words if ratings.first else None,
        tier_conflict=ratings.conflict,
        tiers=ratings.distinct,
        sections=sections_of(layout),
        recommendations=recommendations.items,
        truncated=cut is not None,
        dropped=(*report.dropped, *left_out(report.text, layout)),
        inferred=("country",) if country.inferred else (),
        problems=ordered(problems),
    )


@dataclass(frozen=True, slots=True)
class _Country:
    name: str | None
    inferred: bool = False


def _top(report: ReportText, layout: Layout) -> str:
    """What stands above the narrative, where a report says what it is; a page's own title counts."""
    start = min((p.start for p in layout.paragraphs), default=len(report.text))
    return "\n".join([*report.dropped, report.meta.title or "", report.text[:start]])


def _year(top: str, date: str | None) -> tuple[int | None, list[Finding]]:
    years = {int(match["before"] or match["after"]) for match in _TITLE_YEAR.finditer(top)}
    if len(years) == 1:
        return years.pop(), []
    if not years and date:
        return int(date[:4]), []
    if years:
        told = " and ".join(str(year) for year in sorted(years))
        return None, [warning(0, "year-unclear", f"The text names more than one report: {told}.")]
    return None, [warning(0, "year-unknown", "The text does not print the year of the report.")]


def _country(report: ReportText, layout: Layout, top: str) -> _Country:
    for match in _TITLE_COUNTRY.finditer(top):
        name = match["country"].strip(" *#_[]()")
        if not _NOT_COUNTRY.search(name):
            return _Country(recased(name))
    for heading in layout.headings:
        if named := tip.country_heading(heading.text):
            return _Country(recased(named["name"].strip(" ,:;–—-")))
    if layout.headings and layout.paragraphs and layout.headings[0].start < layout.paragraphs[0].start:
        name = layout.headings[0].text
        if not _NOT_COUNTRY.search(name) and not tip.tier_line(name) and len(name) <= 70:
            return _Country(recased(name))
    if told := _GOVERNMENT.search(" ".join(p.text for p in layout.paragraphs[:3])):
        words = told["country"].split(" ")
        while len(words) > 1 and words[-1] in ("of", "and", "the"):
            words.pop()
        return _Country(" ".join(words), inferred=True)
    return _Country(None)


def _problems(text: str, layout: Layout, ratings: Ratings) -> list[Finding]:
    problems: list[Finding] = []
    if ratings.conflict:
        told = "; ".join(f"“{one.words}” on line {line_of(text, one.start)}" for one in _one_each(ratings))
        line = line_of(text, (ratings.body or ratings.headings)[0].start)
        problems.append(warning(line, "tier-conflict", f"The text gives more than one tier: {told}."))
    for later in ratings.later:
        line = line_of(text, later.start)
        problems.append(warning(line, "tier-later", f"A later rating is told here: “{later.words}”."))
    if ratings.first is None:
        problems.append(warning(0, "tier-unknown", "The text prints no tier."))
    countries: dict[str, int] = {}
    for heading in layout.headings:
        if match := tip.country_heading(heading.text):
            countries.setdefault(match["name"].strip().casefold(), line_of(text, heading.start))
    if len(countries) > 1:
        names = ", ".join(f"{name.title()} (line {line})" for name, line in countries.items())
        problems.append(error(list(countries.values())[1], "several-countries", f"Cut the file to one of {names}."))
    if not layout.paragraphs:
        problems.append(error(0, "no-prose", "The file holds no narrative."))
    return problems


def _one_each(ratings: Ratings) -> list[Rating]:
    seen: dict[str, Rating] = {}
    for one in (*ratings.headings, *ratings.body):
        seen.setdefault(meaning(one.words), one)
    return list(seen.values())


def _lacks_prevention(text: str, layout: Layout) -> Finding | None:
    """Every year's narrative ends with prevention, or with the profile after it."""
    names = [heading.text.casefold() for heading in layout.headings]
    if any("prosecution" in name or "law enforcement" in name for name in names) and not any(
        "prevention" in name or "profile" in name for name in names
    ):
        line = line_of(text, layout.paragraphs[-1].end) if layout.paragraphs else 0
        return warning(line, "truncated", "The text ends before the section on prevention; it is cut off.")
    return None


def _clean_title(line: str) -> str:
    return line.strip().strip("#*_ ").strip()
