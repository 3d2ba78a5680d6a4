"""Rosters of rounds: the people from outside with their codes, and how often somebody guessed at one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.roster import WRONG_CODES_WITHIN, Answers, Attempts, RosterEntry
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import CODE_ATTEMPT, PROGRAM, ROSTER, ROSTER_ENTRY, ROUND

_IN_GUILD = select(ROUND.c.id).join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id).where(equals(PROGRAM.c.guild_id))
_SALT = select(ROSTER.c.salt).where(equals(ROSTER.c.round_id))
_ENTRIES = selecting(ROSTER_ENTRY, RosterEntry)
_OF_ROUND = _ENTRIES.where(equals(ROSTER_ENTRY.c.round_id)).order_by(ROSTER_ENTRY.c.id)
_OF_CODE = _ENTRIES.where(equals(ROSTER_ENTRY.c.code_digest), ROSTER_ENTRY.c.round_id.in_(_IN_GUILD))
_OF_MEMBER = _ENTRIES.where(equals(ROSTER_ENTRY.c.member_id), ROSTER_ENTRY.c.round_id.in_(_IN_GUILD)).order_by(
    ROSTER_ENTRY.c.id
)
_ADD = insert(ROSTER_ENTRY)
_USE = (
    update(ROSTER_ENTRY)
    .where(equals(ROSTER_ENTRY.c.id), ROSTER_ENTRY.c.used_at.is_(None))
    .values(
        member_id=bindparam("whose", type_=ROSTER_ENTRY.c.member_id.type),
        used_at=bindparam("at", type_=ROSTER_ENTRY.c.used_at.type),
        answers={},
    )
)
_UNUSED = update(ROSTER_ENTRY).where(equals(ROSTER_ENTRY.c.id), ROSTER_ENTRY.c.used_at.is_(None))
_CHANGE = _UNUSED.values(answers=bindparam("new_answers", type_=ROSTER_ENTRY.c.answers.type))
_RENEW = _UNUSED.values(code_digest=bindparam("new_digest", type_=ROSTER_ENTRY.c.code_digest.type))
_FORGET = (
    delete(ROSTER_ENTRY).where(equals(ROSTER_ENTRY.c.round_id)),
    delete(ROSTER).where(equals(ROSTER.c.round_id)),
)
_ATTEMPTS = selecting(CODE_ATTEMPT, Attempts).where(equals(CODE_ATTEMPT.c.guild_id), equals(CODE_ATTEMPT.c.member_id))
_FORGET_ATTEMPTS = delete(CODE_ATTEMPT).where(
    CODE_ATTEMPT.c.since <= bindparam("before", type_=CODE_ATTEMPT.c.since.type)
)
_ERASE = (
    delete(ROSTER_ENTRY).where(equals(ROSTER_ENTRY.c.member_id), ROSTER_ENTRY.c.round_id.in_(_IN_GUILD)),
    delete(CODE_ATTEMPT).where(equals(CODE_ATTEMPT.c.guild_id), equals(CODE_ATTEMPT.c.member_id)),
)


def _or_keep(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing(index_elements=["round_id"])


def _or_count(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["guild_id", "member_id"],
        set_={"wrong": insert.excluded.wrong, "since": insert.excluded.since},
    )


_SET_SALT = rows.upserting(ROSTER, _or_keep)
_COUNT = rows.upserting(CODE_ATTEMPT, _or_count)


async def salt_of(tx: Tx, round_id: RoundId) -> str | None:
    """Return the salt of the round's digests; None where the round has no roster."""
    return (await tx.execute(_SALT, {"the_round_id": round_id})).scalar_one_or_none()


async def set_salt(tx: Tx, round_id: RoundId, salt: str) -> None:
    """The round has a roster, with this salt unless it had one before."""
    await rows.change(tx, _SET_SALT(tx), round_id=round_id, salt=salt)


async def of_round(tx: Tx, round_id: RoundId) -> list[RosterEntry]:
    """Return the round's roster, in the order in which people came into it."""
    return await rows.every(tx, RosterEntry, _OF_ROUND, the_round_id=round_id)


async def of_code(tx: Tx, guild_id: GuildId, code_digest: str) -> RosterEntry | None:
    """Return whose code this is in a roster of the guild, used or not."""
    return await rows.find(tx, RosterEntry, _OF_CODE, the_guild_id=guild_id, the_code_digest=code_digest)


async def of_member(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[RosterEntry]:
    """Return the entries of the guild's rosters whose codes the person used."""
    return await rows.every(tx, RosterEntry, _OF_MEMBER, the_guild_id=guild_id, the_member_id=member_id)


async def add(tx: Tx, round_id: RoundId, entries: Sequence[tuple[str, str | None, str | None, Answers]]) -> None:
    """These people are on the round's roster: digests of code, of address, of name and country, and their answers."""
    named = ("code_digest", "email_digest", "name_digest", "answers")
    added = [dict(zip(named, entry, strict=True)) | {"round_id": round_id} for entry in entries]
    if added:
        await tx.execute(_ADD, added)


async def use(tx: Tx, entry_id: int, member_id: MemberId, at: datetime) -> bool:
    """The code is this person's, and what filled in their form is no longer kept here; return whether it was unused."""
    return await rows.change(tx, _USE, the_id=entry_id, whose=member_id, at=at) > 0


async def change_answers(tx: Tx, entry_id: int, answers: Answers) -> None:
    """An entry that was not used fills in the joining form with these answers."""
    await rows.change(tx, _CHANGE, the_id=entry_id, new_answers=dict(answers))


async def renew_code(tx: Tx, entry_id: int, code_digest: str) -> None:
    """An entry that was not used has another code; the former one is no longer known."""
    await rows.change(tx, _RENEW, the_id=entry_id, new_digest=code_digest)


async def forget(tx: Tx, round_id: RoundId) -> None:
    """Of the round's roster nothing is kept."""
    for statement in _FORGET:
        await rows.change(tx, statement, the_round_id=round_id)


async def attempts_of(tx: Tx, guild_id: GuildId, member_id: MemberId) -> Attempts | None:
    """Return how often the person entered a wrong code lately, if they did."""
    return await rows.find(tx, Attempts, _ATTEMPTS, the_guild_id=guild_id, the_member_id=member_id)


async def count_attempt(tx: Tx, guild_id: GuildId, member_id: MemberId, attempts: Attempts) -> None:
    """The person's wrong codes are counted; anybody's that no longer matter are gone."""
    await rows.change(tx, _FORGET_ATTEMPTS, before=attempts.since - WRONG_CODES_WITHIN)
    counted = {"wrong": attempts.wrong, "since": attempts.since}
    await rows.change(tx, _COUNT(tx), guild_id=guild_id, member_id=member_id, **counted)


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """No roster of this guild knows that the person used a code, and no wrong ones are counted."""
    for statement in _ERASE:
        await rows.change(tx, statement, the_guild_id=guild_id, the_member_id=member_id)
