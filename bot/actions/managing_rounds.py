"""Making, showing and cancelling rounds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.lookups import RoundChoice, choose_round, chosen_program, current_round, program_of, setting_in
from bot.actions.moving import move_round
from bot.actions.pinned import all_follow
from bot.actions.places import end_places
from bot.actions.planning import Dates, dates_of, desk_note, forget_step, plan_step, steps_of
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.program import Program, choose_prompts
from bot.domain.round import Phase, Round, advance
from bot.domain.round_naming import following_start_on, next_round_name, next_start_on
from bot.domain.steps import AFTER_CANCELLING, StepKind
from bot.domain.timetable import EntryKind, Timetable, plan_round
from bot.store import Tx, pairs, participants, places, replies, rosters, rounds, steps

FARTHEST_START = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMade:
    """A round is planned."""

    round: Round
    title: str
    timetable: Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """How a round stands."""

    round: Round
    title: str
    dates: Dates
    prompts: tuple[tuple[str, datetime], ...]
    """Title and opening of each."""
    participants: int
    pairs: int
    waiting: int
    replies: int
    places: int | None
    """How many there are; None without a cap."""
    wait_listed: int
    choice: RoundChoice
    """The same round, and the others of its program."""


def read_date(text: str) -> date:
    """The date written as 2026-03-02.

    Raises:
        RuleError: `not_a_date`.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RuleError("not_a_date", text=text[:40]) from None


async def create_round(
    house: House, *, guild_id: GuildId, slug: str | None, starts_on: date, created_by: MemberId, now: datetime
) -> RoundMade:
    """A round that starts on this local date is planned, with all its steps.

    Raises:
        RuleError: `no_program`, `which_program`, `starts_too_soon` when enrolment could not be open for a moment,
            `starts_too_late` when it lies years ahead, `round_under_way` when another round of the program is not
            yet over.
    """
    async with house.store.write() as tx:
        hosted = await chosen_program(tx, guild_id, slug)
        program = program_of(house, hosted)
        made = await make_round(tx, hosted, program, starts_on, created_by, now)
    house.wake()
    return made


async def make_round(
    tx: Tx, hosted: HostedProgram, program: Program, starts_on: date, created_by: MemberId, now: datetime
) -> RoundMade:
    """A round is planned in this transaction, with all its steps; whoever commits it wakes the house.

    Raises:
        RuleError: as `create_round` for its dates.
    """
    _check_start(starts_on, program, now)
    return await _make(tx, hosted, program, starts_on, created_by, now)


async def plan_next_round(
    tx: Tx, hosted: HostedProgram, program: Program, now: datetime, after: Round | None = None
) -> Round | None:
    """The program's next round is planned where its rounds make themselves and none is to come; else None."""
    existing = await rounds.of_program(tx, hosted.id)
    today = now.astimezone(ZoneInfo(hosted.zone)).date()
    if after is not None:
        starts_on = following_start_on(program.shape, after.starts_on)
    else:
        starts_on = next_start_on(program.shape, today)
    if starts_on is None or any(each.starts_on >= starts_on for each in existing):
        return None
    earliest = next_start_on(program.shape, today)
    made = await _make(tx, hosted, program, max(starts_on, earliest or starts_on), None, now)
    return made.round


async def _make(
    tx: Tx, hosted: HostedProgram, program: Program, starts_on: date, created_by: MemberId | None, now: datetime
) -> RoundMade:
    existing = await rounds.of_program(tx, hosted.id)
    timetable = plan_round(program, starts_on, ZoneInfo(hosted.zone), len(existing))
    _check_dates(existing, timetable, program, now)
    current = await rounds.add(
        tx,
        program_id=hosted.id,
        name=next_round_name([each.name for each in existing], starts_on, program.shape),
        starts_on=starts_on,
        zone=hosted.zone,
        seed=starts_on.toordinal() * 1000 + len(existing),
        prompt_numbers=tuple(prompt.number for prompt in choose_prompts(program, len(existing))),
        created_by=created_by,
        created_at=now,
    )
    await steps.plan(tx, [*steps_of(current, timetable), *all_follow(hosted, current, Phase.PLANNED, now)])
    return RoundMade(round=current, title=program.title, timetable=timetable)


def _check_start(starts_on: date, program: Program, now: datetime) -> None:
    """The start lies in the time that calendars and people reckon with."""
    if starts_on < now.date():
        raise RuleError("starts_too_soon", days=program.shape.enrolment_closes_days_before + 1)
    check_within_years(starts_on, now)


