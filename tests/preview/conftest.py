"""A preview with the demo bot and a page of it in Chromium, for every browser test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import require
from tests.preview.running import CHROMIUM, Running, browser, running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """For one module: while synchronous Playwright lives, no test of its thread can have an event loop."""
    require("browser", CHROMIUM.exists(), "Chromium is not installed")
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def demo() -> Iterator[Running]:
    with running() as demo:
        yield demo


@pytest.fixture
def page(chromium: Any, demo: Running) -> Iterator[Any]:
    """A page of the demo, as Ana in #press; errors of its scripts fail the test."""
    context = chromium.new_context(viewport={"width": 1100, "height": 800})
    context.set_default_timeout(8_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(demo.address)
    page.get_by_role("button", name="press").click()
    page.wait_for_selector(".message")
    yield page
    context.close()

    assert errors == []
