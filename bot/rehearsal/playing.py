"""Plays a whole round, or several, from the first command of the organiser to the published summary."""

import time as clock
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.program import Program, Repeats
from bot.domain.round_naming import next_start_on
from bot.domain.timetable import EntryKind, Timetable, plan_round
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cast import load_cast
from bot.rehearsal.company import Company
from bot.rehearsal.cues import Cue
from bot.rehearsal.director import Director
from bot.rehearsal.figures import Figures, count_figures
from bot.rehearsal.printing import write_summaries
from bot.rehearsal.stage import DATABASE, Stage, set_stage
from bot.rehearsal.telling import Story
from bot.sandbox.transcript import write_transcript

AFTERWARDS = timedelta(days=4)
"""How long after the last round has closed things still happen."""
OVERNIGHT = timedelta(hours=12)
"""The same where the next round starts on the next morning."""
WEEKLY_ROUNDS = 3
OPENING_HOUR = time(8, 0)
TRANSCRIPT = "transcript.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be played."""

    program: Program
    folder: Path
    """Where the transcript and the summaries are written."""
    workshop: Path
    """Where the bot keeps its database and its log."""
    seed: int
    message_content: bool
    opens_on: date
    """The virtual day on which the organiser begins."""
    people: int | None = None
    """How many of the cast take part; None for all of them."""
    programs: Path | None = None
    """The folder in which the bot finds its programs; None for those that are shipped."""

    @property
    def begins_at(self) -> datetime:
        """The virtual instant at which all begins."""
        return datetime.combine(self.opens_on, OPENING_HOUR, UTC)

    @property
    def starts_on(self) -> date:
        """The local date on which the first round starts: soon after enrolment could open."""
        shape = self.program.shape
        weekly = next_start_on(shape, self.opens_on)
        return weekly or self.opens_on + timedelta(days=shape.enrolment_opens_days_before + 1)

    @property
    def timetable(self) -> Timetable:
        """The timetable of the first round."""
        return plan_round(self.program, self.starts_on, ZoneInfo(self.program.zone))

    @property
    def ends_at(self) -> datetime:
        """Until when things are played."""
        closes_at = self.timetable.entry(EntryKind.ROUND_CLOSES).due_at
        if self.program.shape.repeats is Repeats.WEEKLY:
            return closes_at + timedelta(weeks=WEEKLY_ROUNDS - 1) + OVERNIGHT
        return closes_at + AFTERWARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What came of it."""

    figures: Figures
    messages: int
    """Messages of the bot that stand in the sandbox."""
    files: tuple[Path, ...]
    seconds: float


async def play(plan: Plan, story: Story, *, on_stage: Callable[[Stage, Agenda], None] | None = None) -> Played:
    """Everything has been played, and the files are written.

    `on_stage` is given the stage and the agenda before the bot is started: to watch, to order trouble, to enter acts.

    Raises:
        BotFailed: the bot ended by itself.
        NotQuietError: it did not come to rest.
        Stumbled: somebody did not get the answer they should have.
    """
    began = clock.monotonic()
    title, reads = plan.program.slug, plan.message_content
    agenda = Agenda()
    async with set_stage(
        plan.workshop, starts_at=plan.begins_at, title=title, message_content=reads, programs=plan.programs
    ) as stage:
        if on_stage is not None:
            on_stage(stage, agenda)
        await _perform(plan, stage, agenda, story)
        world = stage.sandbox.world
        messages = sum(
            message.author_id == world.bot.id for each in world.channels.values() for message in each.messages.values()
        )
        transcript = plan.folder / TRANSCRIPT
        write_transcript(world, transcript, title=plan.program.title)
    database = str(plan.workshop / DATABASE)
    figures = await count_figures(database, plan.program)
    summaries = await write_summaries(database, plan.folder)
    seconds = clock.monotonic() - began
    return Played(figures=figures, messages=messages, files=(transcript, *summaries), seconds=seconds)


async def _perform(plan: Plan, stage: Stage, agenda: Agenda, story: Story) -> None:
    """The organiser begins, and everybody does what they do until it is over; then the bot is stopped."""
    company = Company(
        stage=stage,
        agenda=agenda,
        program=plan.program,
        cast=load_cast(plan.seed, plan.people),
        seed=plan.seed,
        tell=story.tell,
        reads=plan.message_content,
    )
    company.timetable = plan.timetable
    story.spans(plan.begins_at, plan.ends_at)

    def hear(cue: Cue) -> None:
        story.hear(cue)
        company.hear(cue)

    def moved() -> None:
        story.move_to(stage.now)

    stage.sandbox.time.on_move(moved)
    moved()
    await company.arrive()
    await stage.bot.start()
    await company.team.add_program(plan.program.slug)
    if plan.program.shape.repeats is Repeats.BY_HAND:
        await company.team.create_round(plan.starts_on)
    await Director(stage, agenda, hear).play(plan.ends_at)
    await stage.bot.stop()
