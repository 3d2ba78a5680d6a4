"""docs/pictures/: a fixed round with its cast, and a server that is being set up, on the sandbox's page."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import expect
from rich.console import Console

from bot.domain.timetable import EntryKind
from bot.programs import load_program, shipped_programs_folder
from bot.rehearsal.cast import cast_of_replies
from bot.rehearsal.playing import Plan
from bot.rehearsal.printing import write_summaries
from bot.rehearsal.serving.by_hand import ByHand, serve_by_hand
from bot.rehearsal.serving.with_cast import cast_on_stage
from bot.rehearsal.stage import DATABASE, Stage
from bot.rehearsal.telling import Story
from bot.sandbox import Channel
from bot.summarise.crossing import values_of_people
from bot.summarise.tables import read_replies_csv
from tests.browsing import Hands, chromium
from tests.docs.camera import Camera

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SLUG = "library-leadership"
OPENS_ON = date(2027, 1, 3)
SEED = 2016
REPLIES = Path(__file__).with_name("replies.csv")
"""Invented: who wrote in it is the cast, so that there is something to summarise."""
FIRST_PROMPT = "02-learning-to-lead.md"
"""What the replies answer; it changes places with the program's own first prompt."""
MODERATED = timedelta(hours=8)
"""After which the team has looked over what came at the same hour."""
PHONE = {"width": 390, "height": 844, "sharpness": 2.0}
WINDOW = {"width": 900, "height": 2400, "sharpness": 1.25}
SCREEN = {"width": 1280, "height": 800, "sharpness": 1.0}


async def make_pictures(folder: Path = FOLDER) -> None:
    """All pictures stand in the folder, which exists. It takes a minute or two, and a Chromium."""
    async with chromium() as browser:
        camera = Camera(browser=browser, folder=folder)
        await _photograph_setting_up(camera)
        await _photograph_round(camera)


async def _photograph_setting_up(camera: Camera) -> None:
    with TemporaryDirectory() as workshop:
        wanted = ByHand(program=None, workshop=Path(workshop), opens_on=OPENS_ON)
        async with (
            _served(wanted) as address,
            camera.looking(address, **WINDOW) as hands,
        ):
            await hands.write("/setup")
            await _choose(hands, "setup_program", "Library leadership")
            await hands.press("setup_here")
            await hands.press("setup_people")
            await _choose(hands, "setup_desk", "#organisers")
            await expect(hands.button("setup_start")).to_be_visible()
            await camera.shoot(hands.page, "setup", hands.last)


async def _choose(hands: Hands, verb: str, entry: str) -> None:
    await hands.press(verb)
    await hands.page.locator("dialog").get_by_role("button", name=entry).click()


@asynccontextmanager
async def _served(wanted: ByHand) -> AsyncGenerator[str]:
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
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


async def _photograph_round(camera: Camera) -> None:
    with TemporaryDirectory() as folder:
        plan = _plan(Path(folder))
        times, cast = plan.timetable, plan.cast
        assert cast is not None
        with Story(Console(), quiet=True) as story:
            async with cast_on_stage(plan, story) as (stage, keeper):
                users = stage.sandbox.world.users.values()
                who = next(user.id for user in users if user.shown_name == cast.people[0].name)
                eyes = Eyes(camera=camera, stage=stage, id=who)
                await _photograph_invitation(eyes)
                await keeper.move_to(times.entry(EntryKind.PROMPT, 1).due_at - timedelta(minutes=1))
                await _photograph_partners(eyes)
                await keeper.move_to(times.entry(EntryKind.PROMPT, 1).due_at)
                await _photograph_prompt(eyes, cast.people[0].replies[0])
                await keeper.move_to(times.entry(EntryKind.SUMMARY_DRAFT, 1).due_at + MODERATED)
                await _photograph_summary(eyes)
        await _photograph_report(camera, plan)


def _plan(folder: Path) -> Plan:
    program = folder / "programs" / SLUG
    shutil.copytree(shipped_programs_folder() / SLUG, program)
    first, second = next(program.glob("01-*")), program / FIRST_PROMPT
    first.rename(program / first.name.replace("01-", "02-"))
    second.rename(program / second.name.replace("02-", "01-"))
    table = read_replies_csv(REPLIES)
    loaded = load_program(program)
    return Plan(
        program=loaded,
        folder=folder,
        workshop=folder,
        seed=SEED,
        message_content=True,
        opens_on=OPENS_ON,
        programs=program.parent,
        cast=cast_of_replies(table.words, values_of_people(table)["country"], loaded, SEED),
    )


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """The round as one of its people sees it."""

    camera: Camera
    stage: Stage
    id: int

    @property
    def thread(self) -> Channel:
        """Where this person talks with the partner."""
        channels = self.stage.sandbox.world.channels.values()
        return next(each for each in channels if each.parent_id and each.thread and self.id in each.thread.members)

    @property
    def partner_id(self) -> int:
        """Who talks with this person there."""
        assert self.thread.thread is not None
        own = {self.id, self.stage.sandbox.world.bot.id}
        return next(each for each in sorted(self.thread.thread.members) if each not in own)

    def on(self, channel: Channel, more: str = "", **window: float) -> AbstractAsyncContextManager[Hands]:
        """The page that shows the channel to this person."""
        at = f"#as={self.id}&at={channel.id}{more}"
        return self.camera.looking(self.stage.sandbox.page_url, at=at, **window)


async def _photograph_invitation(eyes: Eyes) -> None:
    async with eyes.on(eyes.stage.channel, **WINDOW) as hands:
        await eyes.camera.shoot(hands.page, "invitation", hands.message_with("join"))


async def _photograph_partners(eyes: Eyes) -> None:
    there = eyes.thread
    async with replace(eyes, id=eyes.partner_id).on(there, **PHONE) as hands:
        await eyes.camera.shoot(hands.page, "introduction")
    async with eyes.on(there, f"&with={eyes.partner_id}&there=dm", **SCREEN) as hands:
        await expect(hands.page.locator(".pane")).to_have_count(2)
        await eyes.camera.shoot(hands.page, "side-by-side")


async def _photograph_prompt(eyes: Eyes, reply: str) -> None:
    async with eyes.on(eyes.stage.channel, **WINDOW) as hands:
        await eyes.camera.shoot(hands.page, "prompt", hands.message_with("reply"))
    async with eyes.on(eyes.stage.channel, **PHONE) as hands:
        await hands.press("reply")
        await hands.page.locator("dialog textarea").first.fill(reply)
        await eyes.camera.shoot(hands.page, "reply-form")


async def _photograph_summary(eyes: Eyes) -> None:
    async with eyes.on(eyes.stage.channel, **WINDOW) as hands:
        await eyes.camera.shoot(hands.page, "summary", hands.message_with("consent"))


async def _photograph_report(camera: Camera, plan: Plan) -> None:
    (written,) = await write_summaries(str(plan.workshop / DATABASE), plan.folder, plan.program)
    context = await camera.browser.new_context(viewport={"width": 900, "height": 1100}, device_scale_factor=1.25)
    page = await context.new_page()
    await page.goto(written.as_uri())
    await camera.shoot(page, "report")
    await context.close()