def check_within_years(starts_on: date, now: datetime) -> None:
    """The day is not so far off that nobody means it.

    Raises:
        RuleError: `starts_too_late`.
    """
    if starts_on > now.date() + FARTHEST_START:
        raise RuleError("starts_too_late", years=FARTHEST_START.days // 365)


def _check_dates(existing: list[Round], timetable: Timetable, program: Program, now: datetime) -> None:
    if timetable.entry(EntryKind.ENROLMENT_CLOSES).due_at <= now:
        days = program.shape.enrolment_closes_days_before + 1
        raise RuleError("starts_too_soon", days=days)
    for each in existing:
        ended = each.phase in (Phase.CANCELLED, Phase.CLOSED, Phase.PUBLISHED)
        if not ended and each.starts_on >= timetable.starts_on:
            raise RuleError("round_under_way", round=each.name)


async def show_round(
    house: House, *, guild_id: GuildId, slug: str | None, round_id: RoundId | None = None
) -> RoundView:
    """How a round of the program stands: the named one, or the one under way, or the next, or the last.

    Raises:
        RuleError: `no_program`, `which_program`, `no_round`.
    """
    async with house.store.read() as tx:
        hosted = await chosen_program(tx, guild_id, slug)
        program = program_of(house, hosted)
        choice = await choose_round(tx, hosted.id, round_id, only_open=False)
        current = choice.round
        dates = await dates_of(tx, current.id)
        parts = await participants.of_round(tx, current.id)
        paired = [pair for pair in await pairs.of_round(tx, current.id) if pair.approved_at]
        waiting = await participants.without_partner(tx, current.id) if paired else []
        written = await replies.of_prompt(tx, current.id, None)
        queue = await places.queue(tx, guild_id, current.id)
    return RoundView(
        round=current,
        title=program.title,
        dates=dates,
        prompts=tuple((program.prompt(number).title, at) for number, at in dates.prompts),
        participants=sum(part.takes_part() for part in parts),
        pairs=len(paired),
        waiting=len(waiting),
        replies=sum(reply.counts() for reply in written),
        places=program.places.total,
        wait_listed=len(queue),
        choice=choice,
    )


async def choose_round_to_cancel(
    house: House, *, guild_id: GuildId, slug: str | None, round_id: RoundId | None = None
) -> RoundChoice:
    """The round of the program to be cancelled, and those that could be instead.

    Raises:
        RuleError: `no_program`, `which_program`, `no_round`.
    """
    async with house.store.read() as tx:
        hosted = await chosen_program(tx, guild_id, slug)
        return await choose_round(tx, hosted.id, round_id, only_open=True)


async def open_enrolment_now(house: House, *, guild_id: GuildId, round_id: RoundId, now: datetime) -> HostedProgram:
    """Enrolment of a planned round opens at once; all its other dates stay. Called twice it opens once.

    Raises:
        RuleError: `no_round`, `round_phase` for a round that is over.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        advance(found.round, Phase.ENROLLING)
        for step in await steps.of_kinds(tx, round_id, [StepKind.OPEN_ENROLMENT]):
            await steps.bring_forward(tx, step, now)
    house.wake()
    return found.hosted


async def cancel_round(house: House, *, guild_id: GuildId, round_id: RoundId, now: datetime) -> Round:
    """The round is cancelled: nothing of it that was not begun will happen, and the organisers are told.

    Where rounds make themselves, the next one is planned.

    Raises:
        RuleError: `no_round`, `round_phase`.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        if found.round.phase is Phase.CANCELLED:
            return found.round
        cancelled = await move_round(tx, found, Phase.CANCELLED, now)
        await steps.cancel(tx, round_id=round_id, at=now, kinds=frozenset(StepKind) - AFTER_CANCELLING)
        await end_places(tx, found, now)
        await rosters.forget(tx, round_id)
        end = plan_step(found.round, StepKind.END_ENROLMENT, now, "cancelled")
        note = desk_note(found.hosted, "round_cancelled", now, found.round.name, fields={"round": found.round.name})
        await steps.plan(tx, [end, note, forget_step(found.round, found.program, now)])
        await plan_next_round(tx, found.hosted, found.program, now, after=found.round)
    house.wake()
    return cancelled


async def current_round_of(house: House, *, guild_id: GuildId, slug: str | None) -> Round:
    """The round a command means: the program's current one."""
    async with house.store.read() as tx:
        return await current_round(tx, (await chosen_program(tx, guild_id, slug)).id)
