"""Ready citations: the full reference and the note or in-text form of a source or a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.citing.exports import export
from bot.citing.passages import Citable, CitedPassage
from bot.citing.records import csl_item, inferred_note, prepared
from bot.citing.rendering import Markup, dressed, render
from bot.citing.styles import Style, find_style
from bot.library.model import Source


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A citation ready to paste.

    `text_full` is the entry of the bibliography, or the exported record; `note` is the note or in-text form and is
    empty for an export format; `warnings` are sentences on what the source does not print.
    """

    text_full: str
    note: str
    style: str
    warnings: tuple[str, ...]


def cite(citable: Citable, style: str, *, markup: Markup = "plain", number: int = 1) -> Citation:
    """
    Cite a source or a passage.

    Args:
        citable: A passage is cited with its paragraph and originator, a source as a whole.
        style: A key or label of `STYLES`.
        markup: `markdown` sets titles in Discord's italics and escapes the rest; ignored for export formats.
        number: The number of the reference in a numbered style, from 1.

    Raises:
        CitingError: there is no such style.
    """
    chosen = find_style(style)
    source = citable.source if isinstance(citable, CitedPassage) else citable
    if chosen.kind == "data":
        return Citation(export([citable], chosen.key), "", chosen.key, warnings_on(source))
    item = prepared(source, chosen)
    rendered = render(item, chosen, _locator(citable), _originator(citable))
    full, note = (_numbered(dressed(text, markup), chosen, number) for text in (rendered.full, rendered.note))
    return Citation(full, note, chosen.key, warnings_on(source))


def bibliography(citables: Iterable[Citable], style: str, *, markup: Markup = "plain") -> tuple[str, ...]:
    """
    Return one full reference for each source among `citables`.

    A numbered style keeps the order of first mention and numbers from 1; the others sort by the text of the entry.

    Raises:
        CitingError: there is no such text style.
    """
    chosen = find_style(style)
    sources: dict[str, Source] = {}
    for citable in citables:
        source = citable.source if isinstance(citable, CitedPassage) else citable
        sources.setdefault(source.id, source)
    entries = [
        cite(source, chosen.key, markup=markup, number=number).text_full
        for number, source in enumerate(sources.values(), 1)
    ]
    return tuple(entries if chosen.key == "ieee" else sorted(entries, key=_sort_key))


def warm(style: str) -> None:
    """Load the CSL processor and a style, so that the first citation is quick; blocks, so call it off the loop."""
    chosen = find_style(style)
    if chosen.kind == "text":
        item = {"id": "source", "type": "report", "title": "Warm", "issued": {"date-parts": [[2000]]}}
        render(item, chosen, ("paragraph", "1"), None)


def warnings_on(source: Source) -> tuple[str, ...]:
    """Sentences on what a citation of `source` cannot take from its text: no date, no address, inferred fields."""
    item = csl_item(source)
    sentences: list[str] = []
    if "issued" not in item:
        sentences.append("The source gives no date (n.d.).")
    if "URL" not in item:
        sentences.append("No address of the source is known.")
    if inferred := inferred_note(source):
        sentences.append(inferred)
    return tuple(sentences)


def _locator(citable: Citable) -> tuple[str, str] | None:
    if not isinstance(citable, CitedPassage):
        return None
    if citable.paragraph is not None:
        return "paragraph", str(citable.paragraph)
    return ("section", citable.section[-1]) if citable.section else None


def _originator(citable: Citable) -> str | None:
    return citable.originator if isinstance(citable, CitedPassage) else None


def _numbered(text: str, style: Style, number: int) -> str:
    return re.sub(r"\[1(?=[],])", f"[{number}", text, count=1) if style.key == "ieee" else text


def _sort_key(entry: str) -> str:
    return re.sub(r"^[^0-9A-Za-z]+", "", entry).lower()
