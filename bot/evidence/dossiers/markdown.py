"""A document as CommonMark in which only our own marks are markup: people's words and quotes stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from bot.evidence.dossiers.blocks import Block, Heading, Paragraph, Remark
from bot.evidence.dossiers.spans import Span

#: What could become markup anywhere, also in the dialects of GitHub and pandoc.
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>&|~$^@])|(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.I)
#: What could become a list, a heading, a rule, a fence or a definition at the start of a line.
_LEADING = re.compile(r"([-+#=:%(!])|(\w{1,9})([.)])(?=\s|$)")
_ADDRESS = re.compile(r"https?://[^\s<>]+\Z")
_PREFIX = {"plain": "", "subtle": "", "quote": "> ", "bullet": "- "}


def markdown(blocks: Iterable[Block]) -> str:
    """The document as text, ending in a line break."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        listed = all(isinstance(one, Paragraph) and one.kind == "bullet" for one in (before, block))
        parts.append(("\n" if listed else "\n\n" if parts else "") + _block(block))
        before = block
    return "".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text as it is to be read, every character that could be markup escaped; `text` starts a line."""
    leading = _LEADING.match(text)
    if leading is None:
        return _inner(text)
    if leading[1]:
        return f"\\{leading[1]}{_inner(text[1:])}"
    return f"{_inner(leading[2])}\\{leading[3]}{_inner(text[leading.end() :])}"


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {_inner(text)}"
        case Paragraph(kind=kind, spans=spans):
            first, *others = spans
            return _PREFIX[kind] + _span(first, starts=True) + "".join(_span(one, starts=False) for one in others)
        case Remark(lines=lines):
            # A backslash at the end of a line is a line break that no editor trims away.
            return "**Note:** " + "\\\n".join(escaped(line) for line in lines)
        case _:
            assert_never(block)


def _span(span: Span, *, starts: bool) -> str:
    if span.mark:
        return span.text
    if span.link is not None:
        return f"[{_inner(span.text)}](<{span.link}>)"
    if _ADDRESS.match(span.text):
        return f"<{span.text}>"
    text = escaped(span.text) if starts else _inner(span.text)
    marker = "**" if span.bold else "*" if span.italic else ""
    core = text.strip()
    if not marker or not core:
        return text
    # Emphasis may not begin or end with a blank.
    return f"{text[: len(text) - len(text.lstrip())]}{marker}{core}{marker}{text[len(text.rstrip()) :]}"


def _inner(text: str) -> str:
    return _ACTIVE.sub(r"\\\g<0>", text)
