"""A new partner in the middle of a round: somebody of the reserve, or a third place in a pair."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import combinations

from bot.actions.community import Community, gather_community
from bot.actions.lookups import Setting, setting_of
from bot.actions.pairing_rounds import shared_by, waiting_among
from bot.actions.planning import plan_step
from bot.actions.ports import House
from bot.actions.reckoning import reckon
from bot.actions.reserve import gather_reserve, give_places, place_with_reserve
from bot.domain.ids import MemberId, PairId, RoundId
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Step, StepKind
from bot.pairing import Group, Placement
from bot.store import Tx, pairs, participants, steps


async def find_partner(house: House, step: Step, now: datetime) -> bool:
    """Whoever has no partner has one now where the rules allow, or is told kindly that nobody fits.

    Everybody without a partner is looked after at once, so that two who lost theirs at the same time find each other,
    or the first of the wait-list. Returns whether somebody was without one.
    """
    async with house.store.read() as tx:
        found = await setting_of(house, tx, step.round_id or RoundId(0))
        alone, settled = await _gather(tx, found, now)
        reserve = await gather_reserve(tx, found, now)
        waiting = reserve.members()
        seeker_id = step.recipient_id
        if found.round.phase is not Phase.RUNNING or seeker_id is None or seeker_id not in (*alone, *waiting):
            return False
        people = [*alone, *waiting, *(member for pair in settled for member in pair.members)]
        community = await gather_community(house, tx, found, people)
        parted = await _couples_that_parted(tx, found, settled)
        community = replace(community, kept_apart=community.kept_apart | parted)
    groups = [pair.members for pair in settled]
    placing = partial(place_with_reserve, community, alone, groups, reserve)
    placement = await reckon(placing, len(community.seekers))
    async with house.store.write() as tx:
        still_alone, still_settled = await _gather(tx, found, now)
        # That a pair got its thread meanwhile changes nothing: hundreds do while the first are looked for.
        same = still_alone == alone and _members_by_pair(still_settled) == _members_by_pair(settled)
        if same and await gather_reserve(tx, found, now) == reserve:
            await give_places(tx, found, placement, reserve, now)
            await _settle(tx, found, community, settled, placement, now)
            if seeker_id in alone and all(seeker.id != seeker_id for seeker in community.seekers):
                # Left out by the organisers: nobody is dropped without a word.
                await steps.plan(tx, [await _waiting_step(tx, found, seeker_id, now)])
            return True
    raise RuntimeError("people came or went while a partner was looked for; the step is tried again")


async def _gather(tx: Tx, found: Setting, now: datetime) -> tuple[list[MemberId], list[Pair]]:
    """Who is without a partner and not away, and the pairs that are."""
    parts = await participants.of_round(tx, found.round.id)
    settled = [pair for pair in await pairs.of_round(tx, found.round.id) if pair.approved_at]
    present = [part for part in parts if part.wants_partner(now)]
    return waiting_among(present, settled), settled


def _members_by_pair(settled: Sequence[Pair]) -> dict[PairId, tuple[MemberId, ...]]:
    return {pair.id: pair.members for pair in settled}


async def _couples_that_parted(tx: Tx, found: Setting, settled: Sequence[Pair]) -> frozenset[frozenset[int]]:
    """Whose pair has ended in this round: a new partner is somebody else."""
    ever = [members for round_id, members in await pairs.history(tx, found.hosted.id) if round_id == found.round.id]
    now_together = {frozenset(two) for pair in settled for two in combinations(pair.members, 2)}
    return frozenset(frozenset(two) for members in ever for two in combinations(members, 2)) - now_together


async def _settle(
    tx: Tx, found: Setting, community: Community, settled: Sequence[Pair], placement: Placement, now: datetime
) -> None:
    for group in placement.formed:
        await bring_together(tx, found, community, group, now)
    for group in placement.enlarged:
        await _part_for_more(tx, settled, group, now)
        await bring_together(tx, found, community, group, now)
    for waiting in placement.waiting:
        await steps.plan(tx, [await _waiting_step(tx, found, MemberId(waiting.id), now)])


async def _part_for_more(tx: Tx, settled: Sequence[Pair], group: Group, now: datetime) -> None:
    """The pair that becomes this trio is over: its former thread stays theirs, and the three get a new one."""
    before = next(pair for pair in settled if set(pair.members) < set(group.members))
    for member in before.members:
        await pairs.remove_member(tx, before.id, member, now)
    await pairs.end(tx, before.id, now)


async def bring_together(tx: Tx, found: Setting, community: Community, group: Group, now: datetime) -> None:
    """These people are a pair from now on, and on their way to be introduced."""
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


async def _waiting_step(tx: Tx, found: Setting, member_id: MemberId, now: datetime) -> NewStep:
    """A kind word to who has no partner now; told once until they have had another one.

    Whenever somebody loses a partner everybody who waits is looked after again: in a round of a hundred they read the
    same nine times (measured).
    """
    history = await pairs.history(tx, found.hosted.id)
    groups = sum(member_id in members for round_id, members in history if round_id == found.round.id)
    about = (f"member:{member_id}", f"groups:{groups}")
    return plan_step(found.round, StepKind.TELL_WAITING, now, *about, recipient_id=member_id)
