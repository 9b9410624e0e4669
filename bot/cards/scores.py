"""Cards of published scores: an indicator, a group, a sheet, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from bot.cards.actions import Action
from bot.cards.card import AS_TEXT, Button, Card, CardFile, Download, Lines, Menu, Option, Row, card
from bot.cards.lines import score_line
from bot.cards.passages import dating, quoted, source_dated
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, Line, Part, bold, echo, joined, line
from bot.evidence.amounts import ordinal, when
from bot.evidence.answers import GroupScore, IndicatorScore, NoScores, ScoreAnswer, ScoreChoices, SheetScores
from bot.evidence.scores import mean_of
from bot.library.model import Group, Indicator, Sheet, Source

LEVEL: Final = 3  # indicators of one value that are only named; of more it is said how many
COLUMNS: Final = 32  # of a list: what a phone of 320 pixels shows of a code block without wrapping it


def score_card(answer: ScoreAnswer, *, private: bool = False) -> Card:
    """The card of whatever a question for a score came to."""
    match answer:
        case IndicatorScore():
            return indicator_card(answer, private=private)
        case GroupScore():
            return group_card(answer, private=private)
        case SheetScores():
            return sheet_card(answer, private=private)
        case ScoreChoices():
            return score_choices_card(answer)
        case NoScores():
            return no_scores_card(answer)


def view_card(answer: ScoreAnswer, view: str, *, private: bool = False) -> Card:
    """The card or list asked for; what cannot be a list stays a card."""
    if view == "list" and isinstance(answer, SheetScores | GroupScore):
        return list_card(answer, private=private)
    return score_card(answer, private=private)


def indicator_card(answer: IndicatorScore, *, private: bool = False) -> Card:
    """One value with its scale, meaning, place, and the paragraph that explains it."""
    indicator, sheet = answer.indicator, answer.sheet
    lines = [_value(indicator.value, sheet, answer.group.higher_is), _place(answer)]
    lines += [line(indicator.definition, kind=Kind.SUBTLE)] if indicator.definition else []
    for other in answer.others:
        lines.append(score_line(other))
    if answer.others:
        lines += [line(note, kind=Kind.SUBTLE) for note in _not_alike(sheet, answer.others[0].sheet)]
    blocks = [Lines(tuple(lines))]
    shown = (*((answer.row,) if answer.row else ()), *answer.explained)
    blocks += [Lines(quoted(shown))] if shown else []
    blocks.append(Lines((*_unsaid(), *_record(sheet))))
    buttons = [Button(fixed("Whole sheet"), Action("sheet", (sheet.id,)))]
    buttons.append(Button(answer.group.name.capitalize(), Action("score", (sheet.id, answer.group.id))))
    if answer.brief is not None:
        buttons.append(Button(fixed("Open the brief"), Action("brief", (answer.brief.id,)), strong=True))
    if answer.row is not None:
        buttons.append(Button(fixed("Cite"), Action("citekey", (answer.row.passage.key,))))
    origin = Action("score", (sheet.id, indicator.id))
    return card(_title(indicator.name, sheet, answer), *blocks, rows=(tuple(buttons),), private=private, origin=origin)


def group_card(answer: GroupScore, *, private: bool = False) -> Card:
    """A group's value, the arithmetic behind it, its indicators from highest to lowest."""
    group, sheet = answer.group, answer.sheet
    lines = [_value(group.value, sheet, group.higher_is), *_ranks(answer)]
    count, total = mean_of(answer)
    if count:
        lines.append(
            line(
                fixed(
                    "The mean of its {count} parts: {total} ÷ {count} = {value}",
                    count=count,
                    total=f"{total:.2f}",
                    value=f"{total / count:.2f}",
                )
            )
        )
    parts = _by_value((*answer.parts, *answer.indicators))
    blocks = [Lines(tuple(lines)), Lines(tuple(parts)), Lines((*_unsaid(), *_record(sheet)))]
    rows: list[Row] = [_menu(sheet, answer.indicators or answer.parts)]
    buttons = [Button(fixed("Whole sheet"), Action("sheet", (sheet.id,)))]
    if answer.row is not None:
        buttons.append(Button(fixed("Cite"), Action("citekey", (answer.row.passage.key,))))
    rows.append(tuple(buttons))
    origin = Action("score", (sheet.id, group.id))
    return card(_title(group.name, sheet, answer), *blocks, rows=tuple(rows), private=private, origin=origin)


