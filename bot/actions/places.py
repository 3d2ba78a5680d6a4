"""Places in a round: who gets one, who waits for one, and what happens when one becomes free.

Everything here runs in the caller's transaction, and transactions that write come one after another: however many
people join at once, never one place too many is given.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import Setting, setting_of
from bot.actions.pinned import count_follows
from bot.actions.planning import dates_of, plan_step
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.domain.participant import Profile
from bot.domain.places import KEPT_AFTER_ROUND, Queued, choose_next
from bot.domain.round import JOINABLE, OPEN_PHASES, Phase, Round
from bot.domain.steps import NewStep, StepKind
from bot.store import Tx, participants, places, profiles, rounds, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody is who would like to take part."""

    new: bool
    """Whether they were not there before."""
    number: int | None
    """On the wait-list; None for who has a place."""


async def take_place(tx: Tx, found: Setting, member_id: MemberId, country: str, now: datetime) -> Standing:
    """The person takes part, or is on the wait-list where a cap keeps them out. May be called twice.

    Who is on the list already comes first, and a place that is held for the person is theirs.
    """
    part = await participants.find(tx, found.round.id, member_id)
    if part is not None and part.takes_part():
        return Standing(new=False, number=None)
    was_listed = await places.number_on_list(tx, found.round.id, member_id) is not None
    held_until = (await places.held(tx, found.round.id)).get(member_id)
    await places.release(tx, found.round.id, member_id)
    is_theirs = held_until is not None and held_until > now
    if not is_theirs:
        await fill_places(tx, found, now)
    before = [] if is_theirs else await places.queue(tx, found.hosted.guild_id, found.round.id)
    newcomer = Queued(member_id=member_id, country=country)
    if not was_listed and newcomer in choose_next(
        found.program.places, await _taken(tx, found, now), [*before, newcomer]
    ):
        return Standing(new=await participants.join(tx, found.round.id, member_id, now), number=None)
    part = await participants.find(tx, found.round.id, member_id)
    if part is not None and part.takes_part():
        return Standing(new=True, number=None)
    await places.wait(tx, found.round.id, member_id, now)
    return Standing(new=not was_listed, number=await places.number_on_list(tx, found.round.id, member_id))


async def _taken(tx: Tx, found: Setting, now: datetime) -> dict[str, int]:
    return await places.taken(tx, found.hosted.guild_id, found.round.id, now)


async def next_on_list(tx: Tx, found: Setting, now: datetime) -> tuple[Queued, ...]:
    """Who of the wait-list could have the places that are free now, the first whom the caps allow first."""
    queue = await places.queue(tx, found.hosted.guild_id, found.round.id)
    return choose_next(found.program.places, await _taken(tx, found, now), queue) if queue else ()


async def fill_places(tx: Tx, found: Setting, now: datetime) -> None:
    """Places that are free belong to the first of the wait-list who fit the caps.

    Before the round starts they take part from now on and are told. While it runs they become somebody's partner first:
    until one is found they stay where they are on the list.
    """
    chosen = await next_on_list(tx, found, now)
    if not chosen or found.round.phase not in JOINABLE:
        return
    if found.round.phase is Phase.RUNNING:
        await steps.plan(tx, [_about(found, StepKind.FIND_PARTNER, chosen[0].member_id, now)])
        return
    for each in chosen:
        await give_place(tx, found, each.member_id, now)
    await count_follows(tx, found.hosted, now)
    told = [_about(found, StepKind.TELL_PLACE, each.member_id, now) for each in chosen]
    drafted = [plan_step(found.round, StepKind.DRAFT_PAIRING, now, "places", f"at:{int(now.timestamp())}")]
    await steps.plan(tx, [*told, *(drafted if found.round.phase is Phase.PAIRING else [])])


