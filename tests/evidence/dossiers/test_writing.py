"""Dossiers as files, read again by programs that are not ours."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from typing import Any

import bibtexparser
import docx
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.citing.passages import CitingError
from bot.citing.styles import STYLES
from bot.evidence.dossiers.collecting import brief_dossier
from bot.evidence.dossiers.formats import FORMATS, file_name
from bot.evidence.dossiers.model import Dossier
from bot.evidence.dossiers.writing import brief_document, write
from tests.conftest import ROOT, require
from tests.evidence.dossiers.kept import CAMPS, ROW, Kept, of
from tests.shared_library import the_library

EVIL = (
    "# Heading",
    "- item [gov](http://evil.example) ![x](http://evil.example/a.png)",
    "1. one",
    "> quote",
    "<script>alert(1)</script> <http://evil.example> &lt;b&gt;",
    "```",
    "[1]: http://evil.example",
    "---",
    "===",
    "| a | b |",
    "**bold** _it_ ~~gone~~ `code` $x^2$ @everyone :::",
    "http://evil.example www.evil.example a\\",
    '=HYPERLINK("http://evil.example")',
    "{=html} % (a) + 1) x",
)


@cache
def everything(style: str = "chicago", note: str = "A note.") -> Dossier:
    return of(Kept("tip-2024:7", note), CAMPS, ROW, "heroin", "ihs-tucker:1", Kept("gone", note), style=style)


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def words_of(markdown: str) -> str:
    """The words of a Markdown text, as a reader sees them."""
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "\n".join(
        "".join(child.content or breaks.get(child.type, "") for child in token.children or ())
        for token in MarkdownIt().parse(markdown)
        if token.type == "inline"
    )


def docx_links(data: bytes) -> set[str]:
    return {one.target_ref for one in docx.Document(io.BytesIO(data)).part.rels.values() if one.is_external}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_dossier_is_the_same_file(form: str) -> None:
    assert write(everything(), form) == write(everything(), form)


@pytest.mark.slow
def test_another_process_at_another_time_writes_the_same_docx() -> None:
    code = (
        "import sys; from tests.evidence.dossiers.test_writing import *; "
        "sys.stdout.buffer.write(write(of('tip-2024:7'), 'docx'))"
    )
    elsewhere = {"TZ": "Asia/Seoul", "PYTHONHASHSEED": "7"}

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env=elsewhere).stdout

    assert write(of("tip-2024:7"), "docx") == said


def test_markdown_has_its_headings_notes_and_references() -> None:
    found = everything()
    tokens = MarkdownIt().parse(write(found, "md").decode())
    headings = [tokens[at + 1].content for at, one in enumerate(tokens) if one.type == "heading_open"]

    assert "Evidence dossier" == headings[0]
    assert ["Notes", "References", "About these sources"] == headings[-3:]
    assert "2. Political prison camps (kwanliso)" in headings


def test_markdown_shows_every_quote_word_for_word() -> None:
    found = everything()
    read = words_of(write(found, "md").decode())

    assert [] == [note.number for note in found.notes if f"“{note.passage.text}”" not in read]


def test_every_mark_leads_to_a_note() -> None:
    found = everything()
    read = words_of(write(found, "md").decode())

    for note in found.notes:
        assert 1 <= read.count(f"\n[{note.number}] ")


def test_hedge_date_and_originator_stand_by_the_figures() -> None:
    read = words_of(write(everything(), "md").decode())

    assert "80,000–120,000 people, “an estimated” · TIP 2024 [" in read
    assert (
        "80,000–120,000 people · as of 2020 · KINU’s White Paper for 2020, as cited in Human Rights Report 2021 ["
        in read
    )
    assert "“thousands of North Koreans” · TIP 2007 [" in read
    assert "Not one count: " in read
    assert "as of November 2020 (inferred)" in words_of(write(of("overseas-wages"), "md").decode())
    assert "95 percent · Tucker, In Homeland Security · undated [" in words_of(
        write(of("overseas-wages"), "md").decode()
    )


def test_what_is_gone_is_told_with_its_note() -> None:
    read = words_of(write(of(Kept("gone", "mine")), "md").decode())

    assert "This is no longer in the library." in read
    assert "Note: mine" in read


@pytest.mark.parametrize("line", EVIL)
def test_a_note_stays_the_words_that_were_written(line: str) -> None:
    text = write(of(Kept("gone", f"{line}\n{line}")), "md").decode()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    (remark,) = [one for one in tokens if one.type == "inline" and one.content.startswith("**Note:**")]
    kinds = {child.type for child in remark.children or ()}

    assert {"text", "text_special", "strong_open", "strong_close", "hardbreak"} >= kinds
    assert words_of(text).endswith(f"\nNote: {line}\n{line}")


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("\\`*_{}[]()#+-.!|~<>&@$^:=%/ \n1aw'\"\u202e\x00\ud83d한"), max_size=60))
def test_no_note_becomes_markup(note: str) -> None:
    text = write(of(Kept("gone", note)), "md").decode()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kept = (line.replace("\x00", " ").replace("\u202e", "").replace("\ud83d", "") for line in note.splitlines())
    wanted = [" ".join(line.split()) for line in kept if line.strip()]

    assert {"inline", "paragraph_open", "paragraph_close", "heading_open", "heading_close"} >= {t.type for t in tokens}
    assert {"text", "text_special", "strong_open", "strong_close", "hardbreak"} >= {t.type for t in inline(tokens)}
    assert wanted == [line.removeprefix("Note: ") for line in words_of(text).split("\n")[4:]]


def test_markdown_links_lead_to_the_sources_only() -> None:
    found = everything(note="\n".join(EVIL))
    targets = {
        str(one.attrs["href"])
        for one in inline(MarkdownIt().parse(write(found, "md").decode()))
        if one.type == "link_open"
    }

    assert targets
    assert {"state.gov", "www.state.gov", "2001-2009.state.gov", "ocindex.net", "inhomelandsecurity.com"} >= {
        target.split("/")[2] for target in targets
    }


def test_docx_has_the_words_of_the_markdown() -> None:
    found = everything()
    document = docx.Document(io.BytesIO(write(found, "docx")))
    read = " ".join(" ".join(one.text for one in document.paragraphs).split())

    for line in words_of(write(found, "md").decode()).splitlines():
        assert " ".join(line.split()) in read


def test_docx_uses_the_styles_of_word() -> None:
    document = docx.Document(io.BytesIO(write(everything(), "docx")))
    names = {one.style.name for one in document.paragraphs if one.style is not None}

    assert {"Heading 1", "Heading 2", "Heading 3", "Quote", "List Bullet", "Normal"} == names
    assert any(
        run.italic and "Trafficking in Persons Report" in run.text for p in document.paragraphs for run in p.runs
    )


def test_docx_takes_a_note_as_it_is_without_what_xml_refuses() -> None:
    note = "\x00\x08a\ufffe\ud800b\u202e c\n\n=HYPERLINK(1) <w:t>& 한"

    document = docx.Document(io.BytesIO(write(of(Kept("gone", note)), "docx")))

    assert "Note: ab c\n=HYPERLINK(1) <w:t>& 한" == next(
        one.text for one in document.paragraphs if one.text.startswith("Note:")
    )


def test_docx_holds_no_macro_no_author_no_time_and_no_link_from_a_note() -> None:
    found = everything(note="\n".join(EVIL))
    data = write(found, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names, stamps = parts.namelist(), {part.date_time for part in parts.infolist()}
        core = parts.read("docProps/core.xml").decode()
        body = parts.read("word/document.xml").decode()

    assert [] == [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
    assert {(1980, 1, 1, 0, 0, 0)} == stamps
    assert "python-docx" not in core
    assert "created" not in core
    assert "w:instrText" not in body
    assert {note.link for note in found.notes if note.link} == docx_links(data)


@pytest.mark.parametrize("style", [style.key for style in STYLES])
def test_every_style_writes_both_documents(style: str) -> None:
    found = everything(style)

    assert write(found, "md").startswith(b"# Evidence dossier\n")
    assert docx.Document(io.BytesIO(write(found, "docx"))).paragraphs


def test_bibtex_is_read_without_a_complaint() -> None:
    library = bibtexparser.parse_string(write(everything(), "bib").decode())

    assert [] == library.failed_blocks
    assert {"tip-2024", "tip-2007", "hrr-2021", "oci-2023", "oci-2021", "ihs-tucker"} == {
        e.key for e in library.entries
    }
    assert all("title" in entry.fields_dict for entry in library.entries)


def test_ris_is_read_without_a_complaint() -> None:
    records = rispy.loads(write(everything(), "ris").decode())

    assert {"tip-2024", "tip-2007", "hrr-2021", "oci-2023", "oci-2021", "ihs-tucker"} == {one["id"] for one in records}
    assert all(one["title"] and one["type_of_reference"] for one in records)


def test_csl_json_holds_each_source_once() -> None:
    items = json.loads(write(everything(), "csl-json"))

    assert sorted({one["id"] for one in items}) == sorted(one["id"] for one in items)


@pytest.mark.parametrize(
    ("form", "reader"),
    [("md", "commonmark"), ("md", "gfm"), ("md", "markdown"), ("docx", "docx"), ("bib", "bibtex"), ("ris", "ris")],
)
def test_pandoc_reads_it_without_a_warning(form: str, reader: str) -> None:
    pandoc = shutil.which("pandoc")
    require("pandoc", pandoc, "pandoc is not installed")
    readers = subprocess.run([str(pandoc), "--list-input-formats"], capture_output=True, check=True, text=True).stdout
    if reader not in readers.split():
        pytest.skip(f"this pandoc does not read {reader} yet")
    found = everything(note="\n".join(EVIL))

    read = subprocess.run(
        [str(pandoc), "--from", reader, "--to", "json", "--fail-if-warnings"],
        input=write(found, form),
        capture_output=True,
        check=True,
    )

    assert b"" == read.stderr
    targets = {one["c"][2][0] for one in nodes(json.loads(read.stdout)) if one.get("t") == "Link"}
    assert [] == [target for target in targets if "evil.example" in target]


def test_pandoc_cites_every_record() -> None:
    pandoc = shutil.which("pandoc")
    require("pandoc", pandoc, "pandoc is not installed")

    read = subprocess.run(
        [str(pandoc), "--from", "csljson", "--to", "plain", "--citeproc", "--fail-if-warnings"],
        input=write(everything(), "csl-json"),
        capture_output=True,
        check=True,
    )

    assert 6 == len([entry for entry in read.stdout.decode().split("\n\n") if entry.strip()])


def nodes(tree: Any) -> list[dict[str, Any]]:
    """Every object of pandoc's JSON."""
    if isinstance(tree, dict):
        return [tree, *(node for value in tree.values() for node in nodes(value))]
    return [node for value in tree for node in nodes(value)] if isinstance(tree, list) else []


