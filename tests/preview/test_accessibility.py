"""The page for everybody: axe finds nothing serious, widths down to 320 px hold, touch and keyboard reach all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.preview.running import Running

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
# Steps that bring up each part of the page.
SCENES: dict[str, Callable[[Any], None]] = {}


def scene(function: Callable[[Any], None]) -> Callable[[Any], None]:
    SCENES[function.__name__] = function
    return function


@scene
def the_first_screen(page: Any) -> None:
    page.locator(".message").first.wait_for()


@scene
def a_card(page: Any) -> None:
    page.locator("#message-text").fill("/card camps")
    page.keyboard.press("Enter")
    page.locator(".container").last.wait_for()


@scene
def the_slash_picker(page: Any) -> None:
    page.locator("#message-text").fill("/")
    page.get_by_role("option").first.wait_for()


@scene
def an_open_menu(page: Any) -> None:
    page.locator(".message").first.click(button="right")
    page.get_by_role("menu").wait_for()


@scene
def an_open_select(page: Any) -> None:
    a_card(page)
    page.get_by_role("combobox", name="Pick some").last.click()


@scene
def a_form(page: Any) -> None:
    a_card(page)
    page.get_by_role("button", name="Note").last.click()
    page.get_by_role("dialog").wait_for()


@scene
def a_form_of_people_and_files(page: Any) -> None:
    page.locator("#message-text").fill("/form ")
    page.keyboard.type("people")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Files").set_input_files(
        [{"name": f"{'a-long-name-' * 8}.txt", "mimeType": "text/plain", "buffer": b"one"}]
    )
    dialog.get_by_role("combobox", name="Role").click()


@scene
def an_open_image(page: Any) -> None:
    page.locator("#message-text").fill("/tall ")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open image: tall.png").last.click()
    page.get_by_role("dialog").wait_for()


@scene
def the_inspector(page: Any) -> None:
    a_card(page)
    page.get_by_role("button", name="Inspector").click()
    page.locator("#inspector .verdict").wait_for()


@scene
def an_error(page: Any) -> None:
    page.locator("#message-text").fill("/silence ")
    page.keyboard.press("Enter")
    page.locator(".failure").last.wait_for()


@pytest.fixture
def open_page(chromium: Any, demo: Running) -> Iterator[Callable[..., Any]]:
    contexts: list[Any] = []

    def open_page(width: int, scheme: str = "dark", **options: Any) -> Any:
        size = {"width": width, "height": 720}
        context = chromium.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", **options)
        context.set_default_timeout(8_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(demo.address)
        page.locator(".message").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("name", SCENES)
def test_axe_finds_nothing_serious(open_page: Callable[..., Any], name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(1280, scheme)
    SCENES[name](page)
    found = Axe().run(page).response["violations"]

    assert [] == [
        (one["id"], node["html"][:160], node["failureSummary"][:300])
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 760])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_wider_than_the_screen(open_page: Callable[..., Any], name: str, width: int) -> None:
    page = open_page(width)
    SCENES[name](page)
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => {
            const box = one.getBoundingClientRect();
            const hidden = one.closest(".sidebar, .unseen, pre, [hidden]") || !box.width;
            return !hidden && getComputedStyle(one).visibility !== "hidden" && box.right > innerWidth + 1;
        }).map((one) => one.outerHTML.slice(0, 120))"""
    )

    assert too_wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_reaches_channels_through_a_drawer(open_page: Callable[..., Any]) -> None:
    page = open_page(320)
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("button", name="Channels and settings").click()
    page.get_by_role("button", name="press").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("press")
    expect(page.locator("#sidebar")).to_be_hidden()


def test_a_long_press_opens_the_message_menu(open_page: Callable[..., Any]) -> None:
    page = open_page(390, has_touch=True, is_mobile=True)
    # The list still scrolls to its end while pictures arrive, and scrolling rightly ends a press.
    page.wait_for_function(
        """() => {
            const at = document.getElementById("scroller").scrollTop;
            return new Promise(done => setTimeout(() =>
                done(document.getElementById("scroller").scrollTop === at), 400));
        }"""
    )
    page.locator(".message").nth(1).evaluate(
        """one => {
            const box = one.getBoundingClientRect();
            const at = { bubbles: true, pointerType: "touch", clientX: box.left + 60, clientY: box.top + 20 };
            one.dispatchEvent(new PointerEvent("pointerdown", at));
        }"""
    )

    expect(page.get_by_role("menuitem", name="Find sources")).to_be_visible()


def test_messages_are_walked_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page(1280)
    page.locator("#message-text").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".message").last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".message").nth(-2)).to_be_focused()
    page.keyboard.press("Shift+F10")
    page.keyboard.press("Escape")

    expect(page.locator(".message").nth(-2)).to_be_focused()


def test_motion_is_reduced_where_that_is_wished(open_page: Callable[..., Any]) -> None:
    page = open_page(1280)
    seconds = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((one) => {
            const style = getComputedStyle(one);
            return [style.animationDuration, style.transitionDuration].map(Number.parseFloat);
        })"""
    )

    assert max(seconds) < 0.01
