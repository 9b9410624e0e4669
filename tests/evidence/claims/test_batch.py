"""`briefbot check-claim --batch`: JSON lines in, verdicts out, in order."""

from __future__ import annotations

import io
import json

import pytest

from bot.cli.parser import main


def test_a_batch_is_answered_in_order_and_a_bad_line_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        json.dumps({"id": "a", "query": "heroin is a 4 in the organized crime index"}),
        "{broken",
        json.dumps({"id": "b", "query": "happy birthday"}),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    with pytest.raises(SystemExit) as ended:
        main(["check-claim", "--batch"])
    printed = capsys.readouterr()
    answers = [json.loads(line) for line in printed.out.splitlines()]

    assert 1 == ended.value.code
    assert "not JSON" in printed.err
    assert ["a", None, "b"] == [answer["id"] for answer in answers]
    assert ("supported", "not-found") == (answers[0]["verdict"], answers[2]["verdict"])
    assert "HEROIN TRADE 4.00" == answers[0]["reasons"][0]["text"]


def test_one_claim_is_answered_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check-claim", "tucker", "says", "60%", "of", "their", "salary", "goes", "to", "the", "government"])

    assert 0 == ended.value.code
    assert capsys.readouterr().out.startswith("Sources differ from it.")
