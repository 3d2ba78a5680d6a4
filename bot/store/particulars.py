"""What people said beyond the joining form."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import bindparam, delete

from bot.domain.ids import GuildId, MemberId
from bot.domain.particulars import Particulars
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PARTICULARS

_OF_GUILD = selecting(PARTICULARS, Particulars).where(equals(PARTICULARS.c.guild_id))
_ONE = _OF_GUILD.where(equals(PARTICULARS.c.member_id))
_SEVERAL = _OF_GUILD.where(PARTICULARS.c.member_id.in_(bindparam("members", expanding=True)))
_ERASE = delete(PARTICULARS).where(equals(PARTICULARS.c.guild_id), equals(PARTICULARS.c.member_id))
_KEY = ("guild_id", "member_id")


def _or_renew(insert: Upsert) -> Upsert:
    said = {name: value for name, value in insert.excluded.items() if name not in _KEY}
    return insert.on_conflict_do_update(index_elements=_KEY, set_=said)


_SAVE = rows.upserting(PARTICULARS, _or_renew)


async def find(tx: Tx, guild_id: GuildId, member_id: MemberId) -> Particulars:
    """Return what the person said in this guild; the defaults where they said nothing."""
    found = await rows.find(tx, Particulars, _ONE, the_guild_id=guild_id, the_member_id=member_id)
    return found or Particulars(guild_id=guild_id, member_id=member_id)


async def several(tx: Tx, guild_id: GuildId, member_ids: Collection[MemberId]) -> dict[MemberId, Particulars]:
    """Return the same for each of these people."""
    found = await rows.every(tx, Particulars, _SEVERAL, the_guild_id=guild_id, members=list(member_ids))
    said = {each.member_id: each for each in found}
    return {each: said.get(each) or Particulars(guild_id=guild_id, member_id=each) for each in member_ids}


async def save(tx: Tx, said: Particulars) -> None:
    """All that the person says is kept, instead of what they said before."""
    await rows.change(tx, _SAVE(tx), **asdict(said))


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """Nothing of this kind is kept of the person in this guild."""
    await rows.change(tx, _ERASE, the_guild_id=guild_id, the_member_id=member_id)
