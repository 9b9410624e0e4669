"""`briefbot check-claim --batch`: JSON lines in, verdicts out, in order."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

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


def test_verdicts_do_not_hang_on_how_a_process_hashes_words() -> None:
    labelled = Path(__file__).resolve().parents[3] / "tests" / "claims" / "late.jsonl"
    messages = [json.loads(line) for line in labelled.read_text("utf-8").splitlines()[::24]]
    asked = "".join(json.dumps({"id": one["id"], "query": one["text"]}) + "\n" for one in messages)
    answers = [
        subprocess.run(
            [sys.executable, "-m", "bot", "check-claim", "--batch"],
            input=asked,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert answers[0] == answers[1]
    assert len(messages) == len(answers[0].splitlines())
