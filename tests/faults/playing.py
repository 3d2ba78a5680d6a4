"""One round under trouble, from the first command to the last summary, and what the checker says of it."""

import asyncio
import random
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.timetable import EntryKind, plan_round
from bot.programs import load_program
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.director import Director
from bot.rehearsal.stage import DATABASE, Stage, set_stage
from tests.faults.chaos import Chaos
from tests.faults.checking import Checker, Findings
from tests.faults.crowd import Crowd, Ledger
from tests.faults.process import TroubledBot
from tests.faults.scenarios import Scenario

PROGRAMS = Path(__file__).parent / "programs"
SLUG = "reading-circle"
OPENS_ON = date(2026, 1, 5)
STARTS_ON = date(2026, 1, 13)
ZONE = ZoneInfo("UTC")
CALM_BEFORE = timedelta(hours=30)
"""Trouble ends so long before the round does: the last summary is drafted from all that was said."""
AFTERWARDS = timedelta(days=8)


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
    scenario: Scenario, seed: str, kills: int, *, people: int = 6, broken: str = "", folder: Path | None = None
) -> Result:
    """The round has been played with this seed, and was checked."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        return asyncio.run(_play(scenario, seed, kills, people, broken, folder))
    with tempfile.TemporaryDirectory(prefix="faults-") as made:
        return asyncio.run(_play(scenario, seed, kills, people, broken, Path(made)))


async def _play(scenario: Scenario, seed: str, kills: int, people: int, broken: str, folder: Path) -> Result:
    starts_at = datetime.combine(OPENS_ON, time(8), UTC)
    async with set_stage(
        folder,
        starts_at=starts_at,
        title="circle",
        message_content=True,
        programs=PROGRAMS,
        nonce_window=scenario.nonce_window,
    ) as empty:
        bot = TroubledBot(empty.sandbox, folder, message_content=True, programs=PROGRAMS, broken=broken)
        stage = replace(empty, bot=bot)
        try:
            return await _on_stage(stage, bot, scenario, seed, kills, people)
        finally:
            await bot.stop()


async def _on_stage(stage: Stage, bot: TroubledBot, scenario: Scenario, seed: str, kills: int, people: int) -> Result:
    timetable = plan_round(load_program(PROGRAMS / SLUG), STARTS_ON, ZONE)
    closes_at = timetable.entry(EntryKind.ROUND_CLOSES).due_at
    agenda, ledger = Agenda(), Ledger()
    crowd = Crowd(stage, agenda, ledger, seed, people)
    dice = random.Random(f"{seed}/chaos")
    chaos = Chaos(stage=stage, bot=bot, agenda=agenda, crowd=crowd, timetable=timetable, dice=dice)
    director = Director(stage, agenda, crowd.hear)
    await crowd.arrive()
    await bot.start()
    chaos.kill(kills)
    trouble = stage.sandbox.trouble
    trouble.take_chances(seed, scenario.odds)
    trouble.switch_rate_limits(on=scenario.rate_limits)
    await crowd.begin(SLUG, STARTS_ON.isoformat())
    scenario.arrange(chaos)
    await director.play(closes_at - CALM_BEFORE)
    chaos.calm_down()
    await bot.quiet()
    # What was lost to the bot is read back on its next start, and before the last summary.
    await director.play(closes_at + AFTERWARDS)
    await bot.stop()
    return _result(stage, bot, scenario, chaos, ledger)


def _result(stage: Stage, bot: TroubledBot, scenario: Scenario, chaos: Chaos, ledger: Ledger) -> Result:
    found: Findings = Checker(
        stage=stage,
        ledger=ledger,
        timetable=chaos.timetable,
        database=stage.folder / DATABASE,
        spoiled=frozenset(chaos.spoiled),
        may_skip_check_ins=scenario.may_skip_check_ins,
    ).check()
    rest = stage.sandbox.rest
    return Result(
        name=scenario.name,
        kills=bot.strikes,
        requests=len(rest.log),
        faults=rest.faults.befallen + rest.limits.refused + stage.sandbox.gateway.befallen + chaos.done,
        longest_resume=max(bot.resumes, default=0.0),
        duplicates=found.duplicates,
        lost=found.lost + [f"no answer for {who}" for who in ledger.given_up],
    )
