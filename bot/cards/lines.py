"""Lines of briefs on cards: a statement, what differs, a quantity, a score. They come again and again and are kept."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from bot.cards.passages import marks
from bot.cards.phrases import fixed
from bot.cards.text import LINES, NBSP, Kind, Line, Part, Span, bold, line
from bot.evidence.answers import FigureLine, ScoreLine, StatementLine

DIFFER: Final[Span] = bold(fixed("Sources differ"))


def statement_line(one: StatementLine) -> Line:
    """A sentence of a brief with the numbers of the passages that it rests on."""
    return _said(one.text, one.marks)


@lru_cache(maxsize=LINES)
def _said(text: str, numbers: tuple[int, ...]) -> Line:
    return line(text, NBSP, marks(numbers), kind=Kind.BULLET).lasting()


def differing_line(one: StatementLine) -> Line:
    """The only sentence on how sources differ."""
    return _differing(one.text, one.marks)


@lru_cache(maxsize=LINES)
def _differing(text: str, numbers: tuple[int, ...]) -> Line:
    return line(DIFFER, ": ", text, NBSP, marks(numbers)).lasting()


def figure_line(figure: FigureLine) -> Line:
    """One quantity: the number, its hedge as printed, date, source, who said it first, mark."""
    hedges = tuple([hedge for hedge in (figure.qualifier or "").split("; ") if hedge])
    bound, number = figure.bound, figure.amount
    if number is None:
        bound, number = None, f"“{figure.printed}”"
        hedges = tuple(hedge for hedge in hedges if hedge.lower() not in figure.printed.lower())
    as_of = (figure.as_of, figure.as_of_inferred) if figure.as_of else None
    source = (figure.source.label, bool(figure.source.edition or figure.source.date))
    return _figure((bound, number, hedges), as_of, source, figure.originator, figure.mark)


@lru_cache(maxsize=LINES)
def _figure(
    quantity: tuple[str | None, str, tuple[str, ...]],
    as_of: tuple[str, bool] | None,
    source: tuple[str, bool],
    originator: str | None,
    mark: int,
) -> Line:
    bound, number, hedges = quantity
    label, is_dated = source
    parts: list[Part] = [fixed(bound), " ", bold(number)] if bound else [bold(number)]
    parts += [f", “{hedge}”" for hedge in hedges]
    if as_of is not None:
        date, is_inferred = as_of
        parts += [" · ", fixed("as of {date} (inferred)" if is_inferred else "as of {date}", date=date)]
    parts.append(" · ")
    if originator:
        parts.append(fixed("{originator}, as cited in {source}", originator=originator, source=label))
    else:
        parts.append(label)
    parts += [] if is_dated else [", ", fixed("undated")]
    parts.append(f"{NBSP}[{mark}]")
    return line(*parts, kind=Kind.BULLET).lasting()


def score_line(score: ScoreLine) -> Line:
    """A published value on its scale, with the direction in words."""
    indicator, is_better = score.indicator, score.higher_is == "better"
    high, source = score.sheet.scale.high, score.source.label
    return _score(indicator.name, indicator.value, high, source, score.mark, is_better=is_better)


@lru_cache(maxsize=LINES)
def _score(name: str, value: Decimal, high: Decimal, source: str, mark: int | None, *, is_better: bool) -> Line:
    better = fixed("higher is better") if is_better else fixed("higher is worse")
    parts: list[Part] = [bold(f"{name.capitalize()} {value:.2f}"), " "]
    parts += [fixed("of {high}", high=f"{high.normalize():f}"), ", ", better, " · ", source]
    parts += [f"{NBSP}[{mark}]"] if mark else [" · ", fixed("record only, its text is not in this library")]
    return line(*parts, kind=Kind.BULLET).lasting()
