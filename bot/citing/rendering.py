"""Runs the CSL processor and mends its text: quotation marks, full stops, brackets for what is inferred."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal

from bot.citing.records import INFERRED_CLOSE, INFERRED_OPEN, NAME_END
from bot.citing.styles import DATE_CLOSE, DATE_OPEN, Style, mended_csl

Markup = Literal["plain", "markdown"]

CACHE_LIMIT = 4_096  # rendered citations; one is about 2 kB

_ITALIC_OPEN, _ITALIC_CLOSE = "\ue005", "\ue006"
_HYPHEN = "\ue007"  # citeproc-py turns the hyphens of a locator into dashes
_URL = re.compile(r"https?://[^\s\ue002]*[^\s\ue002.,;)]")
_MARKDOWN = re.compile(r"([\\*_~|`>#])")


@dataclass(frozen=True, slots=True)
class Rendered:
    """Full reference and note with private-use marks for italics, which `dressed` resolves."""

    full: str
    note: str


class _Formatter:
    """What citeproc-py asks of an output format: italics are marked, the rest is left as it is."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802 - citeproc-py looks for this name
        return f"{_ITALIC_OPEN}{text}{_ITALIC_CLOSE}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str


def render(item: dict[str, Any], style: Style, locator: tuple[str, str] | None, originator: str | None) -> Rendered:
    """
    Render a prepared CSL item; the result is cached by everything that it depends on.

    Args:
        item: A CSL item from `records.prepared`.
        style: A text style.
        locator: CSL label and value, such as `("paragraph", "12")`.
        originator: Who said it first; the note then says "as cited in".
    """
    return _render(json.dumps(item, sort_keys=True), style, locator, originator)


@lru_cache(maxsize=CACHE_LIMIT)
def _render(item: str, style: Style, locator: tuple[str, str] | None, originator: str | None) -> Rendered:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
    from citeproc.source.json import CiteProcJSON

    record = json.loads(item)
    dated = "issued" not in record.pop("inferred", ())
    options: dict[str, Any] = {}
    if locator is not None:
        options["locator"] = Locator(locator[0], locator[1].replace("-", _HYPHEN))
    if originator is not None:
        options["prefix"] = f"{originator}, as cited in "
    undated = "date-parts" not in record.get("issued", {})
    csl = mended_csl(style.csl_undated if undated and style.csl_undated else style.csl)
    # citeproc-py writes options of dates into the tree that it renders from, so that one citation would change the
    # next: every rendering gets a tree of its own (a few milliseconds, once for each citation).
    parsed = CitationStylesStyle(BytesIO(csl), locale=style.locale, validate=False)
    bibliography = CitationStylesBibliography(parsed, CiteProcJSON([record]), _Formatter)
    citation = Citation([CitationItem(record["id"], **options)])
    bibliography.register(Citation([CitationItem(record["id"])]))  # the entry of the bibliography has no locator
    bibliography.register(citation)
    note = str(bibliography.cite(citation, str))
    full = _without_repeats(str(bibliography.bibliography()[0]), record)
    return Rendered(*(_mended(_bracketed(text, record, dated), style) for text in (full, note)))


def _without_repeats(text: str, record: dict[str, Any]) -> str:
    # citeproc-py prints a title, or the name of a newspaper, that takes the place of a missing author once more where
    # such names stand.
    for field in ("title", "container-title"):
        name = re.escape(record.get(field, "\n"))
        pattern = rf"[“‘{_ITALIC_OPEN}]*(?<![\w/.-]){name}(?!\w)[”’{_ITALIC_CLOSE}]*[.,]? ?"
        found = list(re.finditer(pattern, text))
        if len(found) > 1 and found[0].start() <= len("[1] "):
            text = text[: found[1].start()] + text[found[1].end() :]
    return text


def _bracketed(text: str, record: dict[str, Any], dated: bool) -> str:
    text = text.replace(DATE_OPEN, "" if dated else "[").replace(DATE_CLOSE, "" if dated else "]")
    for name in record.get("author", ()):
        if NAME_END in name.get("family", ""):
            text = _bracketed_name(text, name)
    return text.replace(INFERRED_OPEN, "[").replace(INFERRED_CLOSE, "]")


def _bracketed_name(text: str, name: dict[str, str]) -> str:
    # A given name stands before the marked family name, behind it, or, in a short form, nowhere; the closing mark is
    # there only where it stands somewhere.
    family = name["family"].strip(INFERRED_OPEN + NAME_END)
    given = rf"{re.escape(name.get('given', ''))}|(?:\w\.[ -]?)*\w\."
    behind = f"(, [^{INFERRED_OPEN}{INFERRED_CLOSE}]*?)?,? ?{INFERRED_CLOSE}"
    return re.sub(
        f"(?:({given}) )?{re.escape(name['family'])}(?:{behind})?",
        lambda match: f"[{match[1] + ' ' if match[1] else ''}{family}{match[2] or ''}]",
        text,
    )


def _mended(text: str, style: Style) -> str:
    text = text.replace(_HYPHEN, "-")
    if style.american:
        text = _punctuation_inside(text)
    text = re.sub(rf"((?<!\.)[?!.][”’{_ITALIC_CLOSE}]*)\.(?= |$)", r"\1", text)
    return re.sub(r" {2,}", " ", text).strip()


def _punctuation_inside(text: str) -> str:
    # American styles set commas and full stops inside the closing quotation mark, which citeproc-py leaves to others;
    # quotation marks within a quoted title become single.
    depth = 0
    out: list[str] = []
    for char in text:
        depth -= char == "”"
        out.append({"“": "‘", "”": "’"}.get(char, char) if depth > 0 else char)
        depth += char == "“"
    text = re.sub(r"([?!])”\.", r"\1”", "".join(out))
    text = re.sub(r"\.(’?)”([.,])", lambda match: f".{match[1]}”" if match[2] == "." else f".,{match[1]}”", text)
    return re.sub(r"(’?”)([.,])", r"\2\1", text) if "‘" in text else re.sub(r"”([.,])", r"\1”", text)


def dressed(text: str, markup: Markup) -> str:
    """Return rendered text as plain text, or with italics and escapes as Discord's markdown; addresses stay whole."""
    if markup == "plain":
        return text.replace(_ITALIC_OPEN, "").replace(_ITALIC_CLOSE, "")
    parts: list[str] = []
    at = 0
    for match in _URL.finditer(text):
        parts += [_escaped(text[at : match.start()]), match[0]]
        at = match.end()
    parts.append(_escaped(text[at:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    text = _MARKDOWN.sub(r"\\\1", text)
    return text.replace(_ITALIC_OPEN, "*").replace(_ITALIC_CLOSE, "*")
