"""What a score sheet must keep: values on their scale and in their source, aggregates that follow from their parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.library.locating import Found, locate
from bot.library.model import Group, Sheet
from bot.library.passages import SourceText
from bot.library.problems import Problem, Severity
from bot.library.reading import Document, Path_

TOLERANCE: Final = Decimal("0.005")  # a printed average is rounded to two decimals


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """One sheet being checked against its source text (None for a record-only sheet)."""

    sheet: Sheet
    document: Document
    text: SourceText | None
    brief_ids: Collection[str]

    def run(self) -> list[Problem]:
        """Everything that is wrong with the sheet."""
        return [*self._values(), *self._aggregates(), *self._links(), *self._ranks()]

    def _values(self) -> Iterator[Problem]:
        scale = self.sheet.scale
        for path, name, value in self._printed():
            if not scale.low <= value <= scale.high:
                yield self._error(
                    (*path, "value"),
                    "score-out-of-scale",
                    f"{name}: {value} is outside {scale.low:.2f}-{scale.high:.2f}.",
                )
            elif self.text is not None and not self._is_printed(name, value):
                yield self._error(
                    (*path, "value"),
                    "score-not-printed",
                    f"The source does not print “{name} {value:.2f}”; copy its row.",
                )

    def _printed(self) -> Iterator[tuple[Path_, str, Decimal]]:
        for i, group in enumerate(self.sheet.groups):
            yield ("groups", i), group.name, group.value
            for j, indicator in enumerate(group.indicators):
                yield ("groups", i, "indicators", j), indicator.name, indicator.value

    def _is_printed(self, name: str, value: Decimal) -> bool:
        if self.text is None:
            return True
        rows = {row.folded.text.replace("**", "") for row in self.text.rows}
        return f"{name} {value:.2f}" in rows or f"{value:.2f} {name}" in rows

    def _aggregates(self) -> Iterator[Problem]:
        exact = {group.id: mean(group) for group in self.sheet.groups if group.indicators}
        for i, group in enumerate(self.sheet.groups):
            if group.of:
                unknown = [name for name in group.of if name not in exact]
                if unknown:
                    yield self._error(("groups", i, "of"), "unknown-group", f"There is no group {', '.join(unknown)}.")
                    continue
                expected = sum((exact[name] for name in group.of), Decimal()) / len(group.of)
            elif group.indicators:
                expected = exact[group.id]
            else:
                yield self._error(("groups", i), "group-empty", f"{group.name} has neither indicators nor parts.")
                continue
            if abs(expected - group.value) > TOLERANCE:
                yield self._error(
                    ("groups", i, "value"),
                    "aggregate-wrong",
                    f"{group.name} is {group.value:.2f}, its parts give {expected:.4f}; compare with the source.",
                )

    def _links(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for i, group in enumerate(self.sheet.groups):
            entries: list[tuple[Path_, str, str | None, tuple[str, ...]]] = [(("groups", i), group.id, group.brief, ())]
            entries += [
                (("groups", i, "indicators", j), one.id, one.brief, one.explained_by)
                for j, one in enumerate(group.indicators)
            ]
            for path, name, brief, explained_by in entries:
                if name in seen:
                    yield self._error((*path, "id"), "duplicate-id", f"“{name}” is used twice in this sheet.")
                seen.add(name)
                if brief is not None and brief not in self.brief_ids:
                    yield self._error((*path, "brief"), "unknown-brief", f"There is no brief “{brief}”.")
                for k, key in enumerate(explained_by):
                    if self.text is None or not any(passage.key == key for passage in self.text.paragraphs):
                        yield self._error((*path, "explained_by", k), "unknown-passage", f"There is no passage {key}.")

    def _ranks(self) -> Iterator[Problem]:
        groups = {group.id for group in self.sheet.groups}
        for i, rank in enumerate(self.sheet.ranks):
            if rank.of not in groups:
                yield self._error(("ranks", i, "of"), "unknown-group", f"There is no group “{rank.of}”.")
            words = f"{ordinal(rank.value)} of {rank.scope}"
            if self.text is not None and not isinstance(locate(words, self.text), Found):
                yield self._error(("ranks", i, "value"), "score-not-printed", f"The source does not print “{words}”.")

    def _error(self, path: Path_, code: str, message: str) -> Problem:
        return Problem(self.document.file, *self.document.place(path), code, Severity.ERROR, message)


def mean(group: Group) -> Decimal:
    """The unrounded mean of a group's indicators."""
    return sum((indicator.value for indicator in group.indicators), Decimal()) / len(group.indicators)


def aggregate(sheet: Sheet, group: Group) -> Decimal:
    """The unrounded mean of a group's indicators, or of the unrounded means of its groups."""
    if group.of:
        parts = [mean(other) for other in sheet.groups if other.id in group.of]
        return sum(parts, Decimal()) / len(parts)
    return mean(group)


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th … 11th, 12th, 13th … 21st."""
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def by_edition(sheets: Mapping[str, Sheet]) -> tuple[Sheet, ...]:
    """Sheets, newest edition first."""
    return tuple(sorted(sheets.values(), key=lambda sheet: (sheet.edition, sheet.id), reverse=True))
