"""Requests for help and complaints."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.domain.case import Case, CaseKind
from bot.domain.ids import CaseId, GuildId, MemberId, ProgramId, RoundId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import equals, selecting
from bot.store.tables import CASE

_CASES = selecting(CASE, Case).order_by(CASE.c.opened_at, CASE.c.id)
_ONE = _CASES.where(equals(CASE.c.id))
_OPEN_IN = _CASES.where(equals(CASE.c.guild_id), CASE.c.closed_at.is_(None))
_COUNT = (
    select(func.count())
    .select_from(CASE)
    .where(
        equals(CASE.c.guild_id),
        equals(CASE.c.member_id),
        CASE.c.opened_at > bindparam("since", type_=CASE.c.opened_at.type),
    )
)
_CLOSE = update(CASE).where(equals(CASE.c.id), CASE.c.closed_at.is_(None)).values(closed_at=bindparam("at"))


async def add(
    tx: Tx,
    *,
    guild_id: GuildId,
    program_id: ProgramId,
    round_id: RoundId | None,
    member_id: MemberId,
    kind: CaseKind,
    words: str,
    opened_at: datetime,
) -> Case:
    """The case is open; return it."""
    number = await rows.add(
        tx,
        CASE,
        guild_id=guild_id,
        program_id=program_id,
        round_id=round_id,
        member_id=member_id,
        kind=kind,
        words=words,
        opened_at=opened_at,
    )
    return await get(tx, CaseId(number))


async def get(tx: Tx, case_id: CaseId) -> Case:
    """Return the case, open or closed; LookupError when there is none."""
    return await rows.get(tx, Case, _ONE, the_id=case_id)


async def open_in(tx: Tx, guild_id: GuildId) -> list[Case]:
    """Return the guild's open cases, the oldest first."""
    return await rows.every(tx, Case, _OPEN_IN, the_guild_id=guild_id)


async def count(tx: Tx, guild_id: GuildId, member_id: MemberId, since: datetime) -> int:
    """Return how many cases this person opened after an instant."""
    arguments = {"the_guild_id": guild_id, "the_member_id": member_id, "since": since}
    return (await tx.execute(_COUNT, arguments)).scalar_one()


async def close(tx: Tx, case_id: CaseId, at: datetime) -> bool:
    """The case is closed; return whether it was open before."""
    return await rows.change(tx, _CLOSE, the_id=case_id, at=at) > 0
