"""Charts as pictures: the same bytes each time, in any thread, quick, readable and never cut."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.charts import making, marks, score_bars, sheet_comparison
from bot.cards.charts.bars import lay_out_bars
from bot.cards.charts.fonts import ChartError, font, width_of, wrapped
from bot.cards.charts.making import figure_ranges
from bot.cards.charts.marks import Box, Dot, Scene, Text, Tip
from bot.cards.charts.painting import paint
from bot.cards.charts.pairs import lay_out_pairs
from bot.cards.charts.ranges import axis, lay_out_ranges, short
from bot.cards.charts.reading import bar_chart, pair_charts, range_chart
from bot.evidence.comparing import compare_sheets
from bot.evidence.figures import counted_measures, figures_answer
from bot.evidence.scores import group_score, sheet_scores
from tests.cards.charts.charted import a_figure, a_group, a_sheet, figures, of_group, opened
from tests.conftest import ROOT
from tests.shared_library import the_library

MARKETS = a_group({"ARMS": "9.00", "HEROIN TRADE": "4.00", "FLORA": "2.00"})
LOWEST = 360  # pixels of height to which a client may shrink a picture
NAMES = 14.0  # points in which a picture of scores writes names
READABLE = 8.5  # pixels of a phone's page below which nobody reads words
NASTY = r"$\frac{$ <b>&amp; _x_ %d {0} \0"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    for drawn in (making._bars, making._pairs, making._ranges):
        drawn.cache_clear()


def scenes() -> list[Scene]:
    """Every layout of the real library."""
    library = the_library()
    found = [lay_out_ranges(range_chart(figures_answer(library, one))) for one in counted_measures(library)]
    for sheet in library.sheets.values():
        found += [lay_out_bars(bar_chart(group_score(library, sheet, group))) for group in sheet.groups]
    comparison = compare_sheets(library.sheets["oci-2021"], library.sheets["oci-2023"])
    return found + [lay_out_pairs(chart) for chart in pair_charts(comparison)]


def extent(text: Text) -> tuple[float, float]:
    """Where words start and end, in points."""
    width = width_of(text.words, text.size, strong=text.strong)
    left = text.x - {"left": 0.0, "middle": width / 2, "right": width}[text.align]
    return left, left + width


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [marks.INK, marks.QUIET, marks.VALUE, marks.CHOSEN])
def test_what_carries_meaning_stands_out_from_the_ground(colour: str) -> None:
    assert contrast(colour, marks.GROUND) >= 4.5


def test_words_stay_on_the_card_and_off_each_other() -> None:
    for scene in scenes():
        rows: dict[float, list[tuple[float, float]]] = {}
        for text in (mark for mark in scene.marks if isinstance(mark, Text)):
            rows.setdefault(text.y, []).append(extent(text))
        for spans in rows.values():
            ordered = sorted(spans)

            assert ordered[0][0] >= marks.MARGIN - 0.5
            assert ordered[-1][1] <= scene.width - marks.MARGIN + 0.5
            assert all(before[1] <= after[0] for before, after in pairwise(ordered))
        assert max(mark.y for mark in scene.marks if isinstance(mark, Text)) < scene.height


def test_a_picture_of_scores_is_low_enough_to_be_read_where_discord_shrinks_it() -> None:
    library = the_library()
    comparison = compare_sheets(library.sheets["oci-2021"], library.sheets["oci-2023"])
    groups = [group_score(library, sheet, group) for sheet in library.sheets.values() for group in sheet.groups]
    drawn = [*map(score_bars, groups), *sheet_comparison(comparison)]
    heights = [one.height / 2 for one in drawn if one is not None]

    assert max(heights) <= LOWEST / READABLE * NAMES


def test_every_value_of_a_group_is_written_beside_its_bar() -> None:
    scene = lay_out_bars(bar_chart(of_group(MARKETS)))

    written = [mark.words for mark in scene.marks if isinstance(mark, Text)]
    blue = [mark for mark in scene.marks if isinstance(mark, Box) and mark.colour == marks.VALUE]

    assert {"9.00", "4.00", "2.00", "mean 5.00"} <= set(written)
    assert [8 / 9, 3 / 9, 1 / 9] == pytest.approx([(box.right - box.left) / 116 for box in blue], abs=0.01)


def test_the_lowest_value_still_has_a_bar() -> None:
    scene = lay_out_bars(bar_chart(of_group(a_group({"FLORA": "1.00"}, value="1.00"))))

    assert [3.0] == [m.right - m.left for m in scene.marks if isinstance(m, Box) and m.colour == marks.VALUE]


def test_a_chosen_bar_is_set_off_by_more_than_colour() -> None:
    library = the_library()
    sheet = library.sheets["oci-2023"]
    picture = bar_chart(group_score(library, sheet, sheet.groups[1]))
    bars = tuple(type(bar)(bar.name, bar.value, bar.name == "Heroin trade") for bar in picture.group.bars)
    chosen = replace(picture, title="Heroin trade", group=replace(picture.group, bars=bars))

    strong = [m.words for m in lay_out_bars(chosen).marks if isinstance(m, Text) and m.strong and m.align == "left"]

    assert ["Heroin trade", "Heroin trade"] == strong


def test_a_value_of_one_edition_has_one_mark() -> None:
    sheets = a_sheet(a_group({"ARMS": "9.00"}), edition="2021"), a_sheet(a_group({"ARMS": "9.00", "FLORA": "2.00"}))

    scene = lay_out_pairs(pair_charts(compare_sheets(*sheets))[0])
    dots = [mark.hollow for mark in scene.marks if isinstance(mark, Dot)]

    assert [True, False, True, False, False] == dots
    assert 1 == [mark.words for mark in scene.marks if isinstance(mark, Text)].count("–")


def test_a_range_has_two_ends_a_bound_an_arrow_and_words_nothing() -> None:
    lines = (
        a_figure(),
        a_figure(low=None, amount="120 people"),
        a_figure(high=None, amount="80 people"),
        a_figure(low=None, high=None, amount=None, printed="thousands"),
    )

    scene = lay_out_ranges(range_chart(figures(*lines)))
    written = [mark.words for mark in scene.marks if isinstance(mark, Text)]

    assert 4 == sum(isinstance(mark, Dot) for mark in scene.marks)
    assert [True, False] == [mark.leftward for mark in scene.marks if isinstance(mark, Tip)]
    assert {"in words only, not drawn · TIP 2024", "Dashed arrow: the source gives one end only."} <= set(written)


def test_left_out_values_are_counted_in_the_picture() -> None:
    bars = lay_out_bars(bar_chart(of_group(MARKETS), most=1))
    ranges = lay_out_ranges(range_chart(figures(a_figure(), a_figure()), most=1))

    assert "2 more values are not drawn." in " ".join(m.words for m in bars.marks if isinstance(m, Text))
    assert "1 more figures are not drawn." in [mark.words for mark in ranges.marks if isinstance(mark, Text)]


def test_a_group_whose_value_is_no_mean_says_so() -> None:
    words = [m.words for m in lay_out_bars(bar_chart(of_group(a_group({"A": "3.00"})))).marks if isinstance(m, Text)]

    assert "score 5.00" in words
    assert "higher is worse" in words


@pytest.mark.parametrize(
    ("unit", "low", "high", "expected"),
    [
        ("people", 80.0, 120.0, (0.0, 120.0)),
        ("people", 80_000.0, 130_000.0, (0.0, 150_000.0)),
        ("percent", 3.0, 7.0, (0.0, 100.0)),
        ("percent", 90.0, 150.0, (0.0, 150.0)),
        ("degrees", -7.0, 3.0, (-8.0, 3.0)),
        ("people", 0.0, 0.0, (0.0, 1.0)),
        ("dollars", 1e15, 1e15, (0.0, 1e15)),
        ("share", 0.07, 0.09, (0.0, 0.1)),
    ],
)
def test_an_axis_ends_with_a_round_number(unit: str, low: float, high: float, expected: tuple[float, float]) -> None:
    assert expected == pytest.approx(axis(range_chart(figures(a_figure(low=low, high=high), unit=unit))))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (150_000.0, "150,000"),
        (1.5e6, "1.5 million"),
        (2e9, "2 billion"),
        (1e15, "1000 trillion"),
        (0.25, "0.25"),
        (-4e6, "-4 million"),
    ],
)
def test_an_axis_names_numbers_shortly(value: float, said: str) -> None:
    assert said == short(value)


def test_a_picture_is_twice_its_points_with_clear_corners() -> None:
    picture = score_bars(of_group(MARKETS))

    assert picture is not None
    image = opened(picture.png)
    assert (picture.width, picture.height) == image.size
    assert 780 == picture.width
    assert 0 == image.getpixel((0, 0))[3]
    assert 255 == image.getpixel((picture.width // 2, picture.height // 2))[3]


def test_flat_colours_survive_the_palette() -> None:
    image = opened(paint(Scene(60, 60, (Box(20, 20, 40, 40, marks.VALUE),)))[0])

    for at, colour in (((60, 60), marks.VALUE), ((60, 100), marks.GROUND)):
        wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]

        assert wanted == pytest.approx(image.getpixel(at)[:3], abs=2)


def test_dots_rings_and_tips_are_painted_where_they_stand() -> None:
    scene = Scene(
        100,
        60,
        (
            Dot(20, 30, 6, marks.VALUE),
            Dot(50, 30, 6, marks.VALUE, hollow=True),
            Tip(70, 30, 9, marks.VALUE, leftward=True),
            Tip(95, 30, 9, marks.VALUE, leftward=False),
            Box(5, 5, 5.1, 5.1, marks.INK),
        ),
    )

    image = opened(paint(scene)[0])
    dark = [image.getpixel((x * 2, 60))[2] - image.getpixel((x * 2, 60))[0] > 60 for x in (20, 50, 45, 77, 88, 62)]

    assert [True, False, True, True, True, False] == dark


def test_the_same_content_is_drawn_once() -> None:
    first = score_bars(of_group(MARKETS))

    assert score_bars(of_group(a_group({"ARMS": "9.00", "HEROIN TRADE": "4.00", "FLORA": "2.00"}))) is first
    assert 1 == making._bars.cache_info().misses
    assert making.KEPT == making._bars.cache_info().maxsize


def test_pictures_are_the_same_bytes_in_any_thread() -> None:
    library = the_library()
    sheet = library.sheets["oci-2023"]
    charts = [bar_chart(group_score(library, sheet, group)) for group in sheet.groups]
    expected = [paint(lay_out_bars(chart))[0] for chart in charts]

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda n: paint(lay_out_bars(charts[n % len(charts)]))[0], range(80)))

    assert [expected[n % len(charts)] for n in range(80)] == drawn


def test_a_new_process_draws_the_same_bytes() -> None:
    picture = score_bars(of_group(MARKETS))
    code = (
        "import hashlib; from tests.cards.charts.test_pictures import *; "
        "print(hashlib.sha256(score_bars(of_group(MARKETS)).png).hexdigest())"
    )

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert picture is not None
    assert said.strip() == hashlib.sha256(picture.png).hexdigest()


def test_the_pictures_of_a_sheet_are_quick_and_quicker_from_the_cache() -> None:
    # Time of the processor, as the machine may be busy with other things.
    library = the_library()
    comparison = compare_sheets(library.sheets["oci-2021"], library.sheets["oci-2023"])
    answer = sheet_scores(library, library.sheets["oci-2023"])

    started = time.process_time()
    for group in answer.groups:
        score_bars(group)
    sheet_comparison(comparison)
    cold = time.process_time() - started
    started = time.process_time()
    for _ in range(10):
        for group in answer.groups:
            score_bars(group)
        sheet_comparison(comparison)
    cached = time.process_time() - started

    assert cold < 2 * 0.250
    assert cached / 20 < 0.005


def test_nothing_to_draw_is_no_picture() -> None:
    assert figure_ranges(figures(a_figure(low=None, high=None, amount=None))) is None
    assert score_bars(of_group(a_group({}))) is None
    assert figure_ranges(figures(a_figure())) is not None


def test_a_group_without_parts_has_no_picture_of_two_editions() -> None:
    sheets = (a_sheet(a_group({}, name="ALL", id="all"), MARKETS, edition=year) for year in ("2021", "2023"))

    assert [False, True] == [one is not None for one in sheet_comparison(compare_sheets(*sheets))]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100).filter(lambda text: text.strip()))
def test_any_title_is_drawn_as_plain_text(title: str) -> None:
    chart = range_chart(figures(a_figure(printed=title, qualifier=title), title=title))

    assert paint(lay_out_ranges(chart))[0].startswith(b"\x89PNG")


def test_markup_in_a_title_is_written_out() -> None:
    scene = lay_out_ranges(range_chart(figures(a_figure(), title=NASTY)))

    assert NASTY in " ".join(mark.words for mark in scene.marks if isinstance(mark, Text))


def test_the_typeface_has_all_marks_that_the_library_prints() -> None:
    missing = bytes(font(20, False).getmask("\uffff"))

    for strong in (False, True):
        assert [] == [char for char in "–—’‘“”¶·→%$&éñ" if bytes(font(20, strong).getmask(char)) == missing]


def test_a_word_that_is_too_wide_is_broken_and_kept_whole_in_sum() -> None:
    lines = wrapped("a " + "W" * 60 + " b", 15, 100)

    assert "a" + "W" * 60 + "b" == "".join(lines).replace(" ", "")
    assert all(width_of(line, 15) <= 100 for line in lines)
    assert [] == wrapped(" ", 15, 100)


def test_a_missing_typeface_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    font.cache_clear()

    with pytest.raises(ChartError, match="pip install font-source-sans-pro"):
        font(15, False)


def test_no_picture_from_outside_is_ever_opened() -> None:
    calls = [
        (path.name, node.lineno)
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "open" and getattr(node.value, "id", "") == "Image"
    ]

    assert [] == calls


def test_pillow_is_imported_with_the_first_picture() -> None:
    code = "import json, sys, bot.cards.charts; print(json.dumps(sorted(sys.modules)))"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "PIL" not in json.loads(said)
