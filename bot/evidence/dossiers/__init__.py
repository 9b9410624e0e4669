"""
Evidence to take away: what was collected, or one brief, with numbered notes and a bibliography.

`collecting.dossier(items, library, style)` finds again what was kept and is plain data; `writing.write(dossier, form)`
makes the file, the same bytes for the same content; `writing.brief_document(brief, library, style, form)` does both for
a single brief. python-docx is imported with the first DOCX, and all of this with the first export.
"""
