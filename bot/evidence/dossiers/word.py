"""A document as DOCX: plain runs in Word's own styles, links only to the sources, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, assert_never

from bot.evidence.dossiers.blocks import Block, Heading, Paragraph, Remark
from bot.evidence.dossiers.spans import Span

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

_STYLES: Final = {"plain": "Normal", "subtle": "Normal", "quote": "Quote", "bullet": "List Bullet"}
_STAMP: Final = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP archive can hold: the file tells no time
_TIMED: Final = ("created", "modified", "lastModifiedBy", "lastPrinted", "revision")


def word(title: str, blocks: Iterable[Block]) -> bytes:
    """
    The document as the bytes of a DOCX file.

    Notes are numbered paragraphs at the end, as python-docx knows no footnotes. The file names no author, date or
    machine.
    """
    from docx import Document  # late: only an export to Word needs it

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", ""
    for child in list(properties._element):
        if child.tag.rpartition("}")[2] in _TIMED:
            properties._element.remove(child)
    for block in blocks:
        match block:
            case Heading(level=level, text=text):
                document.add_heading(text, level=level)
            case Paragraph(kind=kind, spans=spans):
                paragraph = document.add_paragraph(style=_STYLES[kind])
                for span in spans:
                    _add(paragraph, span)
            case Remark(lines=lines):
                paragraph = document.add_paragraph()
                paragraph.add_run("Note: ").bold = True
                for position, line in enumerate(lines):
                    run = paragraph.add_run(line)
                    if position + 1 < len(lines):
                        run.add_break()
            case _:
                assert_never(block)
    file = io.BytesIO()
    document.save(file)
    return _timeless(file)


def _add(paragraph: WordParagraph, span: Span) -> None:
    if span.link is not None:
        _add_link(paragraph, span.text, span.link)
        return
    run = paragraph.add_run(span.text)
    run.bold, run.italic = span.bold or None, span.italic or None


def _add_link(paragraph: WordParagraph, text: str, url: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _timeless(file: io.BytesIO) -> bytes:
    """The archive with every part stamped alike; the library stamps them with the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(out, "w") as written:
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # as on Windows, wherever this runs
            written.writestr(info, parts.read(part))
    return out.getvalue()
