"""What a query says beside its topic."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import cues
from bot.search.cues import CueReader, Pointer
from bot.search.normalising import clean
from tests.conftest import ROOT
from tests.shared_library import the_library


@pytest.fixture(scope="module")
def reader() -> CueReader:
    return CueReader(the_library())


@pytest.mark.parametrize(
    ("text", "sources", "rest"),
    [
        pytest.param("tip 2024 wages", {"tip-2024"}, "wages", id="series-and-year"),
        pytest.param("what does the tip report say about brides", {"tip-2007", "tip-2024"}, "brides", id="series"),
        pytest.param("2007 tip report prevention", {"tip-2007"}, "prevention", id="year-and-series"),
        pytest.param("state department on camps", {"tip-2007", "tip-2024", "hrr-2021"}, "camps", id="office"),
        pytest.param("global initiative heroin", {"oci-2023"}, "heroin", id="issuer"),
        pytest.param("tucker on gifts", {"ihs-tucker"}, "gifts", id="author"),
        pytest.param("wages in russia", set(), "wages in russia", id="none"),
    ],
)
def test_sources_are_told_and_taken_out(reader: CueReader, text: str, sources: set[str], rest: str) -> None:
    cues = reader.read(text)

    assert (sources, rest) == (set(cues.sources), cues.rest)


@pytest.mark.parametrize(
    ("text", "score", "rank", "number"),
    [
        pytest.param("heroin trade score", True, False, False, id="score"),
        pytest.param("where does it rank", True, True, False, id="rank"),
        pytest.param("how many prisoners", False, False, True, id="number"),
        pytest.param("rated out of 10", True, False, False, id="scale"),
        pytest.param("마약 점수", True, False, False, id="korean"),
        pytest.param("prison camps", False, False, False, id="none"),
    ],
)
def test_scores_ranks_and_numbers_are_asked_for(
    reader: CueReader, text: str, score: bool, rank: bool, number: bool
) -> None:
    cues = reader.read(text)

    assert (score, rank, number) == (cues.wants_score, cues.wants_rank, cues.wants_number)


def _words_of(pattern: re.Pattern[str]) -> list[str]:
    """What a pattern may be met by, a word at a time; of `ranks?` both forms."""
    plain = re.sub(r"\\[a-zA-Z]", " ", pattern.pattern)
    found = re.findall(r"[a-z]+\??", plain)
    return [form for word in found for form in ({word[:-1], word[:-2]} if word.endswith("?") else {word})]


_PATTERNS = (
    cues._SCORE, cues._RANK, cues._NUMBER, cues._STATE_DEPARTMENT, cues._EDITION, *cues._SERIES.values(), cues.SCALE,
)  # fmt: skip
_WORDS = sorted({word for pattern in _PATTERNS for word in _words_of(pattern) if word})


@settings(max_examples=1_500, deadline=None)
@given(st.lists(st.sampled_from(_WORDS) | st.sampled_from(["in", "of", "the", "-", "camps"]), min_size=1, max_size=5))
def test_no_cue_is_missed_for_want_of_its_first_word(reader: CueReader, words: list[str]) -> None:
    for text in (" ".join(words), "-".join(words)):
        assert reader._read(text, reader._all_starts) == reader.read(text)


def test_questions_of_people_are_read_as_by_every_pattern(reader: CueReader) -> None:
    for line in (ROOT / "tests/lookup/queries.jsonl").read_text("utf-8").splitlines():
        text = clean(json.loads(line)["query"])
        assert reader._read(text, reader._all_starts) == reader.read(text), text


@pytest.mark.parametrize(
    ("typed", "pointer"),
    [
        pytest.param("tip-2024:12", Pointer("tip-2024", "12"), id="key"),
        pytest.param("see TIP-2024:¶12 please", Pointer("tip-2024", "12"), id="key-with-mark"),
        pytest.param("oci-2023:heroin-trade", Pointer("oci-2023", "heroin-trade"), id="row"),
        pytest.param("hrr-2021", Pointer("hrr-2021", None), id="source"),
        pytest.param("hrr-1999:3", None, id="unknown-source"),
        pytest.param("example.org/report", None, id="unknown-address"),
        pytest.param("prison camps", None, id="words"),
    ],
)
def test_keys_point_at_passages(reader: CueReader, typed: str, pointer: Pointer | None) -> None:
    assert pointer == reader.pointer(typed)


def test_every_address_of_a_source_points_at_it(reader: CueReader) -> None:
    for source in the_library().sources.values():
        for address in filter(None, (source.url, source.archive_url)):
            bare = address.removeprefix("https://").removeprefix("www.")
            for typed in (address, bare, f"<{address}#top>", f"is this it? {address}?utm=1"):
                assert Pointer(source.id, None) == reader.pointer(typed), typed


def test_no_cue_reads_a_query_slowly(reader: CueReader) -> None:
    for typed in ("a." * 1_000, "tip " * 500, "https://" * 250, "x-" * 1_000, "1:" * 1_000):
        assert reader.read(clean(typed)) == reader.read(clean(typed))
        assert reader.pointer(typed) is None
