"""The judge: what counts as right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.search.evaluating import Gold, Judged, Labelled, load_queries, satisfies, tabulate, tokens

PHRASE = tokens("withholds up to 90 percent of wages from overseas workers")


@pytest.mark.parametrize(
    ("source", "text", "right"),
    [
        pytest.param(
            "a", "The government withholds up to 90 percent of wages from overseas workers.", True, id="holds"
        ),
        pytest.param("a", "up to 90 percent of wages", True, id="part"),
        pytest.param("a", "to 90", False, id="too-small-a-part"),
        pytest.param("b", "withholds up to 90 percent of wages from overseas workers", False, id="other-source"),
        pytest.param("a", "withholds up to 90 percent of the wages of the overseas workers", True, id="overlap"),
        pytest.param("a", "withholds up to 80 percent of the wages of the overseas workers", False, id="other-number"),
        pytest.param("a", "", False, id="empty"),
    ],
)
def test_a_quote_satisfies_a_phrase(source: str, text: str, right: bool) -> None:
    assert right == satisfies(Gold("a", PHRASE), source, text, "brief")


@pytest.mark.parametrize(
    ("text", "right"), [("HEROIN TRADE 4.00", True), ("HEROIN TRADE 4.50", False), ("COCAINE TRADE 4.00", False)]
)
def test_a_score_needs_indicator_and_value(text: str, right: bool) -> None:
    gold = Gold("a", tokens("HEROIN TRADE 4.00"), indicator=tokens("heroin trade"), value=4.0)

    assert right == satisfies(gold, "a", text, "brief")


def _query(category: str, *, inside: bool) -> Labelled:
    return Labelled(category, category, "q", (Gold("a", PHRASE),) if inside else (), False, "dev")


def test_the_table_counts_what_a_person_sees() -> None:
    inside, outside = _query("alias", inside=True), _query("chatter", inside=False)
    judged = [
        Judged(inside, True, False, 1, True),
        Judged(inside, True, False, 2, False),
        Judged(inside, False, True, 3, False),
        Judged(inside, False, False, 0, False),
        Judged(outside, True, False, 0, False),
        Judged(outside, False, False, 0, False),
    ]
    whole = tabulate(judged, samples=20).whole

    assert (0.25, 0.75, 0.25) == (whole["hit@1"], whole["hit@3"], whole["answered wrong"])
    assert (0.25, 1.0, 0.5) == (whole["declined"], whole["asked, right among five"], whole["out of scope, answered"])
    assert 0.4 == pytest.approx(whole["abstention F1"])
    assert (0.25 + 0.5) / 2 == whole["e2e"]


def test_intervals_hold_their_figure_and_repeat() -> None:
    judged = [Judged(_query("alias", inside=True), True, False, number % 2, False) for number in range(40)]
    table = tabulate(judged, samples=100)
    low, high = table.intervals["hit@1"]

    assert low <= table.whole["hit@1"] <= high
    assert table.intervals == tabulate(judged, samples=100).intervals


def test_a_line_that_is_no_query_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": 1, "category": "a", "query": "x"}\n\n{"id": 2}\n', "utf-8")

    with pytest.raises(ValueError, match=r"mine.jsonl:3: this line is no labelled query"):
        load_queries(path)


def test_a_query_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(
        '{"id": 1, "category": "a", "query": "x", "scope": "out", "gold": [{"source": "a", "phrase": "b"}]}', "utf-8"
    )
    (query,) = load_queries(path)

    assert ("1", "a", "x", (), False, "") == (
        query.id, query.category, query.query, query.gold, query.need_all, query.split,
    )  # fmt: skip
