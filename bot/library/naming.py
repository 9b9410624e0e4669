"""The names of briefs: a name may lead to one brief only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.library.files import File
from bot.library.folding import fold
from bot.library.model import Brief
from bot.library.problems import Problem, Severity
from bot.library.reading import Path_

_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Claims:
    """The names that briefs have claimed so far, in the order in which they may."""

    _claimed: dict[str, tuple[File, Path_]] = field(default_factory=dict)

    def of(self, brief: Brief, file: File) -> Iterator[Problem]:
        """Claim the names of a brief; what stands in the way."""
        title = name_key(brief.title)
        first: dict[str, Path_] = {}
        for path, name in _named(brief):
            key = name_key(name)
            first.setdefault(key, path)
            other, there = self._claimed.setdefault(key, (file, path))
            if other.name != file.name:
                line, _ = other.document.place(there)
                yield self._problem(
                    file,
                    path,
                    "alias-claimed-twice",
                    Severity.ERROR,
                    f"“{name}” is claimed by {other.name}:{line} as well; keep it in one.",
                )
            elif key not in (title, "") and path != first[key]:
                yield self._problem(
                    file, path, "alias-repeated", Severity.WARNING, f"“{name}” stands twice in this brief."
                )

    def _problem(self, file: File, path: Path_, code: str, severity: Severity, message: str) -> Problem:
        return Problem(file.name, *file.document.place(path), code, severity, message)


def _named(brief: Brief) -> Iterator[tuple[Path_, str]]:
    yield ("title",), brief.title
    for i, alias in enumerate(brief.aliases):
        yield ("aliases", i), alias
    for language, terms in brief.search_terms.items():
        for i, term in enumerate(terms):
            yield ("search_terms", language, i), term


def name_key(name: str) -> str:
    """A name as it is compared with others: case and punctuation do not count."""
    return " ".join(_WORD.findall(fold(name).casefold())) or name
