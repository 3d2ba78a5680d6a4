"""Two people who must never be paired."""

from datetime import datetime

from sqlalchemy import select

from bot.domain.ids import GuildId, MemberId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import APART

_OF_GUILD = select(APART.c.lower_id, APART.c.higher_id).where(equals(APART.c.guild_id))


def _or_nothing(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing()


_KEEP = rows.upserting(APART, _or_nothing)


async def keep(tx: Tx, guild_id: GuildId, one: MemberId, other: MemberId, at: datetime) -> None:
    """These two are kept apart in this guild for good. May be called twice, in either order."""
    lower, higher = sorted((one, other))
    await rows.change(tx, _KEEP(tx), guild_id=guild_id, lower_id=lower, higher_id=higher, kept_at=at)


async def of_guild(tx: Tx, guild_id: GuildId) -> set[frozenset[MemberId]]:
    """Return every two people who are kept apart in this guild."""
    found = await tx.execute(_OF_GUILD, {"the_guild_id": guild_id})
    return {frozenset((MemberId(lower), MemberId(higher))) for lower, higher in found}
