"""The table of faults in docs/reliability.md is whole, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.conftest import ROOT

TABLE = ROOT / "docs" / "reliability.md"
ROWS = {"A": 16, "B": 11, "C": 20, "D": 12, "E": 12, "F": 9, "G": 6}
_LINE = re.compile(r"^\| ([A-G]\d+) \| (held|in part|not shown) \| (.*?) \| (.*?) \|$", re.M)


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_row_stands_in_the_table_once() -> None:
    rows = [row for row, *_ in _LINE.findall(TABLE.read_text("utf-8"))]

    assert [f"{group}{number}" for group, count in ROWS.items() for number in range(1, count + 1)] == rows


@pytest.mark.parametrize("row", _LINE.findall(TABLE.read_text("utf-8")), ids=lambda row: row[0])
def test_the_tests_of_a_row_exist(row: tuple[str, str, str, str]) -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", row[3])

    assert named
    assert [] == [f"{file}::{name}" for file, name in named if name not in names_in(file)]
    assert row[1] == "held" or row[2]  # what is not held says what falls short
