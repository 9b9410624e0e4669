"""Cards of checked claims: what the sources say beside it, never whether it is true."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.cards.actions import Action
from bot.cards.briefs import brief_menu, keep_row
from bot.cards.card import AS_TEXT, Block, Button, Card, Divider, Lines, Row, card
from bot.cards.lookups import NEAREST
from bot.cards.passages import link_buttons, place_line, quote_line
from bot.cards.phrases import Phrase, fixed
from bot.cards.text import Kind, Line, Part, bold, echo, joined, line
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict
from bot.evidence.marking import Marked, Marker
from bot.library.snapshot import Library

VERDICTS: Final[dict[Verdict, Phrase]] = {
    Verdict.SUPPORTED: fixed("Supported by these sources"),
    Verdict.DIFFERS: fixed("Sources differ from this"),
    Verdict.NOT_FOUND: fixed("Not in these sources"),
}
REASONS: Final = 3  # passages beside one claim
BRIEFS: Final = 3  # briefs that a card offers to open


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
        heading = _heading(result, claim, number) if several else _words(result, claim)
        blocks.append(Lines((*heading, *_claim(marker, claim))))
    caution = fixed("This says what these sources hold, not what is true.")
    opening = _open(library, result)
    near = (line(NEAREST),) if opening and result.verdict is Verdict.NOT_FOUND else ()
    blocks.append(Lines((line(caution, kind=Kind.SUBTLE), *near)))
    links, kept = link_buttons(library, marker.marked[:4]), keep_row(tuple(marker.marked[:3]))
    rows: tuple[Row, ...] = tuple(row for row in (links, opening, kept) if row)
    made = card(title, *blocks, rows=rows, private=private or result.verdict is Verdict.NOT_FOUND)
    return replace(made, offers=(AS_TEXT,))


def _heading(result: ClaimResult, claim: ClaimVerdict, number: int) -> tuple[Line, ...]:
    """Which of several claims this is, and its verdict."""
    named = _words(result, claim) or (line(fixed("Claim {number}", number=number)),)
    return *named, line(bold(VERDICTS[claim.verdict]))


def _words(result: ClaimResult, claim: ClaimVerdict) -> tuple[Line, ...]:
    """What was claimed, in the words of the message where the checker kept them and they are few."""
    at = result.message.casefold().find(claim.claim.casefold())
    words = echo(result.message[at : at + len(claim.claim)]) if at >= 0 else None
    return (line("“", words, "”"),) if words else ()


def _claim(marker: Marker, claim: ClaimVerdict) -> tuple[Line, ...]:
    """The passages beside a claim; where sources differ, those that say how."""
    if claim.verdict is Verdict.NOT_FOUND:
        return (line(fixed("Nothing here says this, and nothing here denies it.")),)
    telling = tuple(one for one in claim.reasons if one.relation) or claim.reasons
    shown = telling if claim.verdict is Verdict.DIFFERS else claim.reasons
    beside: list[tuple[Marked, Reason]] = []
    for reason in shown[:REASONS]:
        marker.brief = marker.library.briefs.get(reason.brief or "")
        number = marker.words(reason.passage, reason.text, reason.originator)
        beside.append((marker.marked[number - 1], reason))
    runs = groupby(beside, lambda one: (one[0].passage.key, one[0].originator))
    return tuple(said for _, run in runs for said in _paragraph(list(run)))


def _paragraph(run: list[tuple[Marked, Reason]]) -> list[Line]:
    """Quotes of one paragraph, its place once, and how the claim sits beside them, each remark once."""
    passages = {marked.number: marked for marked, _ in run}
    lines = [*map(quote_line, passages.values()), place_line(run[0][0])]
    relations = dict.fromkeys(reason.relation for _, reason in run if reason.relation)
    hedges = dict.fromkeys(hedge for marked, reason in run for hedge in _hedges(marked, reason))
    remarks: list[Part] = [*relations]
    remarks += [fixed("The source says “{hedge}”.", hedge="”, “".join(hedges))] if hedges else []
    return [*lines, line(*joined(remarks, " "))] if remarks else lines


def _hedges(marked: Marked, reason: Reason) -> list[str]:
    """The hedges of a reason that stand in the words that are shown."""
    said = marked.text.casefold()
    return [hedge for hedge in (reason.hedge or "").split("; ") if hedge and hedge.casefold() in said]


def _open(library: Library, result: ClaimResult) -> Row:
    names = dict.fromkeys(one.brief for one in result.reasons if one.brief in library.briefs)
    briefs = tuple(library.briefs[name] for name in names if name is not None)[:BRIEFS]
    if len(briefs) > 1:
        return brief_menu(briefs)  # their titles are as wide as a phone: as buttons they would fill it
    return tuple(Button(brief.title, Action("brief", (brief.id,))) for brief in briefs)
