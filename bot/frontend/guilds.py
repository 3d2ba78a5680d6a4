"""Of which guild somebody speaks: the one they are in, or in a DM the one of what the button is about."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.harmless import storable
from bot.domain.ids import GuildId
from bot.frontend.asked import Asked

Id = TypeVar("Id", bound=int)


async def guild_meant(asked: Asked, find: Callable[[House, Id], Awaitable[GuildId]], about: Id) -> GuildId:
    """The guild; `find` looks up that of what the button is about.

    Raises:
        RuleError: what `find` raises.
    """
    if asked.interaction.guild_id is not None:
        return GuildId(asked.interaction.guild_id)
    return await find(asked.house, about)


async def name_in(asked: Asked, guild_id: GuildId) -> str:
    """What the person is called in the guild, of which Discord says nothing in a DM.

    Asked before anything that others will read is taken from a DM, since buttons there outlive a membership.

    Raises:
        RuleError: `not_in_server` when they are no longer in it.
    """
    if asked.interaction.guild_id is not None:
        return asked.name
    try:
        member = await asked.interaction.client.http.get_member(guild_id, asked.member_id)
    except discord.NotFound:
        raise RuleError("not_in_server") from None
    return storable(member.get("nick") or asked.name)


async def guild_name(asked: Asked, guild_id: GuildId) -> str:
    """What the guild is called."""
    known = asked.interaction.client.get_guild(guild_id)
    if known is not None:
        return storable(known.name)
    return storable((await asked.interaction.client.http.get_guild(guild_id, with_counts=False))["name"])
