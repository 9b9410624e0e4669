"""A library of one invented source and two briefs, as a curator would write them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

TEXT = """The Ferry and the Parcels

By Ana Moreau

The ferry reportedly carried up to 300 people a day before the spring of 2019. Since then nobody has counted them.

An estimated 40 drivers carry parcels now. The port master said that the parcels are light.
"""
SOURCES = """- id: ferry
  series: article
  title: The Ferry and the Parcels
  label: Moreau
  country: Veldora
  edition: "2020"
  date: "2020"
  file: ferry.txt
  sha256: {sha}
  accessed: "2026-11-22"
  reuse: {{terms: "Short quotes only.", longest_quote_words: 30}}
  covers: "An invented article."
  standing: {{title: printed}}
  csl: {{id: ferry}}
"""
MEASURES = """- id: passengers
  title: Passengers of the ferry
  unit: people a day
  counts: "How many people the ferry carried."
  comparable: true
"""
FERRY = """id: the-ferry
title: Traffic on the ferry
aliases:
  - ferry
search_terms:
  en: [boat line]
questions:
  - {ask: "How many people took the ferry?", quotes: [q1]}
quotes:
  q1: {source: ferry, text: "The ferry reportedly carried up to 300 people a day before the spring of 2019."}
statements:
  - {text: "The ferry reportedly carried up to 300 people a day (Moreau 2020).", quotes: [q1], hedge: reportedly}
figures:
  - {measure: passengers, high: 300, qualifier: "reportedly; up to", quote: q1,
     as_of_basis: report-year,
     printed: "up to 300 people"}
related: [the-drivers]
"""
DRIVERS = """id: the-drivers
title: Drivers with parcels
aliases: [drivers]
questions:
  - {ask: "Who carries the parcels?", quotes: [q1]}
quotes:
  q1: {source: ferry, text: "An estimated 40 drivers carry parcels now."}
statements:
  - {text: "An estimated 40 drivers carry parcels (Moreau 2020).", quotes: [q1], hedge: An estimated}
related: [the-ferry]
"""


class Shelf:
    """The folder of a small library whose files a test may change."""

    def __init__(self, root: Path) -> None:
        self.briefs = root / "briefs"
        self.seeds = root / "seeds"
        (self.briefs / "topics").mkdir(parents=True)
        (self.briefs / "scores").mkdir()
        self.seeds.mkdir()
        (self.seeds / "ferry.txt").write_text(TEXT)
        sha = hashlib.sha256(TEXT.encode()).hexdigest()
        self.write("sources.yaml", SOURCES.format(sha=sha))
        self.write("measures.yaml", MEASURES)
        self.write("topics/the-ferry.yaml", FERRY)
        self.write("topics/the-drivers.yaml", DRIVERS)

    def write(self, name: str, text: str) -> None:
        (self.briefs / name).write_text(text)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.briefs / name).read_text()
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)
