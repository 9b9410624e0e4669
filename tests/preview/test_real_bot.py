"""The page with the bot of this project: cited answers, edits seen at once, bad edits explained."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bot.preview import Commands
from tests.preview.running import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
TOPIC = "political-prison-camps"
SECONDS = 1_000  # of Playwright's times


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of our own to edit."""
    folder = tmp_path_factory.mktemp("library")
    for name in ("briefs", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder / "briefs"


@pytest.fixture(scope="module")
def real(briefs: Path) -> Iterator[Running]:
    # More patience than Discord has: these tests are about the page, on machines that do much at once.
    environment = {"BRIEFBOT_LIBRARY__PATH": str(briefs)}
    with running(Commands.of_briefbot(), environment=environment, ack_seconds=15.0) as real:
        yield real


@pytest.fixture
def page(chromium: Any, real: Running) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(real.address)
    page.locator(".message").first.wait_for()
    yield page
    context.close()

    assert errors == []


def ask(page: Any, line: str) -> Any:
    page.locator("#message-text").fill(f"{line} ")
    page.keyboard.press("Enter")
    if page.get_by_role("option").count():
        page.keyboard.press("Enter")
    message = page.locator(".message:has(.components)").last
    message.wait_for()
    return page.locator(f"[data-item='{message.get_attribute('data-item')}']")


def test_the_first_example_gives_both_ranges_with_their_sources(page: Any, real: Running) -> None:
    page.get_by_role("button", name="How many people are in prison camps?").click()
    message = page.locator(".message:has(.components)").last

    for words in ("80,000", "120,000", "150,000", "200,000", "TIP 2024", "TIP 2007", "KINU", "Sources differ"):
        expect(message).to_contain_text(words)
    assert dict(real.preview.standin.judge.tally.found) == {}


def test_every_button_of_a_card_leads_somewhere(page: Any, real: Running) -> None:
    page.get_by_role("button", name="press").click()
    message = ask(page, "/ask what is a kwanliso")
    for label in message.locator(".row button").all_text_contents():
        if label == "Delete" or message.count() == 0:
            continue
        before = page.locator(".message").count()
        message.get_by_role("button", name=label, exact=True).click()
        page.wait_for_timeout(700)
        dialog = page.get_by_role("dialog")
        led = dialog.count() + (page.locator(".message").count() - before) + message.locator(".edited").count()
        if dialog.count():
            page.keyboard.press("Escape")

        assert led, label
    assert page.locator(".failure").count() == 0
    assert dict(real.preview.standin.judge.tally.found) == {}


def test_the_message_menu_checks_a_claim_of_the_discussion(page: Any) -> None:
    claim = page.get_by_role("listitem", name="Ben").filter(has_text="150,000 to 200,000 people are")
    claim.click(button="right")
    page.get_by_role("menuitem", name="Check claim").click()
    answer = page.locator(".message.private:has(.components)").last
    answer.wait_for(timeout=20 * SECONDS)

    expect(answer).to_contain_text("Only you can see this")
    expect(answer).to_contain_text("2007")


def test_an_edit_is_seen_and_a_bad_edit_is_explained(page: Any, briefs: Path) -> None:
    file = briefs / "topics" / f"{TOPIC}.yaml"
    good = file.read_text(encoding="utf-8")
    page.locator(".me").click()
    page.get_by_role("menuitemradio", name="Chi").click()
    page.get_by_role("button", name="press").click()
    message = ask(page, f"/brief {TOPIC}")
    expect(message).to_contain_text("Political prison camps")
    file.write_text(re.sub(r"(?m)^title: .*", "title: Camps for political prisoners", good), encoding="utf-8")
    expect(message.locator(".stale")).to_contain_text(TOPIC, timeout=10 * SECONDS)
    message.get_by_role("button", name="Ask again").click()
    expect(page.locator(".message").last).to_contain_text("Camps for political prisoners")

    file.write_text(
        good.replace("an estimated 80,000 to 120,000", "an estimated 90,000 to 120,000", 1), encoding="utf-8"
    )
    problems = page.locator("#problems")
    expect(problems).to_contain_text("the last good library keeps answering", timeout=10 * SECONDS)
    expect(problems).to_contain_text(re.compile(rf"{TOPIC}\.yaml:\d+ .*80,000"))
    file.write_text(good, encoding="utf-8")

    expect(problems).to_have_count(0, timeout=10 * SECONDS)
