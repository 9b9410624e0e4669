"""The whole library as plain data, for other programs."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any, TextIO

from bot.library.model import Brief, Figure, Sheet, Source, Statement
from bot.library.snapshot import Library, Quote

Data = dict[str, Any]


def as_data(library: Library) -> Data:
    """Sources, briefs with located quotes, score sheets and measures, as the export contract lays them out."""
    return {
        "version": library.version,
        "sources": [_source(source) for source in library.sources.values()],
        "briefs": [_brief(library, brief) for brief in library.briefs.values()],
        "sheets": [_sheet(sheet) for sheet in library.sheets.values()],
        "measures": [measure.model_dump(mode="json") for measure in library.measures.values()],
    }


def write_csv(library: Library, out: TextIO) -> None:
    """Every figure and every score, one a line."""
    writer = csv.writer(out)
    writer.writerow(
        "kind measure value low high unit qualifier as_of as_of_basis originator source locator printed brief".split()
    )
    for brief in library.briefs.values():
        for figure in brief.figures:
            one = _figure(library, brief, figure)
            writer.writerow(
                ["figure", one["measure"], *(_plain(n) for n in (figure.value, figure.low, figure.high)), one["unit"],
                 one["qualifier"], one["as_of"], one["as_of_basis"], one["originator"], one["source"], one["key"],
                 one["printed"], brief.id]
            )  # fmt: skip
    for sheet in library.sheets.values():
        for group in sheet.groups:
            for name, value, place in [
                (group.name, group.value, group.brief),
                *((one.name, one.value, one.brief) for one in group.indicators),
            ]:
                scale = f"{sheet.scale.low}-{sheet.scale.high}"
                writer.writerow(
                    ["score", name, f"{value:.2f}", "", "", scale, "", sheet.edition, "printed", "", sheet.source, "",
                     f"{value:.2f}", place or ""]
                )  # fmt: skip


def _source(source: Source) -> Data:
    data = source.model_dump(mode="json")
    data["csl"] = {key: value for key, value in source.csl.items() if key != "custom"}
    return data


def _brief(library: Library, brief: Brief) -> Data:
    return {
        "id": brief.id,
        "title": brief.title,
        "aliases": [*brief.aliases, *brief.outside_terms],
        "aliases_printed": list(brief.aliases),
        "search_terms": {language: list(terms) for language, terms in brief.search_terms.items()},
        "questions": [question.ask for question in brief.questions],
        "answers": [
            {"ask": question.ask, "also": list(question.also), "quotes": list(question.quotes)}
            for question in brief.questions
        ],
        "tags": list(brief.tags),
        "quotes": [_quote(quote) for quote in library.quotes_of(brief)],
        "statements": [_statement(statement) for statement in brief.statements],
        "differs": [_statement(statement) for statement in brief.differs],
        "figures": [_figure(library, brief, figure) for figure in brief.figures],
        "related": list(brief.related),
    }


def _quote(quote: Quote) -> Data:
    return {
        "id": quote.id,
        "source": quote.source,
        "section": " > ".join(quote.passage.section),
        "paragraph": quote.passage.paragraph,
        "key": quote.key,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
    }


def _statement(statement: Statement) -> Data:
    return {
        "text": statement.text,
        "quotes": list(statement.quotes),
        "hedge": statement.hedge,
        "originator": statement.originator,
    }


def _figure(library: Library, brief: Brief, figure: Figure) -> Data:
    quote = library.quotes[brief.id, figure.quote]
    return {
        "measure": figure.measure,
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": library.measures[figure.measure].unit,
        "qualifier": figure.qualifier,
        "as_of": figure.as_of,
        "as_of_basis": figure.as_of_basis,
        "originator": figure.originator,
        "source": quote.source,
        "quote": figure.quote,
        "key": quote.key,
        "printed": figure.printed,
        "text": quote.text,
    }


def _sheet(sheet: Sheet) -> Data:
    names = {group.id: group for group in sheet.groups}
    groups = []
    for group in sheet.groups:
        parts = [(names[id_].id, names[id_].name, names[id_].value) for id_ in group.of]
        parts += [(one.id, one.name, one.value) for one in group.indicators]
        groups.append(
            {
                "id": group.id,
                "name": group.name,
                "value": number(group.value),
                "printed": f"{group.value:.2f}",
                "higher_is": group.higher_is,
                "indicators": [
                    {"id": id_, "name": name, "value": number(value), "printed": f"{value:.2f}"}
                    for id_, name, value in parts
                ],
            }
        )
    return {
        "id": sheet.id,
        "source": sheet.source,
        "country": sheet.country,
        "edition": sheet.edition,
        "record_only": sheet.record_only,
        "notes": list(sheet.notes),
        "scale": {"low": number(sheet.scale.low), "high": number(sheet.scale.high)},
        "groups": groups,
        "ranks": [rank.model_dump(mode="json") for rank in sheet.ranks],
    }


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
