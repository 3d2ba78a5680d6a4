"""Plays a whole round, or several, from the first command of the organiser to the published summary."""

import shutil
import time as clock
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.program import Program, Repeats
from bot.domain.round_naming import next_start_on
from bot.domain.timetable import EntryKind, Timetable, plan_round
from bot.programs import shipped_programs_folder
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cast import Cast, invent_cast, load_cast, places_for
from bot.rehearsal.company import Company
from bot.rehearsal.cues import Cue
from bot.rehearsal.director import Director
from bot.rehearsal.figures import Figures, count_figures
from bot.rehearsal.printing import write_summaries
from bot.rehearsal.stage import DATABASE, PATIENCE_WITH_LIMITS, Stage, set_stage
from bot.rehearsal.telling import Story
from bot.rehearsal.verdict import Evidence, Verdict, gather_evidence, judge
from bot.sandbox import World
from bot.sandbox.transcript import write_transcript

AFTERWARDS = timedelta(days=4)
"""How long after the last round has closed things still happen."""
OVERNIGHT = timedelta(hours=12)
"""The same where the next round starts on the next morning."""
WEEKLY_ROUNDS = 3
OPENING_HOUR = time(8, 0)
TRANSCRIPT = "transcript.html"
MOST_IN_TRANSCRIPT = 200
"""People of whose round a transcript is written: a browser does not open that of a thousand."""


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
    cast: Cast | None = None
    """Who plays, instead of the cast that is shipped; then the whole report is written, and not only its page."""
    community: int | None = None
    """How many people are invented, instead of the cast; they are held to Discord's limits and judged at the end."""

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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Played:
    """What came of it. It has no `repr`: `asyncio.run` makes one of what it returns, of 860 people more than 20 GB."""

    figures: Figures
    messages: int
    """Messages of the bot that stand in the sandbox."""
    requests: int
    files: tuple[Path, ...]
    seconds: float
    evidence: Evidence | None = None
    verdict: Verdict | None = None
    """Of an invented community, and what it was judged by."""
    memory: float | None = None
    """The most that the bot's process had, in MiB, where the system tells it."""


async def play(plan: Plan, story: Story, *, on_stage: Callable[[Stage, Agenda], None] | None = None) -> Played:
    """Everything has been played, and the files are written.

    `on_stage` is given the stage and the agenda before the bot is started: to watch, to order trouble, to enter acts.

    Raises:
        BotFailed: the bot ended by itself.
        NotQuietError: it did not come to rest.
        Stumbled: somebody did not get the answer they should have.
    """
    began = clock.monotonic()
    agenda = Agenda()
    async with set_stage(
        plan.workshop,
        starts_at=plan.begins_at,
        title=plan.program.slug,
        message_content=plan.message_content,
        programs=plan.programs,
        limited=plan.community is not None,
        patience=PATIENCE_WITH_LIMITS if plan.cast else None,
    ) as stage:
        if on_stage is not None:
            on_stage(stage, agenda)
        company, memory = await _perform(plan, stage, agenda, story)
        world = stage.sandbox.world
        evidence = None if plan.community is None else _gather(plan, stage, company)
        verdict = None if evidence is None else judge(evidence, world)
        messages = sum(
            message.author_id == world.bot.id for each in world.channels.values() for message in each.messages.values()
        )
        transcripts = list(_write_transcript(plan, world))
    database = str(plan.workshop / DATABASE)
    figures = await count_figures(database, plan.program)
    summaries = await write_summaries(database, plan.folder, plan.program, everything=plan.cast is not None)
    seconds = clock.monotonic() - began
    return Played(
        figures=figures,
        messages=messages,
        requests=len(stage.sandbox.requests),
        files=(*transcripts, *summaries),
        seconds=seconds,
        evidence=evidence,
        verdict=verdict,
        memory=memory,
    )


def set_places(slug: str, people: int, folder: Path) -> Path:
    """The folder holds the shipped program of this name alone, with caps that bite where so many get a place."""
    shutil.copytree(shipped_programs_folder() / slug, folder / slug)
    rules = places_for(people)
    with (folder / slug / "program.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[places]\ntotal = {rules.total}\ncountry_percent = {rules.country_percent}\n")
    return folder


def _write_transcript(plan: Plan, world: World) -> Iterator[Path]:
    """The page of all that was said, where a browser can still show it."""
    if (plan.community or len(plan.cast.people if plan.cast else ())) <= MOST_IN_TRANSCRIPT:
        transcript = plan.folder / TRANSCRIPT
        write_transcript(world, transcript, title=plan.program.title)
        yield transcript


def _gather(plan: Plan, stage: Stage, company: Company) -> Evidence:
    starts_at = plan.timetable.entry(EntryKind.START).due_at
    return gather_evidence(stage.sandbox.world, company, plan.program, starts_at=starts_at, ends_at=stage.now)


def _cast_of(plan: Plan) -> Cast:
    if plan.community is not None:
        return invent_cast(plan.program, plan.community, plan.seed)
    return plan.cast or load_cast(plan.seed, plan.people)


async def _perform(plan: Plan, stage: Stage, agenda: Agenda, story: Story) -> tuple[Company, float | None]:
    """The organiser begins, and everybody does what they do until it is over; then the bot is stopped.

    Returns who played, and the most memory that the bot had.
    """
    company, director = await open_play(plan, stage, agenda, story)
    await director.play(plan.ends_at)
    memory = stage.bot.most_memory()
    await stage.bot.stop()
    return company, memory


async def open_play(plan: Plan, stage: Stage, agenda: Agenda, story: Story) -> tuple[Company, Director]:
    """Everybody is there, the bot is started, the program added and its first round planned."""
    company = Company(
        stage=stage,
        agenda=agenda,
        program=plan.program,
        cast=_cast_of(plan),
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
    # It listens from here on: the bot may post its menu while the organiser is still at the second command.
    director = Director(stage, agenda, hear)
    await company.arrive()
    await stage.bot.start()
    await company.team.add_program(plan.program.slug)
    if plan.program.shape.repeats is Repeats.BY_HAND:
        await company.team.create_round(plan.starts_on)
    return company, director
