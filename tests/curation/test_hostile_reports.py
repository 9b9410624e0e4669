"""Reports made to hang an importer are read in no time: no pattern is slow on a hundred thousand characters."""

from __future__ import annotations

import time

import pytest

from bot.curation.article_report import read_article
from bot.curation.documents import ReportText
from bot.curation.hrr_report import read_hrr
from bot.curation.oci_report import read_oci
from bot.curation.tip_report import read_tip
from tests.curation.narratives import RIGHTS, narrative, profile

LONG = 100_000
HOSTILE = {
    "blanks": "A" + " " * LONG,
    "tiers": "Tier " * (LONG // 5),
    "verbs": "Veldora was " * (LONG // 12) + ".",
    "clauses": "a; " * (LONG // 3),
    "numbers": "1. A " * (LONG // 5),
    "brackets": "[" * LONG,
    "links": "[a](b) " * (LONG // 7),
    "paths": "a > " * (LONG // 4),
    "stars": "* " * (LONG // 2),
    "names": "The Government of " + "A of " * (LONG // 5),
    "bylines": "By A and " * (LONG // 9),
    "digits": "1.00" * (LONG // 4),
    "rows": "HUMAN TRAFFICKING " * (LONG // 18),
}


@pytest.mark.faults
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_read_in_no_time(name: str) -> None:
    taken = 0.0
    for read, text in ((read_tip, narrative()), (read_oci, profile()), (read_hrr, RIGHTS), (read_article, "A\n\n")):
        began = time.process_time()
        read(ReportText(f"{text}\n\n{HOSTILE[name]}", "text"))
        taken = max(taken, time.process_time() - began)

    assert taken < 1
