"""What files may hold: YAML, source texts, reports handed to the importer. An outcome or a sentence, never a crash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.text import Kind, escape, line, markdown, plain
from bot.curation.documents import ImportRefusedError, ReportText, read_report
from bot.curation.importing import from_text
from bot.curation.oci_dataset import read_dataset
from bot.library.model import Brief, Sheet, Source
from bot.library.problems import Problem
from bot.library.reading import Document, parse_yaml
from bot.library.validating import validate
from bot.search.normalising import QUERY_LIMIT, parse
from tests.fuzz.strategies import ODD, pieces, reports, yaml_files
from tests.shared_library import the_engine

hostile = st.one_of(st.text(), st.lists(pieces).map("".join), st.sampled_from(ODD).map(lambda odd: odd * 3_000))


@given(text=st.one_of(yaml_files, hostile))
def test_any_yaml_is_read_or_refused_with_its_place(text: str) -> None:
    result = parse_yaml(text, "x.yaml")

    if isinstance(result, Problem):
        assert result.line >= 1
        assert result.column >= 1
        assert result.message.endswith(".")
    else:
        assert isinstance(result, Document)
        for model in (Brief, Sheet, Source):
            checked = validate(model, result.data, result)
            assert isinstance(checked, model) or all(one.line >= 1 for one in checked)


@given(text=hostile)
def test_any_query_is_normalised_within_bounds(text: str) -> None:
    parsed = parse(text)

    assert len(parsed.text) <= QUERY_LIMIT
    assert "\n" not in parsed.text


@given(text=hostile)
def test_any_query_has_an_outcome(text: str) -> None:
    outcome = the_engine().look_up(text)

    assert len(outcome.hits) <= 10
    assert len(the_engine().complete(text[:100])) <= 25


@given(text=hostile)
def test_any_text_is_shown_letter_for_letter(text: str) -> None:
    shown = markdown(line(text), "en-GB")

    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\*\*|\|\||~~)", shown)
    assert not re.search(r"https?://", shown)
    assert escape(text) == shown
    assert plain(line(text, kind=Kind.PLAIN), "en-GB") == text


@pytest.mark.parametrize("series", ["oci", "tip", "hrr", "article"])
@given(text=st.one_of(reports, hostile))
def test_any_report_is_drafted_or_refused(series: str, text: str) -> None:
    try:
        report = from_text(ReportText(text, "text"), series, "report.txt")
        problems = report.problems
    except ImportRefusedError as refused:
        said, problems = str(refused), ()
    else:
        said = "report.txt"

    assert "report.txt" in said
    assert all(one.severity in ("error", "warning") for one in problems)


@given(
    raw=st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n" + tail),
        st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
        st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<table><tr><td>", "&nbsp;", "<!--", "-->", "x", "<meta "]))
        .map(lambda tags: ("<html>" + "".join(tags)).encode()),
    ),
    suffix=st.sampled_from([".txt", ".html", ".pdf", ".xlsx"]),
)  # fmt: skip
def test_any_file_is_read_or_refused(tmp_path: Path, raw: bytes, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(raw)
    for read in (read_report, read_dataset):
        said = path.name
        try:
            read(path)
        except ImportRefusedError as refused:
            said = str(refused)

        assert path.name in said
