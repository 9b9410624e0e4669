"""BibTeX, RIS and CSL-JSON as the programs that import them read them."""

from __future__ import annotations

import json
import re

import pytest

from bot.citing.exports import FORMATS, export
from bot.citing.passages import CitingError
from bot.library.model import Source
from tests.citing.sources import a_passage, a_source

REPORT = a_source(
    id="tip-2024",
    title="2024 Report: North Korea",
    date="2024-06-24",
    url="https://example.org/tip_2024/",
    archive_url="https://archive.example.org/1",
    standing={"url": "inferred"},
    csl={"type": "report", "author": [{"literal": "An Office, of a Department"}], "publisher": "A Department"},
)
ARTICLE = a_source(
    id="ihs-tucker",
    csl={
        "type": "article-magazine",
        "author": [{"family": "Tucker", "given": "William", "suffix": "Jr."}],
        "container-title": "In Homeland Security",
    },
)


def bibtex_fields(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  ([a-z]+) = \{?(.*?)\}?,$", text, re.MULTILINE))


def ris_fields(text: str) -> list[tuple[str, str]]:
    return [(line[:2], line[6:]) for line in text.split("\r\n") if line]


def test_bibtex_is_a_report_with_its_institution() -> None:
    text = export([REPORT], "bibtex")

    assert text.startswith("@techreport{tip-2024,\n")
    assert text.endswith("\n}\n")
    assert {
        "author": "{An Office, of a Department}",
        "title": "{2024 Report: North Korea}",
        "institution": "A Department",
        "year": "2024",
        "month": "jun",
        "url": "https://example.org/tip_2024/",
        "urldate": "2026-07-01",
        "note": ("Inferred, not printed in the source: address. Archived copy: https://archive.example.org/1"),
    } == bibtex_fields(text)


def test_bibtex_keeps_the_parts_of_a_name_and_says_that_no_date_is_given() -> None:
    fields = bibtex_fields(export([ARTICLE], "bibtex"))

    assert "Tucker, Jr., William" == fields["author"]
    assert "In Homeland Security" == fields["howpublished"]
    assert "Date not given in the source (n.d.)." == fields["note"]
    assert not {"year", "month", "url"} & fields.keys()


def test_bibtex_escapes_what_latex_reads() -> None:
    title = r"50% of $1 & {more} #1 a_b ~x ^y \z"

    fields = bibtex_fields(export([a_source(title=title, url="https://example.org/{a}_%20~b")], "bibtex"))

    assert (
        r"{50\% of \$1 \& \{more\} \#1 a\_b \textasciitilde{}x \textasciicircum{}y \textbackslash{}z}"
        == fields["title"]
    )
    assert "https://example.org/%7Ba%7D_%20~b" == fields["url"]


def test_ris_has_its_line_ends_its_type_first_and_its_end_last() -> None:
    text = export([REPORT, ARTICLE], "ris")

    assert "\n" not in text.replace("\r\n", "")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.split("\r\n") if line)
    assert [
        ("TY", "RPRT"),
        ("ID", "tip-2024"),
        ("AU", "An Office, of a Department"),
        ("TI", "2024 Report: North Korea"),
        ("PB", "A Department"),
        ("PY", "2024"),
        ("DA", "2024/06/24/"),
        ("Y2", "2026/07/01/"),
        ("UR", "https://example.org/tip_2024/"),
        ("N1", "Inferred, not printed in the source: address."),
        ("N1", "Archived copy: https://archive.example.org/1"),
        ("ER", ""),
        ("TY", "MGZN"),
        ("ID", "ihs-tucker"),
        ("AU", "Tucker, William, Jr."),
        ("TI", "A Title"),
        ("T2", "In Homeland Security"),
        ("Y2", "2026/07/01/"),
        ("N1", "Date not given in the source (n.d.)."),
        ("ER", ""),
    ] == ris_fields(text)


def test_ris_values_stay_on_one_line() -> None:
    source = a_source(csl={"title": "A title\nER  - forged", "type": "unheard-of"}, date="2023")

    fields = ris_fields(export([source], "ris"))

    assert ("TI", "A title ER - forged") in fields
    assert ("TY", "GEN") in fields
    assert ("DA", "2023///") in fields


def test_csl_json_is_the_record_with_its_note() -> None:
    source = a_source(date="2024", csl={"type": "report", "note": "Own.", "custom": {"sentence-case-title": "A title"}})

    items = json.loads(export([a_passage(source)], "csl-json"))

    assert [
        {
            "id": "a-source",
            "type": "report",
            "title": "A Title",
            "issued": {"date-parts": [[2024]]},
            "accessed": {"date-parts": [[2026, 7, 1]]},
            "note": "Own. Cited: PROTECTION, para. 12 (a-source:12).",
        }
    ] == items


def test_csl_json_has_no_empty_note() -> None:
    items = json.loads(export([a_source(date="2024")], "csl-json"))

    assert "note" not in items[0]


@pytest.mark.parametrize("form", FORMATS)
def test_passages_of_one_source_share_a_record(form: str) -> None:
    passages = [
        a_passage(REPORT, 12),
        a_passage(REPORT, 12),
        REPORT,
        a_passage(REPORT, 3, originator="A White Paper"),
        a_passage(REPORT, None, section=()),
    ]

    text = export(passages, form)

    assert 1 == len(re.findall(r"^@|^TY|^    \"type\"", text, re.MULTILINE))
    assert 1 == text.count("Cited: PROTECTION, para. 12 (tip-2024:12).")
    assert 1 == text.count("Cited: PROTECTION, para. 3, A White Paper, as cited there (tip-2024:3).")
    assert 1 == text.count("Cited: tip-2024:a-row (tip-2024:a-row).")


def test_keys_are_ascii_and_unique() -> None:
    names = ("tip-2024", "TIP 2024", "Típ_2024", "北", "南")
    sources = [Source.model_construct(**{**dict(REPORT), "id": name}) for name in names]

    keys = [item["id"] for item in json.loads(export(sources, "csl-json"))]

    assert ["tip-2024", "tip-2024-2", "tip-2024-3", "source", "source-2"] == keys


@pytest.mark.parametrize(("form", "empty"), [("bibtex", ""), ("ris", ""), ("csl-json", "[]\n")])
def test_nothing_exports_to_an_empty_file(form: str, empty: str) -> None:
    assert empty == export([], form)


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(CitingError, match=r"“docx”\. There are: bibtex, ris, csl-json\."):
        export([], "docx")
