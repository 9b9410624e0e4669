"""A tray as files to take away: Markdown, Word, or records for a reference manager."""

from __future__ import annotations

import io
from typing import Final

from bot.cards.card import CardFile
from bot.citing.citations import bibliography, cite
from bot.citing.exports import export
from bot.citing.links import passage_link
from bot.citing.passages import Citable, cited
from bot.evidence.dossier import Dossier, Entry
from bot.evidence.marking import Marked
from bot.library.snapshot import Library

FORMATS: Final = {
    "md": "Markdown",
    "docx": "Word (DOCX)",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
}
_DATA: Final = {"bib": "bibtex", "ris": "ris", "csl-json": "csl-json"}
_ENDINGS: Final = {"csl-json": "json"}
TITLE: Final = "Evidence dossier"


def dossier_file(library: Library, dossier: Dossier, form: str, style: str, title: str = TITLE) -> CardFile:
    """
    The dossier in one of `FORMATS`; an unknown one is Markdown.

    Args:
        style: The citation style of notes and bibliography; one for programs only falls back to APA.
    """
    name = f"dossier.{_ENDINGS.get(form, form if form in FORMATS else 'md')}"
    if form in _DATA:
        return CardFile(name, export(_citables(dossier), _DATA[form]).encode())
    chosen = style if style not in _DATA.values() else "apa"
    if form == "docx":
        return CardFile(name, _word(library, dossier, chosen, title))
    return CardFile(name, _markdown(library, dossier, chosen, title).encode())


def _citables(dossier: Dossier) -> list[Citable]:
    return [cited(one.source, one.passage, one.originator) for one in dossier.passages]


def _notes(library: Library, dossier: Dossier, style: str) -> list[tuple[Marked, str, str]]:
    """Each passage with its note and the address that opens at it."""
    notes = []
    for one in dossier.passages:
        note = cite(cited(one.source, one.passage, one.originator), style, number=one.number).note
        text = library.texts[one.source.id].text
        notes.append((one, note, passage_link(one.source.url, one.text, one.passage.text, text) or ""))
    return notes


def _lines(entry: Entry, numbers: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """An entry as (kind, text) pieces: heading, quote, text, note."""
    pieces: list[tuple[str, str]] = []
    if entry.passage is not None:
        pieces.append(("heading", f"{entry.passage.source.label}, {entry.passage.place} ({entry.passage.passage.key})"))
        pieces.append(("quote", f"“{entry.passage.text}” [{entry.passage.number}]"))
    elif entry.brief is not None:
        pieces.append(("heading", entry.brief.brief.title))
        for statement in (*entry.brief.statements, *entry.brief.differs):
            rested = [entry.brief.passages[mark - 1] for mark in statement.marks]
            marks = "".join(f"[{numbers[one.passage.key, one.text]}]" for one in rested)
            pieces.append(("text", f"{statement.text} {marks}"))
    else:
        pieces.append(("heading", entry.kept.key))
        pieces.append(("text", "No longer in the library."))
    if entry.kept.note:
        pieces.append(("note", entry.kept.note))
    return pieces


def _markdown(library: Library, dossier: Dossier, style: str, title: str) -> str:
    numbers = {(one.passage.key, one.text): one.number for one in dossier.passages}
    parts = [f"# {title}"]
    marks = {"heading": "## ", "quote": "> ", "text": "- ", "note": "Note: "}
    for entry in dossier.entries:
        parts += [marks[kind] + text for kind, text in _lines(entry, numbers)]
    if dossier.passages:
        parts.append("## Notes")
        parts += [f"{one.number}. {note} {url}".rstrip() for one, note, url in _notes(library, dossier, style)]
        parts.append("## Bibliography")
        parts += [f"- {entry}" for entry in bibliography(_citables(dossier), style)]
    return "\n\n".join(parts) + "\n"


def _word(library: Library, dossier: Dossier, style: str, title: str) -> bytes:
    from docx import Document  # late: only an export to Word needs it

    document = Document()
    document.core_properties.title = title
    document.add_heading(title, level=1)
    numbers = {(one.passage.key, one.text): one.number for one in dossier.passages}
    styles = {"quote": "Intense Quote", "text": "List Bullet", "note": None}
    for entry in dossier.entries:
        for kind, text in _lines(entry, numbers):
            if kind == "heading":
                document.add_heading(text, level=2)
            else:
                document.add_paragraph(f"Note: {text}" if kind == "note" else text, style=styles[kind])
    if dossier.passages:
        document.add_heading("Notes", level=2)
        for one, note, url in _notes(library, dossier, style):
            document.add_paragraph(f"{one.number}. {note} {url}".rstrip())
        document.add_heading("Bibliography", level=2)
        for entry_text in bibliography(_citables(dossier), style):
            document.add_paragraph(entry_text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
