"""Erases a person: what they said and said of themselves goes, and nothing that stays leads back to them."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, Update, bindparam, func, select, update

from bot.domain.ids import GuildId, MemberId
from bot.store import (
    direct_channels,
    drafts,
    particulars,
    places,
    profiles,
    replies,
    rosters,
    rows,
    rulings,
    steps,
    surveys,
    tombstones,
)
from bot.store.engine import Tx
from bot.store.rows import equals
from bot.store.tables import (
    AGREEMENT,
    ASSENT,
    AUTHOR,
    CASE,
    CASE_EVENT,
    CHECK_IN,
    PAIR,
    PAIR_MEMBER,
    PARTICIPANT,
    PROGRAM,
    REPLY,
    ROUND,
    RULING,
    SUMMARY,
    SURVEY,
)

_PROGRAMS = select(PROGRAM.c.id).where(equals(PROGRAM.c.guild_id))
_ROUNDS = select(ROUND.c.id).where(ROUND.c.program_id.in_(_PROGRAMS))
_PAIRS = select(PAIR.c.id).where(PAIR.c.round_id.in_(_ROUNDS))
_REPLIES = select(REPLY.c.id).where(REPLY.c.round_id.in_(_ROUNDS))
_SUMMARIES = select(SUMMARY.c.id).where(SUMMARY.c.round_id.in_(_ROUNDS))
_CASES = select(CASE.c.id).where(CASE.c.program_id.in_(_PROGRAMS))


def _leave(member: Column[int], scope: Column[int], within: Select[Any]) -> Update:
    left_at: Column[datetime] = member.table.c.left_at
    statement = update(member.table).where(member == bindparam("person"), scope.in_(within), left_at.is_(None))
    return statement.values(left_at=bindparam("at"))


def _swap(member: Column[int], scope: Column[int], within: Select[Any]) -> Update:
    statement = update(member.table).where(member == bindparam("person"), scope.in_(within))
    return statement.values({member: bindparam("nobody")})


_LEAVE = (
    _leave(PARTICIPANT.c.member_id, PARTICIPANT.c.round_id, _ROUNDS),
    _leave(PAIR_MEMBER.c.member_id, PAIR_MEMBER.c.pair_id, _PAIRS),
)
_SWAP = (
    _swap(PARTICIPANT.c.member_id, PARTICIPANT.c.round_id, _ROUNDS),
    _swap(PAIR_MEMBER.c.member_id, PAIR_MEMBER.c.pair_id, _PAIRS),
    _swap(CHECK_IN.c.member_id, CHECK_IN.c.round_id, _ROUNDS),
    _swap(SURVEY.c.member_id, SURVEY.c.round_id, _ROUNDS),
    _swap(AUTHOR.c.member_id, AUTHOR.c.reply_id, _REPLIES),
    _swap(ASSENT.c.member_id, ASSENT.c.summary_id, _SUMMARIES),
    _swap(AGREEMENT.c.proposed_by, AGREEMENT.c.pair_id, _PAIRS),
    _swap(CASE.c.member_id, CASE.c.program_id, _PROGRAMS),
    _swap(CASE_EVENT.c.by_id, CASE_EVENT.c.case_id, _CASES),
    _swap(CASE_EVENT.c.about_id, CASE_EVENT.c.case_id, _CASES),
    _swap(PROGRAM.c.added_by, PROGRAM.c.id, _PROGRAMS),
    _swap(ROUND.c.created_by, ROUND.c.id, _ROUNDS),
    _swap(RULING.c.ruled_by, RULING.c.round_id, _ROUNDS),
    _swap(SUMMARY.c.approved_by, SUMMARY.c.round_id, _ROUNDS),
)
_EMPTY_CASES = (
    update(CASE)
    .where(equals(CASE.c.guild_id), equals(CASE.c.member_id))
    .values(words="", closed_at=func.coalesce(CASE.c.closed_at, bindparam("at", type_=CASE.c.closed_at.type)))
)
_EMPTY_EVENTS = (
    update(CASE_EVENT).where(CASE_EVENT.c.case_id.in_(_CASES.where(equals(CASE.c.member_id)))).values(words="")
)
_EMPTY_HOPES = (
    update(AGREEMENT).where(AGREEMENT.c.pair_id.in_(_PAIRS), equals(AGREEMENT.c.proposed_by)).values(hopes="")
)


async def erase_person(tx: Tx, guild_id: GuildId, member_id: MemberId, at: datetime) -> MemberId:
    """Nothing in this guild's programs names the person or holds words of theirs; return the id that stands instead.

    It is negative and random, no Discord account, and one for all places: figures still count one person. The person
    has left every round and pair; whoever erases somebody who takes part lets them leave first, so that the partner
    hears of it. Published summaries are the caller's. One thing stays under the true id: whom they are kept apart
    from, or else erasing oneself would undo another's protection.
    """
    nobody = MemberId(-1 - secrets.randbits(62))
    await replies.erase_of(tx, guild_id, member_id, at)
    await steps.erase_recipient(tx, guild_id, member_id, at)
    await tombstones.hide(tx, guild_id, member_id, nobody)
    await profiles.erase(tx, guild_id, member_id)
    await particulars.erase(tx, guild_id, member_id)
    await drafts.erase(tx, guild_id, member_id)
    await direct_channels.erase(tx, member_id)
    await places.erase(tx, guild_id, member_id)
    await rosters.erase(tx, guild_id, member_id)
    await rulings.erase(tx, guild_id, member_id)
    await surveys.erase(tx, guild_id, member_id)
    await rows.change(tx, _EMPTY_CASES, the_guild_id=guild_id, the_member_id=member_id, at=at)
    await rows.change(tx, _EMPTY_EVENTS, the_guild_id=guild_id, the_member_id=member_id)
    await rows.change(tx, _EMPTY_HOPES, the_guild_id=guild_id, the_proposed_by=member_id)
    for statement in _LEAVE:
        await rows.change(tx, statement, the_guild_id=guild_id, person=member_id, at=at)
    for statement in _SWAP:
        await rows.change(tx, statement, the_guild_id=guild_id, person=member_id, nobody=nobody)
    return nobody
