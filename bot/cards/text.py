"""Lines of a card: spans of text that become Discord's markdown, with everything escaped, or plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple, Self

from bot.cards.phrases import Phrase, language_of, say

_MARKUP = re.compile(r"([\\*_~`|<])|(?<=\])(\()|^(\s*)([-+>#])(?=[\s#>])|^(\s*\d+)(\.)(?=\s)")
#: Marks and escapes in markdown made by bot.citing; addresses hold none.
_RAW = re.compile(r"(https?://\S+)|\\([^0-9A-Za-z\s])|[*_](?=\S)|(?<=\S)[*_]")
#: What stands around words in the markdown that is made here: prefixes of lines, marks, escapes, broken links.
_DRAWN = re.compile(
    r"^(?:#{1,3} |-# |> )+|\\([^0-9A-Za-z\s])|\*+|\|\||(?<=[@:])\u200b|(?<=discord\.gg)\u200b", re.MULTILINE
)
#: Discord turns these into links or mentions even when their marks are escaped; a zero-width blank breaks them.
_LIVE: Final = (("@", "@\u200b"), ("://", ":\u200b//"), ("discord.gg/", "discord.gg\u200b/"))
_BREAKS = re.compile(r"(?<!\s)[^\S\n\r\v\f\x85\u2028\u2029]*+[\n\r\v\f\x85\u2028\u2029]\s*+")
#: Characters that turn the direction of what follows them, so that it reads differently from what it holds.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
REMEMBERED: Final = 1_024  # texts kept escaped: those of briefs come again and again
LINES: Final = 1_024  # lines of a kind that are kept, for the same reason
NBSP: Final = "\u00a0"  # a blank at which no line ends, before a mark for instance; in the plain twin a plain one
ECHO_LIMIT: Final = 100  # characters of a person's words that are worth repeating to them


class Kind(StrEnum):
    """What a line is, which decides its markdown."""

    HEADING = "heading"
    SUBTLE = "subtle"
    PLAIN = "plain"
    QUOTE = "quote"
    BULLET = "bullet"
    CODE = "code"  # a block that is copied as it is


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one dress. `text` is never markdown: it is escaped when it is shown."""

    text: str | Phrase
    bold: bool = False
    italic: bool = False
    raw: bool = False  # Discord markdown made by bot.citing, which escaped it


_PREFIXES: Final = {Kind.HEADING: "### ", Kind.SUBTLE: "-# ", Kind.QUOTE: "> ", Kind.BULLET: "- "}


class Drawn(NamedTuple):
    """A line as Discord's markdown, and how long that is in UTF-16 units."""

    markdown: str
    units: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card; a `sensitive` one goes behind a spoiler where a server wants that."""

    spans: tuple[Span, ...]
    kind: Kind = Kind.PLAIN
    sensitive: bool = False
    _drawn: dict[tuple[str, bool], Drawn] | None = field(default=None, init=False, repr=False, compare=False)

    def lasting(self) -> Self:
        """This line, which from now on remembers how it looks: it stands on one card after another."""
        object.__setattr__(self, "_drawn", {})
        return self

    def drawn(self, locale: str, *, spoilers: bool = False) -> Drawn:
        """The line as it is sent."""
        if self._drawn is None:
            return _draw(self, locale, spoilers=spoilers)
        look = (language_of(locale), spoilers)
        known = self._drawn.get(look)
        if known is None:
            known = self._drawn[look] = _draw(self, locale, spoilers=spoilers)
        return known


Part = str | Phrase | Span


def line(*parts: Part, kind: Kind = Kind.PLAIN, sensitive: bool = False) -> Line:
    """A line of parts, set one after the other as they are."""
    return Line(tuple([part if isinstance(part, Span) else Span(part) for part in parts]), kind, sensitive)


def bold(text: str | Phrase) -> Span:
    return Span(text, bold=True)


def joined(parts: Sequence[Part], separator: str = " · ") -> tuple[Part, ...]:
    """Parts with a separator between them."""
    woven: list[Part] = []
    for part in parts:
        woven += [separator, part] if woven else [part]
    return tuple(woven)


@lru_cache(maxsize=REMEMBERED)
def escape(text: str) -> str:
    """Text as Discord shows it letter for letter, on one line: no markdown, mention, link or heading comes alive."""
    text = _BREAKS.sub(" ", _TURNS.sub("", text))
    escaped = _MARKUP.sub(lambda match: f"{match[3] or match[5] or ''}\\{match[match.lastindex or 0]}", text)
    for live, dead in _LIVE:
        escaped = escaped.replace(live, dead)
    return escaped


def echo(words: str) -> str | None:
    """A person's own words on one line without invisible characters; None when empty or too long to repeat."""
    visible = "".join(
        char for char in words[:2_000] if unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co", "Cn")
    )
    visible = " ".join(visible.split()) if "\n" not in words else " ".join(words.split())
    return visible if 0 < len(visible) <= ECHO_LIMIT else None


def markdown(one: Line, locale: str, *, spoilers: bool = False) -> str:
    """The line as Discord's markdown."""
    if one.kind is Kind.CODE:
        body = "".join(_spoken(span.text, locale) for span in one.spans).replace("```", "'''")
        return f"```\n{body}\n```"
    body = "".join(_dressed(span, locale) for span in one.spans)
    if one.sensitive and spoilers:
        body = f"||{body}||"
    return _PREFIXES.get(one.kind, "") + body


def _draw(one: Line, locale: str, *, spoilers: bool) -> Drawn:
    text = markdown(one, locale, spoilers=spoilers)
    return Drawn(text, units(text))


def plain(one: Line, locale: str) -> str:
    """The line as plain text for copying, search and screen readers."""
    body = "".join(_unmarked(span, locale) for span in one.spans).replace(NBSP, " ")
    return ("- " if one.kind is Kind.BULLET else "") + body


def undrawn(shown: str) -> str:
    """Markdown that was made here as plain text again; blocks of code are not among it."""
    return _DRAWN.sub(r"\1", shown).replace(NBSP, " ")


def units(text: str) -> int:
    """The length of a text in UTF-16 units, the larger of the ways in which Discord's clients count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """A label of at most `limit` characters, whole words only; for menus and buttons, never for quotes."""
    if units(text) <= limit:
        return text
    kept = ""
    for word in text.split():
        longer = f"{kept} {word}".strip()
        if units(longer) > limit - 2:
            break
        kept = longer
    return f"{kept or text[: limit - 2]} …"


def _spoken(text: str | Phrase, locale: str) -> str:
    return say(text, locale) if isinstance(text, Phrase) else text


def _dressed(span: Span, locale: str) -> str:
    if isinstance(span.text, Phrase):
        body = say(span.text, locale, escape)
    else:
        body = span.text if span.raw else escape(span.text)
    if span.bold:
        body = f"**{body}**"
    return f"*{body}*" if span.italic else body


def _unmarked(span: Span, locale: str) -> str:
    text = _spoken(span.text, locale)
    return _RAW.sub(r"\1\2", text) if span.raw else text
