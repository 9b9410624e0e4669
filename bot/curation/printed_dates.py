"""Dates as reports and articles print them, as exact as printed."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS) + r"|sept\.?"
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH}),?\s+(?P<year2>(?:19|20)\d\d)"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d))",
    re.I,
)


def find_date(text: str) -> str | None:
    """The first day that `text` prints in full, as YYYY-MM-DD; None where there is none."""
    for match in _DATE.finditer(text):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        else:
            name = (match["month"] or match["month2"]).lower()[:3]
            month = next(i for i, known in enumerate(_MONTHS, 1) if known.startswith(name))
            day, year = int(match["day"] or match["day2"]), int(match["year"] or match["year2"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return None
