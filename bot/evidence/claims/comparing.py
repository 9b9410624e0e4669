"""A quantity of a claim beside one of a source: whether they agree, and how the one sits by the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.evidence.claims.quantities import Bound, Quantity

#: How far “about 100” may be from what a source prints.
ABOUT: Final = Decimal("0.1")
_OPEN_UP: Final = (Bound.AT_LEAST, Bound.MORE)
_CLOSED: Final = (Bound.EXACT, Bound.ABOUT)
_OPEN_DOWN: Final = (Bound.AT_MOST, Bound.LESS)


def agrees(claim: Quantity, source: Quantity) -> bool:
    """Whether the source's quantity says what the claim's says; a claim may be looser, never stronger."""
    if claim.bound is Bound.VAGUE:
        return source.high >= claim.low and source.low <= claim.high
    if source.bound is Bound.VAGUE:
        return False
    if not claim.single:
        return _range_agrees(claim, source)
    if not source.single:
        return _within_range(claim, source)
    same = claim.low == source.low
    match claim.bound:
        case Bound.EXACT | Bound.ABOUT:
            near = claim.bound is Bound.ABOUT and abs(claim.low - source.low) <= ABOUT * source.low
            return same or near
        case Bound.MORE:
            return (same and source.bound in _OPEN_UP) or (source.low > claim.low and source.bound in _CLOSED)
        case Bound.AT_LEAST:
            return (same and source.bound not in _OPEN_DOWN) or (source.low > claim.low and source.bound in _CLOSED)
        case Bound.AT_MOST:
            return same and source.bound not in _OPEN_UP
        case Bound.LESS:
            return (same and source.bound in _OPEN_DOWN) or (source.low < claim.low and source.bound in _CLOSED)
        case Bound.VAGUE:
            return False


def answers(claim: Quantity, source: Quantity) -> bool:
    """Whether the source's quantity can decide on the claim's: “tens of thousands” cannot on 40,000."""
    return (
        source.bound is not Bound.VAGUE
        or claim.bound is Bound.VAGUE
        or claim.high < source.low
        or claim.low > source.high
    )


def relation(claim: Quantity, source: Quantity) -> str:
    """How the claim's number sits by the source's: equal to, within, above, below, or stronger than."""
    if agrees(claim, source):
        return "equal to" if claim.low == source.low and claim.high == source.high else "within"
    if source.low <= claim.low and claim.high <= source.high and not source.single:
        return "within"
    if claim.low > source.high:
        return "above"
    if claim.high < source.low:
        return "below"
    return "a stronger bound than" if claim.bound is not Bound.EXACT else "not the same as"


def _range_agrees(claim: Quantity, source: Quantity) -> bool:
    if source.single:
        return False
    return claim.low == source.low and claim.high == source.high


def _within_range(claim: Quantity, source: Quantity) -> bool:
    match claim.bound:
        case Bound.EXACT:
            return claim.low in (source.low, source.high) and source.high <= 10
        case Bound.ABOUT:
            return source.low <= claim.low <= source.high
        case Bound.MORE:
            return claim.low < source.low
        case Bound.AT_LEAST:
            return claim.low <= source.low
        case Bound.AT_MOST:
            return claim.low == source.high
        case Bound.LESS:
            return claim.low > source.high
        case Bound.VAGUE:
            return False
