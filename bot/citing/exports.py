"""BibTeX, RIS and CSL-JSON: one record a source, with the cited paragraphs in its note."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.citing.passages import Citable, CitedPassage, CitingError
from bot.citing.records import csl_item, inferred_note
from bot.library.model import Source

FORMATS: tuple[str, ...] = ("bibtex", "ris", "csl-json")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_RIS_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK",
    "chapter": "CHAP", "post-weblog": "BLOG", "report": "RPRT", "webpage": "ELEC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """A source with the key under which it is exported and what its note says, one sentence each."""

    key: str
    item: dict[str, Any]
    notes: tuple[str, ...]


def export(citables: Iterable[Citable], form: str) -> str:
    """
    Export sources and passages as one file, a record for each source in order of first mention.

    Args:
        citables: Passages of one source share its record; their paragraphs and originators stand in its note.
        form: One of `FORMATS`.

    Returns:
        The text of the file, ending in a line break; RIS with the CR LF that its readers expect. Keys are ASCII and
        unique. Empty for BibTeX and RIS without citables, an empty list for CSL-JSON.

    Raises:
        CitingError: there is no such format.
    """
    entries = _entries(citables)
    match form:
        case "bibtex":
            return "\n".join(_bibtex(entry) for entry in entries)
        case "ris":
            return "".join(_ris(entry) for entry in entries)
        case "csl-json":
            return json.dumps([_csl(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"
        case _:
            raise CitingError(f"There is no export format “{form}”. There are: {', '.join(FORMATS)}.")


def _entries(citables: Iterable[Citable]) -> tuple[_Entry, ...]:
    sources: dict[str, Source] = {}
    passages: dict[str, list[CitedPassage]] = {}
    for citable in citables:
        source = citable.source if isinstance(citable, CitedPassage) else citable
        sources.setdefault(source.id, source)
        of_source = passages.setdefault(source.id, [])
        if isinstance(citable, CitedPassage):
            of_source.append(citable)
    taken: set[str] = set()
    return tuple(
        _Entry(_free_key(source.id, taken), csl_item(source), _notes(source, passages[source.id]))
        for source in sources.values()
    )


def _free_key(name: str, taken: set[str]) -> str:
    # Reference managers take letters, digits and hyphens everywhere; case is folded because some of them fold it.
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-") or "source"
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    taken.add(key)
    return key


def _notes(source: Source, passages: list[CitedPassage]) -> tuple[str, ...]:
    notes = list(dict.fromkeys(_pinpoint(passage) for passage in passages))
    if "issued" not in csl_item(source):
        notes.append("Date not given in the source (n.d.).")
    if inferred := inferred_note(source):
        notes.append(inferred)
    if source.archive_url:
        notes.append(f"Archived copy: {source.archive_url}")
    return tuple(notes)


def _pinpoint(passage: CitedPassage) -> str:
    place = [*passage.section[-1:]] + ([f"para. {passage.paragraph}"] if passage.paragraph is not None else [])
    originator = f", {passage.originator}, as cited there" if passage.originator else ""
    return f"Cited: {', '.join(place) or passage.key}{originator} ({passage.key})."


def _bibtex(entry: _Entry) -> str:
    item = entry.item
    kind = "techreport" if item["type"] == "report" else "misc"
    issued = _date_parts(item.get("issued"))
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in item.get("author", ())),
        "title": f"{{{_latex(item['title'])}}}",  # the second braces keep the capitals
        "institution" if kind == "techreport" else "publisher": _latex(item.get("publisher", "")),
        "howpublished": _latex(item.get("container-title", "")),
        "year": f"{issued[0]}" if issued else "",
        "url": re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", item.get("URL", "")),
        "urldate": "-".join(f"{part:02}" for part in _date_parts(item.get("accessed"))),
        "note": " ".join(_latex(note) for note in entry.notes),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if len(issued) > 1:
        lines.append(f"  month = {_MONTHS[issued[1] - 1]},")
    return "\n".join([f"@{kind}{{{entry.key},", *lines, "}", ""])


def _bibtex_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{_latex(name['literal'])}}}"
    parts = (name.get("family", ""), name.get("suffix", ""), name.get("given", ""))
    return ", ".join(_latex(part) for part in parts if part)


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in _one_line(text))


def _ris(entry: _Entry) -> str:
    item = entry.item
    issued = _date_parts(item.get("issued"))
    accessed = _date_parts(item.get("accessed"))
    fields = [
        ("TY", _RIS_TYPES.get(item["type"], "GEN")),
        ("ID", entry.key),
        *(("AU", _ris_name(name)) for name in item.get("author", ())),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("PB", item.get("publisher", "")),
        ("CY", item.get("publisher-place", "")),
        ("PY", str(issued[0]) if issued else ""),
        ("DA", _ris_date(issued)),
        ("Y2", _ris_date(accessed)),
        ("UR", item.get("URL", "")),
        *(("N1", note) for note in entry.notes),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _ris_name(name: dict[str, str]) -> str:
    parts = (name.get("family", ""), name.get("given", ""), name.get("suffix", ""))
    return name.get("literal") or ", ".join(part for part in parts if part)


def _ris_date(parts: tuple[int, ...]) -> str:
    return "/".join([f"{part:02}" for part in parts] + [""] * (4 - len(parts))) if parts else ""


def _csl(entry: _Entry) -> dict[str, Any]:
    note = " ".join([entry.item["note"], *entry.notes] if entry.item.get("note") else entry.notes)
    item = {**entry.item, "id": entry.key}
    return {**item, "note": note} if note else item


def _date_parts(date: dict[str, Any] | None) -> tuple[int, ...]:
    parts = (date or {}).get("date-parts") or [[]]
    return tuple(int(part) for part in parts[0])


def _one_line(text: str) -> str:
    return " ".join(text.split())
