"""Requests for help and complaints."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.domain.case import Case, CaseEvent, CaseKind
from bot.domain.ids import CaseId, ChannelId, GuildId, MemberId, PairId, ProgramId, RoundId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import equals, selecting
from bot.store.tables import CASE, CASE_EVENT

_CASES = selecting(CASE, Case).order_by(CASE.c.opened_at, CASE.c.id)
_ONE = _CASES.where(equals(CASE.c.id))
_OPEN_IN = _CASES.where(equals(CASE.c.guild_id), CASE.c.closed_at.is_(None))
_OF_MEMBER = _CASES.where(equals(CASE.c.guild_id), equals(CASE.c.member_id))
_OPEN_OF = _CASES.where(equals(CASE.c.program_id), CASE.c.closed_at.is_(None))
_EVENTS = (
    selecting(CASE_EVENT, CaseEvent).where(equals(CASE_EVENT.c.case_id)).order_by(CASE_EVENT.c.at, CASE_EVENT.c.id)
)
_EVENT = selecting(CASE_EVENT, CaseEvent).where(equals(CASE_EVENT.c.id))
_SET_ROOM = update(CASE).where(equals(CASE.c.id)).values(room_id=bindparam("now_room_id"))
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
    pair_id: PairId | None = None,
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
        pair_id=pair_id,
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


async def open_of(tx: Tx, program_id: ProgramId) -> list[Case]:
    """Return the program's open cases, the oldest first."""
    return await rows.every(tx, Case, _OPEN_OF, the_program_id=program_id)


async def of_member(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[Case]:
    """Return what this person asked for in the guild, closed cases too, the oldest first."""
    return await rows.every(tx, Case, _OF_MEMBER, the_guild_id=guild_id, the_member_id=member_id)


async def note(tx: Tx, event: CaseEvent) -> int:
    """It is kept that this was done about the case; return the number of the event."""
    values = asdict(event)
    del values["id"]
    return await rows.add(tx, CASE_EVENT, **values)


async def event(tx: Tx, event_id: int) -> CaseEvent:
    """Return what was done; LookupError when there is none."""
    return await rows.get(tx, CaseEvent, _EVENT, the_id=event_id)


async def events(tx: Tx, case_id: CaseId) -> list[CaseEvent]:
    """Return what was done about the case, the earliest first."""
    return await rows.every(tx, CaseEvent, _EVENTS, the_case_id=case_id)


async def set_room(tx: Tx, case_id: CaseId, room_id: ChannelId) -> None:
    """The person reads answers in this thread, where nobody else is but moderators."""
    await rows.change(tx, _SET_ROOM, the_id=case_id, now_room_id=room_id)
