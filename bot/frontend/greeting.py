"""Noticing the servers that the bot has come to, so that each is greeted once."""

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.actions.greeting import GuildSeen, greet_guilds
from bot.domain.ids import ChannelId, GuildId

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient


class Greeting(commands.Cog):
    """Looks at the servers in which the bot is, at each new session and whenever it is invited to one."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """The bot may have been invited while it was away."""
        await self._greet(*self._client.guilds)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot has just been invited."""
        await self._greet(guild)

    async def _greet(self, *guilds: discord.Guild) -> None:
        with self._client.in_hand.busy():
            seen = [_see(guild) for guild in guilds if not guild.unavailable]
            await greet_guilds(self._client.house, seen, self._client.clock.now())


def _see(guild: discord.Guild) -> GuildSeen:
    return GuildSeen(guild_id=GuildId(guild.id), channel_id=find_channel(guild), locale=str(guild.preferred_locale))


def find_channel(guild: discord.Guild) -> ChannelId | None:
    """The channel for the server's own messages, or else the uppermost one, in which the bot may write."""
    channels = sorted(guild.text_channels, key=lambda channel: (channel != guild.system_channel, channel.position))
    found = (channel.id for channel in channels if _may_write(channel.permissions_for(guild.me)))
    return next((ChannelId(each) for each in found), None)


def _may_write(allowed: discord.Permissions) -> bool:
    return allowed.view_channel and allowed.send_messages and allowed.read_message_history
