"""YAML that cannot be trusted is refused by name and line, at once, and never with a traceback."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.library.problems import Problem
from bot.library.reading import DEPTH_LIMIT, SIZE_LIMIT, Document, parse_yaml, read_yaml

MERGE_BOMB = "a: &a {x: 1}\n" + "\n".join(
    f"{name}: &{name}\n  <<: [{', '.join([f'*{before}'] * 9)}]"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ALIAS_BOMB = "a: &a [x]\n" + "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def problem(text: str) -> Problem:
    found = parse_yaml(text, "briefs/topics/x.yaml")
    assert isinstance(found, Problem), found
    return found


@pytest.mark.faults
@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param(ALIAS_BOMB, "yaml-anchor", 1, id="C1 alias bomb"),
        pytest.param(MERGE_BOMB, "yaml-anchor", 1, id="C2 merge bomb"),
        pytest.param("id: x\nmore: *a\n", "yaml-alias", 2, id="C1 alias"),
        pytest.param("id: x\n<<: {a: 1}\n", "yaml-merge", 2, id="C2 merge key"),
        pytest.param("a: &a [*a]\n", "yaml-anchor", 1, id="C3 itself"),
        pytest.param("id: a\nid: b\n", "duplicate-key", 2, id="C4 key twice"),
        pytest.param("groups:\n  - value: 1.00\n    value: 2.00\n", "duplicate-key", 3, id="C4 key twice below"),
        pytest.param("id: x\na: " + "[" * 1_000 + "]" * 1_000, "yaml-depth", 2, id="C5 depth 1,000"),
        pytest.param("a: " + "[" * 100_000, "yaml-depth", 1, id="C5 depth 100,000"),
        pytest.param("id: x\ncountry: NO\n", "surprising-value", 2, id="C6 Norway"),
        pytest.param("on: x\n", "surprising-value", 1, id="C6 on as a key"),
        pytest.param("spoken: yes\n", "surprising-value", 1, id="C6 yes"),
        pytest.param("at: 22:22\n", "surprising-value", 1, id="C7 base 60"),
        pytest.param("value: 010\n", "surprising-value", 1, id="C7 octal"),
        pytest.param("value: 1_000\n", "surprising-value", 1, id="C7 underscore"),
        pytest.param("value: 0x1F\n", "surprising-value", 1, id="C7 hex"),
        pytest.param("value: .nan\n", "surprising-value", 1, id="C9 nan"),
        pytest.param("value: .inf\n", "surprising-value", 1, id="C9 inf"),
        pytest.param("value: 1e3\n", "surprising-value", 1, id="C9 exponent"),
        pytest.param("as_of: 2021-04-12\n", "surprising-value", 1, id="C10 date"),
        pytest.param("as_of: 2021-13-45\n", "surprising-value", 1, id="C10 no date"),
        pytest.param("value: " + "9" * 5_000, "surprising-value", 1, id="C11 huge"),
        pytest.param("x: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, id="C12 code"),
        pytest.param("x: !y 1\n", "yaml-tag", 1, id="C12 tag"),
        pytest.param("[a, b]: 1\n", "yaml-key", 1, id="C12 list as key"),
        pytest.param("{a: b}: 1\n", "yaml-key", 1, id="C12 mapping as key"),
        pytest.param("id: a\n---\nid: b\n", "yaml-documents", 2, id="C13 two documents"),
        pytest.param("", "file-empty", 1, id="C13 empty"),
        pytest.param("# only a comment\n", "file-empty", 1, id="C13 comment"),
        pytest.param("id: a\0b\n", "hidden-character", 1, id="C13 NUL"),
        pytest.param("id: x\n\ttitle: y\n", "yaml-syntax", 2, id="C13 tab"),
        pytest.param('id: "\\ud800"\n', "yaml-syntax", 1, id="C14 lone surrogate"),
        pytest.param("id: x\ntitle: a\u202eb\n", "hidden-character", 2, id="D7 direction"),
        pytest.param("title: a\u200bb\n", "hidden-character", 1, id="D7 zero width"),
        pytest.param('title: "a\\u200bb"\n', "hidden-character", 1, id="D7 escaped"),
        pytest.param("title: a: b\n", "yaml-syntax", 1, id="colon"),
        pytest.param('title: "open\n', "yaml-syntax", 1, id="quote left open"),
    ],
)
def test_what_surprises_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    began = time.perf_counter()
    found = problem(text)

    assert (code, "briefs/topics/x.yaml") == (found.code, found.file)
    assert found.line in (line, line + 1)
    assert found.message.endswith((".", "`.", '".'))
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfei\0d\0", "not-utf-8"),
        ("id: é".encode("latin-1"), "not-utf-8"),
        (b"a" * (SIZE_LIMIT + 1), "file-too-large"),
    ],
    ids=["C13 UTF-16", "C13 Latin-1", "C11 size"],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    found = read_yaml(path)

    assert isinstance(found, Problem)
    assert code == found.code


def test_a_file_that_is_gone_is_a_problem_too(tmp_path: Path) -> None:
    found = read_yaml(tmp_path / "none.yaml")

    assert isinstance(found, Problem)
    assert "file-unreadable" == found.code


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfid: a\n", b"id: a\r\ntitle: b\r\n", b"id: 'a'\n"])
def test_harmless_forms_load_as_meant(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    found = read_yaml(path)

    assert isinstance(found, Document)
    assert "a" == found.data["id"]


def test_numbers_keep_their_digits() -> None:
    found = parse_yaml("a: 8.50\nb: 3.10\nc: 7\nd: ~\ne: true\n", "x")

    assert isinstance(found, Document)
    assert ["8.50", "3.10", "7", "None", "True"] == [str(value) for value in found.data.values()]


def test_a_place_is_found_for_what_is_there_and_near_what_is_not() -> None:
    found = parse_yaml("id: a\nquotes:\n  q1: {source: b}\n", "x")

    assert isinstance(found, Document)
    assert (3, 8) == found.place(("quotes", "q1", "source"))
    assert (3, 3) == found.place(("quotes", "q1", "text"))
    assert (1, 1) == found.place(("nothing",))


def test_a_syntax_error_never_repeats_the_line() -> None:
    assert "hunter2" not in problem("token: 'hunter2\n").message


def test_as_deep_as_allowed_is_allowed() -> None:
    assert isinstance(parse_yaml("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT, "x"), Document)
