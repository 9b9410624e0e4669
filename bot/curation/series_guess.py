"""Which series a text belongs to, so that a report handed in under the wrong name is refused with the right one."""

from __future__ import annotations

import re
from typing import Final

from bot.curation.oci_scores import read_panel
from bot.library.layouts import hrr, oci, tip
from bot.library.layouts.blocks import lines, unmarked

NAMES: Final = {
    "oci": "an Organized Crime Index country profile",
    "oci-dataset": "the Organized Crime Index data file",
    "tip": "a Trafficking in Persons narrative",
    "hrr": "a Human Rights Report",
    "article": "a press article",
}
SURE: Final = 3  # points; a single title or heading may stand in any text
_LIMIT = 400_000  # characters that are looked at
_TIP_SECTIONS = re.compile(
    r"(?:prosecution|protection|prevention|prioriti[sz]ed recommendations|trafficking profile)\W*\Z", re.I
)
_TIP_WORDS = re.compile(
    r"minimum standards for the elimination of (?:severe forms of )?trafficking|trafficking victims protection act",
    re.I,
)
_OCI_WORDS = re.compile(r"\b(?:criminal markets|criminal actors|criminality|resilience)\Z", re.I)
_HRR_WORDS = re.compile(
    r"significant human rights (?:issues|problems)|human rights practices|human rights report", re.I
)


def points(text: str) -> dict[str, int]:
    """How much of each series a text shows; `SURE` and more is enough to name it."""
    text = text[:_LIMIT]
    names = [unmarked(line.text).rstrip(" :") for line in lines(text) if len(line.text) <= 200]
    found = {"oci": 0, "tip": 0, "hrr": 0}
    panel = read_panel(text[: oci.narrative_start(text)])
    found["oci"] += 4 * panel.is_there + sum(bool(_OCI_WORDS.match(name)) for name in set(names))
    found["tip"] += 3 * any(tip.country_heading(name) for name in names)
    found["tip"] += len({name.casefold() for name in names if _TIP_SECTIONS.match(name)})
    found["tip"] += 3 * bool(_TIP_WORDS.search(text))
    found["tip"] += 2 * any("trafficking in persons report" in name.casefold() for name in names)
    found["hrr"] += min(4, 2 * sum(bool(hrr.SECTION.match(name)) for name in set(names)))
    found["hrr"] += 2 * any(name.casefold() == "executive summary" for name in names)
    found["hrr"] += min(2, sum(bool(hrr.LETTER.match(name)) for name in set(names)))
    found["hrr"] += 2 * bool(_HRR_WORDS.search(text))
    return found


def other_series(text: str, series: str) -> str | None:
    """
    The series that a text plainly belongs to instead of `series`; "" where it shows nothing of `series` either.

    None where `series` may be right. Anything may be an article that is plainly nothing else.
    """
    found = points(text)
    best = max(found, key=lambda name: found[name])
    if series == "article":
        return best if found[best] > SURE else None
    if found[series] >= SURE or (found[series] and found[series] >= found[best]):
        return None
    return best if best != series and found[best] >= SURE else ""
