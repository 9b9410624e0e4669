"""Dossiers as files: Markdown and DOCX for people, BibTeX, RIS and CSL-JSON for reference managers."""

from __future__ import annotations

from typing import Final

from bot.citing.exports import export
from bot.evidence.dossiers.collecting import brief_dossier
from bot.evidence.dossiers.composing import compose
from bot.evidence.dossiers.formats import check_format
from bot.evidence.dossiers.markdown import markdown
from bot.evidence.dossiers.model import Dossier
from bot.evidence.dossiers.word import word
from bot.library.model import Brief
from bot.library.snapshot import Library

_DATA: Final = {"bib": "bibtex", "ris": "ris", "csl-json": "csl-json"}


def write(dossier: Dossier, form: str) -> bytes:
    """
    The dossier in one of `FORMATS`, the same bytes for the same dossier; blocks, so call it off the event loop.

    Raises:
        CitingError: there is no such format.
    """
    check_format(form)
    if form in _DATA:
        return export(dossier.citables, _DATA[form]).encode()
    blocks = compose(dossier)
    return word(dossier.title, blocks) if form == "docx" else markdown(blocks).encode()


def brief_document(brief: Brief, library: Library, style: str, form: str) -> bytes:
    """
    One brief as a file, with every passage in its notes; any of `FORMATS`.

    Raises:
        CitingError: there is no such style or format.
    """
    return write(brief_dossier(brief, library, style), form)
