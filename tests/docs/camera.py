"""Photographs of the sandbox's page, small and the same each time."""

import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page

from tests.browsing import Hands, hands_on

QUALITY = 70
"""Of WebP: letters stay sharp, and a picture has a tenth of what it has as PNG."""


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Photographs into the folder."""

    browser: Browser
    folder: Path

    @asynccontextmanager
    async def looking(
        self, address: str, *, width: float, height: float, sharpness: float, at: str = ""
    ) -> AsyncGenerator[Hands]:
        """Hands on the page, as it looks to whoever read its hint."""
        size = {"width": int(width), "height": int(height)}
        async with hands_on(self.browser, address, at=at, sharpness=sharpness, **size) as hands:
            tip = hands.page.get_by_label("Close this hint")
            if await tip.is_visible():
                await tip.click()
            yield hands

    async def shoot(self, page: Page, name: str, part: Locator | None = None) -> None:
        """The picture of the whole window, or of a part of it, stands in the folder under this name."""
        await page.evaluate("document.activeElement?.blur()")
        await page.mouse.move(0, 0)
        await page.evaluate("Promise.all([...document.images].map((image) => image.decode().catch(() => null)))")
        await page.wait_for_timeout(300)
        clip = {**await _frame(page, part), "scale": await page.evaluate("devicePixelRatio")}
        session = await page.context.new_cdp_session(page)
        taken = await session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip})
        (self.folder / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))


async def _frame(page: Page, part: Locator | None) -> dict[str, float]:
    if part is None:
        size = page.viewport_size
        assert size is not None
        return {"x": 0, "y": 0, **size}
    await part.scroll_into_view_if_needed()
    box = await part.bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
