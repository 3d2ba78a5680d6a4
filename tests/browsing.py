"""The sandbox's page in a browser without a window, and hands that use it."""

import os
import re
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed, and CHROMIUM names none")
PATIENCE = 20_000
"""Milliseconds for which anything is waited for: other tests run beside."""
BOUNDED = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """The system's own Chromium."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=BOUNDED)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Hands:
    """Use one open page, in the pane of this number. `said` is what the browser's console said."""

    page: Page
    pane: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def side(self) -> Locator:
        return self.page.locator(".pane").nth(self.pane)

    @property
    def messages(self) -> Locator:
        return self.side.locator(".message")

    @property
    def last(self) -> Locator:
        return self.messages.last

    def button(self, verb: str) -> Locator:
        """The button that does this, in the youngest message that has one."""
        return self.side.locator(f".log :is({doing(verb)})").last

    def message_with(self, verb: str) -> Locator:
        """The youngest message that has a button that does this."""
        return self.messages.filter(has=self.page.locator(doing(verb))).last

    async def become(self, name: str) -> None:
        await self.side.locator(".who").click()
        await self.page.get_by_label("Find somebody").fill(name)
        await self.page.keyboard.press("Enter")
        await expect(self.side).to_have_attribute("aria-label", re.compile(f"As {re.escape(name)}"))
        await expect(self.side.locator(".places button.place").first).to_be_attached()

    async def open(self, place: str) -> None:
        opener = self.side.locator(".to-side")
        if await opener.is_visible():
            await opener.click()
        await self.side.locator(".places button.place", has_text=place).first.click()
        await expect(self.side.locator("h2")).to_have_text(re.compile(re.escape(place)))

    async def press(self, verb: str) -> None:
        await self.button(verb).click()

    async def submit(self) -> None:
        """Send the open form, which the bot takes."""
        await self.page.get_by_role("button", name="Submit").click()
        await expect(self.page.locator("dialog")).to_have_count(0)

    async def write(self, words: str) -> None:
        await self.side.get_by_label("Write a message").fill(words)
        await self.page.keyboard.press("Enter")
        await expect(self.side.locator(".message", has_text=words).last).to_be_visible()

    async def move(self, how: str) -> None:
        """Move the time, until all that was due is done."""
        before = await self.page.locator(".now").inner_text()
        await self.page.locator(f"#bar [data-move={how}]").click()
        await expect(self.page.locator(".now")).not_to_have_text(before)
        still = self.page.locator(".time[data-moving=false]")
        await expect(still).to_be_visible(timeout=9 * PATIENCE)

    async def choose(self, label: str, entry: str) -> None:
        await self.page.locator("dialog").get_by_label(label, exact=False).select_option(label=entry)


@asynccontextmanager
async def hands_on(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    height: int = 800,
    scheme: str = "light",
    at: str = "",
    sharpness: float = 1,
) -> AsyncGenerator[Hands]:
    """Hands on the page, in a browser window of this size; at the end its console had nothing to say."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
        timezone_id="UTC",
        device_scale_factor=sharpness,
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    hands = Hands(page)
    page.on("console", lambda message: hands.said.append(message.text))
    page.on("pageerror", lambda error: hands.said.append(str(error)))
    try:
        await page.goto(address + at)
        await expect(page.locator(".places button.place").first).to_be_attached(timeout=PATIENCE)
        yield hands
        assert hands.said == [], hands.said
    finally:
        await context.close()


def doing(verb: str) -> str:
    """What selects the buttons and selects of this verb."""
    return f'[data-part="{verb}"], [data-part^="{verb}:"], [data-part^="{verb}~"]'


expect.set_options(timeout=PATIENCE)
