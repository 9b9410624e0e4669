"""From a file that a curator hands in to plain text: text, HTML and PDF; everything else is refused in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.errors import BriefbotError

SIZE_LIMIT: Final = 20_000_000  # bytes
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|article|main|div)\b", re.I
)
_HTML_TAGS = re.compile(rb"</(?:p|div|li|h[1-6]|span|td|body)>", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ENOUGH_TAGS = 5


class ImportRefusedError(BriefbotError):
    """A file cannot be imported. Shown to the curator who named it."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a page says of itself outside its text."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class ReportText:
    """The text of a report; `dropped` is what was left out on the way from its file to text."""

    text: str
    kind: str  # "text", "HTML" or "PDF"
    dropped: tuple[str, ...] = ()
    meta: Meta = field(default_factory=Meta)


def read_report(path: Path) -> ReportText:
    """
    Read a report's file.

    Raises:
        ImportRefusedError: It is no file, too large, empty, binary, not UTF-8, or a PDF without readable text.
    """
    raw = _bytes(path)
    if _PDF in raw[:1024]:
        from bot.curation.pdf_text import read_pdf  # late: pypdf is only needed here

        return read_pdf(raw, path.name)
    if raw.startswith(_ZIP):
        raise ImportRefusedError(
            f"{path.name} is a spreadsheet or another packed file; save the report as text, HTML or PDF. "
            "(The index's data file is imported with --series oci-dataset.)"
        )
    if _is_html(raw, path):
        from bot.curation.html_text import read_html  # late: Beautiful Soup is only needed here

        return read_html(raw, path.name)
    return ReportText(_decoded(raw, path.name), "text")


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise ImportRefusedError(f"{path.name} is a folder; name one file.")
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise ImportRefusedError(
                f"{path.name} has {size / 1e6:.0f} MB, more than {SIZE_LIMIT / 1e6:.0f}; cut it to the one report."
            )
        raw = path.read_bytes()
    except (OSError, ValueError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) else str(failure)
        raise ImportRefusedError(f"{path.name} cannot be read: {reason}.") from failure
    if not raw.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise ImportRefusedError(f"{path.name} is empty.")
    return raw


def _is_html(raw: bytes, path: Path) -> bool:
    if _HTML_START.match(raw[:4096].removeprefix(b"\xef\xbb\xbf")):
        return True
    return len(_HTML_TAGS.findall(raw[:200_000])) >= _ENOUGH_TAGS or path.suffix.lower() in (".html", ".htm", ".xhtml")


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefusedError(f"{name} is UTF-16; save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        if b"\0" in raw[:4096]:
            raise ImportRefusedError(f"{name} is a binary file; hand in text, HTML or PDF.") from failure
        line = raw[: failure.start].count(b"\n") + 1
        raise ImportRefusedError(f"{name} is not UTF-8 (line {line}); save it as UTF-8.") from failure
    if _CONTROL.search(text[:100_000].replace("\f", "")):
        raise ImportRefusedError(f"{name} is a binary file; hand in text, HTML or PDF.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
