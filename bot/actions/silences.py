"""What is done about silence: the private question, the offer of a new partner, the end of a pair, and coming back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.joining import find_partner_step
from bot.actions.lookups import Setting, part_in, setting_in
from bot.actions.parting import part_from
from bot.actions.pinned import count_follows
from bot.actions.planning import desk_note, member_field, plan_step
from bot.actions.ports import House
from bot.actions.presence import gather_facts
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, RoundId
from bot.domain.local_time import instant_of
from bot.domain.partnership import Pair
from bot.domain.round import JOINABLE, Phase, Round
from bot.domain.steps import NewStep, StepKind
from bot.store import Tx, pairs, participants, profiles, rounds, steps

A_WEEK = timedelta(days=7)
ENDED = frozenset({Phase.CLOSED, Phase.PUBLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """They take part again, and a partner is looked for."""

    round_name: str


def look_step(found: Setting, at: datetime) -> NewStep:
    """The look at who is silent on the local day of `at`, when the round's daily messages come."""
    zone = ZoneInfo(found.round.zone)
    on = at.astimezone(zone).date()
    due_at = instant_of(on, found.program.shape.day_time, zone)
    return plan_step(found.round, StepKind.LOOK_FOR_SILENCE, due_at, f"on:{on.isoformat()}")


def question_step(found: Setting, pair: Pair, member_id: MemberId, now: datetime) -> NewStep:
    """A private question to who is silent; at most one a day."""
    about = (f"pair:{pair.id}", f"on:{now.date().isoformat()}", f"member:{member_id}")
    return plan_step(found.round, StepKind.NUDGE, now, *about, recipient_id=member_id, pair_id=pair.id)


async def end_for_silence(
    tx: Tx, found: Setting, pair: Pair, silent: Collection[MemberId], now: datetime, *, told: bool = True
) -> None:
    """The pair goes on without them, and no partner is looked for until they come back, which takes one tap."""
    await part_from(tx, found, pair, silent, now, told=told)
    for each in silent:
        await make_inactive(tx, found, each, now)
        about = (found.round.name, f"pair:{pair.id}", f"member:{each}")
        fields = {"name": member_field(each), "round": found.round.name}
        await steps.plan(
            tx, [desk_note(found.hosted, "silence_ended", now, *about, round_id=found.round.id, fields=fields)]
        )


async def make_inactive(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> None:
    """No partner is looked for in the round, nor in one that follows by itself; the person is told."""
    for each in await rounds.of_program(tx, found.hosted.id):
        if each.id == found.round.id or (found.program.shape.participants_stay and each.phase in JOINABLE):
            await participants.set_inactive(tx, each.id, member_id, now)
    about = (f"member:{member_id}", f"at:{int(now.timestamp())}")
    at = max(now, await _last_asked_at(tx, found, member_id, now) + A_WEEK)
    await steps.plan(tx, [plan_step(found.round, StepKind.TELL_INACTIVE, at, *about, recipient_id=member_id)])


async def _last_asked_at(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> datetime:
    """When the person was last asked how they are; so that this week brings them no third message."""
    asked = await steps.of_kinds(tx, found.round.id, [StepKind.NUDGE])
    return max((step.due_at for step in asked if step.recipient_id == member_id), default=now - A_WEEK)


async def rest_the_silent(tx: Tx, found: Setting, now: datetime) -> None:
    """Where people stay from round to round: who showed no life in so many rounds in a row is inactive."""
    if not found.program.shape.participants_stay:
        return
    earlier = [each for each in await rounds.of_program(tx, found.hosted.id) if each.phase in ENDED]
    before = sorted(earlier, key=lambda each: each.starts_on, reverse=True)
    needed = found.program.patience.inactive_after_rounds - 1
    last = [each for each in before if each.starts_on < found.round.starts_on][:needed]
    if len(last) < needed:
        return
    silent = await _lifeless_in(tx, found.round, now)
    for each in last:
        silent &= await _lifeless_in(tx, each, now)
    parts = {part.member_id: part for part in await participants.of_round(tx, found.round.id)}
    for member in sorted(silent):
        if member in parts and parts[member].wants_partner(now):
            await make_inactive(tx, found, member, now)


async def _lifeless_in(tx: Tx, current: Round, now: datetime) -> set[MemberId]:
    """Who was asked in the round and never gave a sign of life in it."""
    known = await gather_facts(tx, current.id, now)
    alive = {member for (_, member), facts in known.items() if facts.signs_at}
    return {member for (_, member), facts in known.items() if facts.showed_no_life} - alive


async def take_new_partner(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    pair_id: PairId,
    silent_id: MemberId,
    now: datetime,
) -> None:
    """The pair ends as it would have ended for silence, and a new partner is looked for.

    Raises:
        RuleError: `no_round`, `not_joined`, `not_your_pair`, `partner_is_back` where they have given a sign of life.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        pair = await pairs.find_of(tx, round_id, member_id)
        if pair is None or pair.id != pair_id or silent_id not in pair.partners_of(member_id):
            raise RuleError("not_your_pair")
        facts = (await gather_facts(tx, round_id, now)).get((pair_id, silent_id))
        if facts is None or not facts.was_offered:
            raise RuleError("partner_is_back")
        await end_for_silence(tx, found, pair, [silent_id], now, told=False)
    house.wake()


async def show_life(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, pair_id: PairId, now: datetime
) -> None:
    """The person said that they are there, which ends their silence.

    Raises:
        RuleError: `no_round`, `not_joined`, `not_your_pair`.
    """
    async with house.store.write() as tx:
        await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        pair = await pairs.find_of(tx, round_id, member_id)
        if pair is None or pair.id != pair_id:
            raise RuleError("not_your_pair")
        await pairs.note_activity(tx, pair_id, member_id, now)


async def come_back(house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime) -> Back:
    """Who was inactive takes part again: in that round, or where it is over in those that follow by themselves.

    Asked twice, nothing changes.

    Raises:
        RuleError: `no_round`, `not_joined` where they left or erased their data, `round_is_over`.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        before = await participants.find(tx, round_id, member_id)
        known = await profiles.find(tx, guild_id, member_id)
        if before is None or not before.takes_part() or known is None:
            raise RuleError("not_joined")
        stays = found.program.shape.participants_stay
        wanted = [
            each
            for each in await rounds.of_program(tx, found.hosted.id)
            if each.phase in JOINABLE and (stays or each.id == round_id)
        ]
        if not wanted:
            raise RuleError("round_is_over")
        for each in wanted:
            await _take_up(tx, Setting(round=each, hosted=found.hosted, program=found.program), member_id, now)
    house.wake()
    return Back(round_name=wanted[0].name)


async def _take_up(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> None:
    await participants.join(tx, found.round.id, member_id, now)
    await count_follows(tx, found.hosted, now)
    if found.round.phase is Phase.RUNNING and await pairs.find_of(tx, found.round.id, member_id) is None:
        await steps.plan(tx, [find_partner_step(found, member_id, now)])
