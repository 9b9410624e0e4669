"""Links that open at the sentence, judged by a reader of text fragments that is written apart from the maker."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import unquote

import pytest

from bot.citing.links import EXACT_LIMIT, LINK_LIMIT, passage_link
from bot.library.passages import SourceText, read_source
from tests.conftest import ROOT

URL = "https://www.example.org/reports/2024-trafficking-in-persons-report/north-korea/"
SERIES = {"oci-2023": "oci", "tip-2007": "tip", "tip-2024": "tip", "hrr-2021": "hrr", "ihs-tucker": "article"}
TEXTS = {name: read_source(name, kind, (ROOT / "seeds" / f"{name}.txt").read_bytes()) for name, kind in SERIES.items()}
FRAGMENT = re.compile(r"(?:(?P<prefix>[^,]*)-,)?(?P<start>[^,-]*)(?:,(?P<end>[^,-]+))?(?:,-(?P<suffix>[^,]*))?")


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", text)


def as_browser(text: str) -> str:
    """A page as a browser searches it: white space collapsed, any case, any kind of quotation mark."""
    return " ".join(text.translate(str.maketrans("‘’“”", "''\"\"")).replace("**", "").lower().split())


def target(link: str, page: str) -> str | None:
    """The words that a browser marks: the first place where all parts of the fragment fit, at whole words."""
    parts = FRAGMENT.fullmatch(link.partition(":~:text=")[2])
    assert parts is not None, link
    prefix, start, end, suffix = (as_browser(unquote(parts[name] or "")) for name in FRAGMENT.groupindex)
    before = rf"(?<!\w){re.escape(prefix)}\s*" if prefix else r"(?<!\w)"
    after = rf"\s*{re.escape(suffix)}(?!\w)" if suffix else r"(?!\w)"
    span = re.escape(start) + (rf"(?!\w).*?(?<!\w){re.escape(end)}" if end else "")
    found = re.search(f"{before}({span}){after}", page)
    return found[1] if found else None


CASES = [
    pytest.param(text, passage.text, sentence, id=f"{passage.key}.{number}")
    for text in TEXTS.values()
    for passage in text.passages
    for number, sentence in enumerate(sentences(passage.text), 1)
]


@pytest.mark.parametrize(("text", "passage", "sentence"), CASES)
def test_every_sentence_of_the_library_is_led_to(text: SourceText, passage: str, sentence: str) -> None:
    link = passage_link(URL, sentence, passage, text.text)

    assert link is not None
    assert LINK_LIMIT >= len(link)
    assert as_browser(sentence) == target(link, as_browser(text.text))


@pytest.mark.parametrize(("text", "passage", "sentence"), CASES)
def test_no_part_of_a_fragment_crosses_a_line_and_all_is_encoded(text: SourceText, passage: str, sentence: str) -> None:
    fragment = (passage_link(URL, sentence, passage, text.text) or "").partition(":~:text=")[2]
    parts = FRAGMENT.fullmatch(fragment)

    assert parts is not None
    assert re.fullmatch(r"(?:[\w.~]|%[0-9A-F]{2}|,-|-,|,)*", fragment, re.ASCII)
    lines = [as_browser(line) for line in re.split(r"[\n\t]", text.text)]
    for part in parts.groups():
        assert part is None or any(as_browser(unquote(part)) in line for line in lines)


def test_a_short_quote_is_named_whole_and_a_long_one_by_its_ends() -> None:
    short, long = "A fact that is short.", "It begins with this and " + "goes on and on " * 20 + "until it ends here."
    page = f"{short} {long}"

    assert f"{URL}#:~:text=A%20fact%20that%20is%20short." == passage_link(URL, short, page, page)
    assert f"{URL}#:~:text=It%20begins%20with,it%20ends%20here." == passage_link(URL, long, page, page)
    assert EXACT_LIMIT < len(long)


def test_what_has_a_meaning_in_a_fragment_is_encoded() -> None:
    quote = "Forced, state-run (and paid) work & more"

    link = passage_link(URL, quote, quote, quote)

    assert f"{URL}#:~:text=Forced%2C%20state%2Drun%20%28and%20paid%29%20work%20%26%20more" == link


def test_marks_are_linked_as_the_source_prints_them() -> None:
    source = "They said “no one can” – so far."

    link = passage_link(URL, 'said "no one can" - so', source, source)

    assert link is not None
    assert "said “no one can” – so" == unquote(link.partition("text=")[2])


def test_a_quote_over_a_page_break_is_named_by_its_ends_on_both_sides() -> None:
    source = "Sold in department\n\nstores of the capital."

    link = passage_link(URL, "Sold in department stores of the capital.", source, source)

    assert f"{URL}#:~:text=Sold%20in%20department,of%20the%20capital." == link


@pytest.mark.parametrize(
    ("source", "passage", "fragment"),
    [
        ("One here it is. Two here it is.", "Two here it is.", "it%20is.%20Two-,here%20it%20is"),
        ("Here it is.\n\nHere it is again.", "Here it is again.", "Here%20it%20is,-again"),
    ],
    ids=["by the words before", "by the words after"],
)
def test_words_that_stand_in_several_places_are_told_apart(source: str, passage: str, fragment: str) -> None:
    link = passage_link(URL, "here it is", passage, source)

    assert link is not None
    assert target(link, as_browser(source)) == "here it is"
    assert fragment == link.partition("text=")[2]


def test_of_two_equal_lines_the_first_is_linked() -> None:
    source = "Other words.\n\nThe same line.\n\nThe same line."

    assert f"{URL}#:~:text=The%20same%20line." == passage_link(URL, "The same line.", "The same line.", source)


def test_a_later_one_of_equal_lines_gets_the_plain_address() -> None:
    source = "The same line.\n\nOther words.\n\nThe same line."

    assert URL == passage_link(URL, "The same line.", "Other words.\n\nThe same line.", source)


@pytest.mark.parametrize("quote", ["", "   ", "words that stand nowhere", "ound"], ids=repr)
def test_a_quote_that_is_not_there_gets_the_plain_address(quote: str) -> None:
    assert URL == passage_link(URL, quote, "Found words.", "Found words.")


def test_a_source_without_a_text_gets_the_plain_address() -> None:
    assert URL == passage_link(URL, "Found words", "Found words", "")


def test_a_passage_that_is_not_there_does_not_matter() -> None:
    assert f"{URL}#:~:text=Found%20words" == passage_link(URL, "Found words", "elsewhere", "Found words.")
    assert f"{URL}#:~:text=Found%20words" == passage_link(URL, "Found words", "", "Found words.")


@pytest.mark.parametrize(
    "url", [None, "", "example.org/page", "javascript:alert(1)", "https://a b.org/", "https://a.org/" + "x" * 500]
)
def test_without_an_address_for_a_button_there_is_no_link(url: str | None) -> None:
    assert passage_link(url, "Found words", "Found words", "Found words") is None


def test_an_address_with_brackets_and_an_anchor_keeps_its_meaning() -> None:
    link = passage_link("https://a.org/p_(x)#top:~:text=old", "Found words", "", "Found words")

    assert "https://a.org/p_%28x%29#top:~:text=Found%20words" == link


def test_a_fragment_that_would_be_too_long_gives_way() -> None:
    url = "https://a.org/" + "x" * 470
    quote = "The first words of a sentence that then goes on for a while to its last words"

    shorter = passage_link(url[:440], quote, quote, quote)

    assert url == passage_link(url, quote, quote, quote)
    assert shorter == f"{url[:440]}#:~:text=The%20first%20words,its%20last%20words"


def test_the_sentences_of_a_passage_are_led_to_in_their_order() -> None:
    text = TEXTS["tip-2024"]
    page = as_browser(text.text)
    passage = text.paragraphs[6]

    places = [
        page.find(target(passage_link(URL, s, passage.text, text.text) or "", page) or "?")
        for s in sentences(passage.text)
    ]

    assert all(first < second for first, second in pairwise(places))
