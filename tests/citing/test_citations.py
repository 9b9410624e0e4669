"""Citations against a table typed from the manuals, and what every citation promises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.citing.citations import bibliography, cite, warm
from bot.citing.exports import export
from bot.citing.passages import CitingError
from bot.citing.styles import STYLES, find_style, mended_csl
from bot.library.model import Source
from tests.citing.sources import a_passage, a_source
from tests.conftest import ROOT

GOLDEN = yaml.safe_load((Path(__file__).parent / "golden.yaml").read_text("utf-8"))
CASES = [
    pytest.param(case["source"], case.get("originator"), style, *expected, id=f"{style}: {case['case']}")
    for case in GOLDEN
    for style, expected in case["cites"].items()
]
SOURCES = [Source(**record) for record in yaml.safe_load((ROOT / "briefs" / "sources.yaml").read_text("utf-8"))]
TEXT_STYLES = [style.key for style in STYLES if style.kind == "text"]


@pytest.mark.parametrize(("record", "originator", "style", "full", "note"), CASES)
def test_a_citation_is_what_the_manual_wants(
    record: dict[str, Any], originator: str | None, style: str, full: str, note: str
) -> None:
    citation = cite(a_passage(a_source(**record), originator=originator), style, markup="markdown")

    assert full == citation.text_full
    assert note == citation.note


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_plain_text_has_no_markup(style: str) -> None:
    source = a_source(title="On *stars* & <b>tags</b>", csl={"type": "report", "publisher": "A Press"})

    citation = cite(source, style)

    assert "On *stars* & <b>tags</b>" in citation.text_full
    assert citation.text_full.count("*") == 2


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_markdown_escapes_the_words_and_leaves_the_address(style: str) -> None:
    source = a_source(title="On *stars*_and_ bars", url="https://example.org/a_b_c", csl={"type": "report"})

    citation = cite(source, style, markup="markdown")

    assert r"On \*stars\*\_and\_ bars" in citation.text_full
    assert "https://example.org/a_b_c" in citation.text_full


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_no_private_mark_is_left(style: str) -> None:
    standing = dict.fromkeys(("title", "author", "date", "url", "publisher"), "inferred")
    csl = {"author": [{"family": "Kim", "given": "A."}, {"literal": "An Office"}], "publisher": "A Press"}
    source = a_source(date="2020", url="https://example.org/", standing=standing, csl=csl)

    citation = cite(a_passage(source), style)

    assert not [char for char in citation.text_full + citation.note if "\ue000" <= char <= "\uf8ff"]


@pytest.mark.parametrize("style", TEXT_STYLES)
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_every_source_of_the_library_is_cited_without_gaps(source: Source, style: str) -> None:
    citation = cite(a_passage(source, originator="A White Paper"), style)
    text = f"{citation.text_full} {citation.note}"

    assert source.title.lower() in text.lower()
    assert source.url in text
    assert not re.search(r"\.\.|,,| [.,;]|\(\)|\[\]|None|”[.,]| {2}", text)
    assert ("url" in source.inferred) == ("[address inferred]" in text)
    assert ("title" in source.inferred) == ("[20" in text and "North Korea]" in text)


def test_a_row_is_cited_by_its_section_with_its_hyphens() -> None:
    source = a_source(date="2023", csl={"author": [{"literal": "An Office"}]})

    citation = cite(
        a_passage(source, None, section=("CRIMINAL MARKETS", "NON-RENEWABLE CRIMES")), "chicago-author-date"
    )

    assert "(An Office 2023, sec. NON-RENEWABLE CRIMES)" == citation.note


def test_a_source_as_a_whole_has_no_locator() -> None:
    source = a_source(date="2023", csl={"author": [{"literal": "An Office"}]})

    assert "(An Office, 2023)" == cite(source, "apa").note
    assert "(An Office, 2023)" == cite(a_passage(source, None, section=()), "apa").note


def test_a_numbered_style_takes_its_number() -> None:
    citation = cite(a_passage(a_source(csl={"author": [{"family": "Kim"}]})), "ieee", number=7)

    assert citation.text_full.startswith("[7] Kim")
    assert "[7, Para. 12]" == citation.note


def test_what_the_source_does_not_give_is_said() -> None:
    undated = cite(a_source(), "mla")
    inferred = cite(
        a_source(date="2020", url="https://a.org/", standing={"url": "inferred", "edition": "inferred"}), "mla"
    )

    assert ("The source gives no date (n.d.).", "No address of the source is known.") == undated.warnings
    assert ("Inferred, not printed in the source: address, edition.",) == inferred.warnings


def test_a_changed_record_is_cited_anew() -> None:
    before = cite(a_source(title="Before"), "apa")
    after = cite(a_source(title="After"), "apa")

    assert "Before" in before.text_full
    assert "After" in after.text_full


def test_one_citation_does_not_change_the_next() -> None:
    source = a_source(date="2024-06-24", url="https://example.org/", csl={"type": "article-newspaper"})
    first = [cite(source, style).text_full for style in TEXT_STYLES]

    again = [cite(source.model_copy(update={"id": "b"}), style).text_full for style in reversed(TEXT_STYLES)]

    assert first == again[::-1]


@pytest.mark.parametrize("name", ["Chicago-Notes", "chicago", " CHICAGO ", "Chicago, notes (18th edition)"])
def test_a_style_is_found_by_key_alias_or_label(name: str) -> None:
    assert "chicago" == find_style(name).key


def test_an_unknown_style_names_the_nearest_and_all() -> None:
    with pytest.raises(CitingError, match=r"“apaa”\. Did you mean apa\? There are: apa, chicago, .*csl-json\.") as near:
        cite(a_source(), "apaa")
    with pytest.raises(CitingError, match=r"“xyzzy”\. There are: ") as far:
        cite(a_source(), "xyzzy")

    assert "bibtex" in str(near.value)
    assert "Did you mean" not in str(far.value)


@pytest.mark.parametrize("style", [style.key for style in STYLES if style.kind == "data"])
def test_an_export_format_cites_with_the_record(style: str) -> None:
    passage = a_passage(a_source())

    citation = cite(passage, style)

    assert export([passage], style) == citation.text_full
    assert "" == citation.note


def test_a_bibliography_names_each_source_once_and_sorts() -> None:
    zeta = a_source(id="zeta", csl={"author": [{"literal": "Zeta Office"}]})
    alpha = a_source(id="alpha", standing={"author": "inferred"}, csl={"author": [{"literal": "Alpha Office"}]})
    citables = [a_passage(zeta, 1), a_passage(alpha), a_passage(zeta, 2)]

    sorted_entries = bibliography(citables, "apa")
    numbered = bibliography(citables, "ieee")

    assert ["[Alph", "Zeta "] == [entry[:5] for entry in sorted_entries]
    assert ["[1] Zeta", "[2] [Alp"] == [entry[:8] for entry in numbered]


@pytest.mark.parametrize("style", [style.key for style in STYLES])
def test_warming_makes_the_first_citation_quick(style: str) -> None:
    mended_csl.cache_clear()
    warm(style)

    assert (find_style(style).kind == "text") == (mended_csl.cache_info().currsize == 1)
