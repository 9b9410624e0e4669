"""Cards of figures: every figure of one measure across sources and years."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.actions import Action
from bot.cards.briefs import brief_menu
from bot.cards.card import Block, Card, Lines, Menu, Option, Row, card
from bot.cards.lines import figure_line
from bot.cards.passages import basis_line, legend
from bot.cards.phrases import fixed
from bot.cards.text import Kind, Line, echo, line
from bot.evidence.answers import FiguresAnswer, MeasureChoices
from bot.library.model import Measure
from bot.library.snapshot import Library


def figures_card(library: Library, answer: FiguresAnswer, *, private: bool = False) -> Card:
    """Every figure of a measure, newest first and marked in that order, and whether they compare."""
    measure = answer.measure
    numbers = {mark: number for number, mark in enumerate(dict.fromkeys(one.mark for one in answer.lines), 1)}
    lines = [line(measure.counts), *(figure_line(replace(one, mark=numbers[one.mark])) for one in answer.lines)]
    if measure.comparable:
        compares = fixed("These figures count the same thing.")
    else:
        compares = fixed("Not one count: {why}", why=measure.why or "")
    marked = sorted((replace(one, number=numbers[one.number]) for one in answer.passages), key=lambda one: one.number)
    blocks: list[Block] = [Lines(tuple(lines)), Lines((line(compares), legend(marked)))]
    briefs = dict.fromkeys(one.brief for one in answer.lines)
    rows: tuple[Row, ...] = (brief_menu(tuple(library.briefs[name] for name in briefs)[:25]),)
    title = (line(fixed("Figures: {title}", title=measure.title), kind=Kind.HEADING), basis_line(answer.basis))
    return card(title, *blocks, rows=rows, private=private, origin=Action("figures", (measure.id,)))


def measure_choices_card(choices: MeasureChoices, measures: tuple[Measure, ...]) -> Card:
    """Several measures could be meant, or none: then `measures`, some that there are, are offered."""
    words = echo(choices.query)
    lines: list[Line] = []
    if choices.measures:
        asked = fixed("Which of these do you mean by “{query}”?", query=words) if words else fixed("Which of these?")
        offered = choices.measures
    else:
        asked = fixed("No figure here is called “{query}”.", query=words) if words else fixed("Which figure?")
        offered = measures
    lines += [line(measure.title, kind=Kind.BULLET) for measure in offered[:10]]
    options = tuple(Option(measure.title, measure.id, measure.unit) for measure in offered[:25])
    menu = Menu(fixed("Open a figure"), Action("open", ("figures",)), options)
    return card(line(asked, kind=Kind.HEADING), Lines(tuple(lines)), rows=(menu,), private=True)
