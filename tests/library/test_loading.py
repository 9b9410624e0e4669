"""What a library refuses, and that the rest is served all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import LibraryError
from bot.library.loading import load_library
from bot.library.problems import Severity
from bot.library.snapshot import Library
from tests.library.conftest import Shelf

SHEET = """id: index
source: ferry
country: Veldora
edition: "2020"
title: Index
record_only: true
scale: {low: 1, high: 10, standing: printed, note: "From 1 to 10."}
groups:
  - id: all
    name: ALL
    value: 2.50
    higher_is: worse
    indicators:
      - {id: one, name: ONE, value: 2.00}
      - {id: two, name: TWO, value: 3.00, brief: the-ferry}
ranks:
  - {of: all, scope: "9 countries", value: 3}
"""
MORE = "- {id: passengers, title: A, unit: b, counts: c, comparable: true}\n"
RECORD = """- id: record
  series: article
  title: A record without a text
  label: Record
  country: Veldora
  accessed: "2026-11-22"
  reuse: {terms: "Figures only.", longest_quote_words: 30}
  covers: "Nothing."
  standing: {title: printed}
  csl: {id: record}
"""


def load(shelf: Shelf) -> Library:
    return load_library(shelf.briefs)


def codes(library: Library) -> list[tuple[str, str, int]]:
    return [(one.code, one.file.removeprefix("briefs/"), one.line) for one in library.problems]


def test_the_small_library_is_sound(shelf: Shelf) -> None:
    library = load(shelf)

    assert () == library.problems
    assert {"the-ferry", "the-drivers"} == set(library.briefs)


FERRY, DRIVERS, INDEX = "topics/the-ferry.yaml", "topics/the-drivers.yaml", "scores/index.yaml"
#: Every code of the check: the file that is changed, the words and their change, and words of the line that is named.
CASES: list[tuple[str, str, str, str, str]] = [
    ("quote-not-found", FERRY, "300 people a day before", "400 people a day before", "  q1:"),
    ("quote-ambiguous", DRIVERS, "An estimated 40 drivers carry parcels now.", "the", "  q1:"),
    ("unknown-source", FERRY, "source: ferry,", "source: fery,", "  q1:"),
    ("unknown-quote", FERRY, "quotes: [q1]}\nquotes", "quotes: [q2]}\nquotes", "- {ask"),
    ("unknown-brief", FERRY, "related: [the-drivers]", "related: [drivers]", "related"),
    ("unknown-brief", FERRY, "related: [the-drivers]", "related: [the-ferry]", "related"),
    ("number-not-in-quote", FERRY, "up to 300 people a day (M", "up to 30 people a day (M", "- {text"),
    ("hedge-not-in-quote", FERRY, "hedge: reportedly", "hedge: allegedly", "- {text"),
    ("hedge-dropped", FERRY, '{text: "The ferry reportedly carried', '{text: "The ferry carried', "- {text"),
    ("hedge-dropped", FERRY, 'qualifier: "reportedly; up to"', "qualifier: up to", "- {measure"),
    ("unknown-measure", FERRY, "measure: passengers", "measure: passenger", "- {measure"),
    ("figure-not-in-quote", FERRY, 'printed: "up to 300 people"', 'printed: "up to 300 souls"', "printed"),
    ("figure-not-in-quote", FERRY, "high: 300", "high: 310", "printed"),
    ("figure-shape", FERRY, "high: 300", "high: 300, value: 300", "- {measure"),
    ("figure-shape", FERRY, "high: 300, ", "", "- {measure"),
    ("figure-shape", FERRY, "high: 300", "low: 400, high: 300", "- {measure"),
    ("as-of-not-printed", FERRY, "as_of_basis: report-year", 'as_of: "1999", as_of_basis: printed', "as_of_basis"),
    ("as-of-not-printed", FERRY, "as_of_basis: report-year", 'as_of: "2019", as_of_basis: report-year', "as_of_basis"),
    ("alias-not-printed", FERRY, "  - ferry", "  - steamer", "  - steamer"),
    ("term-printed", FERRY, "[boat line]", "[parcels]", "  en:"),
    ("alias-claimed-twice", FERRY, "  - ferry", "  - drivers", "  - drivers"),
    ("alias-repeated", FERRY, "[boat line]", "[boat line, boat-line]", "  en:"),
    ("id-not-file", DRIVERS, "id: the-drivers", "id: drivers", "id: drivers"),
    ("unknown-key", FERRY, "aliases:", "alias:", "alias:"),
    ("missing-key", FERRY, "title: Traffic on the ferry\n", "", "id: the-ferry"),
    ("wrong-value", FERRY, "title: Traffic on the ferry", "title: 7", "title: 7"),
    ("duplicate-id", "measures.yaml", "  comparable: true\n", f"  comparable: true\n{MORE}", MORE[:20]),
    ("missing-key", "measures.yaml", "comparable: true", "comparable: false", "- id: passengers"),
    ("source-changed", "sources.yaml", "sha256: ", f'sha256: "{"0" * 64}"  # ', "sha256"),
    ("source-unreadable", "sources.yaml", "file: ferry.txt", "file: fery.txt", "file:"),
    ("path-outside", "sources.yaml", "file: ferry.txt", "file: ../ferry.txt", "file:"),
    ("wrong-value", "measures.yaml", "- id", "  id", "  id"),
    ("score-out-of-scale", INDEX, "name: ONE, value: 2.00", "name: ONE, value: 12.00", "ONE"),
    ("aggregate-wrong", INDEX, "value: 2.50", "value: 2.60", "value: 2.60"),
    ("unknown-group", INDEX, "{of: all", "{of: none", "{of: none"),
    ("unknown-group", INDEX, "    indicators:", "    of: [none]\n    indicators:", "of: [none]"),
    ("unknown-brief", INDEX, "brief: the-ferry", "brief: ferry", "TWO"),
    ("duplicate-id", INDEX, "{id: two", "{id: one", "TWO"),
    ("unknown-source", INDEX, "source: ferry", "source: none", "source: none"),
    ("unknown-source", INDEX, "source: ferry\n", "source: record\n", "source: record"),
    ("unknown-passage", INDEX, "value: 2.00}", 'value: 2.00, explained_by: ["ferry:99"]}', "ONE"),
    ("group-empty", INDEX, "ranks:", "  - {id: more, name: MORE, value: 1.00, higher_is: worse}\nranks:", "MORE"),
    ("score-not-printed", INDEX, "record_only: true", "record_only: false", "value: 2.50"),
    ("id-not-file", INDEX, "id: index", "id: other", "id: other"),
]


def line_with(path: Path, words: str) -> int:
    return next(i for i, line in enumerate(path.read_text().splitlines(), 1) if words in line)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("code", "file", "old", "new", "where"), CASES, ids=[f"{code}-{i}" for i, (code, *_) in enumerate(CASES)]
)
def test_a_mistake_is_named_with_its_file_and_line(
    code: str, file: str, old: str, new: str, where: str, shelf: Shelf
) -> None:
    shelf.write("scores/index.yaml", SHEET)
    shelf.write("sources.yaml", (shelf.briefs / "sources.yaml").read_text() + RECORD)
    assert () == load(shelf).problems
    shelf.change(file, old, new)
    if code == "unknown-source" and "record" in new:
        shelf.change(file, "record_only: true\n", "")

    assert (code, file, line_with(shelf.briefs / file, where)) in codes(load(shelf))


def test_a_quote_longer_than_the_source_allows_is_named(shelf: Shelf) -> None:
    shelf.change("sources.yaml", "longest_quote_words: 30", "longest_quote_words: 10")

    assert [("quote-too-long", FERRY, line_with(shelf.briefs / FERRY, "  q1:"))] == codes(load(shelf))


def test_a_brief_that_feeds_from_too_many_paragraphs_is_two(shelf: Shelf) -> None:
    import hashlib

    text = "Title\n\nBy Ana Moreau\n\n" + "\n\n".join(f"Paragraph number {n} is here." for n in range(1, 14)) + "\n"
    (shelf.seeds / "ferry.txt").write_text(text)
    quotes = "\n".join(f'  q{n}: {{source: ferry, text: "Paragraph number {n} is here."}}' for n in range(1, 14))
    brief = f"""id: the-ferry
