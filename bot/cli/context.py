"""What several terminal commands need: the library's folder, the engine, JSON lines in and out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

LINE_LIMIT: Final = 100_000  # characters of one JSON line


def library_folder(arguments: argparse.Namespace) -> Path:
    """The folder of the briefs, as configured."""
    from bot.config import load_settings

    return load_settings(getattr(arguments, "config", None)).library.path


def answer_lines(answer: Callable[[str], dict[str, Any]]) -> int:
    """
    Answer JSON lines `{"id", "query"}` from standard input, in order, one line each.

    A line that cannot be read is answered with `{"id", "error"}` and makes the status 1; the others are answered.
    """
    status = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        id_, query, error = _request(line)
        if error:
            status = 1
            print(f"briefbot: {error}", file=sys.stderr)
        out = {"id": id_, "error": error} if error else {"id": id_, **answer(query)}
        print(json.dumps(out, ensure_ascii=False), flush=True)
    return status


def _request(line: str) -> tuple[Any, str, str]:
    """The id and query of a line, or what is wrong with it."""
    try:
        data = json.loads(line[:LINE_LIMIT])
    except ValueError:
        return None, "", 'a line is not JSON; give one {"id", "query"} a line'
    if not isinstance(data, dict) or not isinstance(data.get("query"), str):
        return data.get("id") if isinstance(data, dict) else None, "", 'a line has no text under "query"'
    return data.get("id"), data["query"].encode("utf-8", "replace").decode("utf-8"), ""
