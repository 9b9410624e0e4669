"""The passages of the five source texts, frozen: keys that people have cited must go on meaning the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.library.folding import printed
from bot.library.passages import read_source

SERIES = {"oci-2023": "oci", "tip-2007": "tip", "tip-2024": "tip", "ihs-tucker": "article", "hrr-2021": "hrr"}
FROZEN = json.loads((Path(__file__).parent / "passages.json").read_text("utf-8"))


@pytest.mark.parametrize("source", SERIES)
def test_the_passages_of_a_source_stay_what_they_were(source: str, root: Path) -> None:
    text = read_source(source, SERIES[source], (root / "seeds" / f"{source}.txt").read_bytes())
    actual = [[p.key, list(p.section), p.start, p.end] for p in text.passages]

    assert FROZEN[source] == actual


@pytest.mark.parametrize("source", SERIES)
def test_a_passage_holds_the_words_of_the_file(source: str, root: Path) -> None:
    text = read_source(source, SERIES[source], (root / "seeds" / f"{source}.txt").read_bytes())

    for passage in text.paragraphs:
        assert printed(text.text[passage.start : passage.end]) == passage.text
