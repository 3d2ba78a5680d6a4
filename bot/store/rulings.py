"""What organisers decided about the drafts of pairings."""

from dataclasses import asdict

from sqlalchemy import delete, or_, select

from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.domain.ruling import Ruling, RulingKind, contradicts
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PROGRAM, ROUND, RULING

_OF_ROUND = (
    selecting(RULING, Ruling)
    .where(equals(RULING.c.round_id))
    .order_by(RULING.c.ruled_at, RULING.c.kind, RULING.c.lower_id, RULING.c.higher_id)
)
_APART = (
    select(RULING.c.lower_id, RULING.c.higher_id)
    .join(ROUND, ROUND.c.id == RULING.c.round_id)
    .where(equals(ROUND.c.program_id), RULING.c.kind == RulingKind.APART)
)
_TAKE_BACK = delete(RULING).where(
    equals(RULING.c.round_id), equals(RULING.c.kind), equals(RULING.c.lower_id), equals(RULING.c.higher_id)
)
_IN_GUILD = RULING.c.round_id.in_(
    select(ROUND.c.id).join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id).where(equals(PROGRAM.c.guild_id))
)
_ERASE = delete(RULING).where(
    _IN_GUILD,
    RULING.c.kind != RulingKind.APART,
    or_(equals(RULING.c.lower_id, "the_member_id"), equals(RULING.c.higher_id, "the_member_id")),
)


def _or_nothing(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing()


_GIVE = rows.upserting(RULING, _or_nothing)


async def give(tx: Tx, ruling: Ruling) -> None:
    """The round's next draft keeps to this, and no longer to what contradicts it. May be called twice."""
    for old in await of_round(tx, ruling.round_id):
        if contradicts(ruling, old):
            await take_back(tx, old)
    await rows.change(tx, _GIVE(tx), **asdict(ruling))


async def take_back(tx: Tx, ruling: Ruling) -> bool:
    """The next draft need not keep to this any more; return whether it had to."""
    given = {f"the_{name}": getattr(ruling, name) for name in ("round_id", "kind", "lower_id", "higher_id")}
    return await rows.change(tx, _TAKE_BACK, **given) > 0


async def of_round(tx: Tx, round_id: RoundId) -> tuple[Ruling, ...]:
    """Return the rulings about this round, the earliest first."""
    return tuple(await rows.every(tx, Ruling, _OF_ROUND, the_round_id=round_id))


async def apart_in(tx: Tx, program_id: ProgramId) -> set[frozenset[MemberId]]:
    """Return every two whom an organiser keeps apart in this program, in whichever round it was ruled."""
    found = await tx.execute(_APART, {"the_program_id": program_id})
    return {frozenset((MemberId(lower), MemberId(higher))) for lower, higher in found}


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """Nothing is ruled about the person any more, but from whom they are kept apart."""
    await rows.change(tx, _ERASE, the_guild_id=guild_id, the_member_id=member_id)
