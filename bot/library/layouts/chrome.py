"""What a web site puts around a report: banners, menus, paths, share links, notices on cookies, footers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from bot.library.layouts.blocks import Block, is_title

#: A whole line, its case and outer punctuation aside.
_LINES: Final = frozenset(
    line.strip()
    for line in """
    u.s. department of state · us department of state · united states department of state ·
    home · menu · search · share · share this · share this page · tweet · print · print this page · email ·
    email this page · e-mail this page · facebook · twitter · google+ · linkedin · whatsapp · instagram · youtube ·
    flickr · rss · x · skip to content · skip to main content · skip navigation · skip to navigation · back to top ·
    top of page · return to top · contact us · contact · privacy · privacy policy · privacy notice ·
    accessibility statement · accessibility · copyright information · foia · no fear act · white house ·
    the white house · usa.gov · office of the inspector general · archives · in this section · related content ·
    related articles · related posts · related links · tags · tags: · diplomacy in action · a-z · a-z index ·
    subject index · index · site map · frequent questions · faq · blog · what's new · updates · follow us · subscribe ·
    sign up · stay connected · stay connected with the state department · accept · accept all · accept all cookies ·
    accept cookies · reject · reject all · decline · manage preferences · manage settings · cookie settings ·
    cookie preferences · close · got it · ok · i agree · read more · continue reading · show more · next · previous ·
    next page · previous page · loading · loading… · here's how you know · comments are closed · leave a reply ·
    leave a comment · log in · login · sign in · register · advertisement · download · download pdf · pdf · listen ·
    translate · language · english · human rights reports · edit your custom report · build a report ·
    other u.s. government information · external link policy · information quality · jobs · careers · newsletter ·
    table of contents · jump to · more · about us · about · help · feedback · terms of use · disclaimers · disclaimer ·
    link to us · permalink · copy link · secondary navigation · primary navigation · main menu · breadcrumb ·
    financing · topics · countries · countries and regions · press releases · media center · travel · youth · history
    """.split("·")
)
#: How a line or a block begins that no report begins with.
_OPENINGS: Final = re.compile(
    r"""(?:
    an?\ official\ (?:web\ ?site|site)\ of | official\ websites?\ use\ \.gov | a\ \.gov\ website\ belongs
    | secure\ \.gov\ websites? | a\ lock\ \( | the\ \.gov\ means | the\ site\ is\ secure | here[’']s\ how\ you\ know
    | the\ office\ of\ (?:website\ management|electronic\ information) | external\ links\ to\ other
    | published\ by\ the\ u\.s\.\ department\ of\ state\ web | you\ are\ (?:in|here)\ ?: | we\ use\ cookies
    | this\ (?:web\ ?)?site\ uses\ cookies
    | this\ website\ uses | by\ (?:continuing\ to|clicking|using\ this) | this\ (?:is\ an?|site\ is\ an?)\ archived?
    | (?:the\ )?(?:content|information|material)\ (?:on|in)\ this\ (?:page|site|web\ ?site)
    | archived\ content | information\ released\ online\ (?:from|prior|between|before)
    | note:?\ (?:the\ )?(?:content|information)\ in\ this\ archive
    | share\ (?:on|via|this|with) | follow\ (?:us|the\ department) | subscribe\ (?:to|for|now) | sign\ up\ (?:for|to)
    | \(?c\)?\ ?copyright | © | copyright\ © | all\ rights\ reserved | last\ (?:updated|modified|reviewed)\ ?:
    | page\ last\ (?:updated|modified|reviewed) | this\ page\ was\ (?:last|generated) | page\ \d+\ of\ \d+
    | home\ ?(?:>|»|\u203a|/|→|::|\|) | in\ this\ section\ ?[/:>] | tags?\ ?:\ | filed\ under | posted\ in
    | \d\d\ /\ select | (?:to|please)\ (?:enable|turn\ on)\ javascript | (?:please\ )?enable\ javascript
    | javascript\ is
    | your\ browser | skip\ to\ (?:main\ )?content | printed?\ (?:from|on)\ ?: | download\ (?:the\ )?(?:pdf|report|full)
    | tell\ us\ what\ you\ think | was\ this\ page\ helpful | related\ (?:posts|articles|content|links)\ ?:?
    | leave\ a\ (?:reply|comment) | comments\ are\ closed | (?:all|some)\ cookies | manage\ (?:your\ )?cookies?
    | some\ of\ these\ cookies | (?:these|necessary|functional|strictly)\ cookies
    | this\ site\ is\ managed\ by | managed\ by\ the\ bureau\ of | an\ archive\ of
    )""",
    re.I | re.X,
)
_LINKS_ONLY = re.compile(
    r"(?:[-*•>»|/\s.…]*+\[[^\]\n]{0,120}+\]\([^)\n]{0,300}+\))++[-*•>»|/\s.…]*+(?:[^.!?\n]{0,80}+)?\Z"
)
_PATH = re.compile(r"[^>»\u203a|.!?]{1,60}(?:\s+[>»\u203a|]\s+[^>»\u203a|!?]{1,80}){2,}\Z")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z", re.I)
_RULE = re.compile(r"[-_=*·•~\s]{3,}\Z")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?\Z", re.I)
_PICTURE = re.compile(r"!?\[(?:image|photo|logo|picture)[^\]]{0,200}\](?:\([^)]{0,300}\))?\Z", re.I)
_EDGES = " \t*_#>»\u203a|·•[]:.-–—"
_SHORT = 400  # characters; longer blocks are prose unless their opening says otherwise


def is_chrome(text: str) -> bool:
    """Whether a line or block belongs to the site rather than to the report."""
    line = " ".join(text[: _SHORT + 1].split())
    if _OPENINGS.match(line.lstrip(_EDGES)):
        return True
    if len(line) > _SHORT:
        return False
    bare = line.strip(_EDGES).casefold().replace("’", "'")
    if not bare or bare in _LINES:
        return True
    patterns = (_LINKS_ONLY, _PATH, _ADDRESS, _RULE, _PAGE_NUMBER, _PICTURE)
    return any(pattern.match(line) for pattern in patterns)


def is_footer(text: str) -> bool:
    """Whether every line of a block is chrome."""
    return all(is_chrome(line) for line in text.splitlines() if line.strip())


def ends_page(text: str) -> bool:
    """Whether a line is one after which a page holds nothing of the report."""
    bare = text.strip(_EDGES).casefold()
    return bare in {"tags", "human rights reports", "edit your custom report"} or bare.startswith("tags:")


def page_tail(found: Sequence[Block], text: str, belongs: Callable[[str], bool]) -> int:
    """Where the names that follow the last prose begin: tags, pickers and footers that no list knows."""
    tail = len(found)
    while tail > 0:
        block = found[tail - 1]
        raw = text[block.start : block.end]
        if belongs(raw) or not all(is_chrome(line) or is_title(line.strip()) for line in raw.splitlines()):
            break
        tail -= 1
    return tail
