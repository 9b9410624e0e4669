"""Text of cards: nothing that people or curators write comes alive, and nothing is lost in the plain twin."""

from __future__ import annotations

import pytest

from bot.cards.phrases import fixed
from bot.cards.text import ECHO_LIMIT, Kind, Span, bold, echo, escape, joined, line, markdown, plain, shortened, units


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** _it_ ~~no~~ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\`"),
        ("||spoiler||", "\\|\\|spoiler\\|\\|"),
        ("[gov](http://evil.example)", "[gov]\\(http:\u200b//evil.example)"),
        ("<@123> <@&1> </ask:1> <t:1:R>", "\\<@\u200b123> \\<@\u200b&1> \\</ask:1> \\<t:1:R>"),
        ("@everyone @here", "@\u200beveryone @\u200bhere"),
        ("# heading", "\\# heading"),
        ("-# small", "\\-# small"),
        ("- item", "\\- item"),
        (">>> quote", "\\>>> quote"),
        ("1. first", "1\\. first"),
        ("a [note] and 8.50 - 9", "a [note] and 8.50 - 9"),
    ],
)
def test_markdown_mentions_and_links_are_dead(typed: str, shown: str) -> None:
    assert shown == escape(typed)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("  two \n words ", "two words"),
        ("\u202eabc\u200b", "abc"),
        ("", None),
        ("\u200b\u2060", None),
        ("x" * ECHO_LIMIT, "x" * ECHO_LIMIT),
        ("x" * (ECHO_LIMIT + 1), None),
    ],
)
def test_words_are_repeated_on_one_line_or_not_at_all(words: str, said: str | None) -> None:
    assert said == echo(words)


def test_each_kind_of_line_has_its_markdown() -> None:
    assert "### Title" == markdown(line("Title", kind=Kind.HEADING), "en")
    assert "-# small" == markdown(line("small", kind=Kind.SUBTLE), "en")
    assert "> said" == markdown(line("said", kind=Kind.QUOTE), "en")
    assert "- one" == markdown(line("one", kind=Kind.BULLET), "en")
    assert "```\na `b` '''\n```" == markdown(line("a `b` ```", kind=Kind.CODE), "en")


def test_spans_are_dressed_and_undressed() -> None:
    one = line(bold("a*b"), " ", Span("c", italic=True), " ", Span("*Title*, \\[n.d.\\]", raw=True))

    assert "**a\\*b** *c* *Title*, \\[n.d.\\]" == markdown(one, "en")
    assert "a*b c Title, [n.d.]" == plain(one, "en")


def test_a_value_in_a_phrase_is_escaped() -> None:
    assert "There is no source “\\*x\\*”" == markdown(line(fixed("There is no source “{name}”", name="*x*")), "en")


def test_sensitive_lines_are_spoilers_where_wanted() -> None:
    one = line("grim", kind=Kind.QUOTE, sensitive=True)

    assert "> ||grim||" == markdown(one, "en", spoilers=True)
    assert "> grim" == markdown(one, "en")


def test_labels_are_shortened_at_whole_words() -> None:
    assert "one two" == shortened("one two", 7)
    assert "one …" == shortened("one two", 6)
    assert "onetwothre …" == shortened("onetwothreefour", 12)


def test_length_counts_what_clients_count() -> None:
    assert 3 == units("a🙂")


def test_parts_are_joined() -> None:
    assert ("a", " · ", "b") == joined(["a", "b"])
    assert () == joined([])
