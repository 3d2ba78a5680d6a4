"""What organisers have chosen so far of a program that they set up."""

from dataclasses import asdict

from sqlalchemy import delete

from bot.domain.ids import GuildId
from bot.domain.setup import Setup
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import SETUP

_ONE = selecting(SETUP, Setup).where(equals(SETUP.c.guild_id))
_REMOVE = delete(SETUP).where(equals(SETUP.c.guild_id))


def _or_renew(insert: Upsert) -> Upsert:
    chosen = {name: value for name, value in insert.excluded.items() if name != "guild_id"}
    return insert.on_conflict_do_update(index_elements=["guild_id"], set_=chosen)


_SAVE = rows.upserting(SETUP, _or_renew)


async def find(tx: Tx, guild_id: GuildId) -> Setup | None:
    """Return what was chosen so far in this guild, if anything."""
    return await rows.find(tx, Setup, _ONE, the_guild_id=guild_id)


async def save(tx: Tx, setup: Setup) -> None:
    """This is what is chosen, instead of anything before."""
    await rows.change(tx, _SAVE(tx), **asdict(setup))


async def remove(tx: Tx, guild_id: GuildId) -> None:
    """Nothing is being set up in this guild. May be called twice."""
    await rows.change(tx, _REMOVE, the_guild_id=guild_id)
