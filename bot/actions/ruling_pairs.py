"""What organisers change about a draft pairing: who stays together, who is kept apart, who is left out."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.actions.community import Community, gather_community
from bot.actions.lookups import names_of, setting_in
from bot.actions.pairing_rounds import Drawn, PairingView, draw_rows, takes_a_draft, view_of
from bot.actions.ports import House
from bot.actions.reckoning import reckon
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, RoundId
from bot.domain.ruling import Ruling, RulingKind, rule_anew
from bot.pairing import Ahead
from bot.store import pairs, rulings

ROUNDS_AHEAD = 3

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """A draft that was drawn again around rulings, or would be, beside the one before it."""

    round_id: RoundId
    round_name: str
    quality_before: int
    quality: int
    parted: tuple[Names, ...]
    """The groups of the draft before that are not in this one."""
    formed: tuple[Names, ...]
    """The groups of this draft that were not in the one before."""
    waiting_before: Names
    waiting: Names
    """Who has no partner, those left out too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """A draft that is drawn but not kept yet."""

    before: PairingView
    ruled: tuple[Ruling, ...]
    drawn: Drawn
    change: Redrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The coming rounds if the same people take part: for each, who meets a former partner and who waits."""

    round_name: str
    rounds: tuple[tuple[Names, Names], ...]


async def rule_on_pair(
    house: House, *, guild_id: GuildId, pair_id: PairId, kind: RulingKind, by: MemberId, now: datetime
) -> Redrawn:
    """All who are in this drafted pair are kept together, or every two of them apart, and the rest is drawn again.

    Raises:
        RuleError: `no_pair`, and what `give_rulings` raises.
    """
    async with house.store.read() as tx:
        try:
            pair = await pairs.get(tx, pair_id)
        except LookupError:
            raise RuleError("no_pair") from None
    given = make_rulings(pair.round_id, kind, pair.members, by, now)
    return await give_rulings(house, guild_id=guild_id, round_id=pair.round_id, given=given)


async def leave_out(
    house: House, *, guild_id: GuildId, round_id: RoundId, member_id: MemberId, by: MemberId, now: datetime
) -> Redrawn:
    """This person gets no partner in the round, and the rest is drawn again.

    Raises:
        RuleError: what `give_rulings` raises.
    """
    given = make_rulings(round_id, RulingKind.OUT, (member_id,), by, now)
    return await give_rulings(house, guild_id=guild_id, round_id=round_id, given=given)


async def give_rulings(
    house: House, *, guild_id: GuildId, round_id: RoundId, given: tuple[Ruling, ...], instead: bool = False
) -> Redrawn:
    """The draft is drawn again around these rulings, beside those given before or `instead` of them.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`, `pairing_is_settled` where the pairing was approved or somebody else
            ruled meanwhile, `may_not_be_paired` where a rule forbids what is to be kept; then nothing is changed.
    """
    proposal = await _propose(house, guild_id, round_id, given, instead=instead)
    async with house.store.write() as tx:
        standing = await rulings.of_round(tx, round_id)
        if not await takes_a_draft(tx, round_id) or standing != proposal.before.rulings:
            raise RuleError("pairing_is_settled", round=proposal.before.round_name)
        await rulings.replace(tx, round_id, proposal.ruled)
        await pairs.replace_draft(tx, round_id, proposal.drawn.rows)
    return proposal.change


async def preview_rulings(house: House, *, guild_id: GuildId, round_id: RoundId, given: tuple[Ruling, ...]) -> Redrawn:
    """What would become of the draft with these rulings; nothing is changed.

    Raises:
        RuleError: what `give_rulings` raises.
    """
    return (await _propose(house, guild_id, round_id, given, instead=False)).change


async def _propose(
    house: House, guild_id: GuildId, round_id: RoundId, given: tuple[Ruling, ...], *, instead: bool
) -> _Proposal:
    async with house.store.read() as tx:
        before = await view_of(house, tx, guild_id, round_id)
        found = await setting_in(house, tx, guild_id, round_id)
        ruled = rule_anew(() if instead else before.rulings, given)
        community = await gather_community(house, tx, found, ruled=ruled)
    if before.approved or not await asyncio.to_thread(_may_all_stay, community):
        raise RuleError("pairing_is_settled" if before.approved else "may_not_be_paired", round=before.round_name)
    drawn = await reckon(partial(draw_rows, community), len(community.seekers))
    async with house.store.read() as tx:
        left_out = [each.lower_id for each in ruled if each.kind is RulingKind.OUT]
        waiting = [MemberId(each.id) for each in drawn.pairing.waiting]
        known = {pair.members for pair in before.pairs}
        groups = [members for members, _ in drawn.rows]
        change = Redrawn(
            round_id=round_id,
            round_name=before.round_name,
            quality_before=before.quality,
            quality=sum(shared.quality for _, shared in drawn.rows),
            parted=tuple(pair.names for pair in before.pairs if pair.members not in groups),
            formed=tuple([await names_of(tx, guild_id, group) for group in groups if group not in known]),
            waiting_before=before.waiting,
            waiting=await names_of(tx, guild_id, [*waiting, *left_out]),
        )
    return _Proposal(before=before, ruled=ruled, drawn=drawn, change=change)


def _may_all_stay(community: Community) -> bool:
    return all(community.judge(group).legal for group in community.pinned)


def make_rulings(
    round_id: RoundId, kind: RulingKind, members: Collection[MemberId], by: MemberId, now: datetime
) -> tuple[Ruling, ...]:
    """The rulings about every two of these people, or about the only one."""
    ordered = sorted(members)
    couples = [(one, other) for place, one in enumerate(ordered) for other in ordered[place + 1 :]]
    about = couples or [(ordered[0], ordered[0])]
    return tuple(
        Ruling(round_id=round_id, kind=kind, lower_id=one, higher_id=other, ruled_by=by, ruled_at=now)
        for one, other in about
    )


async def forecast(house: House, *, guild_id: GuildId, round_id: RoundId) -> Forecast:
    """The next three rounds if everybody of this one takes part in them too.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`.
    """
    async with house.store.read() as tx:
        view = await view_of(house, tx, guild_id, round_id)
        found = await setting_in(house, tx, guild_id, round_id)
        community = await gather_community(house, tx, found)
    ahead = await reckon(partial(_look_ahead, community), len(community.seekers))
    async with house.store.read() as tx:
        named = [
            (
                await names_of(tx, guild_id, list(map(MemberId, each.again))),
                await names_of(tx, guild_id, list(map(MemberId, each.waiting))),
            )
            for each in ahead
        ]
    return Forecast(round_name=view.round_name, rounds=tuple(named))


def _look_ahead(community: Community) -> tuple[Ahead, ...]:
    from bot.pairing.solving import look_ahead

    return look_ahead(
        community.seekers,
        community.rules,
        community.history,
        community.kept_apart,
        community.seed,
        community.draw().groups,
        ROUNDS_AHEAD,
    )
