"""Moving the time on the sandbox's page: presses that follow each other, rows to go to, and what came meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, expect

from bot.sandbox import Sandbox
from bot.sandbox.page.timekeeping import LENGTHS, DueStep, Span
from tests.browsing import hands_on, needs_chromium

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="session")]
START = datetime(2027, 1, 4, tzinfo=UTC)


class HeldKeeper:
    """Moves the time of a sandbox when it is let, and says something in the DMs of whom it is told."""

    has_end = False

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.go_on = sandbox, asyncio.Event()

    async def move(self, goal: Span | datetime) -> None:
        await self.go_on.wait()
        now = self.sandbox.time.now()
        await self.sandbox.time.set(goal if isinstance(goal, datetime) else now + LENGTHS.get(goal, timedelta()))
        await self.sandbox.owner.say(self.sandbox.general, f"It is {self.sandbox.time.now():%d %B}")

    def halt(self) -> None:
        self.go_on.set()

    async def due_steps(self) -> Sequence[DueStep]:
        return (DueStep(at=START + timedelta(days=3), words="Partners are introduced", count=2),)


@pytest_asyncio.fixture(loop_scope="session")
async def still() -> AsyncIterator[Sandbox]:
    """A sandbox whose time stands still, with one member and a second channel."""
    async with Sandbox(starts_at=START) as sandbox:
        await sandbox.join(None, "Ana", locale="en-GB")
        sandbox.add_channel("other")
        sandbox.page.desk.time.keeper = HeldKeeper(sandbox)
        yield sandbox


async def test_presses_while_the_time_moves_follow_each_other(browser: Browser, still: Sandbox) -> None:
    async with hands_on(browser, still.page_url) as hands:
        day = hands.page.locator("#bar [data-move=day]")
        await day.click()
        await day.click()
        await day.click()
        await expect(hands.page.locator("#bar .moving")).to_have_text("Moving … 2 more")
        still.page.desk.time.keeper.go_on.set()
        await expect(hands.page.locator(".time[data-moving=false]")).to_be_visible()
        await expect(hands.page.locator(".now")).to_contain_text("7 Jan 2027, 00:00")


async def test_row_is_gone_to_and_what_came_is_told(browser: Browser, still: Sandbox) -> None:
    still.page.desk.time.keeper.go_on.set()
    async with hands_on(browser, still.page_url, width=360) as hands:
        await hands.open("other")
        await hands.page.get_by_role("button", name="Move time …").click()
        await expect(hands.page.locator(".due li")).to_contain_text("Partners are introduced (2 times)")
        await hands.page.locator(".due button").click()
        told = hands.page.locator(".tip")
        await expect(told).to_contain_text("Moved to 7 January 2027")
        await expect(told).to_contain_text("Nothing new for you. Also new: #general")
        await told.get_by_role("button", name="#general").click()
        await expect(hands.last).to_contain_text("It is 07 January")
        await expect(told).to_be_hidden()


async def test_day_is_gone_to(browser: Browser, still: Sandbox) -> None:
    still.page.desk.time.keeper.go_on.set()
    async with hands_on(browser, still.page_url, width=360) as hands:
        await hands.page.locator(".now").click()
        await hands.page.get_by_label("Day", exact=True).fill("2027-02-01")
        await hands.page.get_by_role("button", name="Go to noon of this day").click()
        await expect(hands.page.locator(".now")).to_contain_text("1 Feb 2027, 12:00")
        await hands.open("general")
        await expect(hands.last).to_contain_text("It is 01 February")


async def test_time_that_has_moved_is_shown_whichever_line_tells_it_first(browser: Browser) -> None:
    async with Sandbox(starts_at=datetime(2027, 1, 4, tzinfo=UTC)) as still:
        await still.join(None, "Ana")
        async with hands_on(browser, still.page_url) as ana:
            has_moved = asyncio.Event()

            async def answer_late(route: Route) -> None:
                answer = await route.fetch()
                await has_moved.wait()
                await route.fulfill(response=answer)

            await ana.page.route("**/api/time", answer_late)
            ready = ana.page.locator(".time[data-moving=false]")
            async with ana.page.expect_response("**/api/time"):
                await ana.page.locator("#bar [data-move=hour]").click()
                await expect(ana.page.locator(".now")).to_contain_text("1:00")
                await expect(ready).to_be_visible()
                # What the sandbox tells of itself has all come by then, and the answer comes last.
                await ana.page.wait_for_timeout(500)
                has_moved.set()
            await ana.page.wait_for_timeout(300)
            assert await ready.is_visible()
