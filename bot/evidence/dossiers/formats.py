"""The formats of dossiers, and what their files are called; light, for the cards that only offer them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bot.citing.passages import CitingError

#: Format → how people call it.
FORMATS: Final = MappingProxyType(
    {"md": "Markdown", "docx": "Word (DOCX)", "bib": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}
)


def file_name(stem: str, form: str) -> str:
    """
    A file's name: `dossier.md`, `dossier.json`.

    Raises:
        CitingError: there is no such format.
    """
    check_format(form)
    return f"{stem}.{'json' if form == 'csl-json' else form}"


def check_format(form: str) -> None:
    """Raise CitingError where there is no such format."""
    if form not in FORMATS:
        raise CitingError(f"There is no export format “{form}”. There are: {', '.join(FORMATS)}.")
