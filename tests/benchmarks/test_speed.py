"""Each part of the speed benchmark runs, and its tables say what was kept."""

from __future__ import annotations

import argparse

import pytest

from benchmarks import speed
from benchmarks.figures import Figure, table
from benchmarks.load import beginnings, queries, topics

SHORT = {"rounds": 1, "count": 10, "short": True}


@pytest.mark.slow
@pytest.mark.parametrize("part", speed.PARTS)
async def test_a_part_runs(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    await speed.run(argparse.Namespace(only=part, **SHORT))

    lines = capsys.readouterr().out.splitlines()

    assert f"## {part}" in lines
    assert len([line for line in lines if line.startswith("| ")]) >= 3


def test_a_figure_is_its_median_with_its_spread_against_its_limit() -> None:
    kept = Figure("a", (1.0, 3.0, 2.0), 2.0)
    broken = Figure("b", (150.0,), 100.0, "ms")
    free = Figure("c", (12.34, 12.34))

    shown = table([kept, broken, free])

    assert "| a | 2.00 times | 1.00–3.00 | ≤ 2.00 times | yes |" in shown
    assert "| b | 150 ms | once | ≤ 100 ms | **no** |" in shown
    assert "| c | 12.3 times | 12.3–12.3 |  |  |" in shown
    assert [kept.is_kept, broken.is_kept, free.is_kept] == [True, False, True]


def test_figures_with_columns_stand_side_by_side() -> None:
    shown = table(
        [
            Figure("CPU", (1.0, 3.0, 2.0), 2.0, column="1 at once"),
            Figure("CPU", (4.0,), 2.0, column="16 at once"),
            Figure("ack", (1.0,), unit="ms", column="16 at once"),
        ]
    )

    assert [
        "| what | 1 at once | 16 at once | limit |",
        "| --- | --- | --- | --- |",
        "| CPU | 2.00 (1.00–3.00) | **4.00** | ≤ 2.00 times |",
        "| ack, ms |  | 1.00 |  |",
    ] == shown.splitlines()


def test_no_query_of_a_load_comes_twice() -> None:
    for words in (queries(), topics(), beginnings()):
        assert len(words) > 2_000
        assert len(set(words)) == len(words)
