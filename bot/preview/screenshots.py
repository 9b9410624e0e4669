"""Pictures for README and docs, taken of the real bot: `python -m bot.preview.screenshots [FOLDER]`."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import BriefbotError
from bot.preview.page import Page
from bot.preview.preview import Preview, Settings

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from playwright.async_api import Page as Tab

FOLDER: Final = Path(__file__).resolve().parent.parent.parent / "docs" / "images"
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")
_SETTLE: Final = 400  # milliseconds for pictures and lists to come to rest
_PATIENCE: Final = 20_000  # milliseconds for an answer


class ScreenshotError(BriefbotError):
    """No pictures can be taken here."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is done before it is taken, the size in pixels, and the colours."""

    name: str
    width: int
    height: int
    scheme: str
    do: Callable[[Tab], Awaitable[None]]


async def take_screenshots(folder: Path) -> list[Path]:
    """Take every picture, each with a bot that has just been started, into a folder that exists."""
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        raise ScreenshotError("Pictures need Playwright: pip install -e '.[dev]'") from None
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise ScreenshotError("Pictures need Chromium. On Debian or Ubuntu:  sudo apt install chromium")
    files = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        for shot in SHOTS:
            files.append(await _take(browser, shot, folder))
        await browser.close()
    return files


async def _take(browser: Browser, shot: Shot, folder: Path) -> Path:
    preview = Preview(Settings())
    async with Page(preview, 0) as page, preview:
        await preview.answering()
        size = {"width": shot.width, "height": shot.height}
        context = await browser.new_context(
            viewport=size,  # type: ignore[arg-type]  # Playwright wants its own kind of dict
            color_scheme=shot.scheme,  # type: ignore[arg-type]  # and a literal
            device_scale_factor=2 if shot.width < 600 else 1,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE)
        tab = await context.new_page()
        await tab.goto(page.address)
        await tab.locator(".message").first.wait_for()
        await shot.do(tab)
        await tab.wait_for_timeout(_SETTLE)
        file = folder / f"{shot.name}.png"
        await tab.screenshot(path=file)
        await context.close()
        return file


async def _nothing(tab: Tab) -> None:
    await tab.locator(".example").first.wait_for()


async def _ask(tab: Tab) -> None:
    await _send(tab, "/ask how many people are in prison camps")
    await tab.locator(".container").last.wait_for()


async def _complete(tab: Tab) -> None:
    await tab.locator("#message-text").fill("/brief ")
    await tab.keyboard.type("wages")
    await tab.get_by_role("option").first.wait_for()


async def _check_claim(tab: Tab) -> None:
    claim = tab.get_by_role("listitem", name="Chi").filter(has_text="Tier 2")
    await claim.click(button="right")
    await tab.get_by_role("menuitem", name="Check claim").click()
    await tab.locator(".container").last.wait_for()
    await tab.mouse.move(0, 0)


async def _inspect(tab: Tab) -> None:
    await _send(tab, "/scores human trafficking")
    await tab.locator(".container").last.wait_for()
    await tab.get_by_role("button", name="Inspector").click()
    await tab.locator("#inspector .verdict").wait_for()


async def _send(tab: Tab, line: str) -> None:
    await tab.locator("#message-text").fill(line)
    await tab.keyboard.press("Enter")


SHOTS: Final = (
    Shot("first-screen", 1280, 860, "dark", _nothing),
    Shot("ask-desktop", 1280, 1000, "light", _ask),
    Shot("ask-phone", 390, 844, "dark", _ask),
    Shot("ask-narrow", 320, 640, "light", _ask),
    Shot("autocomplete", 1280, 860, "dark", _complete),
    Shot("check-claim", 1280, 860, "dark", _check_claim),
    Shot("inspector", 1280, 860, "light", _inspect),
)


def main() -> None:
    """Take the pictures; one line on standard error where that cannot be."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for file in asyncio.run(take_screenshots(folder)):
            sys.stdout.write(f"{file}\n")
    except BriefbotError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