async def give_place(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> None:
    """Somebody of the wait-list takes part."""
    await places.stop_waiting(tx, found.round.id, member_id)
    await participants.join(tx, found.round.id, member_id, now)


async def give_up_place(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> bool:
    """The person neither takes part nor waits for a place; return whether they took part.

    Whoever is next gets the place: before the round starts at once.
    """
    waited = await places.stop_waiting(tx, found.round.id, member_id)
    held = await places.release(tx, found.round.id, member_id)
    left = await participants.leave(tx, found.round.id, member_id, now)
    if left or waited:
        await steps.cancel(tx, round_id=found.round.id, at=now, recipient_id=member_id)
        await count_follows(tx, found.hosted, now)
    if left or held:
        await fill_places(tx, found, now)
    return left


def _about(found: Setting, kind: StepKind, member_id: MemberId, now: datetime) -> NewStep:
    about = (f"member:{member_id}", f"at:{int(now.timestamp())}")
    return plan_step(found.round, kind, now, *about, recipient_id=member_id)


async def save_profile(house: House, tx: Tx, profile: Profile, now: datetime) -> None:
    """The profile is kept. Who moves to another country takes a place of that country in every round of theirs.

    Raises:
        RuleError: `country_is_full` (countries), where that country has no place left in a round the person is in.
    """
    before = await profiles.find(tx, profile.guild_id, profile.member_id)
    moved = before is not None and before.country != profile.country
    theirs = await _capped_rounds(house, tx, profile.guild_id, profile.member_id) if moved else []
    for found in theirs:
        most = found.program.places.country_places()
        country = profile.country or ""
        if most is not None and (await _taken(tx, found, now)).get(country, 0) >= most:
            raise RuleError("country_is_full", countries=(country,))
    await profiles.save(tx, profile)
    for found in theirs:
        await fill_places(tx, found, now)


async def _capped_rounds(house: House, tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[Setting]:
    """The rounds in which the person has a place and countries have a cap."""
    taking = [each for each in await participants.rounds_of(tx, guild_id, member_id) if each.phase in JOINABLE]
    found = [await setting_of(house, tx, each.id) for each in taking]
    return [each for each in found if each.program.places.country_places() is not None]


async def invite_waiting(tx: Tx, found: Setting, now: datetime) -> None:
    """The round has opened: who was left on the wait-list of the one before is invited first.

    Where participants stay, they are in, or on this list in the same order. Elsewhere a place is held for as many as
    fit the caps, each is told, and what is still held when the time is over goes to the next.
    """
    queue = await _left_over(tx, found)
    if found.program.shape.participants_stay:
        for each in queue:
            standing = await take_place(tx, found, each.member_id, each.country, now)
            if standing.new and standing.number is None:
                await steps.plan(tx, [_about(found, StepKind.TELL_PLACE, each.member_id, now)])
    elif queue:
        closes_at = (await dates_of(tx, found.round.id)).enrolment_closes_at
        until = min(now + found.program.places.held, closes_at)
        chosen = choose_next(found.program.places, await _taken(tx, found, now), queue)
        await places.hold(tx, found.round.id, [each.member_id for each in chosen], until)
        invited = [_about(found, StepKind.INVITE_FIRST, each.member_id, now) for each in queue]
        await steps.plan(tx, [*invited, plan_step(found.round, StepKind.SETTLE_PLACES, until, "held")])
    for each in await _earlier(tx, found):
        if each.phase not in OPEN_PHASES:
            await places.forget(tx, each.id)


async def end_places(tx: Tx, found: Setting, now: datetime) -> None:
    """The round is over: its wait-list is kept until the next one opens, at most for `KEPT_AFTER_ROUND`."""
    if await places.queue(tx, found.hosted.guild_id, found.round.id):
        over = plan_step(found.round, StepKind.SETTLE_PLACES, now + KEPT_AFTER_ROUND, "over")
        await steps.plan(tx, [over])


async def _left_over(tx: Tx, found: Setting) -> list[Queued]:
    """Who is on the wait-list of the round before and neither in this round nor on its list, in the list's order."""
    here = {part.member_id for part in await participants.of_round(tx, found.round.id) if part.takes_part()}
    here |= {each.member_id for each in await places.queue(tx, found.hosted.guild_id, found.round.id)}
    left: dict[MemberId, Queued] = {}
    for each in await _earlier(tx, found):
        for waiting in await places.queue(tx, found.hosted.guild_id, each.id):
            if waiting.member_id not in here:
                left.setdefault(waiting.member_id, waiting)
        if each.phase is not Phase.CANCELLED:
            break
    return list(left.values())


async def _earlier(tx: Tx, found: Setting) -> list[Round]:
    """The program's rounds before this one, the latest first."""
    of_program = await rounds.of_program(tx, found.hosted.id)
    return [each for each in reversed(of_program) if each.starts_on < found.round.starts_on]


async def round_waited_for(tx: Tx, guild_id: GuildId, program_id: ProgramId, member_id: MemberId) -> Round | None:
    """The program's round on whose wait-list the person is and which is not over."""
    listed: list[RoundId] = await places.waited_for(tx, guild_id, member_id)
    of_program = await rounds.of_program(tx, program_id)
    return next((each for each in of_program if each.id in listed and each.phase in OPEN_PHASES), None)
