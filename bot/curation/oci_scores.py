"""The scores of an Organized Crime Index profile: read from its panel by name, and every damage told with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.curation.report import DraftGroup, DraftIndicator, DraftRank, DraftSheet, Finding, error, line_of, warning
from bot.library.checking_sheets import TOLERANCE, ordinal
from bot.library.layouts.oci_panel import (
    ACTORS,
    AGGREGATES,
    CRIMINALITY,
    EDITIONS,
    MARKETS,
    RANK,
    RESILIENCE,
    Entry,
    Kind,
    entries,
)
from bot.library.passages import slug

LOW: Final = Decimal(1)
HIGH: Final = Decimal(10)
GROUP_IDS: Final = {
    CRIMINALITY: "criminality",
    MARKETS: "criminal-markets",
    ACTORS: "criminal-actors",
    RESILIENCE: "resilience",
}
_NEW_2023: Final = frozenset(
    name for group, names in EDITIONS["2023"].items() for name in names if name not in EDITIONS["2021"][group]
)
_RANKS_A_SIDE = 3  # the world, the continent, the region
_FEWEST = 5  # scores without which a text holds no panel


@dataclass(frozen=True, slots=True)
class Printed:
    """A value with the line that prints it."""

    value: Decimal
    line: int


@dataclass(slots=True)
class Panel:
    """Everything that a panel prints, by the index's own names, and what is wrong with its lines."""

    scores: dict[str, Printed] = field(default_factory=dict)
    ranks: dict[str, list[tuple[DraftRank, int]]] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)  # name → line, of all that are named, also without a value
    others: list[Entry] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        return len(self.scores) >= _FEWEST


def read_panel(text: str) -> Panel:
    """Read the panel that `text` is."""
    panel = Panel()
    side = "criminality"
    for entry in entries(text):
        line = line_of(text, entry.first.start)
        if entry.kind in (Kind.SCORE, Kind.LABEL, Kind.UNREADABLE):
            if entry.name in (CRIMINALITY, RESILIENCE):
                side = GROUP_IDS[entry.name]
            panel.labels.setdefault(entry.name, line)
        if entry.kind is Kind.SCORE:
            _take_score(panel, entry, line)
        elif entry.kind is Kind.RANK:
            _take_rank(panel, entry, line, side)
        elif entry.kind is Kind.UNREADABLE:
            panel.problems.append(error(line, "value-unreadable", f"No number can be read in “{entry.first.text}”."))
        elif entry.kind is Kind.NAMELESS:
            panel.problems.append(error(line, "label-missing", f"{entry.value} stands without a name."))
        elif entry.kind is Kind.OTHER:
            panel.others.append(entry)
    for name, line in panel.labels.items():
        if name not in panel.scores and not any(one.line == line for one in panel.problems):
            panel.problems.append(error(line, "value-missing", f"{name} is named without a value."))
    return panel


def _take_score(panel: Panel, entry: Entry, line: int) -> None:
    assert entry.value is not None
    known = panel.scores.setdefault(entry.name, Printed(entry.value, line))
    if known.value != entry.value:
        panel.problems.append(
            error(line, "value-conflict", f"{entry.name} is {entry.value} here, {known.value} on line {known.line}.")
        )
    if entry.near:
        panel.problems.append(
            warning(line, "name-variant", f"“{entry.first.text}” is read as {entry.name}; compare with the report.")
        )


def _take_rank(panel: Panel, entry: Entry, line: int, side: str) -> None:
    assert entry.value is not None
    rank = DraftRank(side, entry.name, int(entry.value))
    held = panel.ranks.setdefault(side, [])
    same = next((other for other, _ in held if other.scope == rank.scope), None)
    if same is None:
        held.append((rank, line))
    elif same.value != rank.value:
        message = f"The rank among {rank.scope} is {rank.value} here, {same.value} above."
        panel.problems.append(error(line, "rank-conflict", message))


def tell_edition(names: Iterable[str]) -> str:
    """The edition whose indicators these are: the one of 2023 knows six that the one of 2021 does not."""
    found = set(names)
    markets = len(found & set(EDITIONS["2023"][MARKETS]))
    new = len(found & _NEW_2023)
    return "2023" if new >= 2 or markets > len(EDITIONS["2021"][MARKETS]) else "2021"


def check_panel(panel: Panel, edition: str) -> Iterator[Finding]:
    """Everything that does not add up in a panel of `edition` ("2021" or "2023")."""
    groups = EDITIONS[edition]
    yield from panel.problems
    yield from _missing(panel, groups)
    yield from _strangers(panel, groups)
    yield from _ranges(panel)
    yield from _order(panel, groups)
    yield from _averages(panel, groups)
    yield from _ranks(panel)


