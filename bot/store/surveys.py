"""What people say at the end of a round."""

from dataclasses import asdict

from sqlalchemy import bindparam, select, update

from bot.domain.ending import Survey
from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PROGRAM, ROUND, SURVEY

_OF_ROUND = selecting(SURVEY, Survey).where(equals(SURVEY.c.round_id)).order_by(SURVEY.c.member_id)
_ONE = _OF_ROUND.where(equals(SURVEY.c.member_id))
_IN_GUILD = select(ROUND.c.id).join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id).where(equals(PROGRAM.c.guild_id))
_OF_MEMBER = (
    selecting(SURVEY, Survey)
    .where(equals(SURVEY.c.member_id), SURVEY.c.round_id.in_(_IN_GUILD))
    .order_by(SURVEY.c.round_id)
)
_OF_PROGRAM = select(ROUND.c.id).where(equals(ROUND.c.program_id))
_WAITING = SURVEY.c.round_id.in_(_OF_PROGRAM), SURVEY.c.wants_invitation
_WHO_WAITS = select(SURVEY.c.member_id).where(*_WAITING).distinct().order_by(SURVEY.c.member_id)
_STOP_WAITING = update(SURVEY).where(*_WAITING).values(wants_invitation=False)
_FORGET_WISHES = update(SURVEY).where(equals(SURVEY.c.round_id)).values(stays_in_touch=None)
_FORGET_WORDS = update(SURVEY).where(equals(SURVEY.c.round_id)).values(words="")
_OF_PERSON = update(SURVEY).where(SURVEY.c.member_id == bindparam("person"), SURVEY.c.round_id.in_(_IN_GUILD))
_WITHDRAW = _OF_PERSON.values(stays_in_touch=None, wants_invitation=False)
_ERASE = _OF_PERSON.values(words="", stays_in_touch=None, wants_invitation=False)
_KEY = ("round_id", "member_id")


def _or_renew(insert: Upsert) -> Upsert:
    said = {name: value for name, value in insert.excluded.items() if name not in _KEY}
    return insert.on_conflict_do_update(index_elements=_KEY, set_=said)


_SAVE = rows.upserting(SURVEY, _or_renew)


async def find(tx: Tx, round_id: RoundId, member_id: MemberId) -> Survey | None:
    """Return what the person said at the end of the round, if anything."""
    return await rows.find(tx, Survey, _ONE, the_round_id=round_id, the_member_id=member_id)


async def of_round(tx: Tx, round_id: RoundId) -> list[Survey]:
    """Return what everybody said at the end of the round, by member id."""
    return await rows.every(tx, Survey, _OF_ROUND, the_round_id=round_id)


async def of_member(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[Survey]:
    """Return what the person said at the end of rounds of this guild."""
    return await rows.every(tx, Survey, _OF_MEMBER, the_guild_id=guild_id, the_member_id=member_id)


async def save(tx: Tx, survey: Survey) -> None:
    """This is what the person says, instead of anything before."""
    await rows.change(tx, _SAVE(tx), **asdict(survey))


async def take_who_waits(tx: Tx, program_id: ProgramId) -> list[MemberId]:
    """Return who wants to hear of the program's next round; that they wanted to is forgotten."""
    waiting = (await tx.execute(_WHO_WAITS, {"the_program_id": program_id})).scalars()
    members = [MemberId(each) for each in waiting]
    await rows.change(tx, _STOP_WAITING, the_program_id=program_id)
    return members


async def forget_wishes(tx: Tx, round_id: RoundId) -> None:
    """Who wanted to stay in touch is not kept any more."""
    await rows.change(tx, _FORGET_WISHES, the_round_id=round_id)


async def forget_words(tx: Tx, round_id: RoundId) -> None:
    """The sentences are not kept any more; what the round gave people stays in counts."""
    await rows.change(tx, _FORGET_WORDS, the_round_id=round_id)


async def withdraw_wishes(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """The person wants to hear of nobody and of no round of this guild any more; what a round gave them stays."""
    await rows.change(tx, _WITHDRAW, the_guild_id=guild_id, person=member_id)


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """No words or wishes of the person are kept; what the round gave them stays as a count of nobody's."""
    await rows.change(tx, _ERASE, the_guild_id=guild_id, person=member_id)