def sheet_card(answer: SheetScores, *, private: bool = False) -> Card:
    """Every group of a sheet with its indicators."""
    sheet = answer.sheet
    blocks = []
    for score in answer.groups:
        better = fixed("higher is better") if score.group.higher_is == "better" else fixed("higher is worse")
        head = line(bold(f"{score.group.name.capitalize()} {score.group.value:.2f}"), ", ", better)
        blocks.append(Lines((head, *_ranks(score), *_by_value(score.indicators))))
    notes = [line(note, kind=Kind.SUBTLE) for note in sheet.notes]
    blocks.append(Lines((line(sheet.scale.note, kind=Kind.SUBTLE), *notes)))
    title = _sheet_title(sheet, answer.source)
    everything = tuple(one for group in sheet.groups for one in group.indicators)
    rows: list[Row] = [_menu(sheet, everything[:25], fixed("Open an indicator"))]
    rows += [_menu(sheet, everything[25:], fixed("Open another indicator"), more="more")] if everything[25:] else []
    buttons = [Button(fixed("Open {source}", source=answer.source.label), Action("source", (sheet.source,)))]
    buttons += [Button(other.title, Action("sheet", (other.id,))) for other in answer.other_sheets[:3]]
    rows.append(tuple(buttons))
    return card(title, *blocks, rows=tuple(rows), private=private, origin=Action("sheet", (sheet.id,)))


def list_card(answer: SheetScores | GroupScore, *, private: bool = False) -> Card:
    """The values as lines of at most `COLUMNS`, with a CSV."""
    groups = answer.groups if isinstance(answer, SheetScores) else (answer,)
    lines: list[str] = []
    csv = ["group,indicator,value"]
    for score in groups:
        lines.append(_columns(f"{score.group.value:5.2f} ", score.group.name))
        lines += [_columns(f"{one.value:5.2f}  ", one.name.capitalize()) for one in score.indicators]
        csv.append(f'"{score.group.name}",,{score.group.value:.2f}')
        csv += [f'"{score.group.name}","{one.name}",{one.value:.2f}' for one in score.indicators]
    data = "\r\n".join([*csv, ""]).encode()
    name = f"{answer.sheet.id}.csv"
    title = _sheet_title(answer.sheet, answer.source)
    body = Lines((line("\n".join(lines), kind=Kind.CODE),))
    notes = Lines((line(answer.sheet.scale.note, kind=Kind.SUBTLE), *_record(answer.sheet)))
    return Card(title, (body, notes, Download(name)), ((AS_TEXT,),), (CardFile(name, data),), private)


def score_choices_card(answer: ScoreChoices) -> Card:
    """Several indicators could be meant."""
    words = echo(answer.query)
    asked = fixed("Which of these do you mean by “{query}”?", query=words) if words else fixed("Which of these?")
    lines = tuple(line(one.name.capitalize(), kind=Kind.BULLET) for one in answer.choices)
    return card(line(asked, kind=Kind.HEADING), Lines(lines), rows=(_menu(answer.sheet, answer.choices),), private=True)


def no_scores_card(answer: NoScores) -> Card:
    """No score of that name; a source that publishes none says so."""
    lines: list[Line] = []
    if answer.source is not None:
        lines.append(line(fixed("{source} publishes no scores.", source=answer.source.label)))
        if answer.source.series == "tip":
            lines.append(line(fixed("It places countries in tiers. A tier is a placement, not a score.")))
    else:
        words = echo(answer.query)
        said = fixed("No score here is called “{query}”.", query=words) if words else fixed("No such score here.")
        lines.append(line(said))
    lines += [line(sheet.title, kind=Kind.BULLET) for sheet in answer.sheets]
    options = tuple(Option(sheet.title, sheet.id) for sheet in answer.sheets)
    rows: tuple[Row, ...] = (Menu(fixed("Open a score sheet"), Action("open", ("sheet",)), options),) if options else ()
    return card(line(fixed("No such score"), kind=Kind.HEADING), Lines(tuple(lines)), rows=rows, private=True)


