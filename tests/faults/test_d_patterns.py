"""D11: no regular expression of the product takes long on the worst text that can be made for it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache

import pytest

from bot.curation.article_report import read_article
from bot.curation.documents import ReportText
from bot.curation.hrr_report import read_hrr
from bot.curation.oci_report import read_oci
from bot.curation.tip_report import read_tip
from tests.curation.narratives import RIGHTS, narrative, profile
from tests.faults.attacking import filled, texts
from tests.faults.collecting import Expression, expressions

LIMIT = 0.1  # seconds on a machine on which YARDSTICK takes no longer than a twelfth of it; else twelve times that
YARDSTICK = re.compile(r"\b[a-z]+(?: [A-Z]|\b)")  # plainly linear
TRIES = 3  # the best counts, since others share the machine
NOISE = 5e-6  # seconds by which a short call may seem to take too little
REPORT = 100_000  # characters of one line of a report
READER = 1.0  # seconds of a whole importer, in which some forty expressions have their turn
READERS = {"tip": read_tip, "oci": read_oci, "hrr": read_hrr, "article": read_article}
TYPED = 4_000  # characters of what people type, at most

#: What an expression of an importer is shown at most, where that is less than a whole report, by how its name begins.
CAPPED = {
    "bot.curation.completeness:_MARKER": 60,  # the end of the last paragraph
    "bot.library.layouts.blocks:_MARKS": 400,  # twice the longest heading
    "bot.library.layouts.chrome:": 400,  # _SHORT
    "bot.library.layouts.oci_panel:": 120,  # _LINE_LIMIT
    "bot.library.passages:_ROW_NAME": 240,  # a row, of two such lines at most
    "bot.library.reading:_SURPRISES": 200,  # as _scalar looks before
    "bot.library.sentences:_ABBREVIATION": 40,  # _LONGEST
}
IMPORTERS = ("bot.curation", "bot.library", "bot/curation", "bot/library")
#: Shown what was cut short before.
SHOWN = {
    "bot.evidence.claims.splitting:": TYPED,
    "bot.evidence.claims": 400,
    "bot/evidence/claims": 400,
    "bot.search.normalising:_MARKUP": 2_000,
    "bot.search.cues:_ADDRESS": 2_000,
    "bot.search": 400,
    "bot/search": 400,
}


def apply(expression: Expression, method: str, text: str) -> float:
    """Seconds of this thread for one call, to its end; what others take of the machine does not count."""
    pattern, subject, nothing = expression.pattern, text, ""
    if isinstance(pattern.pattern, bytes):
        subject, nothing = text.encode(), b""  # type: ignore[assignment]
    call = getattr(pattern, method)
    begun = time.thread_time()
    if method in ("sub", "subn"):
        call(nothing, subject)
    elif method == "finditer":
        for _ in call(subject):
            pass
    else:
        call(subject)
    return time.thread_time() - begun


def slow(expression: Expression, size: int) -> Iterator[str]:
    """
    What keeps the expression busy for longer than `limit()`, the first of it.

    Short texts come first: what is slow on a two-hundredth need not be tried whole, nor need what is quick on a tenth
    and took no more than in proportion.
    """
    source = expression.pattern
    if isinstance(source.pattern, bytes):
        source = re.compile(source.pattern.decode("latin-1"), source.flags)
    sizes = sorted({max(1, size // 200), max(1, size // 50), max(1, size // 10), size})
    for attempt in zip(*(texts(source, one) for one in sizes), strict=True):
        for method in sorted(expression.methods):
            before, shorter = limit(), size
            for (name, text), length in zip(attempt, sizes, strict=True):
                taken = min_of(expression, method, text)
                if taken > limit():
                    yield f"{expression.where}.{method}: {taken:.3f} s on {length} characters, {name}"
                    return
                share = size / length
                linear = taken < 2.5 * (before + NOISE) * length / shorter
                if share == 10 and (taken * share**2 < limit() / 2 or (linear and taken * share < limit() / 2)):
                    break
                before, shorter = taken, length


@lru_cache(maxsize=1)
def limit() -> float:
    """Seconds that an expression may take here: slow machines do not make it worse than linear."""
    text = "plain words of a report " * (REPORT // 24)
    return max(
        LIMIT, 8 * min(apply(Expression("yardstick", YARDSTICK, frozenset()), "finditer", text) for _ in range(9))
    )


def min_of(expression: Expression, method: str, text: str) -> float:
    least = float("inf")
    for _ in range(TRIES):
        least = min(least, apply(expression, method, text))
        if least <= limit():
            break
    return least


def length_of(expression: Expression) -> int:
    return next((most for where, most in CAPPED.items() if expression.where.startswith(where)), REPORT)


def typed_length(expression: Expression) -> int:
    return next((most for where, most in SHOWN.items() if expression.where.startswith(where)), TYPED)


def of_importers(expression: Expression) -> bool:
    return expression.where.startswith(IMPORTERS)


def test_d11_expressions_are_found_wherever_they_stand() -> None:
    found = {expression.where: expression for expression in expressions()}

    assert len(found) > 300
    assert "sub" in found["bot.cards.text:_BREAKS"].methods
    assert any("[" in where for where in found)  # in tables
    assert any(where.startswith("bot/curation/") for where in found)  # written out in a call


def test_d11_every_expression_of_an_importer_is_quick_on_its_worst_line() -> None:
    found = [one for expression in expressions() if of_importers(expression)
             for one in slow(expression, length_of(expression))]  # fmt: skip

    assert [] == found


def test_d11_every_other_expression_is_quick_on_the_worst_that_is_typed() -> None:
    found = [one for expression in expressions()
             if not of_importers(expression) for one in slow(expression, typed_length(expression))]  # fmt: skip

    assert [] == found


#: Lines that took an importer seconds to hours before their expressions were mended.
LINES = {
    "a tier and blanks": ("The ranking is tier 1", " "),
    "a heading and blanks": ("PRIORITIZED RECOMMENDATIONS FOR", " "),
    "a byline and blanks": ("By", " "),
    "points": ("It went on", "."),
    "abbreviations": ("", "Mr. A "),
    "joining words": ("The Government of Veldora", " of"),
    "blanks before a comma": ("One", "\t "),
}


@pytest.mark.parametrize("line", LINES)
def test_d11_every_importer_reads_a_hostile_report_in_no_time(line: str) -> None:
    hostile, taken = filled(*LINES[line], REPORT), {}
    for series, text in {"tip": narrative(), "oci": profile(), "hrr": RIGHTS, "article": "A title\n\n"}.items():
        report = ReportText(f"{text}\n\n{hostile}\n\nAnd so on.\n", "text")
        begun = time.thread_time()
        READERS[series](report)
        taken[series] = time.thread_time() - begun

    assert {} == {series: seconds for series, seconds in taken.items() if seconds > READER}


@pytest.mark.parametrize(
    ("pattern", "size"), [(r"(a+)+$", 26), (r"A.+?\s+$", 8_000), (r"\s*x\s*,", 20_000), (r"[^\n]*y[^\n]*", 20_000)]
)
def test_d11_a_slow_expression_is_found(pattern: str, size: int) -> None:
    assert [*slow(Expression("here", re.compile(pattern), frozenset({"search"})), size)]
