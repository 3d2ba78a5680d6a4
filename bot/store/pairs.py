"""Pairs: drafted, approved, changed, ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, delete, func, insert, select, update

from bot.domain.ids import ChannelId, MemberId, PairId, ProgramId, RoundId
from bot.domain.partnership import Pair, Shared
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import PAIR, PAIR_MEMBER, ROUND

# One row for each who is in the pair now, by pair and member: `_grouped` makes pairs of them.
_PAIRS = (
    select(PAIR, PAIR_MEMBER.c.member_id)
    .outerjoin(PAIR_MEMBER, and_(PAIR_MEMBER.c.pair_id == PAIR.c.id, PAIR_MEMBER.c.left_at.is_(None)))
    .order_by(PAIR.c.id, PAIR_MEMBER.c.member_id)
)
_ONE = _PAIRS.where(equals(PAIR.c.id))
_OF_ROUND = _PAIRS.where(equals(PAIR.c.round_id))
_ACTIVE_OF_ROUND = _OF_ROUND.where(PAIR.c.ended_at.is_(None))
_ITS_MEMBER = select(PAIR_MEMBER.c.pair_id).where(equals(PAIR_MEMBER.c.member_id), PAIR_MEMBER.c.left_at.is_(None))
_OF_MEMBER = _ACTIVE_OF_ROUND.where(PAIR.c.approved_at.is_not(None), PAIR.c.id.in_(_ITS_MEMBER))

_DRAFTS = select(PAIR.c.id).where(equals(PAIR.c.round_id), PAIR.c.approved_at.is_(None))
_DROP_DRAFTS = delete(PAIR).where(PAIR.c.id.in_(_DRAFTS))
_JOIN_DRAFTED = update(PAIR_MEMBER).where(PAIR_MEMBER.c.pair_id.in_(_DRAFTS)).values(joined_at=bindparam("at"))
_APPROVE = update(PAIR).where(equals(PAIR.c.round_id), PAIR.c.approved_at.is_(None)).values(approved_at=bindparam("at"))
_END = update(PAIR).where(equals(PAIR.c.id), PAIR.c.ended_at.is_(None)).values(ended_at=bindparam("at"))
_SET_SHARED = update(PAIR).where(equals(PAIR.c.id)).values(shared=bindparam("now_shared"))
_SET_THREAD = update(PAIR).where(equals(PAIR.c.id)).values(thread_id=bindparam("now_thread_id"))
_ADD_MEMBERS = insert(PAIR_MEMBER)
_REMOVE_MEMBER = (
    update(PAIR_MEMBER)
    .where(equals(PAIR_MEMBER.c.pair_id), equals(PAIR_MEMBER.c.member_id), PAIR_MEMBER.c.left_at.is_(None))
    .values(left_at=bindparam("at"))
)
_AT = bindparam("at", type_=PAIR_MEMBER.c.last_active_at.type)
_NOTE_ACTIVITY = (
    update(PAIR_MEMBER)
    .where(equals(PAIR_MEMBER.c.pair_id), equals(PAIR_MEMBER.c.member_id))
    .values(
        times_active=PAIR_MEMBER.c.times_active + 1,
        last_active_at=case((PAIR_MEMBER.c.last_active_at > _AT, PAIR_MEMBER.c.last_active_at), else_=_AT),
    )
)
_ACTIVITY = select(PAIR_MEMBER.c.member_id, PAIR_MEMBER.c.times_active, PAIR_MEMBER.c.last_active_at).where(
    equals(PAIR_MEMBER.c.pair_id), PAIR_MEMBER.c.times_active > 0
)
_HISTORY = (
    select(PAIR.c.round_id, PAIR.c.id, PAIR_MEMBER.c.member_id)
    .join(ROUND, ROUND.c.id == PAIR.c.round_id)
    .join(PAIR_MEMBER, PAIR_MEMBER.c.pair_id == PAIR.c.id)
    .where(equals(ROUND.c.program_id), PAIR.c.approved_at.is_not(None))
    .order_by(ROUND.c.starts_on, ROUND.c.id, PAIR.c.id, PAIR_MEMBER.c.member_id)
)


_COUNT_LEFT = (
    select(func.count())
    .select_from(PAIR_MEMBER)
    .join(PAIR, PAIR.c.id == PAIR_MEMBER.c.pair_id)
    .where(equals(PAIR.c.round_id), equals(PAIR_MEMBER.c.member_id), PAIR_MEMBER.c.left_at.is_not(None))
)


_LEFT_AT = select(PAIR_MEMBER.c.left_at).where(equals(PAIR_MEMBER.c.pair_id), equals(PAIR_MEMBER.c.member_id))


def _or_come_back(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["pair_id", "member_id"],
        set_={"joined_at": insert.excluded.joined_at, "left_at": None},
        where=PAIR_MEMBER.c.left_at.is_not(None),
    )


_ADD_MEMBER = rows.upserting(PAIR_MEMBER, _or_come_back)


async def count_left(tx: Tx, round_id: RoundId, member_id: MemberId) -> int:
    """Return how many pairs of the round this person has left."""
    arguments = {"the_round_id": round_id, "the_member_id": member_id}
    return (await tx.execute(_COUNT_LEFT, arguments)).scalar_one()


async def left_at(tx: Tx, pair_id: PairId, member_id: MemberId) -> datetime | None:
    """Return since when this person is in the pair no longer; None where they are, or never were."""
    return (await tx.execute(_LEFT_AT, {"the_pair_id": pair_id, "the_member_id": member_id})).scalar_one_or_none()


async def replace_draft(tx: Tx, round_id: RoundId, groups: Sequence[tuple[tuple[MemberId, ...], Shared]]) -> list[Pair]:
    """These groups are the round's draft pairing, instead of any earlier draft; return them as pairs.

    Approved pairs stay as they are.
    """
    await rows.change(tx, _DROP_DRAFTS, the_round_id=round_id)
    return [
        await add(tx, round_id=round_id, members=members, shared=shared, approved_at=None, joined_at=None)
        for members, shared in groups
    ]


async def add(
    tx: Tx,
    *,
    round_id: RoundId,
    members: Collection[MemberId],
    shared: Shared,
    approved_at: datetime | None,
    joined_at: datetime | None,
) -> Pair:
    """These people are a pair of the round, a draft when `approved_at` is None; return it."""
    number = await rows.add(tx, PAIR, round_id=round_id, shared=asdict(shared), approved_at=approved_at)
    in_order = tuple(sorted(members))
    await tx.execute(
        _ADD_MEMBERS, [{"pair_id": number, "member_id": member, "joined_at": joined_at} for member in in_order]
    )
    return Pair(id=PairId(number), round_id=round_id, members=in_order, shared=shared, approved_at=approved_at)


async def get(tx: Tx, pair_id: PairId) -> Pair:
    """Return the pair, also an ended one; LookupError when there is none."""
    for pair in await _grouped(tx, _ONE, the_id=pair_id):
        return pair
    raise LookupError(f"no pair {pair_id}")


async def of_round(tx: Tx, round_id: RoundId, *, active_only: bool = True) -> list[Pair]:
    """Return the round's pairs by id, drafts too; without `active_only` also those that ended."""
    return await _grouped(tx, _ACTIVE_OF_ROUND if active_only else _OF_ROUND, the_round_id=round_id)


