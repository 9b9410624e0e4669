"""Links as Chromium opens them: on pages made from the source texts, the sentence is marked, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from bot.citing.links import passage_link
from bot.library.passages import SourceText
from tests.citing.test_links import CASES, TEXTS
from tests.conftest import require
from tests.shared_library import the_library

CHROMIUM = Path("/usr/bin/chromium")
ORIGIN = "https://sources.example"
VIEWPORT = {"width": 900, "height": 900}
SAMPLE = CASES[::23]


def other_words() -> list[Any]:
    """What cards link to that is no sentence: parts and runs of sentences that briefs quote, and whole paragraphs."""
    known = {(case.values[0].source, case.values[2]) for case in CASES}
    quotes = {(quote.source, quote.text): quote.passage.text for quote in the_library().quotes.values()}
    whole = {(text.source, passage.text): passage.text for text in TEXTS.values() for passage in text.passages}
    of = {text.source: text for text in TEXTS.values()}
    return [
        pytest.param(of[source], passage, words, id=f"{source}.{number}")
        for number, ((source, words), passage) in enumerate((whole | quotes).items(), 1)
        if (source, words) not in known
    ]


OTHERS = other_words()

# Rectangles of the sentence, after the page has scrolled: the text of the page is collapsed as the source is, and a
# range is laid over the place that the test computed.
RECTANGLES = """([start, end]) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const places = [];
    let blank = true;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < node.data.length; at++) {
            const isBlank = /\\s/.test(node.data[at]);
            if (!(isBlank && blank)) places.push([node, at]);
            blank = isBlank;
        }
    }
    const range = document.createRange();
    range.setStart(...places[start]);
    range.setEnd(places[end - 1][0], places[end - 1][1] + 1);
    return [...range.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom]);
}"""


def page_of(text: SourceText) -> str:
    """The source text as a web page: a paragraph for each block, so that a page break cuts a paragraph in two."""
    blocks = re.split(r"\n\s*\n", text.text.replace("**", ""))
    paragraphs = "\n".join(f"<p>{html.escape(block)}</p>" for block in blocks if block.strip())
    style = "::target-text {background: red; color: red} body {margin: 700px 40px; color: black; line-height: 2}"
    return f"<!doctype html><meta charset='utf-8'><style>{style}</style><body>{paragraphs}</body>"


PAGES = {name: page_of(text) for name, text in TEXTS.items()}


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    require("browser", CHROMIUM.exists(), "Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        context = browser.new_context(viewport=VIEWPORT)
        context.route(
            "**/*", lambda route: route.fulfill(body=PAGES[route.request.url.split("/")[3]], content_type="text/html")
        )
        yield context.new_page()
        browser.close()


def check(page: Any, text: SourceText, passage: str, sentence: str) -> None:
    link = passage_link(f"{ORIGIN}/{text.source}/", sentence, passage, text.text)
    shown = " ".join(text.text.replace("**", "").split())
    start = shown.index(sentence, shown.index(passage))

    page.goto("about:blank")
    page.goto(link)
    marked = marked_pixels(page.screenshot())
    rectangles = page.evaluate(RECTANGLES, [start, start + len(sentence)])
    visible = [r for r in rectangles if r[1] > 0 and r[3] < marked.height and r[2] - r[0] > 3]
    whole = [r for r in visible if all(marked.getpixel((int(x), int(r[1] + r[3]) // 2)) for x in (r[0] + 2, r[2] - 2))]
    pen = ImageDraw.Draw(marked)
    for left, top, right, bottom in rectangles:
        pen.rectangle((left - 1, top - 8, right + 1, bottom + 8), fill=0)

    assert visible, f"the sentence is out of sight at {link}"
    assert visible == whole, f"less than the sentence is marked by {link}"
    assert marked.getbbox() is None, f"more than the sentence is marked by {link}"


def marked_pixels(screenshot: bytes) -> Image.Image:
    """A mask of the pixels that have the colour of `::target-text`, pure red."""
    red, green, blue = Image.open(BytesIO(screenshot)).convert("RGB").split()
    mask = red.point(lambda value: 255 * (value == 255))
    for channel in (green, blue):
        mask = ImageChops.multiply(mask, channel.point(lambda value: 255 * (value == 0)))
    return mask


@pytest.mark.browser
@pytest.mark.parametrize(("text", "passage", "sentence"), SAMPLE)
def test_a_link_marks_its_sentence(page: Any, text: SourceText, passage: str, sentence: str) -> None:
    check(page, text, passage, sentence)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("text", "passage", "sentence"), CASES)
def test_every_link_marks_its_sentence(page: Any, text: SourceText, passage: str, sentence: str) -> None:
    check(page, text, passage, sentence)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("text", "passage", "words"), OTHERS)
def test_every_other_link_of_a_card_marks_its_words(page: Any, text: SourceText, passage: str, words: str) -> None:
    check(page, text, passage, words)
