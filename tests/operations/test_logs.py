"""Logs are found by their reference, read by programs, and hold no secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.config import Token
from bot.operations.logs import Format, log_to

SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.of-no-worth"
Lines = Callable[[], list[str]]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Format], Lines]]:
    """Write logs in a format from now on; what was written, by lines."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()

    def begin(form: Format) -> Lines:
        monkeypatch.setattr("sys.stderr", stream)
        log_to(form, Token(SECRET))
        return lambda: stream.getvalue().splitlines()

    yield begin
    root.handlers, root.level = handlers, level


def test_a_record_is_one_line_of_json(written: Callable[[Format], Lines]) -> None:
    lines = written("json")
    logging.getLogger("bot.test").warning("Two\nlines about %s", "it")
    (line,) = lines()
    record = json.loads(line)

    assert ("warning", "bot.test", "Two\nlines about it") == (record["level"], record["logger"], record["message"])
    assert record["at"].endswith("+00:00")
    assert "traceback" not in record


def test_a_failure_has_its_reference_and_cause(written: Callable[[Format], Lines]) -> None:
    lines = written("json")
    try:
        raise KeyError("what")
    except KeyError:
        logging.getLogger("bot.test").exception("3f9c01ab: ask failed")
    record = json.loads(lines()[0])

    assert "3f9c01ab" == record["reference"]
    assert "KeyError: 'what'" in record["traceback"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_token_is_written(written: Callable[[Format], Lines], form: Format) -> None:
    lines = written(form)
    address = "https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb24tdG9rZW4/messages/@original"
    try:
        raise ValueError(f"{SECRET} at {address}")
    except ValueError:
        logging.getLogger("bot.test").exception("With %s at %s", SECRET, address)
    whole = "\n".join(lines())

    assert SECRET not in whole
    assert "aW50ZXJhY3Rpb24tdG9rZW4" not in whole
    assert "/webhooks/123/(token)" in whole


def test_people_read_plain_lines(written: Callable[[Format], Lines]) -> None:
    lines = written("text")
    logging.getLogger("bot.test").info("Ready")

    assert lines()[0].endswith("INFO bot.test: Ready")


def test_what_is_of_no_use_to_an_operator_is_left_out(written: Callable[[Format], Lines]) -> None:
    lines = written("text")
    logging.getLogger("bot.test").debug("Details")

    assert [] == lines()