async def find_of(tx: Tx, round_id: RoundId, member_id: MemberId) -> Pair | None:
    """Return the approved pair in which the person is now, if any."""
    for pair in await _grouped(tx, _OF_MEMBER, the_round_id=round_id, the_member_id=member_id):
        return pair
    return None


async def approve(tx: Tx, round_id: RoundId, at: datetime) -> int:
    """The round's draft is approved, and its members are in their pairs since `at`; return how many pairs it were."""
    await rows.change(tx, _JOIN_DRAFTED, the_round_id=round_id, at=at)
    return await rows.change(tx, _APPROVE, the_round_id=round_id, at=at)


async def add_member(tx: Tx, pair_id: PairId, member_id: MemberId, shared: Shared, at: datetime) -> None:
    """The person is in the pair, whose members now share `shared`. May be called twice."""
    await rows.change(tx, _ADD_MEMBER(tx), pair_id=pair_id, member_id=member_id, joined_at=at)
    await rows.change(tx, _SET_SHARED, the_id=pair_id, now_shared=asdict(shared))


async def remove_member(tx: Tx, pair_id: PairId, member_id: MemberId, at: datetime) -> None:
    """The person is no longer in the pair; that they were stays known. May be called twice."""
    await rows.change(tx, _REMOVE_MEMBER, the_pair_id=pair_id, the_member_id=member_id, at=at)


async def end(tx: Tx, pair_id: PairId, at: datetime) -> None:
    """The pair is over; who was in it last is still read as its members. May be called twice."""
    await rows.change(tx, _END, the_id=pair_id, at=at)


async def set_thread(tx: Tx, pair_id: PairId, thread_id: ChannelId) -> None:
    """The pair talks in this thread."""
    await rows.change(tx, _SET_THREAD, the_id=pair_id, now_thread_id=thread_id)


async def history(tx: Tx, program_id: ProgramId) -> list[tuple[RoundId, tuple[MemberId, ...]]]:
    """Return who was ever together in each approved pair of the program, the first round to start first."""
    groups: dict[int, tuple[RoundId, list[MemberId]]] = {}
    for round_id, pair_id, member_id in await tx.execute(_HISTORY, {"the_program_id": program_id}):
        groups.setdefault(pair_id, (round_id, []))[1].append(member_id)
    return [(round_id, tuple(members)) for round_id, members in groups.values()]


async def note_activity(tx: Tx, pair_id: PairId, member_id: MemberId, at: datetime) -> None:
    """One more sign of life of this member is counted; what they said is not kept. Others are not counted."""
    await rows.change(tx, _NOTE_ACTIVITY, the_pair_id=pair_id, the_member_id=member_id, at=at)


async def activity(tx: Tx, pair_id: PairId) -> dict[MemberId, tuple[int, datetime]]:
    """Return how often and when last each member showed a sign of life; who never did is missing."""
    found = await tx.execute(_ACTIVITY, {"the_pair_id": pair_id})
    return {MemberId(member): (times, last) for member, times, last in found}


async def _grouped(tx: Tx, statement: Select[Any], **arguments: object) -> list[Pair]:
    groups: dict[int, tuple[dict[str, Any], list[MemberId]]] = {}
    found = await tx.execute(statement, arguments)
    names = tuple(found.keys())
    for row in found:
        fields = dict(zip(names, row, strict=True))
        _, members = groups.setdefault(fields["id"], (fields, []))
        if fields["member_id"] is not None:
            members.append(fields["member_id"])
    return [_pair(row, tuple(members)) for row, members in groups.values()]


def _pair(row: Mapping[str, Any], members: tuple[MemberId, ...]) -> Pair:
    told: dict[str, Any] = {**row["shared"]}
    told |= {name: tuple(told[name]) for name in ("languages", "interests")}
    fields: dict[str, Any] = {name: row[name] for name in ("id", "round_id", "thread_id", "approved_at", "ended_at")}
    return Pair(members=members, shared=Shared(**told), **fields)
