"""Who takes part in a round."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, exists, func, or_, select, update

from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.participant import Participant
from bot.domain.round import Phase, Round
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rounds import ROUNDS
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PAIR, PAIR_MEMBER, PARTICIPANT, PROGRAM, ROUND

_OF_ROUND = selecting(PARTICIPANT, Participant).where(equals(PARTICIPANT.c.round_id)).order_by(PARTICIPANT.c.member_id)
_ONE = _OF_ROUND.where(equals(PARTICIPANT.c.member_id))
_CHANGE = update(PARTICIPANT).where(equals(PARTICIPANT.c.round_id), equals(PARTICIPANT.c.member_id))
_LEAVE = _CHANGE.where(PARTICIPANT.c.left_at.is_(None)).values(left_at=bindparam("at"))
_AWAY = _CHANGE.values(away_until=bindparam("until"))
_INACTIVE = _CHANGE.where(PARTICIPANT.c.left_at.is_(None)).values(inactive_at=bindparam("at"))
_ROUNDS_OF = (
    ROUNDS.join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id)
    .join(PARTICIPANT, PARTICIPANT.c.round_id == ROUND.c.id)
    .where(equals(PROGRAM.c.guild_id), equals(PARTICIPANT.c.member_id), PARTICIPANT.c.left_at.is_(None))
    .order_by(ROUND.c.starts_on.desc(), ROUND.c.id.desc())
)
_ROUNDS_NOW = (
    ROUNDS.join(PARTICIPANT, PARTICIPANT.c.round_id == ROUND.c.id)
    .where(
        equals(PARTICIPANT.c.member_id),
        PARTICIPANT.c.left_at.is_(None),
        ROUND.c.phase.in_(bindparam("phases", expanding=True)),
    )
    .order_by(ROUND.c.id)
)
_COUNT = select(func.count(PARTICIPANT.c.member_id)).where(
    equals(PARTICIPANT.c.round_id), PARTICIPANT.c.left_at.is_(None)
)
_HAS_PARTNER = exists().where(
    PAIR_MEMBER.c.member_id == PARTICIPANT.c.member_id,
    PAIR_MEMBER.c.left_at.is_(None),
    PAIR.c.id == PAIR_MEMBER.c.pair_id,
    PAIR.c.round_id == PARTICIPANT.c.round_id,
    PAIR.c.approved_at.is_not(None),
    PAIR.c.ended_at.is_(None),
)
_WITHOUT_PARTNER = _OF_ROUND.where(PARTICIPANT.c.left_at.is_(None), PARTICIPANT.c.inactive_at.is_(None), ~_HAS_PARTNER)


def _or_come_back(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["round_id", "member_id"],
        set_={"joined_at": insert.excluded.joined_at, "left_at": None, "away_until": None, "inactive_at": None},
        where=or_(PARTICIPANT.c.left_at.is_not(None), PARTICIPANT.c.inactive_at.is_not(None)),
    )


_JOIN = rows.upserting(PARTICIPANT, _or_come_back)


async def join(tx: Tx, round_id: RoundId, member_id: MemberId, at: datetime) -> bool:
    """The person takes part; return whether they did not before. Who comes back joined at this later instant."""
    return await rows.change(tx, _JOIN(tx), round_id=round_id, member_id=member_id, joined_at=at) > 0


async def find(tx: Tx, round_id: RoundId, member_id: MemberId) -> Participant | None:
    """Return the person's place in the round, also after they left."""
    return await rows.find(tx, Participant, _ONE, the_round_id=round_id, the_member_id=member_id)


async def of_round(tx: Tx, round_id: RoundId) -> list[Participant]:
    """Return all who joined, also those who left, by member id."""
    return await rows.every(tx, Participant, _OF_ROUND, the_round_id=round_id)


async def count(tx: Tx, round_id: RoundId) -> int:
    """Return how many take part."""
    return (await tx.execute(_COUNT, {"the_round_id": round_id})).scalar_one()


async def without_partner(tx: Tx, round_id: RoundId) -> list[Participant]:
    """Return all who take part and are in no approved pair that has not ended, by member id.

    Who is inactive waits for none.
    """
    return await rows.every(tx, Participant, _WITHOUT_PARTNER, the_round_id=round_id)


async def leave(tx: Tx, round_id: RoundId, member_id: MemberId, at: datetime) -> bool:
    """The person does not take part; return whether they did before."""
    return await rows.change(tx, _LEAVE, the_round_id=round_id, the_member_id=member_id, at=at) > 0


async def set_away(tx: Tx, round_id: RoundId, member_id: MemberId, until: datetime | None) -> None:
    """The participant is away until this instant, or is back."""
    await rows.change(tx, _AWAY, the_round_id=round_id, the_member_id=member_id, until=until)


async def set_inactive(tx: Tx, round_id: RoundId, member_id: MemberId, at: datetime) -> None:
    """No partner is looked for since this instant, until they join again; who left or never joined stays so."""
    await rows.change(tx, _INACTIVE, the_round_id=round_id, the_member_id=member_id, at=at)


async def rounds_of(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[Round]:
    """Return the rounds of this guild in which the person takes part, in whatever phase, the newest first."""
    return await rows.every(tx, Round, _ROUNDS_OF, the_guild_id=guild_id, the_member_id=member_id)


async def rounds_now(tx: Tx, member_id: MemberId, phases: Collection[Phase]) -> list[Round]:
    """Return the rounds in these phases in which the person takes part, in whatever guild."""
    return await rows.every(tx, Round, _ROUNDS_NOW, the_member_id=member_id, phases=sorted(phases))
