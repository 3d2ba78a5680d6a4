"""A new partner in the middle of a round: somebody of the reserve, or a third place in a pair."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.actions.community import Community, gather_community
from bot.actions.lookups import Setting, setting_of
from bot.actions.pairing_rounds import shared_by, waiting_among
from bot.actions.planning import plan_step
from bot.actions.ports import House
from bot.actions.reckoning import reckon
from bot.domain.ids import MemberId, PairId, RoundId
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Step, StepKind
from bot.pairing import Group, Placement, place
from bot.store import Tx, pairs, participants, steps


async def find_partner(house: House, step: Step, now: datetime) -> bool:
    """Whoever has no partner has one now where the rules allow, or is told kindly that nobody fits.

    Everybody without a partner is looked after at once, so that two who lost theirs at the same time find each other.
    Returns whether somebody was without one.
    """
    async with house.store.read() as tx:
        found = await setting_of(house, tx, step.round_id or RoundId(0))
        alone, settled = await _gather(tx, found, now)
        if found.round.phase is not Phase.RUNNING or step.recipient_id is None or step.recipient_id not in alone:
            return False
        people = [*alone, *(member for pair in settled for member in pair.members)]
        community = await gather_community(house, tx, found, people)
    placement = await reckon(partial(_place, community, alone, settled), len(community.seekers))
    async with house.store.write() as tx:
        if await _gather(tx, found, now) == (alone, settled):
            await _settle(tx, found, community, settled, placement, now)
            if all(seeker.id != step.recipient_id for seeker in community.seekers):
                # Left out by the organisers: nobody is dropped without a word.
                await steps.plan(tx, [waiting_step(found, step.recipient_id, now)])
            return True
    raise RuntimeError("people came or went while a partner was looked for; the step is tried again")


async def _gather(tx: Tx, found: Setting, now: datetime) -> tuple[list[MemberId], list[Pair]]:
    """Who is without a partner and not away, and the pairs that are."""
    parts = [each for each in await participants.of_round(tx, found.round.id) if each.takes_part()]
    settled = [pair for pair in await pairs.of_round(tx, found.round.id) if pair.approved_at]
    present = [part for part in parts if not part.is_away(now)]
    return waiting_among(present, settled), settled


def _place(community: Community, alone: Sequence[MemberId], settled: Iterable[Pair]) -> Placement:
    known = {seeker.id: seeker for seeker in community.seekers}
    groups = [[known[member] for member in pair.members if member in known] for pair in settled]
    return place(
        [known[member] for member in alone if member in known],
        (),
        [group for group in groups if len(group) > 1],
        community.rules,
        community.history,
        community.kept_apart,
        community.seed,
    )


async def _settle(
    tx: Tx, found: Setting, community: Community, settled: Sequence[Pair], placement: Placement, now: datetime
) -> None:
    for group in placement.formed:
        await _bring_together(tx, found, community, group, now)
    for group in placement.enlarged:
        await _part_for_more(tx, settled, group, now)
        await _bring_together(tx, found, community, group, now)
    for waiting in placement.waiting:
        await steps.plan(tx, [waiting_step(found, MemberId(waiting.id), now)])


async def _part_for_more(tx: Tx, settled: Sequence[Pair], group: Group, now: datetime) -> None:
    """The pair that becomes this trio is over: its former thread stays theirs, and the three get a new one."""
    before = next(pair for pair in settled if set(pair.members) < set(group.members))
    for member in before.members:
        await pairs.remove_member(tx, before.id, member, now)
    await pairs.end(tx, before.id, now)


async def _bring_together(tx: Tx, found: Setting, community: Community, group: Group, now: datetime) -> None:
    pair = await pairs.add(
        tx,
        round_id=found.round.id,
        members=tuple(MemberId(member) for member in group.members),
        shared=shared_by(community, group),
        approved_at=now,
        joined_at=now,
    )
    await steps.plan(tx, introduce_steps(found, pair, now, again=True))


def introduce_steps(found: Setting, pair: Pair, now: datetime, *, again: bool = False) -> list[NewStep]:
    """The steps that bring a pair together: its thread first; what follows is planned once the thread stands."""
    about = (f"pair:{pair.id}", *(("again",) if again else ()))
    return [plan_step(found.round, StepKind.OPEN_PAIR_THREAD, now, *about, pair_id=PairId(pair.id))]


def waiting_step(found: Setting, member_id: MemberId, now: datetime) -> NewStep:
    """A kind word to who has no partner now; told once a day at the most."""
    about = (f"member:{member_id}", f"on:{now.date().isoformat()}")
    return plan_step(found.round, StepKind.TELL_WAITING, now, *about, recipient_id=member_id)
