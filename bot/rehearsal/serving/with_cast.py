"""A round with its cast, to be watched and joined in a browser."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.domain.timetable import EntryKind
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.playing import Plan, open_play
from bot.rehearsal.serving.coming import Coming
from bot.rehearsal.serving.keeping_time import StageTimeKeeper
from bot.rehearsal.stage import DATABASE, PATIENCE_WITH_LIMITS, Stage, set_stage
from bot.rehearsal.telling import Story

PATIENT = timedelta(seconds=10)
"""How long people wait for an answer here: somebody's machine may be slow, and nothing is measured by it."""
VISITOR = "Alex"


@asynccontextmanager
async def cast_on_stage(plan: Plan, story: Story, *, port: int = 0) -> AsyncGenerator[tuple[Stage, StageTimeKeeper]]:
    """Everybody is invited to join; the page opens as a visitor, who does nothing by themselves."""
    agenda = Agenda()
    async with set_stage(
        plan.workshop,
        starts_at=plan.begins_at,
        title=plan.program.slug,
        message_content=plan.message_content,
        programs=plan.programs,
        port=port,
        answer_within=PATIENT,
        patience=PATIENCE_WITH_LIMITS,
    ) as stage:
        visitor = await stage.sandbox.join(None, VISITOR, locale="en-GB")
        _, director = await open_play(plan, stage, agenda, story)
        coming = Coming(plan.workshop / DATABASE, agenda)
        keeper = StageTimeKeeper(stage, agenda, director, coming)
        keeper.ends_at = plan.ends_at
        desk = stage.sandbox.page.desk
        desk.opens_as, desk.time.keeper = visitor.id, keeper
        try:
            await keeper.move_to(plan.timetable.entry(EntryKind.ENROLMENT_OPENS).due_at)
            yield stage, keeper
        finally:
            await coming.close()


async def serve_cast(plan: Plan, story: Story, on_ready: Callable[[str], None], *, port: int = 0) -> None:
    """The page is served until this is cancelled; `on_ready` gets its address once everybody is invited to join."""
    async with cast_on_stage(plan, story, port=port) as (stage, _):
        on_ready(stage.sandbox.page_url)
        await asyncio.Event().wait()
