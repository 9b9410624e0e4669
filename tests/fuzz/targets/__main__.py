"""
Coverage-guided fuzzing with atheris: python -m tests.fuzz.targets TARGET [libFuzzer options, such as -runs=100000].

Targets: yaml, normaliser, oci, tip, hrr, article. Needs the extra "fuzz" (atheris, not for every platform).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

import atheris

with atheris.instrument_imports(include=["bot.library", "bot.search.normalising", "bot.curation"]):
    from bot.curation.documents import ImportRefusedError, ReportText
    from bot.curation.importing import from_text
    from bot.library.problems import Problem
    from bot.library.reading import parse_yaml
    from bot.search.normalising import QUERY_LIMIT, parse

SLOW: Final = 2.0  # seconds; more on 64 KB is a finding as a crash is


def yaml(text: str) -> None:
    """A file of the library."""
    result = parse_yaml(text, "x.yaml")
    if isinstance(result, Problem) and (result.line < 1 or not result.message):
        raise AssertionError(str(result))


def normaliser(text: str) -> None:
    """A query."""
    if len(parse(text).text) > QUERY_LIMIT:
        raise AssertionError(text)


def importer(series: str) -> Callable[[str], None]:
    """A report of a series."""

    def draft(text: str) -> None:
        try:
            from_text(ReportText(text, "text"), series, "report.txt")
        except ImportRefusedError:
            return

    return draft


TARGETS: Final[dict[str, Callable[[str], None]]] = {
    "yaml": yaml,
    "normaliser": normaliser,
    **{series: importer(series) for series in ("oci", "tip", "hrr", "article")},
}


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]

    def once(data: bytes) -> None:
        text = data.decode("utf-8", "ignore")
        begun = time.perf_counter()
        target(text)
        if time.perf_counter() - begun > SLOW:
            raise AssertionError(f"slow: {len(text)} characters")

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


main()
