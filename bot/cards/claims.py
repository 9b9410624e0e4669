"""Cards of checked claims: what the sources say beside it, never whether it is true."""

from __future__ import annotations

from typing import Final

from bot.cards.actions import Action
from bot.cards.briefs import keep_row
from bot.cards.card import Block, Button, Card, Divider, Lines, Row, card
from bot.cards.passages import link_buttons, place_line, quote_line
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, Line, Part, bold, echo, line
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict
from bot.evidence.marking import Marked, Marker
from bot.library.snapshot import Library

VERDICTS: Final[dict[Verdict, Phrase]] = {
    Verdict.SUPPORTED: fixed("Supported by these sources"),
    Verdict.DIFFERS: fixed("Sources differ from this"),
    Verdict.NOT_FOUND: fixed("Not in these sources"),
}
REASONS: Final = 3  # passages beside one claim


def claim_card(library: Library, result: ClaimResult, *, private: bool = True) -> Card:
    """The verdict on a message, and for each claim the passages with how it sits beside them."""
    title = line(VERDICTS[result.verdict] if result.claims else fixed("No claim to check"), kind=Kind.HEADING)
    if not result.claims:
        said = fixed("This states nothing that sources could confirm or contradict: a question, a wish or an opinion.")
        return card(title, Lines((line(said),)), private=True)
    marker = Marker(library)
    blocks: list[Block] = []
    several = len(result.claims) > 1
    for number, claim in enumerate(result.claims, 1):
        blocks += [Divider()] if blocks else []
        heading = _heading(result, claim, number) if several else ()
        blocks.append(Lines((*heading, *_claim(marker, claim))))
    caution = fixed("This says what these sources hold, not what is true.")
    blocks.append(Lines((line(caution, kind=Kind.SUBTLE),)))
    links, kept = link_buttons(library, marker.marked[:4]), keep_row(tuple(marker.marked[:3]))
    rows: tuple[Row, ...] = tuple(row for row in (links, _open(library, result), kept) if row)
    return card(title, *blocks, rows=rows, private=private or result.verdict is Verdict.NOT_FOUND)


def _heading(result: ClaimResult, claim: ClaimVerdict, number: int) -> tuple[Line, ...]:
    """Which of several claims this is, in the words of the message where the checker kept them, and its verdict."""
    at = result.message.casefold().find(claim.claim.casefold())
    words = echo(result.message[at : at + len(claim.claim)]) if at >= 0 else None
    named = line("“", words, "”") if words else line(fixed("Claim {number}", number=number))
    return named, line(bold(VERDICTS[claim.verdict]))


def _claim(marker: Marker, claim: ClaimVerdict) -> tuple[Line, ...]:
    """The passages beside a claim; where sources differ, those that say how."""
    if claim.verdict is Verdict.NOT_FOUND:
        return (line(fixed("Nothing here says this, and nothing here denies it.")),)
    telling = tuple(one for one in claim.reasons if one.relation) or claim.reasons
    shown = telling if claim.verdict is Verdict.DIFFERS else claim.reasons
    lines: list[Line] = []
    for reason in shown[:REASONS]:
        marker.brief = marker.library.briefs.get(reason.brief or "")
        marked = marker.marked[marker.words(reason.passage, reason.text, reason.originator) - 1]
        lines += _reason(marked, reason)
    return tuple(lines)


def _reason(marked: Marked, reason: Reason) -> list[Line]:
    lines = [quote_line(marked), place_line(marked)]
    said = marked.text.casefold()
    hedges = [hedge for hedge in (reason.hedge or "").split("; ") if hedge and hedge.casefold() in said]
    parts: list[Part] = [reason.relation] if reason.relation else []
    if hedges:
        parts += [" "] if parts else []
        parts.append(fixed("The source says “{hedge}”.", hedge="”, “".join(hedges)))
    return [*lines, line(*parts)] if parts else lines


def _open(library: Library, result: ClaimResult) -> tuple[Button, ...]:
    names = dict.fromkeys(one.brief for one in result.reasons if one.brief in library.briefs)
    briefs = [library.briefs[name] for name in names if name is not None]
    return tuple(Button(brief.title, Action("brief", (brief.id,))) for brief in briefs[:3])
