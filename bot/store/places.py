"""Places in rounds: how many are taken, who waits for one, and for whom one is held."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.places import Queued
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import HELD_PLACE, PARTICIPANT, PROFILE, PROGRAM, ROUND, WAIT_LISTED

_THEIR_PROFILE = equals(PROFILE.c.guild_id)
_COUNTRY = func.coalesce(PROFILE.c.country, "")
_IN_GUILD = select(ROUND.c.id).join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id).where(equals(PROGRAM.c.guild_id))

_TAKEN = (
    select(_COUNTRY, func.count())
    .select_from(PARTICIPANT)
    .outerjoin(PROFILE, (PROFILE.c.member_id == PARTICIPANT.c.member_id) & _THEIR_PROFILE)
    .where(equals(PARTICIPANT.c.round_id), PARTICIPANT.c.left_at.is_(None))
    .group_by(_COUNTRY)
)
_HELD = (
    select(_COUNTRY, func.count())
    .select_from(HELD_PLACE)
    .outerjoin(PROFILE, (PROFILE.c.member_id == HELD_PLACE.c.member_id) & _THEIR_PROFILE)
    .where(
        equals(HELD_PLACE.c.round_id), HELD_PLACE.c.held_until > bindparam("now", type_=HELD_PLACE.c.held_until.type)
    )
    .group_by(_COUNTRY)
)
_QUEUE = (
    select(WAIT_LISTED.c.member_id, _COUNTRY.label("country"))
    .outerjoin(PROFILE, (PROFILE.c.member_id == WAIT_LISTED.c.member_id) & _THEIR_PROFILE)
    .where(equals(WAIT_LISTED.c.round_id))
    .order_by(WAIT_LISTED.c.id)
)
_OWN = select(WAIT_LISTED.c.id).where(equals(WAIT_LISTED.c.round_id), equals(WAIT_LISTED.c.member_id))
_BEFORE = select(func.count(WAIT_LISTED.c.id)).where(
    equals(WAIT_LISTED.c.round_id), WAIT_LISTED.c.id <= _OWN.scalar_subquery()
)
_WAITED_FOR = select(WAIT_LISTED.c.round_id).where(
    equals(WAIT_LISTED.c.member_id), WAIT_LISTED.c.round_id.in_(_IN_GUILD)
)
_STOP = delete(WAIT_LISTED).where(equals(WAIT_LISTED.c.round_id), equals(WAIT_LISTED.c.member_id))
_RELEASE = delete(HELD_PLACE).where(equals(HELD_PLACE.c.round_id), equals(HELD_PLACE.c.member_id))
_HOLDING = select(HELD_PLACE.c.member_id, HELD_PLACE.c.held_until).where(equals(HELD_PLACE.c.round_id))
_FORGET = (
    delete(WAIT_LISTED).where(equals(WAIT_LISTED.c.round_id)),
    delete(HELD_PLACE).where(equals(HELD_PLACE.c.round_id)),
)
_ERASE = (
    delete(WAIT_LISTED).where(equals(WAIT_LISTED.c.member_id), WAIT_LISTED.c.round_id.in_(_IN_GUILD)),
    delete(HELD_PLACE).where(equals(HELD_PLACE.c.member_id), HELD_PLACE.c.round_id.in_(_IN_GUILD)),
)


def _or_stay(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing(index_elements=["round_id", "member_id"])


def _or_renew(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["round_id", "member_id"], set_={"held_until": insert.excluded.held_until}
    )


_WAIT = rows.upserting(WAIT_LISTED, _or_stay)
_HOLD = rows.upserting(HELD_PLACE, _or_renew)


async def taken(tx: Tx, guild_id: GuildId, round_id: RoundId, now: datetime) -> dict[str, int]:
    """Return how many places of the round people of each country have, those counted that are held now.

    Who told no country stands under the empty text.
    """
    counts: dict[str, int] = {}
    for statement, more in ((_TAKEN, {}), (_HELD, {"now": now})):
        found = await tx.execute(statement, {"the_guild_id": guild_id, "the_round_id": round_id, **more})
        for country, count in found:
            counts[country] = counts.get(country, 0) + count
    return counts


async def wait(tx: Tx, round_id: RoundId, member_id: MemberId, at: datetime) -> None:
    """The person is on the round's wait-list: at its end, or where they were on it already."""
    await rows.change(tx, _WAIT(tx), round_id=round_id, member_id=member_id, since=at)


async def stop_waiting(tx: Tx, round_id: RoundId, member_id: MemberId) -> bool:
    """The person is not on the round's wait-list; return whether they were."""
    return await rows.change(tx, _STOP, the_round_id=round_id, the_member_id=member_id) > 0


async def queue(tx: Tx, guild_id: GuildId, round_id: RoundId) -> list[Queued]:
    """Return the round's wait-list, the first first, with the country that each person's profile names now."""
    return await rows.every(tx, Queued, _QUEUE, the_guild_id=guild_id, the_round_id=round_id)


async def number_on_list(tx: Tx, round_id: RoundId, member_id: MemberId) -> int | None:
    """Return the person's number on the round's wait-list, 1 for the first; None where they are not on it."""
    number = (await tx.execute(_BEFORE, {"the_round_id": round_id, "the_member_id": member_id})).scalar_one()
    return number or None


async def waited_for(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[RoundId]:
    """Return the guild's rounds on whose wait-lists the person is."""
    found = await tx.execute(_WAITED_FOR, {"the_guild_id": guild_id, "the_member_id": member_id})
    return [RoundId(round_id) for (round_id,) in found]


async def hold(tx: Tx, round_id: RoundId, member_ids: Collection[MemberId], until: datetime) -> None:
    """A place in the round is held for each of these people until then."""
    for member_id in member_ids:
        await rows.change(tx, _HOLD(tx), round_id=round_id, member_id=member_id, held_until=until)


async def held(tx: Tx, round_id: RoundId) -> dict[MemberId, datetime]:
    """Return for whom a place was held in the round, and until when, also if that has passed."""
    return {MemberId(member): until for member, until in await tx.execute(_HOLDING, {"the_round_id": round_id})}


async def release(tx: Tx, round_id: RoundId, member_id: MemberId) -> bool:
    """No place is held for the person in the round; return whether one was."""
    return await rows.change(tx, _RELEASE, the_round_id=round_id, the_member_id=member_id) > 0


async def forget(tx: Tx, round_id: RoundId) -> None:
    """Nobody is on the round's wait-list, and no place is held in it: the round is over, and the next one knows."""
    for statement in _FORGET:
        await rows.change(tx, statement, the_round_id=round_id)


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """The person is on no wait-list in this guild, and no place is held for them."""
    for statement in _ERASE:
        await rows.change(tx, statement, the_guild_id=guild_id, the_member_id=member_id)