def test_a_brief_is_a_document_of_its_own() -> None:
    library = the_library()

    text = brief_document(library.briefs[CAMPS], library, "apa", "md").decode()

    assert text.startswith(f"# Political prison camps (kwanliso)\n\n{len(library.briefs[CAMPS].quotes)} passages · ")
    assert ["Sources differ", "Figures", "Notes", "References", "About these sources"] == [
        line.removeprefix("## ") for line in text.splitlines() if line.startswith("#")
    ][1:]


@pytest.mark.slow
def test_every_brief_is_written_with_all_its_statements_and_passages() -> None:
    library = the_library()

    for brief in library.briefs.values():
        found = brief_dossier(brief, library, "apa")
        read = words_of(write(found, "md").decode())

        assert [] == [one.text for one in (*brief.statements, *brief.differs) if one.text not in read]
        assert {quote.text for quote in library.quotes_of(brief)} <= {note.passage.text for note in found.notes}


def test_an_empty_tray_is_an_empty_file() -> None:
    assert "# Evidence dossier\n\n0 entries · 0 passages · 0 sources · IEEE\n" == write(of(style="ieee"), "md").decode()
    assert b"" == write(of(), "bib")


def test_files_are_named_by_their_format() -> None:
    names = ["d.md", "d.docx", "d.bib", "d.ris", "d.json"]

    assert names == [file_name("d", form) for form in FORMATS]
    with pytest.raises(CitingError, match=r"“pdf”\. There are: md, docx"):
        file_name("d", "pdf")
    with pytest.raises(CitingError):
        write(of(), "pdf")


def test_word_is_imported_with_the_first_docx() -> None:
    code = "import json, sys, bot.evidence.dossiers; print(json.dumps(sorted(sys.modules)))"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "docx" not in json.loads(said)
