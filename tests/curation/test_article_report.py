"""Articles: title, authors, outlet and date where they are printed, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.curation.article_report import read_article
from bot.curation.documents import ReportText, read_report
from bot.curation.report import Report

PROSE = (
    "The ferry at Port Arden has not sailed since the spring, and the people who lived from it found other work.\n\n"
    "Some of that work, they say, is carrying parcels for men who do not give their names.\n"
)


def read(text: str) -> Report:
    return read_article(ReportText(text, "text"))


@pytest.mark.parametrize(
    ("front", "title", "authors", "outlet", "date"),
    [
        (
            "The Ferry and the Parcels\n\nBy Ana Moreau\nChief Correspondent for The Arden Courier\n\nMarch 3, 2018",
            "The Ferry and the Parcels", ("Ana Moreau",), "The Arden Courier", "2018-03-03",
        ),
        (
            "The Ferry and the Parcels\n\nBy Ana Moreau and Piet de Boer | The Arden Courier",
            "The Ferry and the Parcels", ("Ana Moreau", "Piet de Boer"), "The Arden Courier", None,
        ),
        (
            "Menu\n\nSubscribe\n\nThe Ferry and the Parcels\n\nBy ANA MOREAU\n\nPublished 12 July 2016",
            "The Ferry and the Parcels", ("ANA MOREAU",), None, "2016-07-12",
        ),
        (
            "# The Ferry and the Parcels\n\nAuthor: Ana Moreau, Staff Writer\n\nSource: Arden Courier",
            "The Ferry and the Parcels", ("Ana Moreau",), "Arden Courier", None,
        ),
        ("The Ferry and the Parcels", "The Ferry and the Parcels", (), None, None),
    ],
)  # fmt: skip
def test_what_is_printed_above_the_prose_is_found(
    front: str, title: str, authors: tuple[str, ...], outlet: str | None, date: str | None
) -> None:
    report = read(f"{front}\n\n{PROSE}")

    assert (title, authors, outlet, date) == (report.title, report.authors, report.outlet, report.date)
    assert 2 == sum(len(one.paragraphs) for one in report.sections)


def test_what_is_not_printed_is_told_and_left_empty() -> None:
    report = read(f"The Ferry and the Parcels\n\n{PROSE}")

    assert {"author-unknown", "outlet-unknown", "date-unknown"} == {one.code for one in report.problems}
    assert () == report.inferred


def test_a_page_may_say_it_in_its_head(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    prose = "".join(f"<p>{block}</p>" for block in PROSE.split("\n\n"))
    path.write_text(
        '<html><head><title>x</title><meta property="og:title" content="The Ferry"><meta name="author" content="Ana '
        'Moreau"><meta property="og:site_name" content="Arden Courier"><meta property="article:published_time" '
        f'content="2018-03-03T10:00:00Z"></head><body><article><h1>The Ferry</h1>{prose}</article></body></html>'
    )
    report = read_article(read_report(path))

    assert ("The Ferry", ("Ana Moreau",), "Arden Courier", "2018-03-03") == (
        report.title,
        report.authors,
        report.outlet,
        report.date,
    )


def test_comments_and_share_links_are_left_out() -> None:
    report = read(f"The Ferry\n\nBy Ana Moreau\n\n{PROSE}\nShare this\n\nRelated posts\n\nComments are closed.\n")

    assert ("Share this", "Related posts", "Comments are closed.") == report.dropped
    assert not report.truncated