def _missing(panel: Panel, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for name in AGGREGATES:
        if name not in panel.labels:
            near = next((panel.labels[one] for one in groups.get(name, ()) if one in panel.labels), 0)
            yield error(near, "row-missing", f"The row “{name}” is missing.")
    for group, names in groups.items():
        line = panel.labels.get(group, 0)
        for name in names:
            if name in panel.labels:
                line = panel.labels[name]
            else:
                yield error(line, "row-missing", f"The row “{name}” is missing after this line.")


def _strangers(panel: Panel, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    known = {*AGGREGATES, *(name for names in groups.values() for name in names)}
    for name, line in panel.labels.items():
        if name not in known:
            yield error(line, "row-of-other-edition", f"“{name}” is no row of this edition.")


def _ranges(panel: Panel) -> Iterator[Finding]:
    for name, printed in panel.scores.items():
        if not LOW <= printed.value <= HIGH:
            yield error(printed.line, "value-out-of-range", f"{name} is {printed.value}; values run from 1 to 10.")
        elif name not in AGGREGATES and printed.value * 2 % 1:
            yield error(printed.line, "value-not-half", f"{name} is {printed.value}; indicators are multiples of 0.5.")


def _order(panel: Panel, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Rows out of their printed order may have changed names; their values are read by name all the same."""
    for names in groups.values():
        lines = [(panel.scores[name].line, name) for name in names if name in panel.scores]
        for (line, name), (following, other) in pairwise(lines):
            if following < line:
                yield warning(following, "rows-out-of-order", f"“{other}” stands above “{name}”; compare their values.")


def _averages(panel: Panel, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    means: dict[str, Decimal] = {}
    for group, names in groups.items():
        if all(name in panel.scores for name in names):
            means[group] = sum((panel.scores[name].value for name in names), Decimal()) / len(names)
    if MARKETS in means and ACTORS in means:
        means[CRIMINALITY] = (means[MARKETS] + means[ACTORS]) / 2
    for group, mean in means.items():
        printed = panel.scores.get(group)
        if printed and abs(printed.value - mean) > TOLERANCE:
            parts = "its two parts" if group == CRIMINALITY else f"its {len(groups[group])} rows"
            yield error(
                printed.line,
                "average-wrong",
                f"{group} is printed as {printed.value}; the mean of {parts} is {mean:.4f}.",
            )


def _ranks(panel: Panel) -> Iterator[Finding]:
    for side in ("criminality", "resilience"):
        held = panel.ranks.get(side, [])
        for rank, line in held:
            total = RANK.match(f"1st of {rank.scope}")
            if not 1 <= rank.value <= int(total["total"] if total else 0):
                yield error(line, "rank-out-of-range", f"{ordinal(rank.value)} of {rank.scope} cannot be.")
        if panel.ranks and len(held) < _RANKS_A_SIDE:
            line = held[-1][1] if held else panel.labels.get(RESILIENCE if side == "resilience" else CRIMINALITY, 0)
            yield error(line, "rank-missing", f"{len(held)} of {_RANKS_A_SIDE} ranks for {side} are printed.")
        places = sorted((int(rank.scope.split()[0]), rank.value, line) for rank, line in held)
        for (_, near, line), (_, far, _) in pairwise(places):
            if near > far:
                yield error(
                    line, "rank-out-of-range", "A place in the smaller group cannot be lower than in the larger."
                )


def draft_sheet(panel: Panel, edition: str, country: str | None, printed_edition: str | None = None) -> DraftSheet:
    """The sheet that a panel prints, in the index's order; rows without a readable value are left out."""
    names = EDITIONS[edition]

    def group(name: str) -> DraftGroup:
        indicators = tuple(
            DraftIndicator(slug(one), one, panel.scores[one].value)
            for one in names.get(name, ())
            if one in panel.scores
        )
        parts = (GROUP_IDS[MARKETS], GROUP_IDS[ACTORS]) if name == CRIMINALITY else ()
        value = panel.scores[name].value if name in panel.scores else None
        return DraftGroup(GROUP_IDS[name], name, value, parts, indicators)

    ranks = tuple(rank for side in ("criminality", "resilience") for rank, _ in panel.ranks.get(side, []))
    return DraftSheet(country, printed_edition or edition, tuple(group(name) for name in AGGREGATES), ranks)
