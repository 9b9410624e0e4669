"""YAML skeletons of briefs, sources and sheets: valid in form, with what is missing left to fill in, and comments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.curation.oci_scores import GROUP_IDS
from bot.curation.report import DraftGroup, DraftIndicator, DraftSheet
from bot.library.layouts.oci_panel import ACTORS, AGGREGATES, CRIMINALITY, EDITIONS, MARKETS
from bot.library.passages import slug

_TERMS: Final = {
    "tip": ("A work of the United States government; free to quote with attribution.", 90),
    "hrr": ("A work of the United States government; free to quote with attribution.", 110),
    "oci": ("The publisher's copyright. Short quotes with attribution only; see seeds/README.md.", 70),
    "article": ("The publisher's copyright. Short quotes with attribution only; see seeds/README.md.", 70),
}
_CSL_TYPES: Final = {"article": "article-magazine"}
SCALE_NOTE: Final = (
    "Scores run from 1 to 10. A high criminality score is bad, a high resilience score is good. Rank 1 in criminality "
    "is the most crime, rank 1 in resilience the most resilience. Scale and direction are not printed in the text."
)


@dataclass(frozen=True, slots=True)
class SourceFields:
    """What is known of a source; None is left to the curator, `standing` says of each field how it is known."""

    id: str
    series: str
    title: str | None = None
    label: str | None = None
    country: str | None = None
    edition: str | None = None
    date: str | None = None
    file: str | None = None
    sha256: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    limits: tuple[str, ...] = ()
    standing: Mapping[str, str] = field(default_factory=dict)


def text(value: str | None) -> str:
    """A value as YAML: in double quotes, or null."""
    return "null" if value is None else json.dumps(value, ensure_ascii=False)


def source_yaml(known: SourceFields, today: date) -> str:
    """One entry of sources.yaml, marked as a draft."""
    terms, longest = _TERMS[known.series]
    fill = "" if known.title and known.label and known.country else "  # fill in what is null"
    lines = [
        "# yaml-language-server: $schema=../../schema/sources.json",
        "# A draft: complete it, take `draft: true` out, and move the entry to the end of briefs/sources.yaml.",
        f"- id: {known.id}{fill}",
        "  draft: true",
        f"  series: {known.series}",
        f"  title: {text(known.title)}",
        f"  label: {text(known.label)}  # how answers name it",
        f"  country: {text(known.country)}",
        f"  edition: {text(known.edition)}",
        f"  date: {text(known.date)}",
        f"  file: {text(known.file)}  # in seeds/",
        f"  sha256: {text(known.sha256)}",
        "  url: null  # the page of this very edition",
        f"  accessed: {text(today.isoformat())}",
        "  archive_url: null",
        "  superseded_by: null",
        "  reuse:",
        f"    terms: {text(terms)}",
        f"    longest_quote_words: {longest}",
        "  covers: null  # one sentence: what it is and what it tells of",
        "  limits:" if known.limits else "  limits: []",
        *(f"    - {text(limit)}" for limit in known.limits),
        "  standing:  # printed, confirmed, inferred or not given",
        *(f"    {name}: {standing}" for name, standing in known.standing.items()),
        "  csl:",
        f"    id: {known.id}",
        f"    type: {_CSL_TYPES.get(known.series, 'report')}",
        f"    title: {text(known.title)}",
        *_csl_people(known),
    ]
    return "\n".join(lines) + "\n"


def _csl_people(known: SourceFields) -> list[str]:
    people = ", ".join(f"{{literal: {text(name)}}}" for name in known.authors)
    lines = [f"    author: [{people}]"]
    if known.outlet:
        lines.append(f"    container-title: {text(known.outlet)}")
    if known.date or known.edition:
        parts = [int(part) for part in (known.date or known.edition or "").split("-")]
        lines.append(f"    issued: {{date-parts: [{parts}]}}")
    return lines


def sheet_yaml(
    sheet_id: str, sheet: DraftSheet, definitions: Mapping[str, str], *, record_only: str | None = None
) -> str:
    """
    A score sheet, marked as a draft.

    Args:
        sheet_id: Its id; the source is expected to have the same.
        sheet: The values; a group without one is left to fill in.
        definitions: Indicator id → what it means, in our words.
        record_only: Where the values were seen, for a sheet whose text is not in the library.
    """
    country, edition = sheet.country or "", sheet.edition or ""
    lines = [
        "# yaml-language-server: $schema=../../schema/sheet.json",
        "# A draft: compare it with the source, take `draft: true` out, and move the file to briefs/scores/.",
        f"id: {sheet_id}",
        "draft: true",
        f"source: {sheet_id}",
        f"country: {text(sheet.country)}",
        f"edition: {text(sheet.edition)}",
        f"title: {text(f'Organized Crime Index {edition}: {country}'[:100])}",
        *(["record_only: true", "notes:", f"  - {text(record_only)}"] if record_only else ["notes: []"]),
        "scale:",
        "  low: 1.00",
        "  high: 10.00",
        "  standing: inferred",
        f"  note: {text(SCALE_NOTE)}",
        "groups:",
    ]
    for group in sheet.groups:
        lines += _group_lines(group, definitions)
    lines.append("ranks:" if sheet.ranks else "ranks: []")
    lines += [f"  - {{of: {rank.of}, scope: {text(rank.scope)}, value: {rank.value}}}" for rank in sheet.ranks]
    return "\n".join(lines) + "\n"


def _group_lines(group: DraftGroup, definitions: Mapping[str, str]) -> list[str]:
    lines = [
        f"  - id: {group.id}",
        f"    name: {text(group.name)}",
        f"    value: {'null' if group.value is None else f'{group.value:.2f}'}",
    ]
    if group.of:
        lines.append(f"    of: [{', '.join(group.of)}]")
    lines.append(f"    higher_is: {'better' if group.id == 'resilience' else 'worse'}")
    if group.indicators:
        lines.append("    indicators:")
    for one in group.indicators:
        value = "null" if one.value is None else f"{one.value:.2f}"
        lines += [f"      - id: {one.id}", f"        name: {text(one.name)}", f"        value: {value}"]
        if one.id in definitions:
            lines.append(f"        definition: {text(definitions[one.id])}")
    return lines


def empty_sheet_yaml(sheet_id: str, edition: str, definitions: Mapping[str, str]) -> str:
    """A score sheet with every row of an edition of the index and no value."""

    def rows(name: str) -> tuple[DraftIndicator, ...]:
        return tuple(DraftIndicator(slug(one), one, None) for one in EDITIONS[edition].get(name, ()))

    parts = (GROUP_IDS[MARKETS], GROUP_IDS[ACTORS])
    groups = tuple(
        DraftGroup(GROUP_IDS[name], name, None, parts if name == CRIMINALITY else (), rows(name)) for name in AGGREGATES
    )
    return sheet_yaml(sheet_id, DraftSheet(None, edition, groups, ()), definitions)


@dataclass(frozen=True, slots=True)
class Picked:
    """Verbatim words of a source, taken over as a quote."""

    source: str
    text: str


def brief_yaml(
    brief_id: str, title: str | None, quotes: Sequence[Picked], *, schema: str, candidates: Sequence[Picked] = ()
) -> str:
    """
    A brief, marked as a draft.

    Args:
        brief_id: Its id, which is also the name of its file.
        title: What people would call the topic; None is left to fill in.
        quotes: Quotes that were picked; they are numbered q1, q2 …
        schema: The path from the file to its JSON Schema.
        candidates: Passages that speak of the topic, offered as comments.
    """
    names = [f"q{i}" for i in range(1, len(quotes) + 1)]
    first = f"[{names[0]}]" if names else "[q1]"
    lines = [
        f"# yaml-language-server: $schema={schema}",
        "# A draft is checked but not served: fill in what is null or empty, then take `draft: true` out.",
        f"id: {brief_id}",
        "draft: true",
        f"title: {text(title)}  # what people would call it, at most 80 characters",
        "aliases: []  # words printed in a source that name this topic",
        "search_terms:  # words printed in no source, for finding only",
        "  en: []",
        "questions:  # as people ask, each with the quotes that answer it, best first",
        f"  - {{ask: null, quotes: {first}}}",
        "tags: []",
        "quotes:  # verbatim, one sentence each" if quotes else "quotes: {}  # verbatim: q1: {source: …, text: …}",
        *(
            f"  {name}: {{source: {one.source}, text: {text(one.text)}}}"
            for name, one in zip(names, quotes, strict=True)
        ),
        *(f"  # candidate: {{source: {one.source}, text: {text(one.text)}}}" for one in candidates),
        "statements:  # two to six sentences in our words; keep every hedge",
        f"  - {{text: null, quotes: {first}}}",
        "figures: []",
        "related: []",
    ]
    return "\n".join(lines) + "\n"