def _sheet_title(sheet: Sheet, source: Source) -> tuple[Line, ...]:
    """A sheet's title and, without saying it again, the source and how sure its date is."""
    low, high = f"{sheet.scale.low.normalize():f}", f"{sheet.scale.high.normalize():f}"
    about: list[Part] = [] if source.label in sheet.title else [source.label]
    about += [] if sheet.edition in sheet.title else [sheet.edition]
    about += [fixed("published {date}", date=when(source.date))] if source.date else []
    about += [*dating(source), fixed("on a scale from {low} to {high}", low=low, high=high)]
    return line(sheet.title, kind=Kind.HEADING), line(*joined(about), kind=Kind.SUBTLE)


def _title(name: str, sheet: Sheet, answer: IndicatorScore | GroupScore) -> tuple[Line, ...]:
    about: list[Part] = [*source_dated(answer.source), " · ", sheet.country]
    return line(name.capitalize(), kind=Kind.HEADING), line(*about, kind=Kind.SUBTLE)


def _value(value: Decimal, sheet: Sheet, higher_is: str) -> Line:
    low, high = f"{sheet.scale.low.normalize():f}", f"{sheet.scale.high.normalize():f}"
    better = fixed("higher is better") if higher_is == "better" else fixed("higher is worse")
    return line(bold(f"{value:.2f}"), " ", fixed("on a scale from {low} to {high}", low=low, high=high), ", ", better)


def _place(answer: IndicatorScore) -> Line:
    count = len(answer.group.indicators)
    group = answer.group.name.capitalize()
    if answer.ties:
        said = fixed(
            "{place} highest of {count} in {group}, level with {ties} more",
            place=ordinal(answer.place),
            count=count,
            group=group,
            ties=answer.ties,
        )
    else:
        said = fixed("{place} highest of {count} in {group}", place=ordinal(answer.place), count=count, group=group)
    return line(said)


def _ranks(answer: GroupScore) -> list[Line]:
    ranks = [f"{ordinal(rank.value)} of {rank.scope}" for rank in answer.ranks]
    if not ranks:
        return []
    first = (
        fixed("rank 1 is the most resilience")
        if answer.group.higher_is == "better"
        else fixed("rank 1 is the most crime")
    )
    return [line(" · ".join(ranks), " (", first, ")")]


def _by_value(members: Sequence[Indicator | Group]) -> list[Line]:
    """A line for each value, highest first, with all that are level; the ends are called so, unless all are level."""
    values = sorted({one.value for one in members}, reverse=True)
    ends = {values[0]: fixed("Highest"), values[-1]: fixed("Lowest")} if len(values) > 1 else {}
    lines = []
    for value in values:
        level = [one.name.capitalize() for one in members if one.value == value]
        parts: list[Part] = [bold(ends[value]), f" {value:.2f}: "] if value in ends else [bold(f"{value:.2f}"), " "]
        names = ", ".join(level)
        parts += [names] if len(level) <= LEVEL else [fixed("{count} tied", count=len(level)), f" ({names})"]
        lines.append(line(*parts, kind=Kind.BULLET))
    return lines


def _unsaid() -> tuple[Line, ...]:
    said = fixed("What this number does not say: it is the publisher's judgement of one edition, not a count of cases.")
    return (line(said, kind=Kind.SUBTLE),)


def _record(sheet: Sheet) -> tuple[Line, ...]:
    return tuple(line(note, kind=Kind.SUBTLE) for note in sheet.notes) if sheet.record_only else ()


def _not_alike(sheet: Sheet, other: Sheet) -> tuple[str, ...]:
    record = sheet if sheet.record_only else other
    return record.notes[-1:] if record.record_only else ()


def _menu(
    sheet: Sheet, choices: Sequence[Indicator | Group], placeholder: Phrase | None = None, more: str = ""
) -> Menu:
    options = tuple(Option(one.name.capitalize(), f"{sheet.id}|{one.id}", f"{one.value:.2f}") for one in choices[:25])
    args = ("score", more) if more else ("score",)
    return Menu(placeholder or fixed("Open an indicator"), Action("open", args), options)


def _columns(value: str, name: str) -> str:
    """A row of at most `COLUMNS`; a long name goes on over the next line."""
    lines = [value]
    for word in name.split():
        if len(lines[-1]) + len(word) > COLUMNS:
            lines.append(" " * len(value))
        lines[-1] += word + " "
    return "\n".join(one.rstrip() for one in lines)
