"""Cards cut to Discord's limits: whole lines only, and the whole text in a file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.actions import CUSTOM_ID_LIMIT, MENU, Action, custom_id, fitting, read_action
from bot.cards.card import Button, Card, CardFile, Divider, Lines, Link, Menu, Option, Picture, card
from bot.cards.fitting import COMPONENTS_LIMIT, FULL_TEXT, TEXT_LIMIT, FittedText, fit, plain_text
from bot.cards.phrases import fixed
from bot.cards.rows import FittedMenu
from bot.cards.text import Kind, line, units

words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=900)
lines = st.lists(words, max_size=12).map(lambda texts: Lines(tuple(line(text, kind=Kind.BULLET) for text in texts)))


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=6), st.booleans())
def test_any_card_fits_and_keeps_whole_lines(blocks: list[Lines], private: bool) -> None:
    made = card(line("Title", kind=Kind.HEADING), *blocks, private=private)
    fitted = fit(made)
    shown = [block.markdown for block in fitted.blocks if isinstance(block, FittedText)]

    assert sum(map(units, shown)) <= TEXT_LIMIT
    assert all(shown)
    cut = any(file.name == FULL_TEXT for file in fitted.files)
    assert cut == any("more in the attached file" in text for text in shown)
    if cut:
        assert [plain_text(made).encode()] == [file.data for file in fitted.files]


def test_what_must_stay_stays_while_others_give_way() -> None:
    kept = Lines((line("k" * 1_500), line("k" * 1_500)), keep=True)
    other = Lines(tuple(line("o" * 400) for _ in range(5)))
    fitted = fit(card(line("Title"), kept, other))
    texts = [block.markdown for block in fitted.blocks if isinstance(block, FittedText)]

    assert 3_001 == len(texts[1])
    assert "… 3 more in the attached file" in texts[2]


def test_rows_that_find_no_room_are_left_out() -> None:
    rows = tuple((Button(str(n), Action("x", (str(n),))),) for n in range(50))
    fitted = fit(Card((line("Title"),), (Lines((line("text"),)),), rows))

    assert (
        1 + len(fitted.blocks) + sum(1 + len(row) for row in fitted.rows if isinstance(row, tuple)) <= COMPONENTS_LIMIT
    )


def test_a_button_is_not_shown_twice_nor_with_an_id_that_is_too_long() -> None:
    same = Button("Same", Action("x"))
    long = Button("Long", Action("x", ("y" * CUSTOM_ID_LIMIT,)))
    fitted = fit(Card((line("Title"),), (), ((same, same, long), (same,), (Link("Open", "https://example.org"),))))

    assert [["Same"], ["Open"]] == [[one.label for one in row] for row in fitted.rows if isinstance(row, tuple)]


def test_a_menu_keeps_its_options_unique_and_within_limits() -> None:
    options = tuple(Option("word " * 40, str(n % 30), "d " * 90) for n in range(60))
    (menu,) = fit(Card((line("T"),), (), (Menu(fixed("Open a brief"), Action("open", ("brief",)), options),))).rows

    assert isinstance(menu, FittedMenu)
    assert 25 == len(menu.options)
    assert all(len(one.label) <= 100 and len(one.description) <= 100 for one in menu.options)
    assert menu.custom_id.startswith(MENU)


def test_an_empty_menu_is_left_out() -> None:
    assert () == fit(Card((line("T"),), (), (Menu(fixed("Open a brief"), Action("open"), ()),))).rows


def test_the_plain_twin_holds_pictures_in_words_and_addresses() -> None:
    made = Card(
        (line("Title"),),
        (Divider(), Picture("a.png", "Two bars"), Lines((line("text"),))),
        ((Link(fixed("Open the brief"), "https://example.org"),),),
        (CardFile("a.png", b"x"),),
    )

    assert "Title\n\n[Two bars]\n\ntext\n\nOpen the brief: https://example.org" == plain_text(made)


@pytest.mark.parametrize(
    "action", [Action("a"), Action("brief", ("x", "", "y,z"), "a1b2"), Action("none", ("what? é",))]
)
def test_an_action_is_read_back_as_it_was_written(action: Action) -> None:
    written = custom_id(action)

    assert written is not None
    assert action == read_action(written)


@pytest.mark.parametrize("written", ["", "b1", "b1|", "zz|brief|x", "brief"])
def test_what_is_not_ours_is_not_read(written: str) -> None:
    assert read_action(written) is None


def test_separators_in_an_argument_are_refused() -> None:
    assert custom_id(Action("a", ("x|y",))) is None
    assert custom_id(Action("a", ("x~y",))) is None


def test_an_action_wraps_another() -> None:
    inner = Action("brief", ("x",), "a1b2")

    assert inner == inner.within("share").inner()
    assert "default" == inner.arg(5, "default")


def test_as_many_are_remembered_as_fit() -> None:
    many = tuple(f"quote{n}" for n in range(40))
    written = custom_id(fitting("answer", "topic", many, "a1b2"))

    assert written is not None
    assert 60 < len(written) <= CUSTOM_ID_LIMIT - 10
    assert Action("answer", ("topic",), "a1b2") == fitting("answer", "topic", (), "a1b2")
