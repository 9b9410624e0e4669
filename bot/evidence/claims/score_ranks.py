"""Places among other countries that a claim gives: 111th of 193, last of five in Eastern Asia."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.evidence.claims.scoresheet import Finding, Mention, row_reason
from bot.library.passages import Passage

_PLACES: Final = {
    word: n
    for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
_SIZE: Final = (
    r"(?: place)?,? ?(?:out )?(?:of|from|among|in|/) ?(?:the |all |all of |a total of )?(?P<size{0}>193"
    r"|46|5)\b(?! ?\.\d)"
)
#: What is ranked from the other end: the second worst in resilience is the last but one.
_HOW: Final = (
    r"(?: |-)(?:from (?:the )?(?:bottom|last)|last|to last|most|highest|best|top|strongest|lowest|least"
    r"|weakest|worst)\b"
)
_RANK: Final = re.compile(
    r"\btop (?P<within>\d{2,3})\b"
    rf"|\b(?P<n>\d{{1,3}}) ?(?:st|nd|rd|th)\b(?P<how1>{_HOW})?(?:{_SIZE.format(1)})?"
    rf"|\b(?P<word>{'|'.join(_PLACES)})\b(?P<how2>{_HOW})?(?:{_SIZE.format(2)})?"
    r"|(?:\b(?:rank(?:s|ed|ing)?|place[sd]?|position|spot|number|no|come[s]?)\b\.?|#)(?: (?:is|are|at"
    r"|of|no|number|in|as|place|them|nk|"
    rf"northkorea|it|only|just)\b\.?)*[ :=#]*(?P<m>\d{{1,3}})\b(?!\.\d| ?(?:st|nd|rd|th)\b)(?:{_SIZE.format(3)})?"
    rf"|\b(?P<of>\d{{1,3}}) ?(?:out of|of|from|/) ?(?:the |all )?(?P<size4>193|46|5)\b(?!\.\d)"
    r"|\b(?P<last>(?:dead |very |absolute )*(?:last|bottom))\b(?! (?:year|month|week|time|edition"
    r"|decade|updated?|two|three))"
    r"|\b(?P<lowest>least|lowest|weakest)\b|\b(?P<worst>worst)\b|\b(?P<best>best|strongest)\b"
    r"|\b(?P<top>top|highest|most|leads?)\b"
)  # fmt: skip
_SCOPES: Final = (
    ("5 Eastern Asian countries", re.compile(r"\beast(?:ern)? ?asian?\b|\bneighbou?rhood\b")),
    ("46 Asian countries", re.compile(r"\basian?\b|\bcontinent\b")),
    ("193 countries", re.compile(r"\b(?:world|worldwide|globally|global|globe|planet|earth|193)\b")),
)
_SIZES: Final = {scope.split()[0]: scope for scope, _ in _SCOPES}
_OF: Final = re.compile(
    r"\b(?:(?P<resilience>resilien\w*)|(?P<criminality>criminal(?:ity)?(?! (?:markets?|actors?"
    r"|networks?))|crime(?!s)))\b"
)
_OF_BEHIND: Final = re.compile(
    r"\b(?:for|in|on|by|when it comes to|as for|regarding|most|least)\b(?: (?:its|their|overall|the|total))* $"
)
_RANKED: Final = re.compile(r"\b(?:criminal(?:ity)?|resilien\w*|crime|rank(?:s|ed|ing)?|place[sd]?)\b")
_NEGATED: Final = re.compile(r"\b(?:not|isnt|arent|wasnt|never|outside)(?: \w+){0,3} $")
_LOOSE: Final = re.compile(r"\b(?:among|one of|near|nearly|almost|close to|towards?|around)\b(?: the| our)?(?: \w+)? $")


def check_ranks(
    text: str, mentions: Sequence[Mention], ranks: Mapping[tuple[str, str], tuple[int, Passage]], *, cued: bool
) -> tuple[list[Finding], str]:
    """The places that the claim gives beside the printed ones, and the text without them."""
    found: list[Finding] = []
    if not (cued or _RANKED.search(text)):
        return found, text
    matches = list(_RANK.finditer(text))
    rest = text
    for place, match in enumerate(matches):
        start = matches[place - 1].end() if place else 0
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        finding = _place(text, match, (start, end), mentions, ranks)
        if finding is not None:
            found.append(finding)
        if finding is not None or match["n"] or match["m"] or match["of"]:
            rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    return found, rest


def _place(
    text: str,
    match: re.Match[str],
    window: tuple[int, int],
    mentions: Sequence[Mention],
    ranks: Mapping[tuple[str, str], tuple[int, Passage]],
) -> Finding | None:
    numbered = bool(match["n"] or match["m"] or match["of"] or match["within"])
    after = text[match.end() : window[1]]
    scope = _scope(match, text[window[0] : match.start()], after)
    of = _of(text, match, window)
    if any(mention.row.group for mention in mentions) and (not numbered or of is None):
        return _unranked(match, scope, mentions)
    if scope is None and not (numbered and of):
        return None
    of_known = of or "criminality"
    known = ranks.get((of_known, scope or "193 countries"))
    if known is None:
        return None
    claimed = _claimed(match, int((scope or "193").split()[0]), of_known)
    reason = row_reason(known[1], f"The printed rank is {known[1].text}.")
    if _LOOSE.search(text[: match.start()]) and not match["within"]:
        return None
    right: bool | None = known[0] <= claimed if match["within"] else known[0] == claimed
    if _NEGATED.search(text[: match.start()]):
        right = not right if match["within"] or not right else False
    elif not right and (
        (scope is None and _elsewhere(claimed, of_known, ranks))
        or (of is None and _elsewhere(claimed, "resilience", ranks))
    ):
        right = None  # right for another scope or matter than the nearest one
    return Finding(right, reason)


def _unranked(match: re.Match[str], scope: str | None, mentions: Sequence[Mention]) -> Finding | None:
    """A single indicator has no printed place among countries."""
    if scope is None or match["m"] or not (match["n"] or match["of"] or scope.startswith(("5 ", "46 "))):
        return None
    return Finding(None, row_reason(next(mention for mention in mentions if mention.row.group).row.passage))


def _elsewhere(claimed: int, of: str, ranks: Mapping[tuple[str, str], tuple[int, Passage]]) -> bool:
    return any(value == claimed for (what, _), (value, _) in ranks.items() if what == of)


def _scope(match: re.Match[str], before: str, after: str) -> str | None:
    size = next((match[f"size{n}"] for n in range(1, 5) if match[f"size{n}"]), None)
    later = re.search(r"^[^,.;]{0,40}?\b(?:out of|of|from|among) (?:the |all |all of )*(193|46|5)\b", after)
    if size or later:
        return _SIZES[size or (later[1] if later else "")]
    for piece in (after, before):
        for scope, pattern in _SCOPES:
            if pattern.search(piece):
                return scope
    return None


def _of(text: str, match: re.Match[str], window: tuple[int, int]) -> str | None:
    behind = next(iter(_OF.finditer(text, match.end(), window[1])), None)
    if behind and _OF_BEHIND.search(text[match.start() : behind.start()]):
        return behind.lastgroup
    before = list(_OF.finditer(text, 0, match.start()))
    if before:
        return before[-1].lastgroup
    anywhere = behind or _OF.search(text, match.end())
    return anywhere.lastgroup if anywhere else None


def _claimed(match: re.Match[str], size: int, of: str) -> int:
    if match["within"]:
        return int(match["within"])
    number = match["n"] or match["m"] or match["of"]
    place = int(number) if number else _PLACES.get(match["word"] or "", 0)
    if place:
        return size + 1 - place if _is_turned((match["how1"] or match["how2"] or "").strip(" -"), of) else place
    said = match["last"] or match["lowest"] or match["worst"] or match["best"] or ""
    return size if _is_turned(said, of) else 1


def _is_turned(how: str, of: str) -> bool:
    """Whether a place is counted from the lower end: the worst resilience is the last, the worst criminality not."""
    low = how.endswith(("last", "bottom")) or how in ("lowest", "least", "weakest")
    return low or (how == "worst" and of == "resilience") or (how == "best" and of == "criminality")