title: Many
questions: [{{ask: "What?", quotes: [q1]}}]
quotes:
{quotes}
statements: [{{text: "It is here.", quotes: [q1]}}]
"""
    sources = (shelf.briefs / "sources.yaml").read_text()
    old = sources.split("sha256: ")[1].split("\n")[0]
    shelf.write("sources.yaml", sources.replace(old, hashlib.sha256(text.encode()).hexdigest()))
    shelf.write("topics/the-ferry.yaml", brief)
    (shelf.briefs / "topics" / "the-drivers.yaml").unlink()

    assert [("too-many-paragraphs", "topics/the-ferry.yaml", 4)] == codes(load(shelf))


def test_a_term_that_is_not_covered_twice_is_named(shelf: Shelf) -> None:
    shelf.write(
        "not-covered.yaml",
        """- {id: bridges, title: bridges, terms: [bridge, the old bridge]}
- id: roads
  title: roads
  terms: [
    road, "Bridge",
    "road"]
""",
    )

    assert [("term-repeated", "not-covered.yaml", 5), ("term-repeated", "not-covered.yaml", 6)] == codes(load(shelf))
    assert {Severity.WARNING} == {one.severity for one in load(shelf).problems}
    assert {"bridges", "roads"} == set(load(shelf).uncovered)


@pytest.mark.faults
def test_one_bad_file_is_set_aside_and_the_others_load(shelf: Shelf) -> None:
    shelf.write("topics/the-ferry.yaml", "id: [unclosed\n")
    library = load(shelf)

    assert ["the-drivers"] == list(library.briefs)
    assert ("yaml-syntax", "topics/the-ferry.yaml") == codes(library)[0][:2]


@pytest.mark.faults
def test_errors_come_before_warnings(shelf: Shelf) -> None:
    shelf.change("topics/the-drivers.yaml", '"An estimated 40 drivers carry parcels (', '"40 drivers carry parcels (')
    shelf.change("topics/the-ferry.yaml", "hedge: reportedly", "hedge: allegedly")

    assert [Severity.ERROR, Severity.WARNING] == [one.severity for one in load(shelf).problems]


def test_a_quote_that_is_not_found_shows_the_nearest_words(shelf: Shelf) -> None:
    shelf.change("topics/the-ferry.yaml", "a day before", "a week before")
    (found,) = [one for one in load(shelf).problems if one.code == "quote-not-found"]

    assert "The nearest is ferry:1" in found.message
    assert "[week → day]" in found.message
    assert " of 100 alike" in found.message


def test_a_draft_is_checked_and_not_served_and_takes_no_name(shelf: Shelf) -> None:
    shelf.write("topics/a-draft.yaml", (shelf.briefs / "topics" / "the-ferry.yaml").read_text().replace(
        "id: the-ferry\n", "id: a-draft\ndraft: true\n"))  # fmt: skip
    library = load(shelf)

    assert {"the-ferry", "the-drivers"} == set(library.briefs)
    assert {"topics/a-draft.yaml"} == {file for _, file, _ in codes(library)}


def test_a_link_that_leads_nowhere_loses_only_the_link(shelf: Shelf) -> None:
    shelf.change("topics/the-ferry.yaml", "[the-drivers]", "[nothing]")
    library = load(shelf)

    assert () == library.briefs["the-ferry"].related
    assert 1 == len(library.errors)


@pytest.mark.faults
@pytest.mark.parametrize(
    "name", ["../x", "/etc/hostname", "a/../../x", "..\\\\x", "x\\0", "link.txt", "./../seeds2/x", "C:\\\\x"]
)
def test_a_source_outside_the_folder_is_never_read(name: str, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("secret")
    (shelf.seeds / "link.txt").symlink_to(tmp_path / "x")
    shelf.change("sources.yaml", "file: ferry.txt", f'file: "{name}"')
    library = load(shelf)

    assert {} == dict(library.texts)
    assert {"path-outside", "hidden-character", "yaml-syntax"} & {code for code, _, _ in codes(library)}


@pytest.mark.parametrize("missing", ["folder", "topics"])
def test_no_library_at_all_is_one_sentence(missing: str, tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    if missing == "topics":
        folder.mkdir()

    with pytest.raises(LibraryError) as refusal:
        load_library(folder)
    assert "library.path" in str(refusal.value)


def test_the_same_files_have_the_same_version_and_others_another(shelf: Shelf) -> None:
    first = load(shelf).version

    assert first == load(shelf).version
    shelf.change("topics/the-ferry.yaml", "boat line", "boat lines")
    assert first != load(shelf).version


def test_words_that_another_source_prints_do_not_break_a_brief(shelf: Shelf) -> None:
    import hashlib

    text = "Boats\n\nBy Piet de Boer\n\nThe boat line to Arden is closed for good.\n"
    (shelf.seeds / "boats.txt").write_text(text)
    entry = (
        (shelf.briefs / "sources.yaml").read_text().replace("id: ferry", "id: boats").replace("ferry.txt", "boats.txt")
    )
    old = entry.split("sha256: ")[1].split("\n")[0]
    entry = entry.replace(old, hashlib.sha256(text.encode()).hexdigest())
    shelf.write("sources.yaml", (shelf.briefs / "sources.yaml").read_text() + entry)
    library = load(shelf)

    assert () == library.problems
    assert {"ferry", "boats"} == set(library.texts)


@pytest.mark.faults
def test_every_quote_of_the_library_fails_with_one_letter_changed(root: Path) -> None:
    from bot.library.locating import Found, locate

    library = load_library(root / "briefs")
    passed = []
    for (brief, name), quote in library.quotes.items():
        text = library.texts[quote.source]
        at = len(quote.text) // 2
        while not quote.text[at].isalpha():
            at -= 1
        letter = "x" if quote.text[at] != "x" else "y"
        if isinstance(locate(quote.text[:at] + letter + quote.text[at + 1 :], text), Found):
            passed.append((brief, name))

    assert [] == passed
    assert len(library.quotes) > 500
