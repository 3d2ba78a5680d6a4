"""When people last gave a sign of life in a round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ids import MemberId, PairId, RoundId
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
    )
    .join(PAIR, PAIR.c.id == PAIR_MEMBER.c.pair_id)
    .where(equals(PAIR.c.round_id), PAIR.c.approved_at.is_not(None))
    .order_by(PAIR_MEMBER.c.pair_id, PAIR_MEMBER.c.member_id)
)
_WRITTEN = (
    select(AUTHOR.c.member_id, func.max(AUTHOR.c.confirmed_at))
    .join(REPLY, REPLY.c.id == AUTHOR.c.reply_id)
    .where(equals(REPLY.c.round_id), AUTHOR.c.confirmed_at.is_not(None))
    .group_by(AUTHOR.c.member_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody who is or was in an approved pair."""

    pair_id: PairId
    member_id: MemberId
    joined_at: datetime | None
    wrote_at: datetime | None
    """When they last wrote in the pair's thread."""


async def presences(tx: Tx, round_id: RoundId) -> list[Presence]:
    """Return who is or was in an approved pair of the round, by pair and member."""
    return await rows.every(tx, Presence, _PRESENCES, the_round_id=round_id)


async def last_replies(tx: Tx, round_id: RoundId) -> dict[MemberId, datetime]:
    """Return when each person last wrote a reply in the round, or said yes to one."""
    return {MemberId(member): at for member, at in await tx.execute(_WRITTEN, {"the_round_id": round_id})}
