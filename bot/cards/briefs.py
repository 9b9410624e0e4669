"""Cards of briefs: the whole, the part that answers a question, the passages, the related briefs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from bot.cards.actions import Action, custom_id, fitting
from bot.cards.card import Block, Button, Card, Divider, Lines, Menu, Option, Row, card
from bot.cards.lines import DIFFER, differing_line, figure_line, score_line, statement_line
from bot.cards.passages import basis_line, legend, link_buttons, marks, quoted, unmarked_line
from bot.cards.phrases import fixed
from bot.cards.rows import ROW_BUTTONS
from bot.cards.text import LINES, Kind, Line, Span, bold, line
from bot.evidence.answers import BriefAnswer, FigureGroup, FigureLine, ScoreLine, StatementLine
from bot.evidence.briefs import ROW, brief_tag
from bot.evidence.marking import Marked
from bot.library.model import Brief
from bot.library.snapshot import Library

FIGURES: Final = 6  # figure lines on a brief's card; the rest are behind a button
ANSWER_FIGURES: Final = 5  # figure lines on the answer to a question, fewer where all else is long
FIRST: Final = 2  # lines of the first passage: its words, its place
BODY: Final = 10  # lines of an answer between its title and its legend: what a phone shows without much scrolling
PAGE: Final = 4  # passages on one page
FOOTERS: Final = 32  # remembered with an answer
BESIDE: Final = "+"  # before the quote that only picks the statement beside them
LEADS: Final = 6  # quotes that a button remembers as those that answer
_CITE: Final = fixed("Cite")
_WRONG: Final = fixed("Wrong match?")
_DOT: Final = Span(" · ")


def brief_card(answer: BriefAnswer, *, private: bool = False) -> Card:
    """The whole brief."""
    brief = answer.brief
    origin = Action("brief", (brief.id,), brief_tag(brief))
    shown = _limited(answer.figures, FIGURES)
    blocks: list[Block] = [Lines(tuple(statement_line(one) for one in answer.statements))]
    blocks += _differing(answer.differs)
    blocks += _figures(answer.figures, FIGURES)
    blocks += [Lines(tuple(score_line(one) for one in answer.scores))] if answer.scores else []
    used = _used((*answer.statements, *answer.differs), shown, answer.scores)
    blocks.append(Lines((legend(one for one in answer.passages if one.number in used),)))
    is_cut = len(_all_lines(answer.figures)) > FIGURES
    more = (_all_figures(brief.id, brief_tag(brief)),) if is_cut else ()
    rows = ((*_buttons(brief, (), more), _wrong_match(brief.id, "")),)
    title = (_heading(brief.title), basis_line(answer.basis))
    offers = (
        Button(fixed("Keep"), Action("keep", (brief.id,))).lasting(),
        Button(fixed("Export"), Action("export", (brief.id,))).lasting(),
    )
    return replace(card(title, *blocks, rows=rows, private=private, origin=origin), offers=offers)


def answer_card(answer: BriefAnswer, *, why: str = "", query: str = "", private: bool = False) -> Card:
    """
    The part of a brief that answers a question, its best passages first.

    Args:
        why: What matched, for the reader.
        query: What was asked; it goes with "Wrong match?".
    """
    return answered(common_part(answer, private=private), why=why, query=query)


@dataclass(frozen=True, slots=True)
class Common:
    """What the answers to all questions share that the same passages of a brief answer."""

    card: Card
    buttons: tuple[Button, ...]
    told: tuple[Span, ...]  # what the marks stand for that are not among the passages shown
    brief: str
    footers: dict[str, Block] = field(default_factory=dict, compare=False)  # by what matched, which comes again


def common_part(answer: BriefAnswer, *, private: bool = False) -> Common:
    """All of an answer but what matched and what was asked."""
    brief, tag = answer.brief, brief_tag(answer.brief)
    leads, body = _leads(answer), _body(answer)
    more = (_whole(brief.id, tag), *((_all_figures(brief.id, tag),) if body.is_cut else ()))
    buttons = _buttons(brief, leads, more)
    title = (_heading(brief.title), basis_line(answer.basis))
    beside = (f"{BESIDE}{answer.beside}",) if answer.beside else ()  # else another statement might follow them
    origin = fitting("answer", brief.id, (*leads, *beside), tag)
    shared = card(title, *body.blocks, rows=(buttons,), private=private, origin=origin)
    used = _used((*answer.statements, *body.differs), body.figures, answer.scores)
    used -= {one.number for one in body.lead}
    rest = [one for one in answer.passages if one.number in used]
    return Common(shared, buttons, legend(rest).spans if rest else (), brief.id)


def answered(common: Common, *, why: str, query: str) -> Card:
    """The answer to one question."""
    base = common.card
    footer = common.footers.get(why) or _footer(common, why)
    blocks = (*base.blocks, footer) if footer else base.blocks
    row = (*common.buttons, _wrong_match(common.brief, query))
    return Card(base.title, blocks, (row,), (), base.private, base.origin, (), base if footer else None)


def _footer(common: Common, why: str) -> Block | None:
    """What the marks stand for, and what matched; remembered with the answer. None where there is neither."""
    spans = (*common.told, *([_DOT] if common.told and why else []), *([Span(why)] if why else []))
    if not spans:
        return None
    if len(common.footers) >= FOOTERS:
        common.footers.clear()
    footer = common.footers[why] = Lines((Line(spans, Kind.SUBTLE).lasting(),))
    return footer


@dataclass(frozen=True, slots=True)
class _Body:
    """What of an answer is shown, and as which blocks; the rest is behind its buttons."""

    blocks: tuple[Block, ...]
    lead: tuple[Marked, ...]
    differs: tuple[StatementLine, ...]
    figures: list[FigureLine]
    is_cut: bool  # whether figures are left for their button


def _body(answer: BriefAnswer) -> _Body:
    """
    Passages, what differs, figures, scores and what else the brief says, in `BODY` lines or so.

    The first passage, the differences, the scores and a figure are there whatever room they take. Figures that show a
    difference by themselves stand in place of the sentence on it, and further passages fill what is left.
    """
    telling = _telling(answer)
    differs = () if telling else answer.differs
    scores = [Lines(tuple(score_line(one) for one in answer.scores))] if answer.scores else []
    beside = [Lines(tuple(statement_line(one) for one in answer.statements))] if answer.statements else []
    lead, passages = answer.lead, quoted(answer.lead)
    room = BODY - sum([len(one.lines) for one in (*_differing(differs), *scores, *beside)])
    limit = min(ANSWER_FIGURES, len(_all_lines(answer.figures)))
    figures = _figures(answer.figures, limit, differs, telling=telling)
    while limit > 1 and min(len(passages), FIRST) + _height(figures) > room:
        limit -= 1
        figures = _figures(answer.figures, limit, differs, telling=telling)
    while len(lead) > 1 and len(passages) + _height(figures) > room:
        lead = lead[:-1]
        passages = quoted(lead)
    shown = _limited(answer.figures, limit)
    opening = [Lines(passages, keep=True)] if lead else []
    blocks = (*opening, *_differing(differs), *figures, *scores, *beside)
    return _Body(blocks, lead, differs, shown, len(shown) < len(_all_lines(answer.figures)))


def _height(figures: list[Lines]) -> int:
    return sum([len(one.lines) for one in figures])


def _telling(answer: BriefAnswer) -> bool:
    """
    Whether the figures of the first measure, with why they are not one count, say all that differs.

    They do where they are all shown and each difference rests on them, or on two of them and on no further source.
    """
    group = answer.figures[0] if answer.figures else None
    if group is None or group.measure.comparable or not group.measure.why or not answer.differs:
        return False
    if not 1 < len(group.lines) <= ANSWER_FIGURES:
        return False
    source_of = {one.number: one.source.id for one in answer.passages}
    counted = {one.mark for one in group.lines}
    sources = {one.source.id for one in group.lines}
    return all(
        counted >= set(one.marks)
        or (len(counted & set(one.marks)) > 1 and sources >= {source_of[mark] for mark in one.marks})
        for one in answer.differs
    )


def topics_card(library: Library, answers: tuple[BriefAnswer, ...], *, private: bool = False) -> Card:
    """Two briefs that one question spans, each under its name."""
    blocks: list[Block] = []
    buttons: list[Button] = []
    for answer in answers:
        tag = brief_tag(answer.brief)
        shown = answer.lead[: 1 if answer.differs else 2]
        lead = quoted(shown, quote=unmarked_line)
        blocks += [Divider(), Lines((line(bold(answer.brief.title)), basis_line(answer.basis), *lead))]
        blocks += _differing_unnumbered(answer)
        action = fitting("answer", answer.brief.id, _leads(answer), tag)
        buttons.append(Button(answer.brief.title, action, strong=True))
    title = line(fixed("{count} topics answer this", count=len(answers)), kind=Kind.HEADING)
    return card(title, *blocks[1:], rows=(tuple(buttons),), private=private, origin=_of_topics(answers))


def figures_of_brief_card(answer: BriefAnswer) -> Card:
    """Every figure of a brief."""
    brief = answer.brief
    numbers = {one.mark for one in _all_lines(answer.figures)}
    blocks = _figures(answer.figures, len(_all_lines(answer.figures)))
    footer = Lines((legend(one for one in answer.passages if one.number in numbers),))
    title = (line(fixed("Figures: {title}", title=brief.title), kind=Kind.HEADING), basis_line(answer.basis))
    origin = Action("bfigures", (brief.id,), brief_tag(brief))
    return card(title, *blocks, footer, private=True, origin=origin)


def passages_card(library: Library, answer: BriefAnswer, page: int) -> Card:
    """The passages of a brief, `PAGE` at a time; `page` counts from 0 and is brought into range."""
    brief, tag = answer.brief, brief_tag(answer.brief)
    last = max(0, (len(answer.passages) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = answer.passages[page * PAGE : (page + 1) * PAGE]
    title = (
        line(fixed("Passages: {title}", title=brief.title), kind=Kind.HEADING),
        line(
            fixed(
                "{first}–{last} of {count}",
                first=page * PAGE + 1,
                last=page * PAGE + len(shown),
                count=len(answer.passages),
            ),
            kind=Kind.SUBTLE,
        ),
    )
    turning = [Button(fixed("Back"), Action("passages", (brief.id, str(page - 1)), tag))] if page else []
    turning += [Button(fixed("Next"), Action("passages", (brief.id, str(page + 1)), tag))] if page < last else []
    links = link_buttons(library, shown)
    rows: tuple[Row, ...] = tuple(row for row in (links, tuple(turning), keep_row(shown)) if row)
    origin = Action("passages", (brief.id, str(page)), tag)
    body = Lines(quoted(shown))
    return card(title, body, rows=rows, private=True, origin=origin)


def related_card(answer: BriefAnswer) -> Card:
    """The briefs that a brief points to."""
    title = line(fixed("Related to {title}", title=answer.brief.title), kind=Kind.HEADING)
    if not answer.related:
        return card(title, Lines((line(fixed("No related brief.")),)), private=True)
    lines = tuple(line(bold(one.title), kind=Kind.BULLET) for one in answer.related)
    return card(title, Lines(lines), rows=(brief_menu(answer.related),), private=True)


def brief_menu(briefs: tuple[Brief, ...]) -> Menu:
    """A menu that opens one of these briefs."""
    options = tuple(Option(brief.title, brief.id, ", ".join(brief.tags)) for brief in briefs)
    return Menu(fixed("Open a brief"), Action("open", ("brief",)), options)


def with_query(verb: str, query: str, *args: str) -> Action:
    """An action that remembers what was asked, where that fits into a custom_id."""
    words = " ".join(query.replace("|", " ").replace("~", " ").split())
    action = Action(verb, (*args, words)) if words else Action(verb, args)
    return action if custom_id(action) else Action(verb, args)


def keep_row(passages: tuple[Marked, ...]) -> tuple[Button, ...]:
    """Buttons that put these passages into the tray: one by its key, several by their marks, which take less room."""
    numbers: dict[str, list[int]] = {}
    for one in passages:
        numbers.setdefault(one.passage.key, []).append(one.number)
    names = {key: marks(some) if len(numbers) > 1 else key for key, some in numbers.items()}
    return tuple(Button(fixed("Keep {key}", key=name), Action("keep", (key,))) for key, name in names.items())


def _differing(lines: tuple[StatementLine, ...]) -> list[Lines]:
    if not lines:
        return []
    if len(lines) == 1:
        return [Lines((differing_line(lines[0]),))]
    return [Lines((line(DIFFER), *(statement_line(one) for one in lines)))]


def _differing_unnumbered(answer: BriefAnswer) -> list[Block]:
    if not answer.differs:
        return []
    if len(answer.differs) == 1:
        return [Lines((line(DIFFER, ": ", answer.differs[0].text),))]
    return [Lines((line(DIFFER), *(line(one.text, kind=Kind.BULLET) for one in answer.differs)))]


def _figures(
    groups: tuple[FigureGroup, ...], limit: int, differs: tuple[StatementLine, ...] = (), *, telling: bool = False
) -> list[Lines]:
    """
    Each measure with its figures, `limit` lines in all; why they do not compare stands under them.

    Where one of `differs` rests on the same passages, it has said so already. With `telling`, the first measure is
    what the sources differ on.
    """
    told = {mark for one in differs for mark in one.marks}
    lines: list[Line] = []
    total = sum(len(group.lines) for group in groups)
    for group in groups:
        shown = group.lines[:limit]
        if not shown:
            break
        limit -= len(shown)
        title = group.measure.title
        differ = fixed("Sources differ: {title}", title=title)
        lines.append(line(bold(differ if telling and group is groups[0] else title)))
        lines += [figure_line(one) for one in shown]
        alike = group.measure.comparable or len(group.lines) < 2 or any(one.mark in told for one in shown)
        if not alike and group.measure.why:
            lines.append(line(fixed("Not one count: {why}", why=group.measure.why), kind=Kind.SUBTLE))
    left = total - sum(one.kind is Kind.BULLET for one in lines)
    if left > 0:
        lines.append(line(fixed("… and {count} more under “All figures”", count=left), kind=Kind.SUBTLE))
    return [Lines(tuple(lines))] if lines else []


def _limited(groups: tuple[FigureGroup, ...], limit: int) -> list[FigureLine]:
    return _all_lines(groups)[:limit]


def _all_lines(groups: tuple[FigureGroup, ...]) -> list[FigureLine]:
    return [one for group in groups for one in group.lines]


def _used(statements: tuple[StatementLine, ...], figures: list[FigureLine], scores: tuple[ScoreLine, ...]) -> set[int]:
    numbers = {mark for one in statements for mark in one.marks} | {one.mark for one in figures}
    return numbers | {one.mark for one in scores if one.mark}


def _leads(answer: BriefAnswer) -> tuple[str, ...]:
    return tuple(one.quote or f"{ROW}{one.passage.key}" for one in answer.lead)[:LEADS]


def _of_topics(answers: tuple[BriefAnswer, ...]) -> Action | None:
    """The action that makes the card of several topics anew, with as many of the passages shown as it can name."""
    for shown in (2, 1, 0):
        args = (part for one in answers for part in (one.brief.id, ",".join(_leads(one)[:shown])))
        action = Action("both", tuple(args))
        if custom_id(action.within("share")) is not None:
            return action
    return None


def _buttons(brief: Brief, leads: tuple[str, ...], more: tuple[Button, ...]) -> tuple[Button, ...]:
    """The buttons of a brief but "Wrong match?"; the related ones give way where a row is full."""
    tag = brief_tag(brief)
    cite = Button(_CITE, fitting("cite", brief.id, leads or tuple(brief.quotes)[:3], tag)).lasting()
    related = (_related(brief.id, tag),) if brief.related and len(more) + 3 < ROW_BUTTONS else ()
    return (*more, _passages(brief.id, tag), cite, *related)


def _wrong_match(brief: str, query: str) -> Button:
    return Button(_WRONG, with_query("wrong", query, brief))


@lru_cache(maxsize=LINES)
def _heading(title: str) -> Line:
    return line(title, kind=Kind.HEADING).lasting()


@lru_cache(maxsize=LINES)
def _whole(brief: str, tag: str) -> Button:
    return Button(fixed("Whole brief"), Action("brief", (brief,), tag), strong=True).lasting()


@lru_cache(maxsize=LINES)
def _all_figures(brief: str, tag: str) -> Button:
    return Button(fixed("All figures"), Action("bfigures", (brief,), tag)).lasting()


@lru_cache(maxsize=LINES)
def _passages(brief: str, tag: str) -> Button:
    return Button(fixed("Passages"), Action("passages", (brief, "0"), tag)).lasting()


@lru_cache(maxsize=LINES)
def _related(brief: str, tag: str) -> Button:
    return Button(fixed("Related"), Action("related", (brief,), tag)).lasting()
