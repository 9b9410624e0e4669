"""From a press article to a draft: title, authors, outlet and date, each only where it is printed."""

from __future__ import annotations

import re

from bot.curation.completeness import cut_off
from bot.curation.documents import ReportText
from bot.curation.printed_dates import find_date
from bot.curation.report import Report, error, left_out, ordered, sections_of, warning
from bot.library.layouts import article
from bot.library.layouts.blocks import Layout, unmarked

_BYLINE = re.compile(r"(?:by|author|written by|words by)(?:\s*+:)?\s++(?P<names>[^\W\d_].{1,120})", re.I)
_ROLE = re.compile(
    r"\b(?i:correspondent|reporter|editor|contributor|columnist|writer|staff|analyst|fellow|journalist)\b"
    r"[^,\n|]{0,30}?\b(?:for|of|at|with)\s+(?:the\s+)?(?P<outlet>[A-Z][^,\n|.]{1,60})"
)
_OUTLET = re.compile(
    r"(?i:(?:published|first published|originally published|posted|appeared)\s+(?:in|by|on|at)|source|outlet"
    r"|publisher)(?:\s*+:)?\s++"
    r"(?P<outlet>(?:[Tt]he\s++)?[A-Z][^,\n|.\d]{1,60})"
)
_ROLE_WORDS = re.compile(
    r"\b(?:correspondent|reporter|editor|contributor|columnist|writer|staff|analyst|fellow|journalist)\b", re.I
)


def read_article(report: ReportText) -> Report:
    """What an article prints of itself; what is not printed is left empty."""
    layout = article.read(report.text)
    front = "\n".join(report.text[block.start : block.end] for block in layout.front)
    authors, outlet = _byline(layout, report.text)
    title = _title(layout) or report.meta.title
    date = find_date(front) or (find_date(report.meta.published) if report.meta.published else None)
    outlet = outlet or _outlet(front) or report.meta.site
    cut = cut_off(report.text, layout)
    problems = [cut] if cut else []
    for name, value in (
        ("title", title),
        ("author", authors or report.meta.authors),
        ("outlet", outlet),
        ("date", date),
    ):
        if not value:
            problems.append(warning(0, f"{name}-unknown", f"The text does not print its {name}."))
    if not layout.paragraphs:
        problems.append(error(0, "no-prose", "The file holds no article."))
    return Report(
        series="article",
        text=report.text,
        year=int(date[:4]) if date else None,
        title=title,
        authors=authors or report.meta.authors,
        outlet=outlet,
        date=date,
        sections=sections_of(layout),
        truncated=cut is not None,
        dropped=(*report.dropped, *left_out(report.text, layout)),
        problems=ordered(problems),
    )


def _title(layout: Layout) -> str | None:
    for block in reversed(layout.front):
        words = unmarked(block.text)
        if not _BYLINE.match(words) and not _OUTLET.match(words) and not find_date(words) and len(words) <= 200:
            return words
    return None


def _byline(layout: Layout, text: str) -> tuple[tuple[str, ...], str | None]:
    for block in layout.front:
        for line in text[block.start : block.end].splitlines():
            if match := _BYLINE.match(unmarked(line)):
                return _people(match["names"])
    return (), None


def _people(names: str) -> tuple[tuple[str, ...], str | None]:
    """The people of a byline, and the outlet that may follow them."""
    before, bar, after = names.partition("|")
    outlet = after.strip() if bar and not any(char.isdigit() for char in after) else None
    people: list[str] = []
    for part in re.split(r"(?:(?<!\s)\s++)?[•·–—,]\s*+|(?<!\s)\s++(?:and|&|-)\s++", before.strip()):
        if _ROLE_WORDS.search(part) or any(char.isdigit() for char in part) or not 2 <= len(part.split()) <= 5:
            break
        people.append(part)
    return tuple(people), outlet


def _outlet(front: str) -> str | None:
    match = _ROLE.search(front) or _OUTLET.search(front)
    return match["outlet"].strip() if match else None
