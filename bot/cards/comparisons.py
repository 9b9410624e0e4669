"""Cards of comparisons: two sources on a topic, two editions of a sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.cards.actions import Action
from bot.cards.card import Block, Button, Card, Lines, card
from bot.cards.lines import figure_line
from bot.cards.passages import marks, quoted, source_dated
from bot.cards.phrases import Phrase, counted, fixed
from bot.cards.text import NBSP, Kind, Line, Part, bold, joined, line
from bot.evidence.briefs import brief_tag
from bot.evidence.comparing import ScoreChange, SheetComparison, SourceComparison
from bot.evidence.marking import Marked
from bot.library.model import Sheet, Source

ONLY: Final = 4  # passages that only one source has, on one card


def sources_compared_card(answer: SourceComparison, *, private: bool = False) -> Card:
    """What both say, what changed, what only one says; each line with its passage."""
    brief, first, second = answer.brief, answer.first, answer.second
    title = (
        line(brief.title, kind=Kind.HEADING),
        line(*source_dated(first), " → ", *source_dated(second), kind=Kind.SUBTLE),
    )
    blocks: list[Block] = []
    if answer.both:
        lines = (line(one.text, NBSP, marks(one.marks), kind=Kind.BULLET) for one in answer.both)
        blocks.append(Lines((line(bold(fixed("Both speak of it"))), *lines)))
    for group in answer.figures:
        lines = (figure_line(one) for one in reversed(group.lines))
        blocks.append(
            Lines((line(bold(group.measure.title)), *lines, *_why(group.measure.comparable, group.measure.why)))
        )
    shared = bool(blocks)
    if shared or answer.only_first or answer.only_second:
        blocks += [_only(first, answer.only_first, shared=shared), _only(second, answer.only_second, shared=shared)]
    else:
        blocks.append(Lines((line(fixed("Neither of the two says anything on this topic.")),)))
    origin = Action("compare", (brief.id, first.id, second.id), brief_tag(brief))
    button = Button(fixed("Whole brief"), Action("brief", (brief.id,), brief_tag(brief)))
    return card(title, *blocks, rows=((button,),), private=private, origin=origin)


def sheets_compared_card(answer: SheetComparison, *, private: bool = False) -> Card:
    """Each value of the older sheet beside that of the newer; after the notes a block for each group."""
    title = line(_between(answer.first, answer.second), kind=Kind.HEADING)
    notes = Lines(tuple(line(_dated(note, answer)) for note in answer.notes), keep=True)
    blocks = [_changes(answer, run) for run in _runs(answer)]
    origin = Action("comparesheets", (answer.first.id, answer.second.id))
    return card(title, notes, *blocks, private=private, origin=origin)


def _only(source: Source, passages: tuple[Marked, ...], *, shared: bool) -> Lines:
    """What one source alone says; where it says nothing, whether the two have anything on the topic in common."""
    if not passages and not shared:
        return Lines((line(bold(source.label)), line(fixed("Nothing on this topic."))))
    heading = line(bold(fixed("Only {source}", source=source.label)))
    if not passages:
        return Lines((heading, line(fixed("Nothing that the other does not say."))))
    left = len(passages) - ONLY
    more = counted("… {count} more passage in the brief", "… {count} more passages in the brief", left)
    ending = (line(more, kind=Kind.SUBTLE),) if left > 0 else ()
    return Lines((heading, *quoted(passages[:ONLY]), *ending))


def _dated(note: str, answer: SheetComparison) -> str:
    """A note of one of two sheets, with the edition that it is about where it does not say so."""
    edition = next((sheet.edition for sheet in (answer.first, answer.second) if note in sheet.notes), "")
    return note if edition in note else f"{edition}: {note}"


def _why(comparable: bool, why: str | None) -> tuple[Line, ...]:
    if comparable or not why:
        return ()
    return (line(fixed("Not one count: {why}", why=why), kind=Kind.SUBTLE),)


def _between(first: Sheet, second: Sheet) -> str:
    """`Index 2021 → 2023: Country`; both titles in full where they differ in more than the edition."""
    if first.title.replace(first.edition, second.edition) != second.title:
        return f"{first.title} → {second.title}"
    return second.title.replace(second.edition, f"{first.edition} → {second.edition}", 1)


def _runs(answer: SheetComparison) -> list[list[ScoreChange]]:
    """The changes group by group; what only the older edition has comes last, in runs of its own."""
    groups = _groups(answer)
    runs: list[list[ScoreChange]] = []
    for one in answer.changes:
        if not runs or one.name in groups or (one.second is None) != (runs[-1][-1].second is None):
            runs.append([])
        runs[-1].append(one)
    return runs


def _changes(answer: SheetComparison, run: list[ScoreChange]) -> Lines:
    """A line for each value that changed; those that did not, and those of one edition only, stand together."""
    heads = [one for one in run[:1] if one.name in _groups(answer)]
    parts = run[len(heads) :]
    lines = [line(bold(one.name.capitalize()), " ", *_values(one)) for one in heads]
    alike = [one for one in parts if one.first == one.second]
    newer = [one for one in parts if one.first is None]
    older = [one for one in parts if one.second is None]
    changed = [one for one in parts if one not in (*alike, *newer, *older)]
    lines += [line(one.name.capitalize(), " ", *_values(one), kind=Kind.BULLET) for one in changed]
    told = (
        (fixed("Unchanged"), alike),
        (fixed("Only {source}", source=answer.second.edition), newer),
        (fixed("Only {source}", source=answer.first.edition), older),
    )
    for what, some in told:
        named = ", ".join(
            f"{one.name.capitalize()} {_two(one.first if one.second is None else one.second)}" for one in some
        )
        lines += [line(bold(what), ": ", named, kind=Kind.BULLET)] if some else []
    return Lines(tuple(lines))


def _values(one: ScoreChange) -> list[Part]:
    if one.first is None or one.second is None:
        missing = fixed("only in the newer edition") if one.first is None else fixed("only in the older edition")
        return [bold(_two(one.first if one.second is None else one.second)), " (", missing, ")"]
    unchanged: list[Part] = [" (", fixed("unchanged"), ")"] if one.first == one.second else []
    return [f"{_two(one.first)} → ", bold(_two(one.second)), *unchanged]


def _groups(answer: SheetComparison) -> set[str]:
    return {group.name for sheet in (answer.first, answer.second) for group in sheet.groups}


def _two(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def same_twice_card(what: Phrase) -> Card:
    """Two things were to be compared, but fewer were named."""
    return card(line(fixed("Nothing to compare"), kind=Kind.HEADING), Lines((line(*joined([what])),)), private=True)
