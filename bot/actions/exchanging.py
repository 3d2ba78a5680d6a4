"""Exchanges of partners between two pairs: which ones are possible, and how good they are."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.community import Community, gather_community
from bot.actions.lookups import Setting
from bot.actions.ports import House
from bot.domain.ids import MemberId, PairId
from bot.domain.partnership import Pair
from bot.store import Tx, pairs, profiles

MOST_SWAPS = 25
"""The entries of one select."""
MOST_LOOKED_AT = 100
"""Other pairs that are looked at for an exchange, which takes about a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Another pair, and how the four would be together."""

    pair_id: PairId
    partner_id: MemberId
    """Who of the other pair comes to the person who asked."""
    names: tuple[tuple[str, ...], tuple[str, ...]]
    """The two new pairs, that of the person who asked first."""


async def find_swaps(house: House, tx: Tx, found: Setting, pair: Pair, member_id: MemberId) -> tuple[Swap, ...]:
    """Legal exchanges with other pairs, the best first."""
    if len(pair.members) != 2:
        return ()
    others = [
        each
        for each in await pairs.of_round(tx, found.round.id)
        if each.approved_at is not None and each.id != pair.id and len(each.members) == 2
    ]
    others = others[:MOST_LOOKED_AT]
    people = [*pair.members, *(member for each in others for member in each.members)]
    community = await gather_community(house, tx, found, people)
    (partner,) = pair.partners_of(member_id)
    best = await asyncio.to_thread(_best_swaps, community, member_id, partner, others)
    known = await profiles.several(tx, found.hosted.guild_id, people)

    def names(*pair: MemberId) -> tuple[str, ...]:
        return tuple(known[each].name for each in pair if each in known)

    return tuple(
        Swap(
            pair_id=pair_id,
            partner_id=comes,
            names=(names(member_id, comes), names(partner, goes)),
        )
        for _, pair_id, comes, goes in best
    )


def _best_swaps(
    community: Community, member_id: MemberId, partner: MemberId, others: Sequence[Pair]
) -> list[tuple[int, PairId, MemberId, MemberId]]:
    """The points of both new pairs, whose pair it is with, who comes for the partner and who goes to them."""
    possible = [
        (quality, each.id, comes, goes)
        for each in others
        for comes, goes in (each.members, each.members[::-1])
        if (quality := _quality(community, (member_id, comes), (partner, goes))) is not None
    ]
    return sorted(possible, key=lambda swap: (-swap[0], swap[1], swap[2]))[:MOST_SWAPS]


def _quality(community: Community, one: tuple[MemberId, ...], other: tuple[MemberId, ...]) -> int | None:
    """The points of both new pairs; None where one is not legal."""
    judged = [community.judge(group) for group in (one, other)]
    return sum(each.quality for each in judged) if all(each.legal for each in judged) else None
