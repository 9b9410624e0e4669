"""
Evidence to take away: what was collected, or one brief, with numbered notes and a bibliography.

`dossier(items, library, style)` finds again what was kept and is plain data; `write(dossier, form)` makes the file, the
same bytes for the same content; `brief_document(brief, library, style, form)` does both for a single brief. python-docx
is imported with the first DOCX.
"""

from __future__ import annotations

from bot.evidence.dossiers.collecting import brief_dossier, dossier
from bot.evidence.dossiers.model import Dossier, Item
from bot.evidence.dossiers.writing import FORMATS, brief_document, file_name, write

__all__ = ["FORMATS", "Dossier", "Item", "brief_document", "brief_dossier", "dossier", "file_name", "write"]
