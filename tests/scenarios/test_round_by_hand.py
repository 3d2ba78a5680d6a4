"""One whole round on the sandbox's page, clicked by hand: join, introduction, reply, check-in, summary."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.programs import load_program, shipped_programs_folder
from bot.rehearsal.serving.by_hand import ByHand, serve_by_hand
from tests.browsing import Hands, chromium, hands_on, needs_chromium

SLUG = "library-leadership"
COUNTRIES = {"Ana": "Spain", "Ben": "Ireland", "Chidi": "Nigeria", "Dalia": "Egypt"}
REPLIES = {
    "Ana": "We let each reader choose one book for the whole village, and talk about it for a year.",
    "Ben": "A good leader asks first and answers last. I learnt it from our caretaker.",
}
MOST_STEPS = 20


@pytest.fixture
def one_prompt(tmp_path: Path) -> Path:
    """A folder of programs: library-leadership with its first two prompts, of which the first is summarised."""
    shutil.copytree(shipped_programs_folder() / SLUG, tmp_path / "programs" / SLUG)
    for file in sorted((tmp_path / "programs" / SLUG).glob("[0-9]*.md"))[2:]:
        file.unlink()
    return tmp_path / "programs"


@asynccontextmanager
async def served(programs: Path, workshop: Path) -> AsyncGenerator[str]:
    """The address of the page of a server in which enrolment is open."""
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    wanted = ByHand(
        program=load_program(programs / SLUG), programs=programs, workshop=workshop, opens_on=date(2027, 1, 4)
    )
    serving = asyncio.create_task(serve_by_hand(wanted, lambda stage: ready.set_result(stage.sandbox.page_url)))
    try:
        await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        yield ready.result()
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


async def join(hands: Hands, name: str) -> None:
    await hands.become(name)
    await hands.open(SLUG)
    await hands.press("join")
    form = hands.page.locator("dialog")
    await form.get_by_label("Your country").fill(COUNTRIES[name])
    await form.get_by_label("Your languages").fill("English")
    await form.get_by_label("Quote me with my name").check()
    await hands.submit()
    await expect(hands.last).to_contain_text("You joined")
    await expect(hands.last).to_contain_text("Only you can see this")


async def step_until(hands: Hands, words: str) -> None:
    """Move from step to step until the next one is told in these words."""
    for _ in range(MOST_STEPS):
        await hands.page.locator(".now").click()
        first = await hands.page.locator(".due li").first.inner_text()
        await hands.page.keyboard.press("Escape")
        if words in first:
            return
        if " · now" in first:  # It is just being done: the next step would be one too far.
            await hands.page.wait_for_timeout(500)
        else:
            await hands.move("next")
    raise AssertionError(f"{words!r} is never due")


@needs_chromium
async def test_round_clicked_by_hand_goes_from_joining_to_its_summary(one_prompt: Path, tmp_path: Path) -> None:
    async with (
        served(one_prompt, tmp_path) as address,
        chromium() as browser,
        hands_on(browser, address) as hands,
    ):
        for name in COUNTRIES:
            await join(hands, name)
        await approve_the_pairing(hands)
        await hands.move("next")
        partner = await see_the_introduction_from_both_ends(hands)
        await talk_and_agree(hands, partner)
        await reply(hands)
        await answer_the_check_in(hands)
        await approve_the_summary(hands)


async def approve_the_pairing(hands: Hands) -> None:
    await step_until(hands, "Partners are introduced")
    await hands.become("Noor, organiser")
    await hands.open("organisers")
    await hands.press("pairing_show")
    await expect(hands.last).to_contain_text("Ana")
    await hands.press("pairing_approve")
    await expect(hands.side.locator(".message", has_text="Approved").last).to_be_visible()


async def see_the_introduction_from_both_ends(hands: Hands) -> str:
    await hands.become("Ana")
    await hands.open("Roundtable")
    introduced = hands.side.locator(".message", has_text="Your partner in").last
    await expect(introduced).to_be_visible()
    words = await introduced.inner_text()
    partner = next(name for name in COUNTRIES if name != "Ana" and name in words)
    await hands.page.get_by_role("button", name="Side by side").click()
    other = Hands(hands.page, pane=1)
    await other.become(partner)
    await other.open("Roundtable")
    await expect(other.side.locator(".message", has_text="Your partner in").last).to_contain_text("Ana")
    return partner


async def talk_and_agree(hands: Hands, partner: str) -> None:
    """What one writes in the pair's thread stands on the other's screen at once."""
    other = Hands(hands.page, pane=1)
    await hands.open("Ana &" if await hands.side.locator(".place", has_text="Ana &").count() else "& Ana")
    await other.open("Ana &" if await other.side.locator(".place", has_text="Ana &").count() else "& Ana")
    await hands.write(f"Hello {partner}!")
    await expect(other.side.locator(".message", has_text=f"Hello {partner}!")).to_be_visible()
    await hands.page.get_by_role("button", name="Side by side").click()
    await expect(hands.page.locator(".pane")).to_have_count(1)


async def reply(hands: Hands) -> None:
    await step_until(hands, "Partners are asked")
    for name, words in REPLIES.items():
        await hands.become(name)
        await hands.open(SLUG)
        await hands.press("reply")
        await hands.page.locator("dialog textarea").first.fill(words)
        await hands.submit()
        await expect(hands.last).to_contain_text("Only you can see this")


async def answer_the_check_in(hands: Hands) -> None:
    await hands.move("next")
    await hands.become("Ana")
    await hands.open("Roundtable")
    await expect(hands.last).to_contain_text("talk")
    await hands.side.locator('.log [data-part*=":yes"]').last.click()
    await expect(hands.side.locator(".message", has_text="Thank you").last).to_be_visible()


async def approve_the_summary(hands: Hands) -> None:
    await step_until(hands, "A summary is drafted")
    await hands.move("next")
    await hands.become("Mika, moderator")
    await hands.open("organisers")
    await hands.press("summary_show")
    await expect(hands.last).to_contain_text("Only you can see this")
    await hands.press("summary_approve")
    await hands.become("Ben")
    await hands.open(SLUG)
    await expect(hands.side.locator(".message", has_text="asks first and answers last").last).to_be_visible()
