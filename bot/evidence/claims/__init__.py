"""Checking a claim: supported, sources differ, or not in these sources; never true or false."""

from __future__ import annotations

from bot.evidence.claims.checking import check_claim
from bot.evidence.claims.outcomes import ClaimResult, ClaimVerdict, Reason, Verdict

__all__ = ["ClaimResult", "ClaimVerdict", "Reason", "Verdict", "check_claim"]
