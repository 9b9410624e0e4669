"""A PDF as text: pages joined, running heads and page numbers set aside, wrapped lines made paragraphs again."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from bot.curation.documents import ImportRefusedError, Meta, ReportText
from bot.library.layouts.blocks import ends_like_a_sentence, is_capitals, is_title

_PAGES_LIMIT: Final = 400
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\W{0,3}\d{1,4}(?:\s+of\s+\d{1,4})?\W{0,3}\Z", re.I)
_LIST_ITEM = re.compile(r"(?:[•▪◦‣*–—-]|\(?\d{1,2}[.)])\s")
_WORDS_OF_TEXT = 20  # fewer in a whole file is a scan


def read_pdf(raw: bytes, name: str) -> ReportText:
    """The text of a PDF. Raises ImportRefusedError: encrypted, damaged, a scan, or far too long."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportRefusedError(f"{name} is encrypted; save it without a password.")
        if len(reader.pages) > _PAGES_LIMIT:
            raise ImportRefusedError(f"{name} has {len(reader.pages)} pages; cut it to the pages of one report.")
        pages = [page.extract_text().splitlines() for page in reader.pages]
    except DependencyError as failure:
        raise ImportRefusedError(f"{name} is encrypted; save it without a password.") from failure
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as failure:
        raise ImportRefusedError(f"{name} is a damaged PDF; save it again or hand in text.") from failure
    if sum(len(line.split()) for page in pages for line in page) < _WORDS_OF_TEXT:
        raise ImportRefusedError(f"{name} is a scan without text; run text recognition over it first.")
    heads = _running_heads(pages)
    dropped: list[str] = []
    text = "\n\n".join(_page(page, heads, dropped) for page in pages).strip() + "\n"
    return ReportText(text, "PDF", tuple(dropped), Meta())


def _running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that stand at the top or foot of most pages."""
    if len(pages) < 3:
        return frozenset()
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [" ".join(line.split()) for line in page if line.strip()]
        edges.update({*lines[:2], *lines[-2:]})
    return frozenset(line for line, count in edges.items() if count > len(pages) / 2)


def _page(page: Sequence[str], heads: frozenset[str], dropped: list[str]) -> str:
    lines: list[str] = []
    for raw in page:
        bare = " ".join(raw.split())
        if bare and (bare in heads or _PAGE_NUMBER.match(bare)):
            if bare not in dropped:
                dropped.append(bare)
            continue
        lines.append(raw.rstrip())
    return _paragraphs(lines)


def _paragraphs(lines: Sequence[str]) -> str:
    """Lines of one paragraph end near the margin; the last one is shorter and ends like a sentence."""
    width = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for i, line in enumerate(lines):
        out.append(line)
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if not line.strip() or not following.strip():
            out.append("\n")
            continue
        short = len(line) < 0.8 * width
        ended = short and ends_like_a_sentence(line)
        apart = _is_heading(line) or _is_heading(following) or _LIST_ITEM.match(following.strip())
        out.append("\n\n" if ended else "\n" if apart or "\t" in line else " ")
    return "".join(out)


def _is_heading(line: str) -> bool:
    bare = line.strip().rstrip(":")
    return bool(bare) and (
        is_capitals(bare) or any(c.isdigit() for c in bare[-5:]) or (is_title(bare) and len(bare) < 60)
    )
