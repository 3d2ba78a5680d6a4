"""Which roles the programs of a guild name for organisers and moderators."""

from collections.abc import Iterable

from bot.actions.ports import House
from bot.domain.hosting import Staff
from bot.domain.ids import GuildId, RoleId
from bot.store import programs


async def roles_named(house: House, guild_id: GuildId, staff: Iterable[Staff]) -> frozenset[RoleId]:
    """The roles; none where the guild's programs name none."""
    async with house.store.read() as tx:
        hosted = await programs.in_guild(tx, guild_id)
    roles = (each.role_of(one) for each in hosted for one in staff)
    return frozenset(role for role in roles if role is not None)
