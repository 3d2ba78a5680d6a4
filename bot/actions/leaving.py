"""Leaving a round, being away, and coming back."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.joining import find_partner_step
from bot.actions.lookups import Setting, hosted_in, part_in, profile_of, round_of_member, setting_in, setting_of
from bot.actions.parting import part_from
from bot.actions.places import give_up_place, round_waited_for
from bot.actions.planning import desk_note, member_field, plan_step
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId, GuildId, MemberId, ProgramId, RoundId
from bot.domain.local_time import instant_of
from bot.domain.partnership import Pair
from bot.domain.returning import LONGEST_AWAY_DAYS, read_return
from bot.domain.round import JOINABLE, Phase
from bot.domain.steps import NewStep, StepKind
from bot.domain.waking import first_awake_together
from bot.store import Tx, pairs, participants, places, profiles, rounds, steps, surveys

WORTH_A_WORD = timedelta(days=7)
"""Who is away for less is not welcomed back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """They no longer take part."""

    title: str
    """Of the program."""
    had_partner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """They are away until then; None means that they are back."""

    until: datetime | None
    thread_id: ChannelId | None = None
    """Where they can tell their partner, who is not told."""


async def round_now(house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId) -> RoundId:
    """The round of the program in which the person takes part.

    Raises:
        RuleError: `no_program`, `not_joined`.
    """
    async with house.store.read() as tx:
        await hosted_in(tx, guild_id, program_id)
        found = await round_of_member(tx, program_id, member_id)
    if found is None:
        raise RuleError("not_joined")
    return found[0].id


async def round_to_leave(house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId) -> RoundId:
    """The same, or else the round on whose wait-list the person is.

    Raises:
        RuleError: `no_program`, `not_joined`.
    """
    async with house.store.read() as tx:
        waited_for = await round_waited_for(tx, guild_id, program_id, member_id)
        if waited_for is not None and await round_of_member(tx, program_id, member_id) is None:
            return waited_for.id
    return await round_now(house, guild_id=guild_id, member_id=member_id, program_id=program_id)


