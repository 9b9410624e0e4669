"""Whether a text is cut off: in the middle of a sentence, under a heading without text, or by its own words."""

from __future__ import annotations

import re

from bot.curation.report import Finding, line_of, warning
from bot.library.layouts.blocks import Layout, ends_like_a_sentence

_MARKER = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(?\[?(?:text |article |report )?"
    r"(?:truncated|cut off|continued|continues)\b[^.]{0,30}[\])]?)\s*\Z",
    re.I,
)


def cut_off(text: str, layout: Layout) -> Finding | None:
    """The sign that a text goes on elsewhere; None where it ends as texts do."""
    if not layout.paragraphs:
        return None
    last = layout.paragraphs[-1]
    line = line_of(text, last.end)
    if _MARKER.search(last.text[-60:]):
        return warning(line, "truncated", "The text says or shows here that it goes on; it is cut off.")
    if not ends_like_a_sentence(last.text) and not last.text.endswith((";", "*")):
        return warning(line, "truncated", f"The text ends inside a sentence (“… {last.text[-40:]}”); it is cut off.")
    if layout.headings and layout.headings[-1].start > last.end:
        heading = layout.headings[-1]
        where = line_of(text, heading.start)
        return warning(where, "truncated", f"Nothing follows the heading “{heading.text}”; the text is cut off.")
    return None
