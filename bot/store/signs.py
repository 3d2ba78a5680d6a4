"""When people last gave a sign of life in a round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.ids import ChannelId, MemberId, PairId, RoundId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import equals
from bot.store.tables import AUTHOR, PAIR, PAIR_MEMBER, REPLY

_PRESENCES = (
    select(
        PAIR_MEMBER.c.pair_id,
        PAIR_MEMBER.c.member_id,
        PAIR_MEMBER.c.joined_at,
        PAIR_MEMBER.c.last_active_at.label("wrote_at"),
        PAIR_MEMBER.c.left_at,
        PAIR.c.ended_at,
        PAIR.c.thread_id,
    )
    .join(PAIR, PAIR.c.id == PAIR_MEMBER.c.pair_id)
    .where(equals(PAIR.c.round_id), PAIR.c.approved_at.is_not(None))
    .order_by(PAIR_MEMBER.c.pair_id, PAIR_MEMBER.c.member_id)
)
_WRITTEN = (
    select(AUTHOR.c.member_id, func.max(AUTHOR.c.confirmed_at))
    .join(REPLY, REPLY.c.id == AUTHOR.c.reply_id)
    .where(equals(REPLY.c.round_id), AUTHOR.c.confirmed_at <= bindparam("until", type_=AUTHOR.c.confirmed_at.type))
    .group_by(AUTHOR.c.member_id)
)
_WRITTEN_TOGETHER = (
    select(REPLY.c.pair_id)
    .join(AUTHOR, AUTHOR.c.reply_id == REPLY.c.id)
    .where(
        equals(REPLY.c.round_id),
        REPLY.c.pair_id.is_not(None),
        REPLY.c.withdrawn_at.is_(None),
        AUTHOR.c.confirmed_at <= bindparam("until", type_=AUTHOR.c.confirmed_at.type),
    )
    .group_by(REPLY.c.id, REPLY.c.pair_id)
    .having(func.count() > 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody who is or was in an approved pair."""

    pair_id: PairId
    member_id: MemberId
    joined_at: datetime | None
    wrote_at: datetime | None
    """When they last wrote in the pair's thread."""
    left_at: datetime | None
    """When they left the pair, if it was before its end."""
    ended_at: datetime | None
    """When the pair ended."""
    thread_id: ChannelId | None
    """The pair's thread."""


async def presences(tx: Tx, round_id: RoundId) -> list[Presence]:
    """Return who is or was in an approved pair of the round, by pair and member."""
    return await rows.every(tx, Presence, _PRESENCES, the_round_id=round_id)


async def last_replies(tx: Tx, round_id: RoundId, until: datetime) -> dict[MemberId, datetime]:
    """Return when each person last wrote a reply in the round, or said yes to one, up to an instant."""
    found = await tx.execute(_WRITTEN, {"the_round_id": round_id, "until": until})
    return {MemberId(member): at for member, at in found}


async def wrote_together(tx: Tx, round_id: RoundId, until: datetime) -> frozenset[PairId]:
    """Return the pairs with a reply that stands and that several of them had said yes to by then."""
    found = await tx.execute(_WRITTEN_TOGETHER, {"the_round_id": round_id, "until": until})
    return frozenset(PairId(pair_id) for (pair_id,) in found)
