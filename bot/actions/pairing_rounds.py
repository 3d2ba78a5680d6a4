"""The pairing of a round: drafted by the solver, looked over by an organiser, approved."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.actions.community import Community, gather_community
from bot.actions.lookups import Setting, names_of, setting_in, setting_of
from bot.actions.planning import desk_note
from bot.actions.ports import House
from bot.actions.reckoning import reckon
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, RoundId
from bot.domain.participant import Participant
from bot.domain.partnership import Pair, Shared
from bot.domain.program import Approval, Program
from bot.domain.round import Phase
from bot.domain.ruling import Ruling, pinned_groups
from bot.domain.steps import NewStep, Step
from bot.pairing import Group, Pairing
from bot.store import Tx, pairs, participants, profiles, rounds, rulings, steps

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """One pair, as organisers look it over."""

    id: PairId
    members: tuple[MemberId, ...]
    names: tuple[str, ...]
    shared: Shared
    """Interests in words."""
    pinned: bool
    """Whether an organiser wants it to stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingView:
    """A pairing, as organisers look it over."""

    round_id: RoundId
    round_name: str
    title: str
    pairs: tuple[PairView, ...]
    """The worst first."""
    waiting: tuple[str, ...]
    waiting_ids: tuple[MemberId, ...]
    """The same people in the same order; who erased their data is in neither."""
    rulings: tuple[Ruling, ...]
    approved: bool
    seed: int

    @property
    def quality(self) -> int:
        """The points of all pairs."""
        return sum(pair.shared.quality for pair in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the solver found, with what is kept of each group."""

    pairing: Pairing
    rows: tuple[tuple[tuple[MemberId, ...], Shared], ...]


def draw_rows(community: Community) -> Drawn:
    """The pairing of these people: a pure function, for a process of its own."""
    pairing = community.draw()
    rows = ((tuple(map(MemberId, group.members)), shared_by(community, group)) for group in pairing.groups)
    return Drawn(pairing=pairing, rows=tuple(rows))


def shared_by(community: Community, group: Group) -> Shared:
    """What the members of a group have in common, as it is kept and told."""
    reason = group.reason
    return Shared(
        languages=tuple(sorted(reason.languages)),
        interests=tuple(sorted(reason.interests)),
        hours=reason.hours,
        met_before=reason.met_rounds_ago is not None,
        quality=community.judge(group.members).quality,
    )


async def draft_pairing(house: House, step: Step, now: datetime) -> bool:
    """The round has a draft of its pairing; organisers are asked to look it over, or it is approved by itself.

    Returns whether there was something to draft: a pairing that was approved is not drafted again.
    """
    drawn = await redraw(house, step.round_id or RoundId(0))
    if drawn is None:
        return False
    async with house.store.write() as tx:
        found = await setting_of(house, tx, step.round_id or RoundId(0))
        if found.program.pairing.approval is Approval.AUTOMATIC and drawn.rows:
            await pairs.approve(tx, found.round.id, now)
            await steps.hurry(tx, round_id=found.round.id, now=now)
        else:
            await steps.plan(tx, [_note(found, drawn.pairing, step, now)])
    return True


async def redraw(house: House, round_id: RoundId) -> Drawn | None:
    """The round's draft is the best pairing as people and rulings are now; None where it takes no draft any more."""
    async with house.store.read() as tx:
        found = await setting_of(house, tx, round_id)
        if not await takes_a_draft(tx, round_id):
            return None
        community = await gather_community(house, tx, found)
    drawn = await reckon(partial(draw_rows, community), len(community.seekers))
    async with house.store.write() as tx:
        if not await takes_a_draft(tx, round_id):
            return None
        await pairs.replace_draft(tx, round_id, drawn.rows)
    groups, waiting = len(drawn.rows), len(drawn.pairing.waiting)
    log.info("round %s: %s groups drawn with seed %s, %s wait", round_id, groups, drawn.pairing.seed, waiting)
    return drawn


async def takes_a_draft(tx: Tx, round_id: RoundId) -> bool:
    """Whether the round is being paired and nothing of it is approved yet."""
    current = await rounds.get(tx, round_id)
    paired = await pairs.of_round(tx, round_id, active_only=False)
    return current.phase is Phase.PAIRING and all(pair.approved_at is None for pair in paired)


def _note(found: Setting, pairing: Pairing, step: Step, now: datetime) -> NewStep:
    name = found.round.name
    people = sum(len(group.members) for group in pairing.groups) + len(pairing.waiting)
    if not pairing.groups:
        return desk_note(found.hosted, "pairing_empty", now, name, step.id, fields={"round": name, "people": people})
    trios = sum(len(group.members) > 2 for group in pairing.groups)
    return desk_note(
        found.hosted,
        "pairing_ready",
        now,
        name,
        step.id,
        round_id=found.round.id,
        fields={
            "round": name,
            "pairs": len(pairing.groups) - trios,
            "trios": trios,
            "waiting": len(pairing.waiting),
        },
    )


async def show_pairing(house: House, *, guild_id: GuildId, round_id: RoundId) -> PairingView:
    """The pairing of the round, a draft or approved.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`.
    """
    async with house.store.read() as tx:
        return await view_of(house, tx, guild_id, round_id)


async def view_of(house: House, tx: Tx, guild_id: GuildId, round_id: RoundId) -> PairingView:
    """The same, in the caller's transaction."""
    found = await setting_in(house, tx, guild_id, round_id)
    paired = await pairs.of_round(tx, round_id)
    ruled = await rulings.of_round(tx, round_id)
    if not paired:
        raise RuleError("no_pairing_yet", round=found.round.name)
    parts = [each for each in await participants.of_round(tx, round_id) if each.takes_part()]
    pinned = set(pinned_groups(ruled))
    left = await profiles.several(tx, guild_id, waiting_among(parts, paired))
    shown = [
        PairView(
            id=pair.id,
            members=pair.members,
            names=await names_of(tx, guild_id, pair.members),
            shared=_in_words(found.program, pair.shared),
            pinned=frozenset(pair.members) in pinned,
        )
        for pair in paired
    ]
    return PairingView(
        round_id=round_id,
        round_name=found.round.name,
        title=found.program.title,
        pairs=tuple(sorted(shown, key=_worst_first)),
        waiting=tuple(profile.name for profile in left.values()),
        waiting_ids=tuple(left),
        rulings=ruled,
        approved=all(pair.approved_at is not None for pair in paired),
        seed=found.round.seed,
    )


def _worst_first(pair: PairView) -> tuple[bool, float, PairId]:
    """Who met before comes first, then those with the fewest points for each couple in the group."""
    couples = len(pair.members) * (len(pair.members) - 1) // 2 or 1
    return not pair.shared.met_before, pair.shared.quality / couples, pair.id


def _in_words(program: Program, shared: Shared) -> Shared:
    labels = tuple(program.interests[key] for key in shared.interests if key in program.interests)
    return replace(shared, interests=labels)


def waiting_among(parts: Iterable[Participant], paired: Iterable[Pair]) -> list[MemberId]:
    """Who takes part and is in none of these pairs."""
    placed = {member for pair in paired for member in pair.members}
    return [part.member_id for part in parts if part.member_id not in placed]


async def approve_pairing(house: House, *, guild_id: GuildId, round_id: RoundId, now: datetime) -> PairingView:
    """The pairing stands; partners are introduced when the round starts, or now when that has passed.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`, `round_phase` where the round is not being paired.
    """
    view = await show_pairing(house, guild_id=guild_id, round_id=round_id)
    if view.approved:
        return view
    async with house.store.write() as tx:
        current = await rounds.get(tx, round_id)
        if current.phase is not Phase.PAIRING:
            raise RuleError("round_phase", round=current.name, phase=current.phase.value)
        await pairs.approve(tx, round_id, now)
        await steps.hurry(tx, round_id=round_id, now=now)
    house.wake()
    return await show_pairing(house, guild_id=guild_id, round_id=round_id)
