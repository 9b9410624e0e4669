"""Cards of checked claims: what the sources say beside it, never whether it is true."""

from __future__ import annotations

from typing import Final

from bot.cards.actions import Action
from bot.cards.briefs import keep_row
from bot.cards.card import Block, Button, Card, Divider, Lines, Row, card
from bot.cards.passages import link_buttons, place_line, quote_line
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, Line, bold, echo, line
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
    for claim in result.claims:
        blocks += [Divider()] if blocks else []
        blocks.append(Lines(_claim(marker, claim, several=several)))
    caution = fixed("This says what these sources hold, not what is true.")
    blocks.append(Lines((line(caution, kind=Kind.SUBTLE),)))
    rows: tuple[Row, ...] = tuple(
        row
        for row in (link_buttons(library, marker.marked[:4]), _open(result), keep_row(tuple(marker.marked[:3])))
        if row
    )
    return card(title, *blocks, rows=rows, private=private or result.verdict is Verdict.NOT_FOUND)


def _claim(marker: Marker, claim: ClaimVerdict, *, several: bool) -> tuple[Line, ...]:
    lines: list[Line] = []
    words = echo(claim.claim)
    if words:
        lines.append(line("“", words, "”"))
    if several:
        lines.append(line(bold(VERDICTS[claim.verdict])))
    if claim.verdict is Verdict.NOT_FOUND:
        lines.append(line(fixed("Nothing here says this, and nothing here denies it.")))
        return tuple(lines)
    for reason in claim.reasons[:REASONS]:
        marked = marker.marked[marker.words(reason.passage, reason.text, reason.originator) - 1]
        lines += _reason(marked, reason)
    return tuple(lines)


def _reason(marked: Marked, reason: Reason) -> list[Line]:
    lines = [quote_line(marked), place_line(marked)]
    if reason.relation:
        lines.append(line(reason.relation))
    if reason.hedge:
        lines.append(line(fixed("The source says “{hedge}”.", hedge=reason.hedge)))
    return lines


def _open(result: ClaimResult) -> tuple[Button, ...]:
    briefs = dict.fromkeys(one.brief for one in result.reasons if one.brief)
    return tuple(Button(fixed("Brief: {name}", name=name), Action("brief", (name,))) for name in list(briefs)[:3])
