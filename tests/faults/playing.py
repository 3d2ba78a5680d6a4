"""One round under trouble, from the first command to the last summary, and what the checker says of it."""

import asyncio
import random
import tempfile
import traceback
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.timetable import EntryKind, plan_round
from bot.programs import load_program
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.director import Director
from bot.rehearsal.stage import Stage, set_stage
from tests.faults.calendars import SLUG, USUAL, Calendar
from tests.faults.chaos import Chaos
from tests.faults.checking import check
from tests.faults.crowd import Crowd
from tests.faults.databases import read_kept, use_database
from tests.faults.ledger import Ledger
from tests.faults.process import TroubledBot
from tests.faults.scenarios import NO_ODDS, Scenario
from tests.faults.seen import Kept, Seen

AFTERWARDS = timedelta(days=8)
"""Until then all has been answered and told, and the next round is open."""
NEXT_ROUND_MADE = timedelta(days=4)


@dataclass(slots=True, kw_only=True)
class Result:
    """What one round, or several, came to."""

    name: str
    rounds: int = 1
    kills: int = 0
    requests: int = 0
    faults: int = 0
    longest_resume: float = 0.0
    duplicates: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        self.rounds += other.rounds
        self.kills += other.kills
        self.requests += other.requests
        self.faults += other.faults
        self.longest_resume = max(self.longest_resume, other.longest_resume)
        self.duplicates += other.duplicates
        self.lost += other.lost


def play_round(
    scenario: Scenario,
    seed: str,
    kills: int,
    *,
    calendar: Calendar = USUAL,
    people: int = 6,
    broken: str = "",
    folder: Path | None = None,
) -> Result:
    """The round has been played with this seed, and was checked."""
    with tempfile.TemporaryDirectory(prefix="faults-") as made:
        place = folder or Path(made)
        place.mkdir(parents=True, exist_ok=True)
        play = _Play(scenario=scenario, seed=seed, kills=kills, calendar=calendar, people=people, broken=broken)
        try:
            return asyncio.run(play.in_folder(place))
        except Exception as error:
            # A bot that never comes to rest, or cannot be started, loses all; the other rounds go on.
            told = "".join(traceback.format_exception(error))
            return Result(name=scenario.name, lost=[f"the rest of the round {seed}: {told}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Play:
    """One round."""

    scenario: Scenario
    seed: str
    kills: int
    calendar: Calendar
    people: int
    broken: str

    async def in_folder(self, folder: Path) -> Result:
        options = {"message_content": True, "programs": self.calendar.write_programs(folder)}
        async with (
            use_database(self.scenario.database, folder) as database,
            set_stage(
                folder,
                starts_at=self.calendar.begins_at,
                title="circle",
                nonce_window=self.scenario.nonce_window,
                **options,
            ) as empty,
        ):
            bot = TroubledBot(empty.sandbox, folder, database=database, broken=self.broken, **options)
            stage = replace(empty, bot=bot)
            try:
                chaos, ledger = await self._on_stage(stage, bot, options["programs"])
            finally:
                await bot.close()
            return self._result(stage, bot, chaos, ledger, await read_kept(database))

    async def _on_stage(self, stage: Stage, bot: TroubledBot, programs: Path) -> tuple[Chaos, Ledger]:
        scenario, starts_on = self.scenario, self.calendar.starts_on
        timetable = plan_round(load_program(programs / SLUG), starts_on, ZoneInfo(self.calendar.zone))
        agenda, ledger = Agenda(), Ledger()
        crowd = Crowd(stage, agenda, ledger, self.seed, self.people)
        chaos = Chaos(
            stage=stage,
            bot=bot,
            agenda=agenda,
            crowd=crowd,
            timetable=timetable,
            dice=random.Random(f"{self.seed}/chaos"),
            ends_at=timetable.entry(EntryKind.ROUND_CLOSES).due_at - scenario.calm_before,
        )
        director = Director(stage, agenda, crowd.hear)
        await crowd.arrive()
        await bot.start()
        chaos.kill(self.kills)
        stage.sandbox.trouble.take_chances(self.seed, scenario.odds)
        stage.sandbox.trouble.switch_rate_limits(on=scenario.rate_limits)
        await crowd.begin(SLUG, starts_on.isoformat())
        crowd.plan_next_round(chaos.closes_at + NEXT_ROUND_MADE, self.calendar.next_starts_on(chaos.closes_at))
        scenario.arrange(chaos)
        await director.play(chaos.ends_at)
        chaos.calm_down()
        await bot.quiet()
        # What was lost to the bot is read back on its next start, and before the last summary.
        await director.play(max(chaos.ends_at, chaos.closes_at) + AFTERWARDS)
        return chaos, ledger

    def _result(self, stage: Stage, bot: TroubledBot, chaos: Chaos, ledger: Ledger, kept: Kept) -> Result:
        seen = Seen(
            stage=stage,
            ledger=ledger,
            timetable=chaos.timetable,
            calendar=self.calendar,
            kept=kept,
            may_skip_check_ins=self.scenario.may_skip_check_ins,
            is_on_time=self.scenario.is_on_time,
        )
        found = check(seen)
        rest = stage.sandbox.rest
        ended = bot.ends - chaos.may_end
        return Result(
            name=self.scenario.name,
            kills=bot.strikes,
            requests=len(rest.log),
            faults=rest.faults.befallen + rest.limits.refused + stage.sandbox.gateway.befallen + chaos.done,
            longest_resume=max(bot.resumes, default=0.0),
            duplicates=found.duplicates,
            lost=found.lost
            + [f"no answer for {who}" for who in ledger.given_up]
            + [f"the bot ended by itself: {ended} times"] * (self.scenario.odds == NO_ODDS and ended > 0),
        )
