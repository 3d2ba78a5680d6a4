"""A server with a few people who do nothing by themselves: whoever sits at the page is all of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.program import Program, Repeats
from bot.domain.timetable import EntryKind
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.company.organising import Team
from bot.rehearsal.cues import Cue
from bot.rehearsal.director import Director
from bot.rehearsal.playing import OPENING_HOUR, Plan
from bot.rehearsal.serving.coming import Coming
from bot.rehearsal.serving.keeping_time import StageTimeKeeper
from bot.rehearsal.serving.with_cast import PATIENT
from bot.rehearsal.stage import DATABASE, PATIENCE_WITH_LIMITS, Stage, set_stage

PEOPLE = {
    "Ana": "es-ES",
    "Ben": "en-GB",
    "Chidi": "en-GB",
    "Dalia": "ar",
    "Emi": "ja",
    "Fabio": "pt-BR",
    "Gus, guest": "en-GB",
}
"""Names and locales."""
EMPTY = "general-talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What is served: a server with the bot in it, and a program with its first round where one is named."""

    program: Program | None
    workshop: Path
    opens_on: date
    message_content: bool = True
    programs: Path | None = None
    port: int = 0

    def plan(self, program: Program) -> Plan:
        """Return the plan of the program's first round."""
        return Plan(
            program=program,
            folder=self.workshop,
            workshop=self.workshop,
            seed=0,
            message_content=self.message_content,
            opens_on=self.opens_on,
        )


async def serve_by_hand(served: ByHand, on_ready: Callable[[Stage], None]) -> None:
    """The page is served until this is cancelled; `on_ready` is called once all is there."""
    agenda = Agenda()
    async with set_stage(
        served.workshop,
        starts_at=datetime.combine(served.opens_on, OPENING_HOUR, UTC),
        title=EMPTY if served.program is None else served.program.slug,
        message_content=served.message_content,
        programs=served.programs,
        port=served.port,
        answer_within=PATIENT,
        patience=PATIENCE_WITH_LIMITS,
    ) as stage:
        people = [await stage.sandbox.join(None, name, locale=locale) for name, locale in PEOPLE.items()]
        director = Director(stage, agenda, _wait_for_a_hand)
        coming = Coming(served.workshop / DATABASE, agenda)
        keeper = StageTimeKeeper(stage, agenda, director, coming)
        await stage.bot.start()
        desk = stage.sandbox.page.desk
        desk.opens_as, desk.time.keeper = stage.organiser.id, keeper
        if served.program is not None:
            desk.opens_as = people[0].id
            keeper.ends_at = served.plan(served.program).ends_at
            await _set_up(served.plan(served.program), stage, agenda, keeper)
        try:
            on_ready(stage)
            await asyncio.Event().wait()
        finally:
            await coming.close()


async def _set_up(plan: Plan, stage: Stage, agenda: Agenda, keeper: StageTimeKeeper) -> None:
    """The organiser has added the program and planned its first round, and enrolment is open."""
    team = Team(stage=stage, agenda=agenda, tell=lambda who, what: None)
    await team.add_program(plan.program.slug)
    if plan.program.shape.repeats is Repeats.BY_HAND:
        await team.create_round(plan.starts_on)
    await keeper.move_to(plan.timetable.entry(EntryKind.ENROLMENT_OPENS).due_at)


def _wait_for_a_hand(cue: Cue) -> None:
    """Nobody does anything by themselves."""
