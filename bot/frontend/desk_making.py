"""Making the private channel in which organisers and moderators read."""

from typing import Any

import discord

from bot.domain.errors import RuleError
from bot.domain.hosting import Staff
from bot.domain.ids import ChannelId
from bot.domain.setup import Setup
from bot.frontend.asked import Asked
from bot.frontend.channel_check import AT_DESK

_STAFF_MAY = discord.PermissionOverwrite(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)


def may_make_channels(asked: Asked) -> bool:
    """Whether the bot may make channels where it was asked."""
    return asked.interaction.app_permissions.manage_channels


async def open_desk(asked: Asked, setup: Setup) -> ChannelId:
    """There is a channel that only the bot, the named roles and who asked see, beside those who manage the server.

    One that was made before is taken again: it has the same name, and everybody else is kept out of it.

    Raises:
        RuleError: `cannot_make_channel`.
    """
    guild, name = asked.interaction.guild, asked.texts.say(str(asked.interaction.guild_locale), "setup.desk_name")
    if guild is None:
        raise RuleError("only_in_server")
    try:
        if found := await _find(guild, name):
            return found
        made = await guild.create_text_channel(name, overwrites=_who_sees_it(asked, guild, setup))
    except discord.Forbidden:
        raise RuleError("cannot_make_channel") from None
    return ChannelId(made.id)


async def _find(guild: discord.Guild, name: str) -> ChannelId | None:
    for channel in await guild.fetch_channels():
        if channel.name == name and isinstance(channel, discord.TextChannel):
            hidden = channel.overwrites_for(guild.default_role).view_channel is False
            if hidden and channel.permissions_for(guild.me).is_superset(_needed()):
                return ChannelId(channel.id)
    return None


def _needed() -> discord.Permissions:
    return discord.Permissions(**dict.fromkeys(AT_DESK, True))


def _who_sees_it(asked: Asked, guild: discord.Guild, setup: Setup) -> dict[Any, discord.PermissionOverwrite]:
    roles = [guild.get_role(role_id) for staff in Staff if (role_id := setup.role_of(staff))]
    return {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        guild.me: discord.PermissionOverwrite(**dict.fromkeys(AT_DESK, True)),
        discord.Object(asked.member_id): _STAFF_MAY,
        **{role: _STAFF_MAY for role in roles if role is not None},
    }
