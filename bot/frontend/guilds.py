"""Of which guild somebody speaks: the one they are in, or in a DM the one of what the button is about."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.actions.ports import House
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
