"""Noticing that the bot may do more than before: what was given up for that is tried again."""

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.actions.trying_again import try_forbidden_again
from bot.domain.ids import GuildId

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

log = logging.getLogger(__name__)


class Permitting(commands.Cog):
    """Watches the bot's own permissions in each guild. What was given while the bot was away goes unnoticed."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel has other permissions."""
        me = after.guild.me
        await self._look(after.guild, before.permissions_for(me), after.permissions_for(me))

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role has other permissions; the bot may have that role."""
        if after in after.guild.me.roles:
            await self._look(after.guild, before.permissions, after.permissions)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Somebody has other roles; it may be the bot."""
        if after == after.guild.me:
            await self._look(after.guild, before.guild_permissions, after.guild_permissions)

    async def _look(self, guild: discord.Guild, before: discord.Permissions, after: discord.Permissions) -> None:
        if after <= before:
            return
        with self._client.in_hand.busy():
            now = self._client.clock.now()
            count = await try_forbidden_again(self._client.house, guild_id=GuildId(guild.id), now=now)
        log.info("guild %s allows more: %s steps are tried again", guild.id, count)