async def leave(house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime) -> Left:
    """The person has left the round; whoever is left alone is told kindly and a new partner is looked for.

    Where participants stay from round to round, they leave all rounds of the program that are not over.

    Raises:
        RuleError: `no_round`, `not_joined`.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        if round_id not in await places.waited_for(tx, guild_id, member_id):
            await part_in(tx, round_id, member_id)
        had_partner = await _leave(tx, found, member_id, now)
        for each in await rounds.of_program(tx, found.hosted.id):
            if found.program.shape.participants_stay and each.phase in JOINABLE and each.id != round_id:
                await _leave(tx, await setting_of(house, tx, each.id), member_id, now)
    house.wake()
    return Left(title=found.program.title, had_partner=had_partner)


async def leave_guild(house: House, *, guild_id: GuildId, member_id: MemberId, now: datetime) -> int:
    """A person who is no longer in the guild has left all its rounds that are not over; returns how many.

    What they wished at the end of a round is withdrawn: nobody is told of them, and they are not invited.
    """
    async with house.store.write() as tx:
        left = [each for each in await participants.rounds_of(tx, guild_id, member_id) if each.phase in JOINABLE]
        for round_id in [*(each.id for each in left), *await places.waited_for(tx, guild_id, member_id)]:
            await _leave(tx, await setting_of(house, tx, round_id), member_id, now)
        await surveys.withdraw_wishes(tx, guild_id, member_id)
    house.wake()
    return len(left)


async def go_away(
    house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId, days: int, now: datetime
) -> Away:
    """The person is away for so many days and gets no check-ins meanwhile; 0 days means that they are back.

    Who has no partner on coming back is found one then; who has one is welcomed back, after a week or more.

    Raises:
        RuleError: `no_program`, `not_joined`.
    """
    until = now + timedelta(days=min(days, LONGEST_AWAY_DAYS)) if days > 0 else None
    async with house.store.write() as tx:
        thread_id = await _stay_away(house, tx, guild_id, member_id, program_id, until, now)
    house.wake()
    return Away(until=until, thread_id=thread_id)


async def go_away_until(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    program_id: ProgramId,
    month: str,
    day: str,
    now: datetime,
) -> Away:
    """The same until a day begins in their own zone, given as "2026-03" and "9".

    Raises:
        RuleError: what `read_return` raises; `no_program`, `not_joined`.
    """
    async with house.store.write() as tx:
        zone = ZoneInfo((await profile_of(tx, guild_id, member_id)).zone or "UTC")
        until = instant_of(read_return(month, day, now.astimezone(zone).date()), time(), zone)
        thread_id = await _stay_away(house, tx, guild_id, member_id, program_id, until, now)
    house.wake()
    return Away(until=until, thread_id=thread_id)


async def _stay_away(
    house: House,
    tx: Tx,
    guild_id: GuildId,
    member_id: MemberId,
    program_id: ProgramId,
    until: datetime | None,
    now: datetime,
) -> ChannelId | None:
    """They are away in every round of the program; the thread that they share with a partner now, if there is one."""
    await hosted_in(tx, guild_id, program_id)
    taking = [
        each
        for each in await participants.rounds_of(tx, guild_id, member_id)
        if each.program_id == program_id and each.phase in JOINABLE
    ]
    if not taking:
        raise RuleError("not_joined")
    for each in taking:
        await participants.set_away(tx, each.id, member_id, until)
        found = await setting_of(house, tx, each.id)
        await steps.plan(tx, [find_partner_step(found, member_id, until or now)])
        if until is not None and until - now >= WORTH_A_WORD:
            await steps.plan(tx, [await _welcome_step(tx, found, member_id, until)])
    paired = [await pairs.find_of(tx, each.id, member_id) for each in taking if each.phase is Phase.RUNNING]
    return next((pair.thread_id for pair in paired if pair), None)


async def _welcome_step(tx: Tx, found: Setting, member_id: MemberId, until: datetime) -> NewStep:
    """A word once they are back, by day where they live."""
    profile = await profiles.find(tx, found.hosted.guild_id, member_id)
    zone = (profile.zone if profile else None) or "UTC"
    at = first_awake_together([zone], until, zone)
    about = (f"member:{member_id}", f"at:{int(until.timestamp())}")
    return plan_step(found.round, StepKind.TELL_BACK, at, *about, recipient_id=member_id)


async def leave_in(house: House, tx: Tx, round_id: RoundId, member_id: MemberId, now: datetime) -> None:
    """The person has left this round, in the caller's transaction."""
    await _leave(tx, await setting_of(house, tx, round_id), member_id, now)


async def _leave(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> bool:
    """Everything that follows from somebody leaving, in the caller's transaction; whether they had a partner."""
    if not await give_up_place(tx, found, member_id, now):
        return False
    if found.round.phase is Phase.PAIRING:
        await _leave_pairing(tx, found, member_id, now)
    pair = await pairs.find_of(tx, found.round.id, member_id)
    if pair is None or found.round.phase is not Phase.RUNNING:
        return False
    await leave_pair(tx, found, pair, member_id, now)
    return True


async def _leave_pairing(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> None:
    """The pairing goes on without them: a draft is made anew; an approved one stands, but for their own pair.

    Nobody was introduced yet, so nobody is told. Who is left over is found a partner when the round starts.
    """
    about = (f"left:{member_id}", f"at:{int(now.timestamp())}")
    await steps.plan(tx, [plan_step(found.round, StepKind.DRAFT_PAIRING, now, *about)])
    for pair in await pairs.of_round(tx, found.round.id):
        if member_id in pair.members:
            await pairs.remove_member(tx, pair.id, member_id, now)
            if len(pair.partners_of(member_id)) == 1:
                await pairs.end(tx, pair.id, now)


async def leave_pair(tx: Tx, found: Setting, pair: Pair, member_id: MemberId, now: datetime) -> None:
    """The pair goes on without this person, and the organisers hear of it."""
    await part_from(tx, found, pair, (member_id,), now)
    about = (found.round.name, f"pair:{pair.id}", f"member:{member_id}")
    fields = {"name": member_field(member_id), "round": found.round.name}
    await steps.plan(tx, [desk_note(found.hosted, "partner_left", now, *about, round_id=found.round.id, fields=fields)])
