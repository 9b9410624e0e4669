"""Discord's dialect of markdown as HTML. Everything that is not markup is escaped; no HTML passes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

Names = Callable[[str, int], str | None]  # ("user" | "role" | "channel", id) -> the name that is shown

_BLOCK = ("fence", "list", "heading")
_INLINE = ("newline", "escape", "backticks", "strikethrough", "emphasis", "link")
_ENTITY = re.compile(
    r"<(?:@!?(?P<user>\d{1,20})|@&(?P<role>\d{1,20})|#(?P<channel>\d{1,20})"
    r"|/(?P<command>[-\w]{1,32}(?: [-\w]{1,32}){0,2}):\d{1,20}"
    r"|a?:(?P<emoji>\w{2,32}):\d{1,20}|t:(?P<time>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?"
    r"|(?P<address>https?://[^\s<>]{1,2000}))>"
)
_ADDRESS = re.compile(r"https?://[^\s<>|]{1,2000}")
_MESSAGE = re.compile(r"https://(?:ptb\.|canary\.)?discord\.com/channels/(?:\d{1,20}|@me)/(\d{1,20})/(\d{1,20})")
_AFTER_ADDRESS = ".,:;!?'\"*_~"
_UNNAMED = re.compile(r'<span class="mention" data-kind="(user|role|channel)" data-id="(\d+)"></span>')
_LONGEST_SPOILER = 4_000
_TO_HEADING = 3  # Discord has #, ## and ###


@lru_cache(maxsize=2_000)
def _rendered(text: str) -> str:
    return str(_parser().render(text, {}))


def to_html(text: str, names: Names) -> str:
    """
    The HTML of a text in Discord's dialect.

    Args:
        text: As in a message or a text component.
        names: Looks up who or what a mention means; None for what is not known.
    """
    return _UNNAMED.sub(lambda match: _mention(match[1], int(match[2]), names), _rendered(text))


def _mention(kind: str, number: int, names: Names) -> str:
    mark = "#" if kind == "channel" else "@"
    name = names(kind, number) or f"unknown-{kind}"
    return f'<span class="mention" data-kind="{kind}" data-id="{number}">{mark}{escapeHtml(name)}</span>'


def _unnamed(kind: str, number: str) -> str:
    return f'<span class="mention" data-kind="{kind}" data-id="{number}"></span>'


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False, "typographer": False})
    parser.enable([*_BLOCK, *_INLINE])
    ends: RuleOptionsType = {"alt": ["paragraph", "list"]}
    parser.block.ruler.before("list", "quote", _quote, ends)
    parser.block.ruler.before("heading", "subtext", _subtext, ends)
    parser.block.ruler.at("paragraph", _paragraph)
    parser.block.ruler.at("heading", _heading, ends)
    parser.inline.ruler.before("link", "discord_entity", _entity)
    parser.inline.ruler.before("link", "spoiler", _spoiler)
    parser.inline.ruler.before("text", "address", _address)
    # The text rule swallows everything up to a character that may start something; `h` and `|` must be among them.
    parser.inline.ruler.at("text", _text)
    parser.validateLink = lambda url: url.lower().startswith(("http://", "https://"))  # type: ignore[method-assign]
    parser.add_render_rule("strong_open", _strong)
    parser.add_render_rule("strong_close", _strong)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("hardbreak", _break)
    parser.add_render_rule("softbreak", _break)
    return parser


def _strong(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    tag = "u" if token.markup == "__" else "strong"  # Discord underlines what others make bold
    return f"<{'/' if token.nesting < 0 else ''}{tag}>"


def _break(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "<br>"  # without the line break of the source, which would be shown


def _link(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    address = escapeHtml(str(tokens[index].attrs["href"]))
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer" title="{address}">'


def _push(state: StateInline, html: str) -> None:
    state.push("html_inline", "", 0).content = html


def _entity(state: StateInline, silent: bool) -> bool:
    match = _ENTITY.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        _push_entity(state, match)
    state.pos = match.end()
    return True


def _push_entity(state: StateInline, match: re.Match[str]) -> None:
    kind = match.lastgroup
    if kind in ("user", "role", "channel"):
        _push(state, _unnamed(kind, match[kind]))
    elif match["command"]:
        name = escapeHtml(match["command"])
        _push(state, f'<button type="button" class="mention" data-command="{name}">/{name}</button>')
    elif match["emoji"]:
        _push(state, f'<span class="emoji">:{escapeHtml(match["emoji"])}:</span>')
    elif match["address"]:
        _push_address(state, match["address"])
    else:
        _push(state, _time(int(match["time"]), match["style"] or "f"))


def _time(seconds: int, style: str) -> str:
    try:
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, ValueError, OSError):
        return "Invalid Date"
    shown = moment.strftime("%d %B %Y %H:%M UTC").lstrip("0")
    return f'<time datetime="{moment.isoformat()}" data-style="{style}">{shown}</time>'


def _push_address(state: StateInline, address: str) -> None:
    if message := _MESSAGE.fullmatch(address):
        inside = f"{_unnamed('channel', message[1])} · message"
        _push(state, f'<button type="button" class="mention" data-message="{message[2]}">{inside}</button>')
        return
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)


def _address(state: StateInline, silent: bool) -> bool:
    if state.linkLevel > 0 or state.src[state.pos] != "h":
        return False
    match = _ADDRESS.match(state.src, state.pos)
    if match is None:
        return False
    found = match[0].rstrip(_AFTER_ADDRESS)
    while found.endswith(")") and found.count("(") < found.count(")"):
        found = found[:-1].rstrip(_AFTER_ADDRESS)
    if not silent:
        _push_address(state, found)
    state.pos += len(found)
    return True


_STARTS = re.compile(r"[\n\\`*_~\[\]<|:>!h]")


def _text(state: StateInline, silent: bool) -> bool:
    match = _STARTS.search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _spoiler(state: StateInline, silent: bool) -> bool:
    start, source = state.pos, state.src
    if not source.startswith("||", start):
        return False
    end = source.find("||", start + 2, min(state.posMax, start + _LONGEST_SPOILER))
    if end <= start + 2:
        return False
    if not silent:
        _push(state, '<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler, hidden"><span>')
        inner: list[Token] = []  # parsed apart, so that markup cannot reach across the edge of the spoiler
        state.md.inline.parse(source[start + 2 : end], state.md, state.env, inner)
        state.tokens.extend(inner)
        _push(state, "</span></span>")
    state.pos = end + 2
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _inline_block(state: StateBlock, start: int, tag: str, content: str, attributes: dict[str, Any]) -> None:
    state.line = start + 1
    token = state.push(f"{tag}_open", tag, 1)
    token.attrs = attributes
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, state.line], []
    state.push(f"{tag}_close", tag, -1)


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = re.match(r"(#{1,3}) +(\S.*)", _line(state, start))
    if match is None:
        return False
    if not silent:
        # The page has headings of its own above those of a message.
        level = len(match[1])
        attributes = {"class": f"h{level}", "role": "heading", "aria-level": str(level + _TO_HEADING)}
        _inline_block(state, start, "div", match[2].strip(), attributes)
    return True


def _subtext(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = re.match(r"-# +(\S.*)", _line(state, start))
    if match is None:
        return False
    if not silent:
        _inline_block(state, start, "small", match[1].strip(), {"class": "subtext"})
    return True


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.parentType == "blockquote" or not re.match(r">(?:>>)? ", _line(state, start)):
        return False
    if silent:
        return True
    last = start + 1
    if _line(state, start).startswith(">>> "):
        last = end
        lines = [
            _line(state, start)[4:],
            *(state.src[state.bMarks[n] : state.eMarks[n]] for n in range(start + 1, end)),
        ]
    else:
        while last < end and re.match(r">(?: |$)", _line(state, last)):
            last += 1
        lines = [_line(state, number)[2:] for number in range(start, last)]
    state.push("blockquote_open", "blockquote", 1)
    inner = StateBlock("\n".join(lines), state.md, state.env, state.tokens)
    inner.parentType, inner.level = "blockquote", state.level
    state.md.block.tokenize(inner, 0, inner.lineMax)
    state.push("blockquote_close", "blockquote", -1)
    state.line = last
    return True


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Gather lines up to a blank one or the start of something else; unlike CommonMark, a list ends with its items."""
    ends = state.md.block.ruler.getRules("paragraph")
    last, parent = start + 1, state.parentType
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        state.parentType = "paragraph"
        stop = any(rule(state, last, end, True) for rule in ends)
        state.parentType = parent
        if stop:
            break
        last += 1
    content = state.getLines(start, last, state.blkIndent, False).strip()
    state.line = last
    state.push("paragraph_open", "p", 1).map = [start, last]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, last], []
    state.push("paragraph_close", "p", -1)
    return True
