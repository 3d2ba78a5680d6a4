"""What organisers decided about the drafts of pairings."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import bindparam, delete, insert, or_, select

from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.domain.ruling import Ruling, RulingKind
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import equals, selecting
from bot.store.tables import PROGRAM, ROUND, RULING

_OF_ROUND = (
    selecting(RULING, Ruling)
    .where(equals(RULING.c.round_id))
    .order_by(RULING.c.ruled_at, RULING.c.kind, RULING.c.lower_id, RULING.c.higher_id)
)
_APART = (
    select(RULING.c.lower_id, RULING.c.higher_id)
    .join(ROUND, ROUND.c.id == RULING.c.round_id)
    .where(
        equals(ROUND.c.program_id),
        RULING.c.kind == RulingKind.APART,
        RULING.c.round_id != bindparam("but_round_id", type_=RULING.c.round_id.type),
    )
)
_DROP = delete(RULING).where(equals(RULING.c.round_id))
_ADD = insert(RULING)
_IN_GUILD = RULING.c.round_id.in_(
    select(ROUND.c.id).join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id).where(equals(PROGRAM.c.guild_id))
)
_ERASE = delete(RULING).where(
    _IN_GUILD,
    RULING.c.kind != RulingKind.APART,
    or_(equals(RULING.c.lower_id, "the_member_id"), equals(RULING.c.higher_id, "the_member_id")),
)


async def replace(tx: Tx, round_id: RoundId, ruled: Collection[Ruling]) -> None:
    """These are the rulings about the round, instead of any earlier ones."""
    await rows.change(tx, _DROP, the_round_id=round_id)
    if ruled:
        await tx.execute(_ADD, [asdict(ruling) for ruling in ruled])


async def of_round(tx: Tx, round_id: RoundId) -> tuple[Ruling, ...]:
    """Return the rulings about this round, the earliest first."""
    return tuple(await rows.every(tx, Ruling, _OF_ROUND, the_round_id=round_id))


async def apart_elsewhere(tx: Tx, program_id: ProgramId, round_id: RoundId) -> set[frozenset[MemberId]]:
    """Return every two whom organisers keep apart by what they ruled in the program's other rounds."""
    found = await tx.execute(_APART, {"the_program_id": program_id, "but_round_id": round_id})
    return {frozenset((MemberId(lower), MemberId(higher))) for lower, higher in found}


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """Nothing is ruled about the person any more, but from whom they are kept apart."""
    await rows.change(tx, _ERASE, the_guild_id=guild_id, the_member_id=member_id)
